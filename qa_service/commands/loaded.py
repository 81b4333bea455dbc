"""Commands that look at what is loaded, or might be: list, verify, check, settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from qa_service.commands.console import Json, chosen_settings, err, out, print_json, told
from qa_service.intake import find_files
from qa_service.names import KIND_NAMES
from qa_service.settings import setting_rows
from qa_service.wiring import differences, open_service

commands = typer.Typer()


@commands.command("list", help="列出已读入的文件。")
def list_documents(as_json: Json = False) -> None:
    with told(), open_service(chosen_settings()) as service:
        documents = service.index.documents.find()
        if as_json:
            from qa_service.web.shapes import document_json

            print_json([document_json(document) for document in documents])
            return
        table = Table("编号", "单位", "级次", "年度", "类别", "页", "数据", "文件名", box=None)
        table.columns[0].no_wrap = True
        for it in documents:
            who = it.identity
            year = str(who.fiscal_year or "不明")
            row = (it.document_id, who.organisation, who.level, year, KIND_NAMES[who.kind])
            table.add_row(*row, str(it.pages), str(it.figures), escape(it.file_name))
        out.print(table)
        out.print(f"共 {len(documents)} 份。")


@commands.command(help="核对库、索引与原文件是否一致；不一致时退出码为 1。")
def verify() -> None:
    with told():
        found = differences(chosen_settings())
    for difference in found:
        whose = f"（{difference.document_id}）" if difference.document_id else ""
        err.print(f"[red]✗[/] {difference.where}{whose}：{escape(difference.message)}")
    if found:
        err.print(
            "索引有误：重新运行 budget-qa ingest。原文件不见了：再读入那份文件。"
            "库有误：先 budget-qa remove 这个编号，再读入原来的文件。"
        )
        raise typer.Exit(1)
    out.print("库、索引与原文件一致。")


@commands.command(
    help="核对一份文件里的数是否前后相符（勾稽），不读入、不保存。用于公开之前自查。\n\n"
    "逐条试各项等式：收支平衡、合计与分项、表与表、文字与表、占比、增减率、完成率、"
    "“大于”“小于”与数的方向、空表说明……。先列出不符之处（两处的位置和数、相差多少、"
    "容许多少舍入），再列相符的次数，最后列没能核对的等式和原因。\n\n"
    "正文和表分成两份文件时一起给出（或给出文件夹）：单位、级次、年度、种类相同的会合在一起核对。\n\n"
    "退出码：0 没有发现不符，1 有不符，2 有文件读不了。\n\n"
    "例：budget-qa check 部门预算.pdf\n\n"
    "例：budget-qa check 部门预算.pdf 部门预算表.pdf\n\n"
    "例：budget-qa check 草稿/ --json > 结果.json"
)
def check(
    paths: Annotated[
        list[Path], typer.Argument(help="一份文件、一份文件的正文和表，或放它们的文件夹")
    ],
    as_json: Json = False,
) -> None:
    from qa_service.check_report import check_paths
    from qa_service.check_text import report_lines

    with told():
        settings = chosen_settings()
        found = find_files(paths)
        for path in found.missing:
            err.print(f"[red]✗[/] {escape(str(path))}：没有这个文件或文件夹，请检查路径。")
        checked = check_paths(found.paths, settings.limits, settings.ingest_workers)
        for name, message in checked.unreadable:
            err.print(f"[red]✗[/] {escape(message if name in message else f'{name}：{message}')}")
        if as_json:
            print_json(checked.as_json())
        else:
            for report in checked.reports:
                for line in report_lines(report):
                    out.print(line)
    if found.missing or not found.paths:
        raise typer.Exit(2)
    raise typer.Exit(checked.exit_code)


@commands.command(help="列出全部设置：名称、现值、缺省、说明。密钥的值不显示。")
def settings(as_json: Json = False) -> None:
    with told():
        rows = setting_rows(chosen_settings())
    if as_json:
        print_json([vars(row) for row in rows])
        return
    table = Table("名称", "现值", "缺省", "说明", box=None)
    for row in rows:
        table.add_row(row.name, escape(row.value), escape(row.default), row.meaning)
    out.print(table)
    out.print("用环境变量或当前文件夹的 .env 文件设置，如 BUDGET_QA_PORT=9000。")
