"""The documents that the blind readers asked about: `python -m evals.blind FOLDER` writes them.

Invented, of every style; the same at every writing. Their questions are `blind-*.jsonl`: 1 and 2
about the first, 3 about the second, 4 about the third. No organisation is in two of them.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.commissioned import Collection, Wanted
from evals.generator.styles.commission import Habits

CASE_FILES = "blind-*.jsonl"
_FIRST = Collection(
    seed="blind-1",
    wanted=(
        Wanted("石渚区", "公共法律事务局", 2023, "shanghai", "pdf"),
        Wanted(
            "石渚区",
            "公共法律事务局",
            2024,
            "shanghai",
            "docx",
            habits=Habits(states_executed=True),
        ),
        Wanted("石渚区", "公共法律事务局", 2024, "shanghai", "html", level="单位"),
        Wanted("石渚区", "公共法律事务局", 2023, "final", "pdf"),
        Wanted("澄溪区", "应急与安全管理局", 2022, "final", "docx"),
        Wanted("澄溪区", "应急与安全管理局", 2023, "sichuan", "xlsx", habits=Habits(blank="0")),
        Wanted("青岚省", "文化艺术和旅游局", 2024, "jiangsu", "pdf", habits=Habits(blank="—")),
        Wanted("北屏区", "商贸促进局", 2025, "hunan", "xlsx"),
        Wanted("临汀县", "档案和地方文献局", 2025, "plain", "txt"),
        Wanted("月湾新区", "退役军人事务管理局", 2024, "sichuan", "html"),
        Wanted("北屏区", "科学技术推广局", 2025, "jiangsu", "docx", contradictions=2),
        Wanted("临汀县", "民生保障厅", 2024, "final", "pdf", contradictions=2),
    ),
    rich=frozenset({"应急与安全管理局", "商贸促进局"}),
    frugal=frozenset({"应急与安全管理局", "档案和地方文献局"}),
    reserving=frozenset({"文化艺术和旅游局"}),
)
_SECOND = Collection(
    seed="blind-2",
    wanted=(
        Wanted("霁滩区", "公共法律事务局", 2024, "shanghai", "pdf"),
        Wanted("霁滩区", "公共法律事务局", 2024, "shanghai", "docx", level="单位"),
        Wanted("望塘区", "科学技术推广局", 2024, "jiangsu", "docx"),
        Wanted("望塘区", "科学技术推广局", 2025, "jiangsu", "pdf", habits=Habits(blank="0.00")),
        Wanted("汀屏县", "商贸促进局", 2024, "hunan", "docx"),
        Wanted("汀屏县", "文化艺术和旅游局", 2024, "final", "xlsx"),
        Wanted("澄湖县", "应急与安全管理局", 2023, "sichuan", "pdf"),
        Wanted("麓津县", "退役军人事务管理局", 2023, "final", "html", contradictions=1),
        Wanted("霜浦区", "档案和地方文献局", 2026, "plain", "html"),
        Wanted("霜浦区", "民生保障厅", 2026, "hunan", "pdf", habits=Habits(blank="—")),
    ),
    rich=frozenset({"科学技术推广局", "文化艺术和旅游局"}),
    names={
        "公共法律事务局": "司法行政局",
        "科学技术推广局": "创新发展局",
        "商贸促进局": "招商与市场服务局",
        "文化艺术和旅游局": "文博事业局",
        "应急与安全管理局": "防灾减灾局",
        "退役军人事务管理局": "拥军优抚局",
        "档案和地方文献局": "史志馆藏局",
        "民生保障厅": "政务服务和热线管理局",
    },
)
_THIRD = Collection(
    seed="blind-3",
    wanted=(
        Wanted("岚原区", "文化艺术和旅游局", 2024, "shanghai", "docx"),
        Wanted("岚原区", "文化艺术和旅游局", 2025, "shanghai", "pdf"),
        Wanted("岚原区", "文化艺术和旅游局", 2025, "shanghai", "html", level="单位"),
        Wanted("柏州县", "档案和地方文献局", 2022, "final", "html"),
        Wanted("柏州县", "档案和地方文献局", 2023, "final", "pdf"),
        Wanted("鹤泽区", "商贸促进局", 2024, "sichuan", "docx", habits=Habits(blank="0")),
        Wanted("鹤泽区", "商贸促进局", 2024, "jiangsu", "xlsx"),
        Wanted("砚屿区", "民生保障厅", 2023, "hunan", "html", contradictions=1),
        Wanted("砚屿区", "公共法律事务局", 2023, "plain", "txt"),
        Wanted("云屿区", "退役军人事务管理局", 2025, "jiangsu", "pdf", habits=Habits(blank="—")),
        Wanted("云屿区", "科学技术推广局", 2024, "sichuan", "xlsx", contradictions=1),
    ),
    rich=frozenset({"商贸促进局", "民生保障厅"}),
    frugal=frozenset({"公共法律事务局"}),
    reserving=frozenset({"退役军人事务管理局"}),
    names={
        "文化艺术和旅游局": "群众文体服务局",
        "档案和地方文献局": "地方志编纂局",
        "商贸促进局": "口岸和物流发展局",
        "民生保障厅": "托育养老保障局",
        "公共法律事务局": "行政复议应诉局",
        "退役军人事务管理局": "优待抚恤事务局",
        "科学技术推广局": "数据与智能应用局",
    },
)


def write_blind_documents(folder: Path) -> Iterator[Path]:
    """Write the documents, each with its truth beside it; yield their files."""
    yield from _FIRST.write(folder)
    yield from _SECOND.write(folder)
    yield from _THIRD.write(folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the documents into a folder; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.blind", description=main.__doc__)
    parser.add_argument("folder", type=Path)
    for path in write_blind_documents(parser.parse_args(arguments).folder):
        print(path.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
