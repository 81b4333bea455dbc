"""Which reader read a document, so that the same one need not read it again.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Documents stored before were read by an unknown reader."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reader", sa.String(length=16), nullable=False, server_default="")
        )


def downgrade() -> None:
    """Forget who read them."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_column("reader")
