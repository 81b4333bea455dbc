"""Where each line of a document's text is printed on its page.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Documents stored before have none until they are read again."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lines", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Forget the places of lines."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_column("lines")
