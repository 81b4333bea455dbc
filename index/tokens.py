"""Chinese text to what is searched for: words of jieba with our terms, and characters.

Words alone lose what the dictionary cuts otherwise in the question than in the text; pairs of
characters alone lose rank. Both together also find two-character terms (三公, 基金).
"""

import logging
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jieba

# Our terms stay whole even where their parts are frequent words.
TERM_FREQUENCY = 100_000
LONGEST_TEXT = 20_000
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|[^\W_{_HAN}]+(?:\.\d+)*")


@dataclass(frozen=True)
class Tokens:
    """What a text is found by: words, and single characters and pairs (`grams`)."""

    words: tuple[str, ...]
    grams: tuple[str, ...]


class Segmenter:
    """Cuts text; made once, before readiness, and then safe for many threads."""

    def __init__(self, cache_folder: Path, terms: Iterable[str] = ()) -> None:
        """Load the dictionary; jieba keeps its prepared form in `cache_folder`."""
        cache_folder.mkdir(parents=True, exist_ok=True)
        # A cache that cannot be written (a full disk) costs a second at the next start, no trace.
        jieba.setLogLevel(logging.CRITICAL)
        self._jieba = jieba.Tokenizer()
        # By default it lies in the folder for temporary files, which anybody may write.
        self._jieba.tmp_dir = str(cache_folder)
        self._jieba.initialize()
        for term in terms:
            plain = normalise(term)
            if _RUN.fullmatch(plain) and len(plain) > 1:
                self._jieba.add_word(plain, TERM_FREQUENCY)

    def tokens_for_passage(self, text: str) -> Tokens:
        """Everything the text may be found by, repetitions kept."""
        words: list[str] = []
        grams: list[str] = []
        for run in _RUN.finditer(normalise(text)):
            if han := run["han"]:
                words += self._cut(han)
                grams += han
                grams += _pairs(han)
            else:
                words.append(run[0])
        return Tokens(tuple(words), tuple(grams))

    def tokens_for_search(self, text: str) -> Tokens:
        """What to look for, each token once; a character alone only where it stands alone."""
        words: dict[str, None] = {}
        grams: dict[str, None] = {}
        for run in _RUN.finditer(normalise(text[:LONGEST_TEXT])):
            if han := run["han"]:
                words |= dict.fromkeys(self._cut(han))
                grams |= dict.fromkeys(_pairs(han) or [han])
            else:
                words[run[0]] = None
        return Tokens(tuple(words), tuple(grams))

    def _cut(self, han: str) -> list[str]:
        """Words of two characters and more, those within longer words too."""
        return [word for word in self._jieba.cut_for_search(han, HMM=False) if len(word) > 1]


def normalise(text: str) -> str:
    """One form for full-width, half-width and capital letters (NFKC, lower case)."""
    return unicodedata.normalize("NFKC", text).lower()


def _pairs(han: str) -> list[str]:
    return [han[at : at + 2] for at in range(len(han) - 1)]
