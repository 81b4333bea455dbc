"""The command line of the evaluation: `budget-qa eval …`, also `python -m evals …`."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from evals.ask_and_report import run_command
from evals.case_sheets import template_bytes
from evals.options import RunOptions
from evals.report_rows import ROW_SUFFIXES
from evals.report_text import print_error

KEY_VARIABLE = "OPENAI_API_KEY"
_ABOUT = """\
量一量答得对不对：把题目文件里的问题逐个问一遍，按类型列出答对、拒答、答错，逐题说明原因。"""
_EXAMPLES = """\
例：
  budget-qa eval template 题目.xlsx
      写一份空的题目表，里面有每种题的例子和说明；填好后：
  budget-qa eval run 题目.xlsx --documents 公开文件/ --report 报告.html --rows 结果.xlsx
      在本进程里回答；文件读入临时的数据文件夹，现有的数据不动
  budget-qa eval run 题目.jsonl --url http://127.0.0.1:8000 --jobs 8
      问一个正在运行的服务，八题同时问
  budget-qa eval run 题目.jsonl --openai https://主机/v1 --model 模型名
      问任何兼容 OpenAI 的对话接口，从它的文字里认出数；钥匙放在环境变量 OPENAI_API_KEY
  budget-qa eval run 题目.jsonl --url http://… --resume 进度.jsonl
      每答一题记一行；中断后用同一条命令接着问，问过的不再问
  budget-qa eval run 题目.jsonl --sample 50 --seed 3 --json 这次.json
      只问其中 50 题，同一个种子总是同样的题
  budget-qa eval run 题目.jsonl --baseline 上次.json --report 报告.html
      与上次比，逐题列出多对的和少对的"""
_RUN = """\
逐题提问，逐题判定。答对（该拒的拒了也是）+1，能答而拒答 0，答错 −1。
写错的行、没有载入的文件、连不上或答非所问的服务，都逐行说明，其余的照问。
退出码：0 问完了；1 用了 --strict 而有题没有答对；2 什么也没能问。"""


def main(arguments: Sequence[str] | None = None, program: str = "python -m evals") -> int:
    """Run one of the subcommands; the exit code."""
    parser = argparse.ArgumentParser(
        prog=program,
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="命令", required=True)
    _add_run(commands)
    template = commands.add_parser(
        "template", help="写一份空的题目表（xlsx）", description=_TEMPLATE
    )
    template.add_argument("file", type=Path, help="写到哪个 .xlsx 文件")
    template.set_defaults(command=lambda chosen: _write_template(chosen.file))
    chosen = parser.parse_args(arguments)
    code: int = chosen.command(chosen)
    return code


_TEMPLATE = "写一份空的题目表：“题目”供填写，“例题”每种题一例，“说明”逐列说明。已有的文件不覆盖。"


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser(
        "run",
        help="问题目文件里的每个问题",
        description=_RUN,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = run.add_argument
    add("cases", nargs="*", type=Path, help="题目文件（.jsonl 或 .xlsx）；不给则问自带的全部题目")
    asked = run.add_argument_group("问谁（都不给则在本进程内）").add_argument
    asked("--documents", type=Path, help="先把这些文件读入临时的数据文件夹，只问它们")
    asked("--url", help="问这个网址的服务")
    asked("--openai", metavar="BASE_URL", help="问这个兼容 OpenAI 的对话接口，如 https://主机/v1")
    asked("--model", help="接口的模型名（与 --openai 同用）")
    asked("--key-variable", default=KEY_VARIABLE, help=f"钥匙所在的环境变量，默认 {KEY_VARIABLE}")
    asked("--timeout", type=_seconds, default=30.0, help="一问至多等几秒，默认 30")
    how = run.add_argument_group("怎样问").add_argument
    how("--jobs", type=_whole, help="几题同时问，默认 4")
    how("--sample", type=_whole, help="只问其中几题")
    how("--seed", default="1", help="抽题的种子，任意文字，默认 1")
    how("--resume", type=Path, help="每答一题往这个文件记一行；中断后接着问")
    out = run.add_argument_group("结果").add_argument
    out("--report", type=Path, help="网页报告，一个文件，不取用别处的东西")
    out("--rows", type=_rows_file, action="append", default=[], help="逐题结果，.jsonl 或 .xlsx")
    out("--json", type=Path, help="整次的结果；--baseline 用它")
    out("--baseline", type=Path, help="与上次的 --json 结果比，列出多对和少对的")
    out("--without-times", action="store_true", help="结果里不写时刻和用时：同样的两次，逐字节相同")
    out("--strict", action="store_true", help="有一题没有答对，退出码就是 1")
    out("--held-out", action="store_true", help="保留的题也逐条列出；不给则只计入合计")
    run.set_defaults(command=_run)


def _run(chosen: argparse.Namespace) -> int:
    if chosen.url and chosen.openai:
        print_error("--url 和 --openai 只能给一个。")
        return 2
    if bool(chosen.openai) != bool(chosen.model):
        print_error("--openai 和 --model 要一起给。")
        return 2
    return run_command(
        RunOptions(
            cases=tuple(chosen.cases),
            url=chosen.url,
            openai=chosen.openai,
            model=chosen.model,
            key=os.environ.get(chosen.key_variable),
            timeout=chosen.timeout,
            documents=chosen.documents,
            jobs=chosen.jobs,
            sample=chosen.sample,
            seed=chosen.seed,
            resume=chosen.resume,
            report=chosen.report,
            json=chosen.json,
            rows=tuple(chosen.rows),
            baseline=chosen.baseline,
            strict=chosen.strict,
            with_times=not chosen.without_times,
            held_out=chosen.held_out,
        )
    )


def _write_template(path: Path) -> int:
    if path.suffix.lower() != ".xlsx":
        print_error(f"{path}：模板是 xlsx 文件，请写成 {path.stem}.xlsx")
        return 2
    try:
        with path.open("xb") as file:
            file.write(template_bytes())
    except FileExistsError:
        print_error(f"{path} 已经有了，没有动它；请换一个名字。")
        return 2
    except OSError as error:
        print_error(f"写不了 {path}：{error.strerror}")
        return 2
    print(f"{path}：把题写在“题目”里，每种题的例子见“例题”。")
    return 0


def _whole(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text} 应为正整数")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise argparse.ArgumentTypeError(f"{text} 应为秒数")
    return seconds


def _rows_file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in ROW_SUFFIXES:
        raise argparse.ArgumentTypeError(f"{text} 应以 {' 或 '.join(ROW_SUFFIXES)} 结尾")
    return path
