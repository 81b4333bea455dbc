"""python -m evals.generator: write sample documents and, beside each, what it says."""

import argparse
import sys
from pathlib import Path

from evals.generator.fonts import font_missing
from evals.generator.samples import SEED, STYLES, commissions, make, sample_commissions

DESCRIPTION = """\
生成演示用的部门预算、单位预算和部门决算文件。机构和数据均为虚构，同一个种子每次写出同样的文件。
每个文件旁边另写一个 .truth.json，列出文件中每个数字的科目、年度、口径、单位、数值和所在位置，
也列出名词解释和“无三公经费”一类的语句，用来核对解析和问答的结果。"""
EXAMPLES = """\
示例：
  python -m evals.generator --out samples            重新生成仓库中的全部样例
  python -m evals.generator --style shanghai --count 20 --out /tmp/more --seed 7
                                                     按九张表的样式写 20 份，机构和金额各不相同
样式：
  shanghai  九张表，表中单位为元，文字用万元，标题不编号
  jiangsu   十二张表，单位万元，功能分类与支出用途并列
  final     部门决算，九张表，单位万元，科目编码七位连写
  plain     纯文本，没有表格"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.generator",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="help", help="显示这段说明")
    parser.add_argument("--out", type=Path, required=True, help="写到哪个文件夹（没有就新建）")
    parser.add_argument("--seed", default=SEED, help=f"种子，任意文字；默认 {SEED}，即仓库中的样例")
    parser.add_argument("--style", choices=sorted(STYLES), help="只写这种样式（与 --count 同用）")
    parser.add_argument("--count", type=int, default=0, help="写几份；不给就写成套的样例")
    chosen = parser.parse_args(arguments)
    if bool(chosen.style) != (chosen.count > 0):
        parser.error("--style 和 --count 要一起给：例如 --style shanghai --count 20")
    if problem := font_missing():
        print(problem, file=sys.stderr)
        return 2
    chosen.out.mkdir(parents=True, exist_ok=True)
    wanted = (
        commissions(chosen.style, chosen.count, chosen.seed)
        if chosen.style
        else sample_commissions(chosen.seed)
    )
    for document in map(make, wanted):
        document.write(chosen.out)
        print(f"{document.file_name}  {len(document.truth.facts)} 个数字")
    return 0


if __name__ == "__main__":
    sys.exit(main())
