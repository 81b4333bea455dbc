"""Commands that answer: ask, glossary, serve."""

from __future__ import annotations

from typing import Annotated

import typer
import uvicorn
from rich.markup import escape

from qa_service.background import IndexKeeper, answer_ahead
from qa_service.commands.console import Json, chosen_settings, err, out, print_json, told
from qa_service.examples import example_questions
from qa_service.glossary import group_definitions
from qa_service.glossary_search import search_glossary
from qa_service.plain_text import answer_lines, identity_line
from qa_service.wiring import open_service

commands = typer.Typer()


@commands.command(
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
    with told(), open_service(chosen_settings(), waits_for_model=True) as service:
        answer = service.conversations.take_turn(question, conversation)
        if as_json:
            print_json(answer.as_json())
        else:
            print("\n".join(answer_lines(answer)))


@commands.command(help="查名词解释。\n\n例：budget-qa glossary 机关运行经费")
def glossary(
    term: Annotated[str, typer.Argument(help="名词")],
    as_json: Json = False,
) -> None:
    with told(), open_service(chosen_settings()) as service:
        entries = [
            it.stored for it in search_glossary(term, service.index.glossary.find(limit=None))
        ]
        definitions = group_definitions(entries, term)
        if as_json:
            from qa_service.web.glossary_routes import definition_json

            print_json([definition_json(it, service.corpus) for it in definitions])
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


@commands.command(help="启动网页和接口。\n\n例：budget-qa serve --host 0.0.0.0 --port 9000")
def serve(
    host: Annotated[
        str | None, typer.Option(help="监听的地址；不给则用设置 BUDGET_QA_HOST")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="监听的端口；不给则用设置 BUDGET_QA_PORT", min=1, max=65535)
    ] = None,
) -> None:
    from qa_service.web.app import create_app

    with told():
        settings = chosen_settings()
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
