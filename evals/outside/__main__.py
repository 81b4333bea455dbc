"""Run a public set over the service in this process, when its file is given.

    python -m evals.outside cmrc2018 cmrc2018_dev.json
    python -m evals.outside tatqa tatqa_dataset_dev.json --json tatqa.json
    python -m evals.outside rgb zh_refine.json --first 100

The sets are not in the repository: cmrc2018 from github.com/ymcui/cmrc2018, tatqa from
nextplusplus.github.io/TAT-QA, rgb from github.com/chen700564/RGB, each under its own licence.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.in_process import open_in_process
from evals.outside import cmrc2018, rgb, tatqa
from evals.outside.asking import OverOneDocument
from evals.outside.model import NotTheSet, OutsideResult
from evals.outside.table import results_to_markdown
from evals.services import AskFailed

SETS = ("cmrc2018", "tatqa", "rgb")


def run_set(name: str, path: Path, first: int | None = None) -> OutsideResult:
    """Read a set, load its documents into a temporary folder and ask its questions.

    ``first`` takes so many paragraphs, contexts or questions only. Raises NotTheSet and AskFailed.
    """
    with TemporaryDirectory(prefix="budget-qa-outside-") as written:
        folder = Path(written)
        if name == "cmrc2018":
            paragraphs = cmrc2018.read_paragraphs(path)[:first]
            cmrc2018.write_documents(paragraphs, folder)
            with open_in_process(folder) as service:
                service.warm_up()
                return cmrc2018.run_cmrc2018(path, paragraphs, service.find_files)
        if name == "tatqa":
            contexts = tatqa.read_contexts(path)[:first]
            tatqa.write_documents(contexts, folder)
            with open_in_process(folder) as service:
                return tatqa.run_tatqa(path, contexts, OverOneDocument(service))
        questions = rgb.read_questions(path)[:first]
        rgb.write_documents(questions, folder)
        with open_in_process(folder) as service:
            service.warm_up()
            return rgb.run_rgb(path, questions, OverOneDocument(service))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one set, print its table, and keep the result where asked."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.outside",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("set", choices=SETS)
    parser.add_argument("file", type=Path, help="the set's own file")
    parser.add_argument("--first", type=int, help="only so many paragraphs, contexts or questions")
    parser.add_argument("--json", type=Path, help="where the result goes, misses included")
    chosen = parser.parse_args(arguments)
    try:
        result = run_set(chosen.set, chosen.file, chosen.first)
    except (NotTheSet, AskFailed) as error:
        print(error, file=sys.stderr)
        return 2
    print(results_to_markdown([result.as_json()]))
    if chosen.json:
        chosen.json.write_text(
            json.dumps(result.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
