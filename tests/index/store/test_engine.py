"""The store opens safely: new, known, foreign, from the future, and by two processes at once."""

import multiprocessing
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from index.errors import StoreUnusable
from index.store import engine as store
from index.store.documents import Documents
from index.store.schema import metadata
from tests.index.made_documents import made_document

MIGRATIONS = Path(store.__file__).parent / "migrations"


def test_the_migrations_lead_to_the_schema(tmp_path: Path) -> None:
    engine = store.open_store(tmp_path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_revision_that_is_looked_for() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == store.REVISION


def test_the_migration_can_be_taken_back(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    engine = store.open_store(tmp_path)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with sqlite3.connect(tmp_path / "store.sqlite") as plain:
        tables = {name for (name,) in plain.execute("SELECT name FROM sqlite_master")}
    assert {name for name in tables if not name.startswith("sqlite_")} == {"alembic_version"}


def _open_and_add(folder: Path, year: int) -> None:
    Documents(store.open_store(folder)).add(made_document(year=year))


def test_processes_that_open_a_new_store_at_once_all_get_it(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=_open_and_add, args=(tmp_path, year)) for year in (2021, 2022, 2023)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert len(Documents(store.open_store(tmp_path)).find()) == 3


def test_writers_wait_for_each_other_and_readers_for_none(tmp_path: Path) -> None:
    engine = store.open_store(tmp_path)
    with engine.connect() as connection:
        settings = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": 30000,
    }


def test_a_file_that_is_no_database_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"not a database at all, but long enough" * 100)
    with pytest.raises(StoreUnusable, match="打不开数据库"):
        store.open_store(tmp_path)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "store.sqlite") as plain:
        plain.execute("CREATE TABLE letters (a)")
    with pytest.raises(StoreUnusable, match="不是本程序建立的（有表 letters）"):
        store.open_store(tmp_path)


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    store.open_store(tmp_path).dispose()
    with sqlite3.connect(tmp_path / "store.sqlite") as plain:
        plain.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreUnusable, match="请升级程序"):
        store.open_store(tmp_path)


def test_a_full_disk_is_told_and_what_was_stored_stays(tmp_path: Path) -> None:
    engine = store.open_store(tmp_path)

    @event.listens_for(engine, "connect")
    def fill_the_disk(connection: DBAPIConnection, _: object) -> None:
        connection.execute(
            "PRAGMA max_page_count=1"
        )  # SQLite says then what it says on a full disk

    engine.dispose()
    with (
        pytest.raises(StoreUnusable, match=r"full.*磁盘空间"),
        store.writing(engine) as connection,
    ):
        connection.exec_driver_sql("CREATE TABLE big (text)")
        connection.exec_driver_sql("INSERT INTO big VALUES (hex(zeroblob(100000)))")
    with engine.connect() as connection:
        assert not inspect(connection).has_table("big")
        assert inspect(connection).has_table("documents")
