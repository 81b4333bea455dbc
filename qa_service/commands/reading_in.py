"""Commands that change what is loaded: ingest, remove, jobs, vectors."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from index.errors import EmbedderUnavailable
from qa_service.commands.console import chosen_settings, err, fail, out, progress_bar, told
from qa_service.intake import FileRead, archives_opened, find_files, read_in
from qa_service.manifest import check_url, read_manifest
from qa_service.plain_text import file_line
from qa_service.wiring import unlocked_writer_of, writer_of

commands = typer.Typer()


@commands.command(
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
    with told():
        settings = chosen_settings()
        limits = settings.limits
        urls = read_manifest(manifest) if manifest else {}
        with archives_opened(find_files(paths), limits) as found:
            if source_url:
                if len(found.paths) != 1:
                    fail("--source-url 只能用于一个文件；多个文件请用 --manifest。", 2)
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
                with progress_bar() as progress:
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


@commands.command(
    help="删除文件（库、索引和原文件一并删除）。\n\n例：budget-qa remove 0a1b2c3d4e5f6071"
)
def remove(
    document_ids: Annotated[list[str], typer.Argument(help="文件编号，见 budget-qa list")],
) -> None:
    with told(), writer_of(chosen_settings()) as writer:
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


@commands.command(
    help="做完管理页面排队的任务（读入上传的文件、删除文件）。运行中的服务会在后台自己做。"
)
def jobs() -> None:
    from qa_service.job_runner import work_off

    with told():
        settings = chosen_settings()
        done = failed = 0
        with writer_of(settings) as writer:
            for job, went_well in work_off(writer, settings.limits, settings.ingest_workers):
                done += went_well
                failed += not went_well
                sign = "[green]✓[/]" if went_well else "[red]✗[/]"
                out.print(f"{sign} {escape(job.subject)}")
        out.print(f"完成 {done} 个任务，失败 {failed} 个。")


@commands.command(
    help="补齐段落的向量（按意思检索用）。运行中的服务会在后台自己补齐，不必手动执行。"
)
def vectors() -> None:
    with told():
        settings = chosen_settings()
        with closing(unlocked_writer_of(settings)) as writer, progress_bar() as progress:
            task = progress.add_task("向量", total=None)
            try:
                made = writer.embed_missing(
                    lambda done, total: progress.update(task, completed=done, total=total)
                )
            except EmbedderUnavailable as error:
                fail(f"没有向量，只按关键词检索段落：{error}")
        with writer_of(settings) as writer:
            writer.build_generation()
    out.print(f"新增 {made} 段的向量。")


def _file_line(read: FileRead) -> str:
    if read.document is None:
        return f"[red]✗[/] {escape(read.error or '')}"
    return f"[green]✓[/] {escape(file_line(read.document, read.seconds, read.added))}"
