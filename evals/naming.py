"""Does a question say whose and of which year, as far as its documents leave a doubt?

Organisation and year are read off the file names, as disclosures are named:
`organisation-year-kind.suffix`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from evals.documents import known_documents
from evals.model import Case
from evals.wording import squeeze

_NAMED = re.compile(r"(.+?)-(20\d\d)-")
_YEAR = re.compile(r"20\d\d|(?<!\d)\d\d年|[一二三四五六七八九〇零]{2,4}年|[今去前]年|上一?年")
# What may be asked without saying of whom: it is general, unclear or about something absent.
_GENERAL = ("glossary", "ambiguous", "unanswerable")


def naming_mistakes(case: Case) -> Iterator[str]:
    """Whether the question, its history or its scope lacks the organisation or the year."""
    if case.type in _GENERAL or case.unnamed:
        return
    said = squeeze(" ".join((*case.history, case.question, str(case.scope or ""))))
    bodies = {found[1] for doc in case.docs if (found := _NAMED.match(doc))}
    if bodies and not any(_is_named(body, said) for body in bodies):
        yield "问题没有说是哪个机构；有意不说的请写 unnamed"
    several = any(len(_years().get(body, ())) > 1 for body in bodies)
    if several and not _YEAR.search(said):
        yield "问题没有说是哪一年；有意不说的请写 unnamed"


def _is_named(body: str, said: str) -> bool:
    """By two characters that stand together in the name, or an abbreviation of three."""
    if any(body[at : at + 2] in said for at in range(len(body) - 1)):
        return True
    return any(_abbreviates(said[at : at + 3], body) for at in range(len(said) - 2))


def _abbreviates(short: str, name: str) -> bool:
    """Whether its characters stand in the name in this order."""
    left = iter(name)
    return all(character in left for character in short)


@cache
def _years() -> Mapping[str, set[str]]:
    """The years of the known documents of each organisation."""
    years: dict[str, set[str]] = defaultdict(set)
    for name in known_documents():
        if found := _NAMED.match(name):
            years[found[1]].add(found[2])
    return years
