"""Build an index from document JSON files: python -m index DIRECTORY --data FOLDER.

Beside each `NAME.json` its original file lies as `NAME`, or as the `file_name` the document gives.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from index.build import build_index, open_writer
from index.model_from_wheel.convert import default_cache_folder
from index.open import pick_embedder
from index.tokens import Segmenter
from index.vocabulary_terms import vocabulary_terms
from ingest.document_json import BadDocumentJson, document_from_json
from ingest.model import Document


def documents_in(folder: Path) -> Iterator[tuple[Document, bytes]]:
    """Documents of a folder with their original files; those that cannot be read are told."""
    for path in sorted(folder.glob("*.json")):
        try:
            document = document_from_json(path.read_text(encoding="utf-8"))
            beside = (path.with_suffix(""), path.with_name(Path(document.file_name).name))
            original = next((name for name in beside if name.is_file()), None)
            if original is None:
                print(f"{path.name}：旁边没有原文件 {document.file_name}，跳过", file=sys.stderr)
                continue
            yield document, original.read_bytes()
        except (BadDocumentJson, OSError, UnicodeDecodeError) as error:
            print(f"{path.name}：{error}，跳过", file=sys.stderr)


def main() -> int:
    """Build and say what the index now holds."""
    parser = argparse.ArgumentParser(prog="python -m index", description="由文档 JSON 建立索引")
    parser.add_argument("folder", type=Path, help="放文档 JSON 和原文件的文件夹")
    parser.add_argument("--data", type=Path, default=Path("data"), help="数据文件夹")
    parser.add_argument("--embedding-model", default="", help="向量模型；none 为不用")
    arguments = parser.parse_args()
    segmenter = Segmenter(arguments.data / "cache", vocabulary_terms())
    embedder = pick_embedder(arguments.embedding_model, default_cache_folder())

    def say_waiting() -> None:
        print("另一个进程正在写入这个数据文件夹，等它完成 ……", flush=True)

    def say_progress(done: int, total: int) -> None:
        print(f"\r向量 {done}/{total}", end="\n" if done == total else "", flush=True)

    with open_writer(arguments.data, segmenter, embedder, on_wait=say_waiting) as writer:
        manifest = build_index(documents_in(arguments.folder), writer, say_progress)
    print(
        f"索引 {manifest.generation_id}：文件 {manifest.documents} 份，"
        f"段落 {manifest.passages} 段，向量 {manifest.vectors} 个"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
