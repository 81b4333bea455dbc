"""Where the unit of a figure is declared.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Figures stored before are read again by the next ingest; until then it is not known."""
    with op.batch_alter_table("figures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit_source", sa.Text(), nullable=True))


def downgrade() -> None:
    """Forget where units are declared."""
    with op.batch_alter_table("figures", schema=None) as batch_op:
        batch_op.drop_column("unit_source")
