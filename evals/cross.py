"""Documents that are compared with each other: `python -m evals.cross FOLDER` writes them.

Several bodies of one place, several years of one body, a department and its own office, a budget
and the account of the same year. Invented; their questions are `cross-*.jsonl`.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from evals.commissioned import Collection, Wanted

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
_SECOND = Collection(
    seed="cross-2",
    wanted=(
        Wanted("临汀县", "应急与安全管理局", 2022, "final", "pdf"),
        Wanted("临汀县", "应急与安全管理局", 2023, "sichuan", "docx"),
        Wanted("临汀县", "应急与安全管理局", 2024, "final", "html"),
        Wanted("石渚区", "商贸促进局", 2024, "shanghai", "docx"),
        Wanted("石渚区", "商贸促进局", 2025, "shanghai", "pdf"),
        Wanted("石渚区", "商贸促进局", 2025, "shanghai", "html", level="单位"),
        Wanted("石渚区", "科学技术推广局", 2025, "jiangsu", "xlsx"),
        Wanted("石渚区", "文化艺术和旅游局", 2025, "hunan", "html"),
        Wanted("青岚省", "公共法律事务局", 2024, "hunan", "pdf"),
        Wanted("青岚省", "公共法律事务局", 2024, "sichuan", "xlsx"),
        Wanted("青岚省", "民生保障厅", 2024, "hunan", "docx"),
        Wanted("青岚省", "民生保障厅", 2025, "hunan", "xlsx"),
    ),
    frugal=frozenset({"应急与安全管理局"}),
)


# The questions of each collection, which is asked by itself: its short names mean one body each.
CROSS = {"cross-1.jsonl": _FIRST, "cross-2.jsonl": _SECOND}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the documents of each collection into a folder of its own; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.cross", description=main.__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    for collection in CROSS.values():
        for path in collection.write(folder / collection.seed):
            print(path.relative_to(folder))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
