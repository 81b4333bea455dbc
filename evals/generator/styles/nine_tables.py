"""部门/单位预算 with nine tables in yuan and prose in 万元, headings without numbers.

Glossary before the tables; the last table is in 万元; titles open pages.
"""

from evals.generator.draft import Draft, Prints
from evals.generator.lists import load_lists
from evals.generator.pdf import Looks
from evals.generator.styles.commission import (
    Commission,
    numeral,
)
from evals.generator.styles.nine_tables_prose import write_notes, write_other_matters, write_project
from evals.generator.styles.nine_tables_sheets import TITLES, table_title, write_tables

LOOKS = Looks()
GLOSSARY = (
    "财政拨款收入",
    "事业收入",
    "事业单位经营收入",
    "其他收入",
    "基本支出",
    "项目支出",
    "“三公”经费",
    "机关运行经费",
)


def write_nine_tables(commission: Commission) -> Draft:
    """Write the whole document."""
    year, ledger, level = commission.year, commission.ledger, commission.level
    title = f"{commission.place.name}{year}年{commission.place.grade}{level}预算"
    draft = Draft(
        commission.about(title, "budget"), commission.habits.prints(Prints()), landscape=True
    )
    role = "预算主管部门" if level == "部门" else "预算单位"
    draft.cover([title], [f"{role}：{ledger.organisation}"])
    draft.page()
    _contents(draft, commission)
    draft.page()
    _duties(draft, commission)
    draft.page()
    draft.page_title("名词解释")
    for number, term in enumerate(GLOSSARY, 1):
        definition = load_lists().glossary[term]
        draft.define(f"（{numeral(number)}）", term, definition)
    draft.page()
    write_notes(draft, commission)
    write_tables(draft, commission)
    draft.page()
    write_other_matters(draft, commission)
    if level == "部门":
        draft.page()
        write_project(draft, commission)
    draft.lines("note", load_lists().disclaimer)
    return draft


def _contents(draft: Draft, commission: Commission) -> None:
    level = commission.level
    draft.page_title("目 录")
    top = ["主要职能", "机构设置"]
    draft.lines("toc", *(f"{numeral(n)}、{level}{text}" for n, text in enumerate(top, 1)))
    draft.lines("toc", "三、名词解释", f"四、{level}预算编制说明", f"五、{level}预算表")
    for number, key in enumerate(TITLES, 1):
        draft.lines("toc", f"  {number}. {table_title(commission, key)}")
    draft.lines("toc", "六、其他相关情况说明")
    if level == "部门":
        draft.lines("toc", "七、项目经费情况说明")


def _duties(draft: Draft, commission: Commission) -> None:
    organisation = commission.ledger.organisation
    draft.page_title(f"{organisation}主要职能")
    draft.lines("body", f"{organisation}是{commission.place.short}设立的工作机构。主要职能包括：")
    draft.lines("body", *(f"{n}.{duty}" for n, duty in enumerate(commission.body.duties, 1)))
    draft.page()
    draft.page_title(f"{organisation}机构设置")
    units = commission.ledger.units
    institutions = sum(not unit.administrative for unit in units)
    draft.paragraph(
        f"{organisation}{commission.level}预算由以下机构的收支汇总而成。其中，行政单位",
        draft.count("行政单位", len(units) - institutions, "家"),
        "，事业单位",
        draft.count("事业单位", institutions, "家"),
        "，具体包括：",
    )
    own = "（本级）" if commission.level == "部门" else ""
    names = [unit.name + (own if unit.administrative else "") for unit in units]
    draft.lines("body", *(f"{n}.{name}。" for n, name in enumerate(names, 1)))
