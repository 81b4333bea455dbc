"""The names of organisations: how they end, and the shorter ones a document uses (简称)."""

from __future__ import annotations

import re
from collections import Counter

ORGANISATION_END = (
    r"(?:人民代表大会常务委员会|委员会|办事处|办公厅|办公室|管理局|人民法院|人民检察院|人民政府"
    r"|代表大会|联合会|总工会|工商联|红十字会|研究[院所室]|服务中心|管理站"
    r"|[局厅部委院校馆站队所园处署庭社团会镇乡]|中心|学校|学院|大学|中学|小学|幼儿园|医院|街道"
    r"|监狱|银行|总队|支队|大队|电视台|气象台|地震台|天文台|少年宫|文化宫|林场|农场)"
)
# Shorter words for what an organisation is, and words its short name leaves out.
_SHORT_HEADS = {"办公室": ("办",), "办事处": ("街道",), "街道办事处": ("街道",), "委员会": ("委",)}
_LEFT_OUT = ("人民", "常委会", "常务委员会", "中共")


def names_used(text: str, organisation: str) -> tuple[str, ...]:
    """Shorter or longer names the document uses for the organisation, the commonest first."""
    head = re.search(rf"{ORGANISATION_END}$", re.sub(r"（[^）]*）$", "", organisation))
    if head is None:
        return ()
    endings = {head.group(), *_SHORT_HEADS.get(head.group(), ())}
    forms = {organisation, *(organisation.replace(word, "", 1) for word in _LEFT_OUT)}
    counts: Counter[str] = Counter()
    for ending in endings:
        for match in re.finditer(re.escape(ending), text):
            if text.startswith(("公室", "公厅", "办事处"), match.end()):
                continue
            name = max((_longest_name(text, match.end(), form) for form in forms), key=len)
            if len(name) > len(ending) or len(ending) >= 4:
                counts[name] += 1
    for match in re.finditer(rf"([\u4e00-\u9fff]{{4,30}}{head.group()})（本(?:级|部)）", text):
        counts[re.split(r"[由为是括含]", match[1])[-1]] += 1
    named = [
        name for name, _ in counts.most_common() if len(name) >= 3 and name[0] not in "委部会局厅办"
    ]
    named.append(re.sub(r"^中共", "", organisation))
    return tuple(dict.fromkeys(name for name in named if name != organisation))[:4]


def _longest_name(text: str, end: int, organisation: str) -> str:
    """The longest stretch of text up to `end` whose characters run through `organisation`.

    A place (省, 市, 区) must stand right before what it stands before in the full name:
    市财政局 is not a short name of a district's 财政局.
    """
    start, position, places_ok = end, len(organisation), end
    while start > 0:
        before = organisation.rfind(text[start - 1], 0, position)
        if before < 0:
            break
        start -= 1
        if text[start] not in "省市区县州" or before == position - 1:
            places_ok = start
        else:
            break
        position = before
    return text[places_ok:end]
