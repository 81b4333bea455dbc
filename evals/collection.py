"""Are there cases enough, of every type and over every document, for their rates to mean much?"""

from collections import Counter
from collections.abc import Iterator, Sequence

from evals.documents import known_documents
from evals.model import CASE_TYPES, Case

LEAST_OF_A_TYPE = 25
LEAST_OF_A_DOCUMENT = 15
LEAST_OVER_REAL_DOCUMENTS = 350
_INVENTED = "虚构"


def missing_cases(cases: Sequence[Case]) -> Iterator[str]:
    """What a collection lacks, one line each."""
    types = Counter(case.type for case in cases)
    for kind in CASE_TYPES:
        if types[kind] < LEAST_OF_A_TYPE:
            yield f"类型 {kind} 只有 {types[kind]} 题，至少要 {LEAST_OF_A_TYPE} 题"
    real = [row.file for row in known_documents().values() if not row.style.startswith(_INVENTED)]
    documents = Counter(doc for case in cases for doc in set(case.docs))
    for name in real:
        if documents[name] < LEAST_OF_A_DOCUMENT:
            yield f"{name} 只有 {documents[name]} 题，至少要 {LEAST_OF_A_DOCUMENT} 题"
    over_real = sum(any(doc in real for doc in case.docs) for case in cases)
    if over_real < LEAST_OVER_REAL_DOCUMENTS:
        yield f"真实文件只有 {over_real} 题，至少要 {LEAST_OVER_REAL_DOCUMENTS} 题"
