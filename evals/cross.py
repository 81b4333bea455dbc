"""Documents that are compared with each other: `python -m evals.cross FOLDER` writes them.

Several bodies of one place, several years of one body, a department and its own office, a budget
and the account of the same year. Invented; their questions are `cross-*.jsonl`.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.commissioned import Collection, Wanted

CASE_FILES = "cross-*.jsonl"
_FIRST = Collection(
    seed="cross-1",
    wanted=(
        Wanted("澄溪区", "科学技术推广局", 2023, "jiangsu", "pdf"),
        Wanted("澄溪区", "科学技术推广局", 2024, "jiangsu", "docx"),
        Wanted("澄溪区", "科学技术推广局", 2025, "jiangsu", "html"),
        Wanted("澄溪区", "商贸促进局", 2025, "hunan", "xlsx"),
        Wanted("澄溪区", "档案和地方文献局", 2025, "plain", "txt"),
        Wanted("北屏区", "文化艺术和旅游局", 2024, "shanghai", "html"),
        Wanted("北屏区", "文化艺术和旅游局", 2024, "shanghai", "docx", level="单位"),
        Wanted("北屏区", "文化艺术和旅游局", 2024, "final", "pdf"),
        Wanted("月湾新区", "退役军人事务管理局", 2022, "final", "docx"),
        Wanted("月湾新区", "退役军人事务管理局", 2023, "sichuan", "xlsx"),
        Wanted("月湾新区", "退役军人事务管理局", 2024, "sichuan", "docx"),
        Wanted("石渚区", "民生保障厅", 2025, "shanghai", "pdf"),
        Wanted("石渚区", "民生保障厅", 2025, "shanghai", "xlsx", level="单位"),
    ),
    rich=frozenset({"文化艺术和旅游局"}),
)


def write_cross_documents(folder: Path) -> Iterator[Path]:
    """Write the documents, each with its truth beside it; yield their files."""
    return _FIRST.write(folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the documents into a folder; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.cross", description=main.__doc__)
    parser.add_argument("folder", type=Path)
    for path in write_cross_documents(parser.parse_args(arguments).folder):
        print(path.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
