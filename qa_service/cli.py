"""The command line: budget-qa, also python -m qa_service."""

from __future__ import annotations

import typer

from qa_service.commands import asking, loaded, reading_in

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="预算问答：用中文询问公开的部门预算与决算，得到准确的数字和它在原文件中的位置。\n\n"
    "先读入文件，再提问：\n\n"
    "  budget-qa ingest 公开文件/\n\n"
    '  budget-qa ask "机关运行经费是多少"\n\n'
    "  budget-qa serve",
)

# A typer of its own, so that the help lists it last.
evaluation = typer.Typer()


@evaluation.command(
    "eval",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
    help="计算答案的正确率：eval run 逐题提问，eval template 写一份题目表。\n\n"
    "例：budget-qa eval run 题目.xlsx --documents 公开文件/ --report 报告.html",
)
def eval_command(context: typer.Context) -> None:
    from evals.command import main as run_evaluation

    raise typer.Exit(run_evaluation(context.args or ["--help"], "budget-qa eval"))


for commands in (reading_in.commands, loaded.commands, asking.commands, evaluation):
    app.add_typer(commands)
