"""The command line: budget-qa, also python -m qa_service."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
import uvicorn
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from index.errors import EmbedderUnavailable, GenerationDamaged, StoreUnusable
from qa_service.background import IndexKeeper, answer_ahead
from qa_service.errors import ServiceError
from qa_service.examples import example_questions
from qa_service.glossary import group_definitions
from qa_service.glossary_search import search_glossary
from qa_service.intake import (
    FileRead,
    archives_opened,
    find_files,
    read_in,
)
from qa_service.manifest import ManifestInvalid, check_url, read_manifest
from qa_service.names import KIND_NAMES
from qa_service.plain_text import answer_lines, file_line, identity_line
from qa_service.service import Service
from qa_service.settings import (
    Settings,
    SettingsInvalid,
    read_settings,
    setting_rows,
    unknown_names,
)
from qa_service.wiring import differences, open_service, unlocked_writer_of, writer_of

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

out = Console(highlight=False, soft_wrap=True)
if not out.is_terminal:
    # Into a file or a pipe: a table is as wide as it needs.
    out.width = 250
err = Console(stderr=True, highlight=False, soft_wrap=True)

Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]


@app.command(
    help="读入文件或文件夹；同样读过的文件不再重读。\n\n"
    "例：budget-qa ingest 公开文件/ 2024年决算.pdf"
)
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="PDF、Word、文本文件，它们的 zip 压缩包，或放它们的文件夹")
    ],
    source_url: Annotated[
        str | None, typer.Option(help="文件公开的网址（只读入一个文件时用）")
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(help="CSV 清单，写明每个文件公开的网址：file_name、source_url 两列"),
    ] = None,
) -> None:
    with _told():
        settings = _settings()
        limits = settings.limits
        urls = read_manifest(manifest) if manifest else {}
        with archives_opened(find_files(paths), limits) as found:
            if source_url:
                if len(found.paths) != 1:
                    _fail("--source-url 只能用于一个文件；多个文件请用 --manifest。", 2)
                urls = {found.paths[0].name: check_url(source_url)}
            for path in found.missing:
                err.print(f"[red]✗[/] {escape(str(path))}：没有这个文件或文件夹，请检查路径。")
            for error in found.refused:
                err.print(f"[red]✗[/] {escape(str(error))}")
            bad = len(found.missing) + len(found.refused)
            failed = bad
            with writer_of(
                settings, lambda: err.print("另一个进程正在写入，等它完成 ……")
            ) as writer:
                with _progress() as progress:
                    task = progress.add_task("读入", total=len(found.paths))
                    for read in read_in(found.paths, writer, urls, limits, settings.ingest_workers):
                        progress.console.print(_file_line(read))
                        progress.advance(task)
                        failed += read.error is not None
                writer.build_generation()
        others = f"，另有 {found.others} 个其他文件未读" if found.others else ""
        out.print(f"读入 {len(found.paths) + bad - failed} 份，失败 {failed} 份{others}。")
    if failed:
        raise typer.Exit(1)


@app.command(help="删除文件（库、索引和原文件一并删除）。\n\n例：budget-qa remove 0a1b2c3d4e5f6071")
def remove(
    document_ids: Annotated[list[str], typer.Argument(help="文件编号，见 budget-qa list")],
) -> None:
    with _told(), writer_of(_settings()) as writer:
        missing = 0
        for document_id in document_ids:
            if writer.remove(document_id):
                out.print(f"已删除 {document_id}")
            else:
                missing += 1
                err.print(f"[red]✗[/] 没有编号为 {escape(document_id)} 的文件，见 budget-qa list。")
        writer.build_generation()
    if missing:
        raise typer.Exit(1)


@app.command("list", help="列出已读入的文件。")
def list_documents(as_json: Json = False) -> None:
    with _told(), _service() as service:
        documents = service.index.documents.find()
        if as_json:
            from qa_service.web.shapes import document_json

            _print_json([document_json(document) for document in documents])
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


@app.command(help="核对库、索引与原文件是否一致；不一致时退出码为 1。")
def verify() -> None:
    with _told():
        found = differences(_settings())
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


@app.command(
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

    with _told():
        settings = _settings()
        found = find_files(paths)
        for path in found.missing:
            err.print(f"[red]✗[/] {escape(str(path))}：没有这个文件或文件夹，请检查路径。")
        checked = check_paths(found.paths, settings.limits, settings.ingest_workers)
        for name, message in checked.unreadable:
            err.print(f"[red]✗[/] {escape(message if name in message else f'{name}：{message}')}")
        if as_json:
            _print_json(checked.as_json())
        else:
            for report in checked.reports:
                for line in report_lines(report):
                    out.print(line)
    if found.missing or not found.paths:
        raise typer.Exit(2)
    raise typer.Exit(checked.exit_code)


@app.command(
    help='问一个问题。\n\n例：budget-qa ask "2024年三公经费是多少" --conversation my-notes'
)
def ask(
    question: Annotated[str, typer.Argument(help="问题")],
    conversation: Annotated[
        str | None,
        typer.Option(help="对话编号：同一编号的问题接着上文问（8 到 64 个字母、数字、- 或 _）"),
    ] = None,
    as_json: Json = False,
) -> None:
    # The model, which takes seconds to load, is waited for where passages are searched.
    with _told(), open_service(_settings(), waits_for_model=True) as service:
        answer = service.conversations.take_turn(question, conversation)
        if as_json:
            _print_json(answer.as_json())
        else:
            print("\n".join(answer_lines(answer)))


@app.command(help="查名词解释。\n\n例：budget-qa glossary 机关运行经费")
def glossary(
    term: Annotated[str, typer.Argument(help="名词")],
    as_json: Json = False,
) -> None:
    with _told(), _service() as service:
        entries = [
            it.stored for it in search_glossary(term, service.index.glossary.find(limit=None))
        ]
        definitions = group_definitions(entries, term)
        if as_json:
            from qa_service.web.glossary_routes import definition_json

            _print_json([definition_json(it, service.corpus) for it in definitions])
            return
        names = {it.document_id: identity_line(it.identity) for it in service.corpus.documents()}
        for definition in definitions:
            out.print(f"[bold]{escape(definition.term)}[/]：{escape(definition.meaning)}")
            for entry in definition.entries:
                title = names.get(entry.document_id, entry.document_id)
                out.print(f"  —— {escape(title)}", style="dim")
        if not definitions:
            err.print(f"已读入的文件里没有“{escape(term)}”的解释。")
            raise typer.Exit(1)


@app.command(help="启动网页和接口。\n\n例：budget-qa serve --host 0.0.0.0 --port 9000")
def serve(
    host: Annotated[
        str | None, typer.Option(help="监听的地址；不给则用设置 BUDGET_QA_HOST")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="监听的端口；不给则用设置 BUDGET_QA_PORT", min=1, max=65535)
    ] = None,
) -> None:
    from qa_service.web.app import create_app

    with _told():
        settings = _settings()
        service = open_service(settings)
        with service, IndexKeeper(service.index) as keeper:
            host, port = host or settings.host, port or settings.port
            corpus = service.corpus
            answer_ahead(
                service.conversations.reply, lambda: example_questions(corpus, corpus.documents())
            )
            out.print(f"网页：http://{host}:{port}/ （按 Ctrl-C 停止）")
            uvicorn.run(
                create_app(service, keeper.look_now),
                host=host,
                port=port,
                log_level="warning",
                server_header=False,
            )


@app.command(
    help="做完管理页面排队的任务（读入上传的文件、删除文件）。运行中的服务会在后台自己做。"
)
def jobs() -> None:
    from qa_service.job_runner import work_off

    with _told():
        settings = _settings()
        done = failed = 0
        with writer_of(settings) as writer:
            for job, went_well in work_off(writer, settings.limits, settings.ingest_workers):
                done += went_well
                failed += not went_well
                sign = "[green]✓[/]" if went_well else "[red]✗[/]"
                out.print(f"{sign} {escape(job.subject)}")
        out.print(f"完成 {done} 个任务，失败 {failed} 个。")


@app.command(help="补齐段落的向量（按意思检索用）。运行中的服务会在后台自己补齐，不必手动执行。")
def vectors() -> None:
    with _told():
        settings = _settings()
        with closing(unlocked_writer_of(settings)) as writer, _progress() as progress:
            task = progress.add_task("向量", total=None)
            try:
                made = writer.embed_missing(
                    lambda done, total: progress.update(task, completed=done, total=total)
                )
            except EmbedderUnavailable as error:
                _fail(f"没有向量，只按关键词检索段落：{error}")
        with writer_of(settings) as writer:
            writer.build_generation()
    out.print(f"新增 {made} 段的向量。")


@app.command(help="列出全部设置：名称、现值、缺省、说明。密钥的值不显示。")
def settings(as_json: Json = False) -> None:
    with _told():
        rows = setting_rows(_settings())
    if as_json:
        _print_json([vars(row) for row in rows])
        return
    table = Table("名称", "现值", "缺省", "说明", box=None)
    for row in rows:
        table.add_row(row.name, escape(row.value), escape(row.default), row.meaning)
    out.print(table)
    out.print("用环境变量或当前文件夹的 .env 文件设置，如 BUDGET_QA_PORT=9000。")


@app.command(
    "eval",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
    help="计算答案的正确率：eval run 逐题提问，eval template 写一份题目表。\n\n"
    "例：budget-qa eval run 题目.xlsx --documents 公开文件/ --report 报告.html",
)
def eval_command(context: typer.Context) -> None:
    from evals.command import main as run_evaluation

    raise typer.Exit(run_evaluation(context.args or ["--help"], "budget-qa eval"))


@contextmanager
def _told() -> Iterator[None]:
    """What can go wrong for a user's reasons, in one line instead of a trace."""
    try:
        yield
    except ServiceError as error:
        _fail(error.detail)
    except (StoreUnusable, GenerationDamaged, ManifestInvalid, SettingsInvalid) as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename or ''}：{error.strerror or error}。请检查路径、权限和磁盘空间。")


def _fail(message: str, code: int = 1) -> NoReturn:
    err.print(f"[red]{escape(message)}[/]")
    raise typer.Exit(code)


def _settings() -> Settings:
    for name in unknown_names():
        err.print(f"[yellow]没有 {name} 这个设置，已忽略；请检查拼写（见 budget-qa settings）。[/]")
    return read_settings()


@contextmanager
def _service() -> Iterator[Service]:
    with open_service(_settings()) as service:
        yield service


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=out, transient=True, disable=not out.is_terminal)


def _file_line(read: FileRead) -> str:
    if read.document is None:
        return f"[red]✗[/] {escape(read.error or '')}"
    return f"[green]✓[/] {escape(file_line(read.document, read.seconds, read.added))}"


def _print_json(data: Any) -> None:
    json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
