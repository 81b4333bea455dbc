"""A web page says what its document says: no chrome, no hidden words, tables with merged cells."""

from __future__ import annotations

import pytest

from ingest.errors import EmptyFile, NoTextLayer, TooLarge, UnsafeFile
from ingest.model import Document
from ingest.parse import reading_to_document
from ingest.read.html import html_to_reading
from ingest.read.media_types import HTML, media_type_of
from ingest.read.reading import Reading

BODY = """
<h1>某某市某某局2024年部门预算</h1>
<h2>一、收入预算说明</h2>
<p>2024年，某某市某某局收入预算1,234.50万元，其中：财政拨款收入1,200.00&nbsp;万元。</p>
<table><caption>2024年支出预算表</caption>
<tr><td colspan="4" align="right">单位：万元</td></tr>
<tr><th rowspan="2">科目名称</th><th rowspan="2">合计</th><th colspan="2">其中</th></tr>
<tr><th>基本<br>支出</th><th>项目支出</th></tr>
<tr><td>行政运行</td><td>1,234.50</td><td>—</td><td></td></tr>
<tr><td>合计</td><td>1,234.50</td><td>0.00</td><td></td></tr></table>
<p>注：本表为财政拨款。</p>
"""


def read(html: str, encoding: str = "utf-8") -> Reading:
    return html_to_reading(html.encode(encoding), "a.html")


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def document(reading: Reading) -> Document:
    return reading_to_document(reading, "a.html")


def test_a_page_gives_its_table_its_sentences_and_whose_it_is() -> None:
    found = document(read(page(BODY)))
    (table,) = found.tables
    assert (table.title, table.unit and table.unit.name) == ("2024年支出预算表", "万元")
    assert [c.path for c in table.columns] == [
        ("合计",),
        ("其中", "基本支出"),
        ("其中", "项目支出"),
    ]
    assert [[c.printed for c in row.cells] for row in table.rows] == [
        ["1,234.50", "—", ""],
        ["1,234.50", "0.00", ""],
    ]
    assert table.note == "注：本表为财政拨款。"
    assert (found.identity.organisation, found.identity.fiscal_year) == ("某某市某某局", 2024)
    assert [s.title for s in found.sections if "收入" in s.title] == ["收入预算说明"]
    assert all(found.quote(f.source) == f.printed for f in found.figures if f.source.table_id)


SITE = f"""
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li>
<li><a href="/b">办事服务</a></li></ul></div>
<div class="dqwz">您的位置：<a href="/">首页</a> &gt; <a href="/x">预决算</a></div>
<form id="aspnetForm"><div class="main"><div class="info">发布时间：2024-02-08 来源：本局
字体：<a href="#">大</a> <a href="#">中</a> 小 点击量：12</div>
<div id="zoom">{BODY}<p><a href="/f.xlsx">附件1.某某局2024年部门预算表.xlsx</a></p></div>
<p>扫一扫在手机打开当前页</p><p>【打印本页】</p></div></form>
<ul class="list"><li><a href="/1">关于甲的通知</a></li><li><a href="/2">关于乙的通知</a></li>
<li><a href="/3">某某局2023年部门预算</a></li></ul>
<div class="footer">主办：某某市人民政府办公室 <a href="/m">网站地图</a></div>
"""


def test_what_the_site_puts_around_the_document_is_left_out() -> None:
    reading = read(page(SITE, "<title>某某市某某局2024年部门预算-某某市人民政府门户网站</title>"))
    bare = read(page(BODY))
    lines = reading.text.splitlines()
    assert [line for line in lines if line not in bare.text.splitlines()] == [
        "发布日期：2024-02-08"
    ]
    assert [line for line in bare.text.splitlines() if line not in lines] == []
    assert document(reading).identity.published_on is not None
    assert reading.metadata["title"] == "某某市某某局2024年部门预算"


def test_a_table_beside_the_text_is_never_taken_for_chrome() -> None:
    table = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>差旅费</td><td>7</td></tr></table>"
    text = "<p>" + "本部门收入全部为财政拨款。" * 50 + "</p>"
    reading = read(
        page(f"<div class='a'><div>{text}</div></div><div class='sidebar'>{table}</div>")
    )
    assert "差旅费\t7" in reading.text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("gb2312", "gb18030"),
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("iso-8859-1", "gb18030"),
        ("utf-8", "utf-16"),
        ("big5", "utf-8"),
        ("nonsense", "gb18030"),
    ],
)
def test_a_wrong_charset_is_seen_through(declared: str, encoding: str) -> None:
    html = page(BODY, f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">')
    assert read(html, encoding).text == read(page(BODY)).text
    assert media_type_of(html.encode(encoding), "a.html") == HTML


@pytest.mark.parametrize(
    "hidden",
    [
        '<span style="display: none">999</span>',
        '<span style="VISIBILITY:HIDDEN">999</span>',
        '<span style="font-size:0px">999</span>',
        "<span hidden>999</span>",
        '<span aria-hidden="true">999</span>',
        '<span style="color:#FFF">999</span>',
        '<font color="white">999</font>',
        '<span style="color:rgb(255, 255, 255);background:#ffffff">999</span>',
        '<span style="opacity:0">999</span>',
        '<span style="position:absolute;left:-9999px">999</span>',
        '<div style="height:0;overflow:hidden">999</div>',
        '<span class="gone">999</span>',
    ],
)
def test_hidden_words_are_left_out_and_told(hidden: str) -> None:
    rules = "<style>@media print{.seen{display:none}} .gone{display:none}</style>"
    shown = '<span class="seen">甲</span><td style="background:#1F4E79;color:#fff">乙</td>'
    reading = read(page(f"<p>收入合计{hidden}100万元。{shown}</p>", rules))
    assert "999" not in reading.text
    assert "收入合计" in reading.text
    assert "甲" in reading.text
    assert [p.message for p in reading.problems] == ["网页里有 1 处看不见的文字没有读入：“999”"]


def test_white_words_on_a_dark_ground_are_seen() -> None:
    table = '<table><tr bgcolor="#1F4E79"><th><font color="#fff">项目</font></th><th style="color:white">金额</th></tr><tr><td>差旅费</td><td>7</td></tr></table>'
    reading = read(page(table))
    assert reading.text == "项目\t金额\n差旅费\t7\n"
    assert reading.problems == ()


def test_a_hidden_row_that_changes_a_sum_is_left_out_and_told() -> None:
    rows = "<tr><td>甲</td><td>1</td></tr><tr style='display:none'><td>乙</td><td>2</td></tr><tr><td>合计</td><td>3</td></tr>"
    reading = read(page(f"<table><tr><td>项目</td><td>金额</td></tr>{rows}</table>"))
    assert reading.text == "项目\t金额\n甲\t1\n合计\t3\n"
    assert [p.code for p in reading.problems] == ["hidden_text"]


def test_a_table_that_holds_tables_is_layout() -> None:
    inner = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>差旅费</td><td>7</td></tr></table>"
    reading = read(
        page(f"<table><tr><td>左栏说明。</td><td><p>支出表</p>{inner}</td></tr></table>")
    )
    assert reading.text == "左栏说明。\n支出表\n项目\t金额\n差旅费\t7\n"
    assert len(reading.grids) == 1


def test_foot_rows_stand_last_and_spans_end_with_their_section() -> None:
    html = (
        "<table><tfoot><tr><td>合计</td><td>3</td></tr></tfoot><thead><tr><th rowspan=9>项目</th>"
        "<th>金额</th></tr></thead><tbody><tr><td>甲</td><td>1</td></tr>"
        "<tr><td rowspan=0>乙</td><td>2</td></tr></tbody></table>"
    )
    assert read(page(html)).text == "项目\t金额\n甲\t1\n乙\t2\n合计\t3\n"


def test_an_attachment_that_runs_into_the_title_harms_no_name() -> None:
    html = page(
        "<p>1724750955062082423.xlsx监督索引号53010000000000000</p>"
        "<p>某某县某某局2024年部门预算</p><p>一、基本职能</p><p>负责某事。</p>"
    )
    found = document(read(html))
    assert "xlsx" not in found.text
    assert (found.identity.organisation, found.identity.fiscal_year) == ("某某县某某局", 2024)


def test_links_and_images_are_never_followed() -> None:
    html = '<img src="file:///etc/passwd"><a href="http://127.0.0.1:9/x">甲</a><iframe src="file:///etc/passwd"></iframe><p>乙</p>'
    assert read(page(html)).text == "甲\n乙\n"


def test_entities_are_characters() -> None:
    assert read("<p>&ldquo;三公&rdquo;经费&#20803;&lt;&amp;&yen;</p>").text == "“三公”经费元<&¥\n"


def test_a_declared_entity_is_no_file() -> None:
    html = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>预算&x;</p></html>'
    assert "root:" not in read(html).text


def test_a_page_nested_a_thousand_deep_is_read() -> None:
    html = page("<div>" * 1000 + "预算1,234.50万元。" + "</div>" * 1000)
    assert read(html).text == "预算1,234.50万元。\n"
    assert read(page("<table><tr><td>" * 300 + "预算")).text == "预算\n"


def test_a_page_nested_deeper_than_any_is_refused() -> None:
    with pytest.raises(UnsafeFile, match="嵌套了"):
        read(page("<div>" * 100_000 + "预算"))


def test_a_bomb_of_spans_costs_what_its_cells_cost() -> None:
    html = '<table><tr><td colspan="1000000000" rowspan="999999999">表</td></tr><tr><td>项目</td><td colspan=x>金额</td></tr><tr><td>差旅费</td><td>7</td></tr></table>'
    assert "7" in read(page(html)).text
    wide = "<tr>" + "<td colspan=1000>1</td>" * 50 + "</tr>"
    with pytest.raises(TooLarge, match="范围过大"):
        read(page(f"<table>{wide * 30}</table>"))


def test_a_page_of_pictures_or_of_nothing_is_refused() -> None:
    with pytest.raises(NoTextLayer, match="图片"):
        read(page('<img src="1.jpg">'))
    with pytest.raises(EmptyFile, match="没有可见的文字"):
        read(page("<script>var x = 1;</script>"))


def test_bytes_that_are_broken_are_told() -> None:
    data = page("<p>" + "收入预算1,234.50万元。" * 20 + "</p>").encode() + b"\xff\xfe\xff"
    assert "undecodable" in [p.code for p in html_to_reading(data, "a.html").problems]
