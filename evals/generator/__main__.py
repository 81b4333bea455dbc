"""python -m evals.generator: write sample documents and, beside each, what it says."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from evals.generator.fonts import font_missing
from evals.generator.formats import FORMATS, formats_for
from evals.generator.many import Order, write_many, write_samples
from evals.generator.noise.noises import NOISES, noise_names
from evals.generator.samples import SEED, STYLES

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
  scan  扫描件：只有图像的 PDF       two-files  说明一个 docx，附表一个 xlsx 或 xls
噪声（照真实文件里见过的毛病；真值随之改变，说不全的数另列在 lost）：
{noises}"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.generator",
        description=DESCRIPTION,
        epilog=EXAMPLES.format(
            styles="\n".join(f"  {name:<10}{style.meaning}" for name, style in STYLES.items()),
            noises="\n".join(f"  {name:<19}{noise.meaning}" for name, noise in NOISES.items()),
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
    parser.add_argument("--noise", default="none", help="none、all 或用逗号隔开的名称；默认 none")
    parser.add_argument("--contradict", type=int, default=0, help="每份埋入几处矛盾，记在真值里")
    parser.add_argument("--processes", type=int, default=1, help="用几个进程；默认 1")
    chosen = parser.parse_args(arguments)
    if (
        chosen.style or chosen.format or chosen.noise != "none" or chosen.contradict
    ) and chosen.count <= 0:
        parser.error("要与 --count 一起给：例如 --style shanghai --count 20")
    if chosen.style and chosen.format:
        suited = formats_for(STYLES[chosen.style].has_tables)
        if chosen.format not in suited:
            parser.error(f"{chosen.style} 样式只能写成：{'、'.join(suited)}")
    try:
        noise = noise_names(chosen.noise)
    except ValueError as error:
        parser.error(str(error))
    if problem := font_missing():
        print(problem, file=sys.stderr)
        return 2
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.count > 0:
        order = Order(
            chosen.out,
            chosen.seed,
            styles=(chosen.style,) if chosen.style else (),
            formats=(chosen.format,) if chosen.format else (),
            noise=noise,
            contradictions=chosen.contradict,
        )
        files: Iterable[Path] = write_many(order, chosen.count, chosen.processes)
    else:
        files = write_samples(chosen.out, chosen.seed)
    for path in files:
        print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
