"""The day a figure is stated as of, and what it leaves out.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Figures stored before are read again by the next ingest; until then it is not known."""
    with op.batch_alter_table("figures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("as_of", sa.String(10), nullable=True))
        batch_op.add_column(sa.Column("scope_note", sa.Text(), nullable=True))


def downgrade() -> None:
    """Forget the days and the scopes."""
    with op.batch_alter_table("figures", schema=None) as batch_op:
        batch_op.drop_column("scope_note")
        batch_op.drop_column("as_of")
