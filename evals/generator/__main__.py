"""python -m evals.generator: write sample documents and, beside each, what it says."""

import argparse
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from evals.generator.fonts import font_missing
from evals.generator.formats import FORMATS, formats_for
from evals.generator.samples import (
    SEED,
    STYLES,
    commission_of,
    make_files,
    nth_of_assorted,
    own_format,
    sample_commissions,
)

DESCRIPTION = """\
生成演示用的部门预算、单位预算和部门决算文件。机构和数据均为虚构，同一个种子每次写出同样的文件。
每个文件旁边另写一个 .truth.json，列出文件中每个数字的科目、年度、口径、单位、数值和所在位置，
也列出名词解释和“无三公经费”一类的语句，用来核对解析和问答的结果。"""
EXAMPLES = """\
示例：
  python -m evals.generator --out samples            重新生成仓库中的全部样例
  python -m evals.generator --style shanghai --count 20 --out /tmp/more --seed 7
                                                     按九张表的样式写 20 份，机构和金额各不相同
  python -m evals.generator --style final --format docx --count 20 --out /tmp/more
                                                     同上，写成 Word 文件
  python -m evals.generator --count 10000 --out /tmp/many --processes 2
                                                     各种样式、各种格式轮流，一万份
样式：
{styles}
格式：
  pdf   有文字层和划线表格           txt   纯文本（只有 plain 样式）
  docx  段落、标题和真正的表格       xlsx、xls  一表一页，首页是情况说明
  html  网页，有面包屑、点击量等外壳，编码有 utf-8、gbk 和声明错的
  scan  扫描件：只有图像的 PDF       two-files  说明一个 docx，附表一个 xlsx 或 xls"""
FILES_A_PROCESS = 200  # fonts stay registered in a process; a new one starts without them


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.generator",
        description=DESCRIPTION,
        epilog=EXAMPLES.format(
            styles="\n".join(f"  {name:<10}{style.meaning}" for name, style in STYLES.items())
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="help", help="显示这段说明")
    parser.add_argument("--out", type=Path, required=True, help="写到哪个文件夹（没有就新建）")
    parser.add_argument("--seed", default=SEED, help=f"种子，任意文字；默认 {SEED}，即仓库中的样例")
    parser.add_argument("--style", choices=sorted(STYLES), help="只写这种样式；不给就各种轮流")
    parser.add_argument("--format", choices=list(FORMATS), help="只写这种格式；不给就各种轮流")
    parser.add_argument("--count", type=int, default=0, help="写几份；不给就写成套的样例")
    parser.add_argument("--processes", type=int, default=1, help="用几个进程；默认 1")
    chosen = parser.parse_args(arguments)
    if (chosen.style or chosen.format) and chosen.count <= 0:
        parser.error("--style 和 --format 要与 --count 一起给：例如 --style shanghai --count 20")
    if chosen.style and chosen.format:
        suited = formats_for(STYLES[chosen.style].has_tables)
        if chosen.format not in suited:
            parser.error(f"{chosen.style} 样式只能写成：{'、'.join(suited)}")
    if problem := font_missing():
        print(problem, file=sys.stderr)
        return 2
    chosen.out.mkdir(parents=True, exist_ok=True)
    order = _Order(chosen.out, chosen.seed, chosen.style or "", chosen.format or "")
    for line in _written(order, chosen.count, chosen.processes):
        print(line)
    return 0


@dataclass(frozen=True)
class _Order:
    """What every process needs to know to write the document of a number."""

    out: Path
    seed: str
    style: str
    format: str


def _written(order: _Order, count: int, processes: int) -> Iterator[str]:
    """Write all documents; yield a line a file, in order."""
    if count <= 0:
        for commission in sample_commissions(order.seed):
            for made in make_files(commission):
                made.write(order.out)
                yield _line(made.file_name, len(made.truth.facts))
        return
    write = partial(_write, order)
    if processes <= 1:
        for number in range(count):
            yield from write(number)
        return
    with multiprocessing.get_context("spawn").Pool(
        processes, maxtasksperchild=FILES_A_PROCESS
    ) as pool:
        for lines in pool.imap(write, range(count)):
            yield from lines


def _write(order: _Order, number: int) -> list[str]:
    if order.style:
        name = order.format or own_format(order.style)
        commission = commission_of(order.style, number, order.seed, order.style, name)
    else:
        formats: Sequence[str] = (order.format,) if order.format else ()
        commission = nth_of_assorted(number, order.seed, formats=formats)
    lines = []
    for made in make_files(commission):
        made.write(order.out)
        lines.append(_line(made.file_name, len(made.truth.facts)))
    return lines


def _line(file_name: str, facts: int) -> str:
    return f"{file_name}  {facts} 个数字"


if __name__ == "__main__":
    sys.exit(main())
