"""The store opened: SQLite made safe for several processes, or PostgreSQL, at the newest schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    Connection,
    Engine,
    column,
    create_engine,
    event,
    func,
    inspect,
    select,
    table,
)
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from index.errors import StoreUnusable
from index.locks import process_lock

REVISION = "0007"
"""The newest migration in `migrations/versions`; a test compares."""

BUSY_SECONDS = 30
MIGRATION_LOCK = 0x6275_6467_6574  # an arbitrary number that names our lock in PostgreSQL


def open_store(data_folder: Path, url: str | None = None) -> Engine:
    """The store of a data folder, at the newest schema; `url` names a PostgreSQL instead.

    Two processes may open a new store at once. Raises StoreUnusable.
    """
    data_folder.mkdir(parents=True, exist_ok=True)
    engine = store_engine(url or f"sqlite:///{data_folder / 'store.sqlite'}")
    try:
        if _revision(engine) != REVISION:
            with process_lock(data_folder / ".store.lock"):
                _migrate(engine)
    except DatabaseError as error:
        engine.dispose()
        raise StoreUnusable(
            f"打不开数据库 {engine.url!r}：{error.orig}。请检查磁盘空间和权限。"
        ) from error
    return engine


def store_engine(url: str) -> Engine:
    """An engine as the store needs it, whatever stands behind the URL; no schema is made."""
    engine = create_engine(url)
    if make_url(url).get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: whole or not at all; waits for another writer.

    Raises StoreUnusable where the disk is full, the folder read-only or another writer stuck.
    """
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
    except OperationalError as error:
        raise StoreUnusable(
            f"写不进数据库 {engine.url!r}：{error.orig}。"
            "请检查磁盘空间和写入权限，再运行一次；已存的内容没有变。"
        ) from error


def store_problem(engine: Engine) -> str | None:
    """What is wrong with the file itself, or None (PostgreSQL looks after its own files)."""
    if engine.dialect.name != "sqlite":
        return None
    try:
        with engine.connect() as connection:
            found = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar())
    except DatabaseError as error:
        return str(error.orig)
    return None if found == "ok" else found


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver's own idea of when a transaction begins is switched off; see _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns into a writer cannot wait for another one, so writers say so at once.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(engine: Engine) -> str | None:
    versions = table("alembic_version", column("version_num"))
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(select(versions.c.version_num)).scalar()
        return found


def _migrate(engine: Engine) -> None:
    # Imported here: a store that is up to date, which is nearly always, needs no migrations.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        found = _revision(engine)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise StoreUnusable(
                f"数据库 {engine.url!r} 由更新的版本建立（{found}），请升级程序，或换一个数据文件夹"
            )
        if found is None and (others := inspect(connection).get_table_names()):
            raise StoreUnusable(
                f"数据库 {engine.url!r} 不是本程序建立的（有表 {others[0]}），请换一个数据文件夹"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
