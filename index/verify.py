"""verify: do the store, the generation and the source files say the same?"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from index.errors import GenerationDamaged
from index.generation import KEYWORD_FILE, Generations, file_facts, read_manifest
from index.keyword import KeywordIndex
from index.model import Difference
from index.sources import Sources
from index.store.document_rows import document_to_row
from index.store.documents import Documents
from index.store.engine import open_store, store_problem
from index.store.passages import Passages
from index.tokens import Segmenter
from ingest.document_json import BadDocumentJson


def verify(
    data_folder: Path, segmenter: Segmenter, database_url: str | None = None
) -> list[Difference]:
    """Everything in which they differ, read whole and hashed anew; nothing is changed."""
    engine = open_store(data_folder, database_url)
    try:
        if problem := store_problem(engine):
            return [Difference("store", None, f"数据库文件已损坏：{problem}")]
        documents = Documents(engine)
        return [
            *_store_differences(documents),
            *_source_differences(documents, Sources(data_folder)),
            *_generation_differences(
                documents, Passages(engine), Generations(data_folder), segmenter
            ),
        ]
    finally:
        engine.dispose()


def _store_differences(documents: Documents) -> Iterator[Difference]:
    for stored in documents.find():
        try:
            row = document_to_row(documents.whole(stored.document_id))
        except (BadDocumentJson, ValueError, KeyError, TypeError) as error:
            yield Difference("store", stored.document_id, f"文件的内容读不出来：{error}")
            continue
        if row["derived_sha256"] != documents.derived_hash(stored.document_id):
            yield Difference("store", stored.document_id, "文件的内容与存入时不同")


def _source_differences(documents: Documents, sources: Sources) -> Iterator[Difference]:
    known = {stored.content_sha256: stored for stored in documents.find()}
    for sha256, stored in known.items():
        path = sources.path(sha256)
        if path is None:
            yield Difference(
                "sources", stored.document_id, f"没有“{stored.file_name}”的原文件（{sha256[:12]}…）"
            )
            continue
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                yield Difference("sources", stored.document_id, f"原文件 {path.name} 被改动过")
    for sha256, path in sources.all():
        if sha256 not in known:
            yield Difference("sources", None, f"原文件 {path.name} 不属于任何已读入的文件")


def _generation_differences(
    documents: Documents, passages: Passages, generations: Generations, segmenter: Segmenter
) -> Iterator[Difference]:
    try:
        current = generations.current_id()
        if current is None:
            if documents.find(limit=1):
                yield Difference("generation", None, "还没有建立索引")
            return
        folder = generations.path(current)
        manifest = read_manifest(folder)
    except GenerationDamaged as error:
        yield Difference("generation", None, str(error))
        return
    facts = file_facts(folder)
    if facts != manifest.files:
        changed = {name for name, _ in set(facts.items()) ^ set(manifest.files.items())}
        yield Difference("generation", None, f"索引文件被改动过：{'、'.join(sorted(changed))}")
        return
    if manifest.fingerprint != documents.fingerprint():
        yield Difference("generation", None, "索引不是按现在的库建立的，请重新建立索引")
    index = KeywordIndex(folder / KEYWORD_FILE, segmenter)
    try:
        indexed = set(index.places().values())
    finally:
        index.close()
    stored = {(found.document_id, found.passage.passage_id) for found in passages.all()}
    for document_id in sorted({document_id for document_id, _ in indexed ^ stored}):
        yield Difference("generation", document_id, "索引里的段落与库里的不同")
