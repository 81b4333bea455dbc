"""A draft as the page of a government's web site: crumbs, a counter, buttons, then the document.

The page is encoded and declared as such pages are: utf-8, gbk, or one that says it is another.
"""

import random
from collections.abc import Iterator
from html import escape

from evals.generator.draft import Draft, Line, Table
from evals.generator.grid import Placed, table_cells

# Encoding of the bytes, and what the page says of itself ('' says nothing).
CHARSETS = {
    "utf-8": ("utf-8", "utf-8"),
    "gbk": ("gbk", "gb2312"),
    "undeclared": ("utf-8", ""),
    "wrong": ("gbk", "utf-8"),
}
HEADINGS = {"cover": "h1", "page_title": "h2", "heading": "h3"}


def draft_to_html(draft: Draft, charset: str = "") -> bytes:
    """Return the page; `charset` is a key of CHARSETS, drawn by the seed where none is given."""
    rng = random.Random(f"{draft.about.seed}|html|{draft.about.document}")
    chosen = rng.choice([*CHARSETS, "utf-8", "gbk"])
    encoding, declared = CHARSETS[charset or chosen]
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    title = escape(draft.about.title)
    lines = [
        "<!DOCTYPE html>", '<html lang="zh-CN">', "<head>", meta if declared else "",
        f"<title>{title}-政务公开</title>", "<style>td{border:1px solid}</style>",
        "<script>var hits = 17355.25;</script>", "</head>", "<body>",
        *_chrome(draft, rng), '<div class="article">', *_body(draft), "</div>",
        '<div class="foot">语音播报 | 扫一扫在手机打开当前页 | 网站地图 | 联系我们</div>',
        "</body>", "</html>",
    ]  # fmt: skip
    text = "\n".join(line for line in lines if line) + "\n"
    return text.encode(encoding, "xmlcharrefreplace")


def _chrome(draft: Draft, rng: random.Random) -> Iterator[str]:
    crumbs = ("首页", "政务公开", "财政信息", "部门预决算")
    links = " &gt; ".join(f'<a href="#">{crumb}</a>' for crumb in crumbs)
    yield f'<div class="crumbs">当前位置：{links}</div>'
    day = f"{draft.about.fiscal_year}-{rng.randrange(1, 10):02d}-{rng.randrange(10, 28)}"
    yield (
        f'<div class="tools">发布日期：{day}&nbsp;&nbsp;点击量：<span>{rng.randrange(100, 30000)}'
        '</span>&nbsp;字体：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>] '
        "<button>打印</button> <button>分享</button></div>"
    )


def _body(draft: Draft) -> Iterator[str]:
    for block in draft.blocks:
        if isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Line):
            tag = HEADINGS.get(block.role, "p")
            indent = "　　" if block.role == "body" else ""
            yield f"<{tag}>{indent}{_text(block.text)}</{tag}>"


def _table(table: Table) -> Iterator[str]:
    yield f'<p align="center">{_text(table.title)}</p>'
    if table.left or table.unit:
        unit = f"{table.unit_mark}{table.unit}" if table.unit else ""
        yield f"<div><span>{_text(table.left)}</span> <span>{_text(unit)}</span></div>"
    yield "<table><tbody>"
    row, opened = -1, False
    for cell in table_cells(table):
        if cell.row != row:
            if opened:
                yield "</tr>"
            # A row of which everything is covered from above still is a row.
            yield from ["<tr></tr>"] * (cell.row - row - 1)
            yield "<tr>"
            row, opened = cell.row, True
        yield _cell(cell)
    yield "</tr>" if opened else ""
    yield "</tbody></table>"
    for note in table.notes:
        yield f"<p>{_text(note)}</p>"


def _cell(cell: Placed) -> str:
    spans = f' colspan="{cell.across}"' if cell.across > 1 else ""
    spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
    return f"<td{spans}>{_text(cell.text) or '&nbsp;'}</td>"


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
