"""Alembic's entry: migrates over the connection that `index.store.engine` holds."""

from alembic import context

from index.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
