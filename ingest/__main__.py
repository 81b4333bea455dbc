"""`python -m ingest FILES`: what a file says, as a summary or (--json) as the whole Document."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from ingest.child import Outcome, parse_files
from ingest.document_json import document_to_json
from ingest.model import Document, Kind
from ingest.vocabulary.standard_tables import tables_by_key

_KINDS = {Kind.BUDGET: "预算", Kind.FINAL_ACCOUNT: "决算", Kind.OTHER: "其他"}


def main(arguments: list[str] | None = None) -> int:
    """Parse the files named on the command line; 1 where any could not be read."""
    parser = argparse.ArgumentParser(prog="python -m ingest", description="读取公开的预算、决算")
    parser.add_argument("paths", nargs="+", type=Path, help="文件或文件夹")
    parser.add_argument("--json", action="store_true", help="每个文件一行 JSON")
    parser.add_argument("--tables", action="store_true", help="逐表列出")
    options = parser.parse_args(arguments)
    failed = 0
    for outcome in parse_files(list(files_under(options.paths))):
        if outcome.document is None:
            failed += 1
            print(outcome.error, file=sys.stderr)
        elif options.json:
            print(document_to_json(outcome.document))
        else:
            print(summary(outcome, outcome.document))
            if options.tables:
                for line in table_lines(outcome.document):
                    print(line)
    return 1 if failed else 0


def files_under(paths: list[Path]) -> Iterator[Path]:
    """Files as named, and the files in folders in the order of their names; hidden ones not."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")
            )
        else:
            yield path


def summary(outcome: Outcome, document: Document) -> str:
    """One line: who, which year and kind, what was found, how long it took."""
    identity = document.identity
    standard = {t.kind for t in document.tables if t.kind}
    return (
        f"{document.file_name}：{identity.organisation}（{identity.level}）"
        f"{identity.fiscal_year or '年度不明'}年{_KINDS[identity.kind]}，{len(document.pages)}页，"
        f"表{len(document.tables)}张（标准表{len(standard)}种），数据{len(document.figures)}条，"
        f"段落{len(document.passages)}段，名词{len(document.glossary)}条，"
        f"疑点{len(document.problems)}处，{outcome.seconds:.2f}秒"
    )


def table_lines(document: Document) -> Iterator[str]:
    """One line a table: title, kind, unit, pages, size."""
    known = tables_by_key()
    for table in document.tables:
        kind = known[table.kind].name if table.kind else "其他表"
        unit = table.unit.name if table.unit else "无单位"
        pages = f"第{'、'.join(map(str, table.pages))}页" if table.pages else "不分页"
        yield (
            f"  {table.table_id} {table.title or '（无标题）'} [{kind}] {unit} {pages} "
            f"{len(table.rows)}行×{len(table.columns)}列"
        )


if __name__ == "__main__":
    sys.exit(main())
