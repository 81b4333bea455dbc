"""The tables of the store (SQLite, or PostgreSQL by URL). The migrations lead to exactly these.

Amounts are text: a float column would round them. Names of indexes are given by convention, so
that the migrations can name them too.
"""

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

documents = Table(
    "documents",
    metadata,
    Column("document_id", String(64), primary_key=True),
    Column("content_sha256", String(64), nullable=False, unique=True),
    Column("file_name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("organisation", Text, nullable=False, index=True),
    Column("level", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("fiscal_year", Integer, index=True),
    Column("title", Text, nullable=False),
    Column("year_source", Text),
    Column("organisation_source", Text),
    Column("published_on", String(10)),
    Column("source_url", Text),
    Column("state", String(16), nullable=False),
    Column("supersedes", String(64)),
    Column("stored_at", String(32), nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("figure_count", Integer, nullable=False),
    Column("passage_count", Integer, nullable=False),
    # Hash of what a generation derives from the document; tells a stale generation at once.
    Column("derived_sha256", String(64), nullable=False),
    Column("reader", String(16), nullable=False, server_default=""),
    Column("pages", Text, nullable=False),
    Column("lines", Text, nullable=False, server_default="[]"),
    Column("problems", Text, nullable=False),
    Column("seconds", Text, nullable=False),
    Column("report_card", Text),
    Column("text", Text, nullable=False),
)

aliases = Table(
    "aliases",
    metadata,
    Column("document_id", String(64), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("alias", Text, nullable=False, index=True),
    ForeignKeyConstraint(["document_id"], ["documents.document_id"], ondelete="CASCADE"),
)


def _part(name: str, key: str, *columns: SchemaItem) -> Table:
    """A table of a document's parts, in the order in which the document has them."""
    return Table(
        name,
        metadata,
        Column("document_id", String(64), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column(key, String(200), nullable=False),
        *columns,
        ForeignKeyConstraint(["document_id"], ["documents.document_id"], ondelete="CASCADE"),
        Index(None, "document_id", key),
    )


sections = _part("sections", "section_id", Column("content", Text, nullable=False))

tables = _part(
    "tables",
    "table_id",
    Column("title", Text, nullable=False),
    Column("kind", Text),
    Column("first_page", Integer),
    Column("content", Text, nullable=False),
)

figures = _part(
    "figures",
    "figure_id",
    Column("label", Text, nullable=False),
    Column("label_key", Text, nullable=False),
    Column("item", Text),
    Column("item_path", Text, nullable=False),
    Column("column_path", Text, nullable=False),
    Column("fiscal_year", Integer),
    Column("measure", String(16), nullable=False),
    Column("aspect", String(16), nullable=False),
    Column("printed", Text, nullable=False),
    Column("value", Text),
    Column("value_unit", Text),
    Column("unit", Text),
    Column("source", Text, nullable=False),
    Column("unit_source", Text),
    Column("code", Text),
    Column("classification", String(32)),
    Column("facet", Text),
    Column("fund", String(32)),
    Column("base", String(32)),
    Column("level", String(16)),
    Column("organisation", Text),
    Column("table_kind", Text),
    Column("pattern", Text),
    Column("section_path", Text, nullable=False),
    Column("sentence", Text),
    Column("reason", Text),
    Column("as_of", String(10)),
    Column("scope_note", Text),
    Column("check", String(16), nullable=False),
    Index(None, "document_id", "item"),
    Index(None, "document_id", "code"),
    Index(None, "document_id", "label_key"),
)

passages = _part(
    "passages",
    "passage_id",
    Column("text", Text, nullable=False),
    Column("section_path", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("source", Text, nullable=False),
)

glossary = _part(
    "glossary",
    "entry_id",
    Column("term", Text, nullable=False),
    Column("term_key", Text, nullable=False, index=True),
    Column("term_path", Text, nullable=False),
    Column("meaning", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("section_path", Text, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("started_at", String(32), nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("question", Text, nullable=False),
    # Who has this id may read the answer (a shared link); NULL in what an older version kept.
    Column("answer_id", String(64), index=True),
    Column("answer", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("asked_at", String(32), nullable=False),
    ForeignKeyConstraint(
        ["conversation_id"], ["conversations.conversation_id"], ondelete="CASCADE"
    ),
)

# What readers say of answers. Each keeps the answer as it was given: its turn may be forgotten.
feedback = Table(
    "feedback",
    metadata,
    Column("feedback_id", String(64), primary_key=True),
    Column("answer_id", String(64), nullable=False, index=True),
    Column("figure_id", String(200)),
    Column("verdict", String(16), nullable=False),
    Column("comment", Text, nullable=False),
    # The questions of the conversation up to this answer, as a JSON list.
    Column("questions", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("given_at", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    # The evaluation case that staff made of it, as JSON.
    Column("case", Text),
)

jobs = Table(
    "jobs",
    metadata,
    Column("job_id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    # What it is about: a file name, or a document's id.
    Column("subject", Text, nullable=False),
    Column("source_url", Text),
    Column("state", String(16), nullable=False, index=True),
    Column("queued_at", String(32), nullable=False),
    Column("started_at", String(32)),
    Column("ended_at", String(32)),
    # What came of it, as JSON: the document, or why there is none.
    Column("result", Text),
)

# A cache, not truth: kept in its own file so that the store stays small enough to copy.
cache_metadata = MetaData()

cached_vectors = Table(
    "cached_vectors",
    cache_metadata,
    Column("text_sha256", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
