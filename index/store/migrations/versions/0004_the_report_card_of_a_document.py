"""How completely a document was read and what was proven of it.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Documents stored before have none until they are read again."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("report_card", sa.Text(), nullable=True))


def downgrade() -> None:
    """Forget the report cards."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_column("report_card")
