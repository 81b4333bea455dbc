"""Small disclosures to set side by side: years, levels, both kinds, an empty cell, a dash, a 0."""

from __future__ import annotations

from pathlib import Path

from index.build import build_index, open_writer
from ingest.parse import parse_document
from qa_service.service import Service
from tests.qa_service.scripted import scripted_service, segmenter

LAKE, HILL = "青岚省测绘局", "青岚省气象局"
TABLE = """<html><head><title>{name}2024年部门预算</title></head><body>
<h1>{name}2024年部门预算</h1>
<p>第二部分 部门预算表</p>
<p>财政拨款“三公”经费支出预算表</p>
<p>单位：万元</p>
<table>
<tr><td>项目</td><td>2024年预算数</td></tr>
<tr><td>“三公”经费合计</td><td>12.00</td></tr>
<tr><td>因公出国（境）费</td><td></td></tr>
<tr><td>公务接待费</td><td>—</td></tr>
<tr><td>公务用车购置费</td><td>0.00</td></tr>
<tr><td>公务用车运行维护费</td><td>12.00</td></tr>
</table></body></html>
"""
DOCUMENTS = {
    "测绘23.txt": f"""{LAKE}2023年部门预算
一、支出预算情况
2023年支出预算600万元，其中：基本支出400万元；项目支出200万元。
培训费预算5万元。
""",
    "测绘24.txt": f"""{LAKE}2024年部门预算
一、支出预算情况
2024年支出预算640万元，其中：基本支出410万元；项目支出230万元。
培训费预算7万元。
""",
    "测绘24单位.txt": f"""{LAKE}2024年单位预算
一、支出预算情况
2024年支出预算300万元，其中：基本支出250万元；项目支出50万元。
培训费预算2万元。
""",
    "测绘24决算.txt": f"""{LAKE}2024年度部门决算
一、支出决算情况
2024年支出决算650万元，其中：基本支出415万元；项目支出235万元。
培训费支出决算8万元。
""",
    "测绘22决算.txt": f"""{LAKE}2022年度部门决算
一、支出决算情况
2022年支出决算500万元。
一般公共预算财政拨款支出年初预算为480万元，支出决算为470万元。
""",
    "气象24.html": TABLE.format(name=HILL),
    "气象24单位.txt": """青岚省气象服务中心2024年单位预算
一、支出预算情况
2024年支出预算100万元。培训费预算9万元。
""",
}


def compared_service(folder: Path, admin_keys: str = "") -> Service:
    """A service over these disclosures in a new data folder."""
    files = []
    for name, text in DOCUMENTS.items():
        path = folder / name
        path.write_text(text, "utf-8")
        files.append((parse_document(path), path.read_bytes()))
    with open_writer(folder / "data", segmenter()) as writer:
        build_index(files, writer)
    return scripted_service(folder / "data", admin_keys=admin_keys)
