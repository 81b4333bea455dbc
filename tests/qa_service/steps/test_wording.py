"""Every row of questions.yaml reads its own example; 一般公共预算 asks for no budget document."""

from importlib.resources import files

import pytest
import yaml

from ingest.model import Kind, Level, Measure
from qa_service.model import Operation
from qa_service.steps.wording import plain_question, wording

TABLE = yaml.safe_load(files("qa_service.steps").joinpath("questions.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", TABLE["operations"], ids=lambda r: r["example"])
def test_each_row_reads_its_example(row):
    assert wording().operation(plain_question(row["example"])) == row["name"]
    assert Operation(row["name"])


@pytest.mark.parametrize("row", TABLE["wrapping"], ids=lambda r: r["example"])
def test_what_a_spoken_question_is_wrapped_in_is_no_part_of_it(row):
    assert wording().unwrapped(row["example"]) == row["asks"]
    assert wording().questions_in(row["example"]) == [row["asks"]]


@pytest.mark.parametrize("row", TABLE["emphasis"], ids=lambda r: r["example"])
def test_a_word_of_stress_changes_nothing_of_what_is_asked(row):
    assert wording().unwrapped(row["example"]) == row["asks"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("问一下哈，第三个是什么呀？", "第三个是什么？"),
        ("我想问一下，某某宾馆的经理是谁呢，谢谢啦？", "某某宾馆的经理是谁？"),
        ("老师您好，谢谢你哈来着？", "老师您好？"),
        ("那公用经费呢", "那公用经费呢"),
        ("问一下哈尔滨市的培训费", "哈尔滨市的培训费"),
        ("基本支出和项目支出一共有多少", "基本支出和项目支出一共有多少"),
        ("它们一共有多少", "它们一共有多少"),
        ("一共有多少", "一共有多少"),
    ],
)
def test_courtesy_is_left_out_and_what_asks_is_kept(said, asked):
    assert wording().unwrapped(said) == asked


@pytest.mark.parametrize("row", TABLE["divisions"], ids=lambda r: r["example"])
def test_each_division_reads_its_example(row):
    assert wording().division(row["example"]) == tuple(row["parts"])


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("项目支出怎么界定", "define"),
        ("经营支出咋理解", "define"),
        ("财政拨款这个词的解释", "define"),
        ("公用经费里有些什么", "list"),
        ("公用经费由哪些组成", "list"),
        ("人员经费花在哪些名目上", "list"),
        ("下属单位叫什么名字", "structure"),
        ("一般公共服务支出多拨了，多的是多少", "change"),
        ("住房公积金没把年初预算花完，文件怎么解释", "why"),
        ("博物馆的钱怎么砍了这么多", "why"),
        ("项目支出多了480万，新增的是哪些事", "why"),
        ("因公出国费是0，说明里怎么解释的", "why"),
        ("机关运行经费怎么突然涨了那么多，涨了百分之几", "change_rate"),
        ("机关运行经费怎么解释", "define"),
        ("培训费花在了什么地方", "purpose"),
        ("钱花在了哪几大类上", "list"),
        ("都用在哪些大类上", "list"),
        ("基本支出占其中多少钱", "value"),
        ("会议费占里面多少万元", "value"),
        ("基本支出占其中多少比例", "share"),
        ("收入预算比上一年下滑了多少个百分数", "change_rate"),
        ("支出预算回落了几个点", "change_rate"),
        ("机关运行经费比2023年省下多少", "change"),
        ("机关运行经费比预算省下多少", "against_budget"),
        ("年末结转和结余还有多少", None),
        ("今年结余多少", "against_budget"),
        ("明天云岭会下雨吗", "out_of_scope"),
        ("培训费安排了几个钱", None),
    ],
)
def test_spoken_ways_to_ask_are_known(question, operation):
    assert wording().operation(question) == operation


@pytest.mark.parametrize("row", TABLE["exclusions"], ids=lambda r: r["example"])
def test_each_exclusion_finds_what_its_example_takes_out(row):
    found = wording().excluded(row["example"])
    assert found is not None
    assert found.re.pattern == row["words"]
    assert found["part"] in ("三公经费", "基本支出", "公务接待费")


@pytest.mark.parametrize(
    "question", ["三公经费的一半", "三公经费翻一番", "如果三公经费增加10%", "增加10%后是多少"]
)
def test_what_is_supposed_is_not_disclosed(question):
    found = wording().narrower_than_disclosed(question)
    assert found is not None
    assert found.reason == "not_derivable"


def test_half_of_a_share_is_a_share():
    assert wording().operation("项目支出占支出的一半吗") == Operation.SHARE
    assert wording().narrower_than_disclosed("项目支出占支出的一半吗") is None


def test_names_that_hold_the_word_budget_ask_for_no_kind():
    assert wording().kind("2024年一般公共预算财政拨款支出多少") is None
    assert wording().kind("2024年预算支出多少") is Kind.BUDGET
    assert wording().kind("2024年决算支出多少") is Kind.FINAL_ACCOUNT


def test_the_measure_is_read():
    assert wording().measure("全年预算多少") is Measure.ADJUSTED
    assert wording().measure("上年执行数") is Measure.EXECUTED


def test_the_level_is_read():
    assert wording().level("本级花了多少") is Level.OWN
    assert wording().level("按单位预算算呢") is Level.UNIT


@pytest.mark.parametrize("question", ["局长工资多少", "人均三公经费", "每月花多少"])
def test_what_no_disclosure_states_is_known(question):
    assert wording().narrower_than_disclosed(question)


@pytest.mark.parametrize(
    "printed", ["204-06-10", "204 06 10", "204.06.10", "204类06款10项", "204—06—10"]
)
def test_a_code_printed_in_pieces_is_read_in_one(printed):
    assert plain_question(f"科目{printed}多少") == "科目2040610多少"


@pytest.mark.parametrize("text", ["204.06万元", "2024-06-10", "1,204-06"])
def test_amounts_and_days_are_no_codes_in_pieces(text):
    assert plain_question(text) == text


def test_a_question_is_read_without_quotes_blanks_and_invisible_characters():
    assert plain_question("“三公”\u200b经费 ２０２３年？") == "三公经费2023年?"


@pytest.mark.parametrize(
    ("question", "unit"), [("折合多少万元", "万元"), ("换成元呢", "元"), ("是几亿", "亿元")]
)
def test_the_unit_wanted_is_read(question, unit):
    found = wording().unit(question)
    assert found is not None
    assert found.name == unit


@pytest.mark.parametrize("row", TABLE["premises"], ids=lambda row: row["name"])
def test_every_premise_is_read_from_its_example(row):
    assert wording().presumes(row["name"], plain_question(row["example"]))


@pytest.mark.parametrize("question", ["某某局机关运行经费", "某某厅机关事业单位职业年金"])
def test_an_item_that_begins_like_an_office_names_no_level(question):
    assert wording().level(question) is None


@pytest.mark.parametrize("row", TABLE["service"], ids=lambda r: r["example"])
def test_a_question_about_the_service_is_answered_without_a_number(row):
    assert wording().said_of_service(plain_question(row["example"])) == row["says"]
    assert not any(c.isdigit() for c in row["says"])


@pytest.mark.parametrize(
    "question",
    [
        "财政拨款从哪里来",
        "这些钱从哪来的",
        "预算准确率是多少",
        "收入来源有哪些",
        "数字化建设花了多少",
    ],
)
def test_a_question_about_budgets_is_none_about_the_service(question):
    assert wording().said_of_service(plain_question(question)) is None


@pytest.mark.parametrize("row", TABLE["printed"], ids=lambda r: r["example"])
def test_what_documents_print_otherwise_is_read_as_they_print_it(row):
    kind = Kind(row["kind"]) if "kind" in row else None
    assert wording().as_printed(row["example"], kind) == row["reads"]
    assert wording().as_printed(row["reads"], kind) == row["reads"]


def test_the_total_of_a_budget_is_not_the_total_of_a_year_of_an_account():
    assert wording().as_printed("支出合计是多少", Kind.BUDGET) == "支出合计是多少"
    assert wording().as_printed("基本支出合计", Kind.FINAL_ACCOUNT) == "基本支出合计"


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("，支出决算表，住房保障支出", "，，，住房保障支出"),
        ("附表3里住房保障支出", "，住房保障支出"),
        ("财政拨款支出决算表里", "财政拨款支出决算表里"),
    ],
)
def test_a_table_that_is_named_says_where_to_look(question, rest):
    assert wording().tables.sub("，", question) == rest


@pytest.mark.parametrize("row", TABLE["table_places"], ids=lambda r: r["example"])
def test_each_way_to_name_a_table_reads_its_title(row):
    found = [m for words in wording().table_places for m in words.finditer(row["example"])]
    assert [m["name"] for m in found] == [row["names"]]


@pytest.mark.parametrize("words", ["下属单位", "所属事业单位", "各下属", "直属单位"])
def test_units_below_are_what_a_units_own_document_leaves_out(words):
    assert wording().subordinates.fullmatch(words)
    assert not wording().subordinates.fullmatch(f"{words}的三公经费")


@pytest.mark.parametrize(
    "question", ["剩下的是什么，多少钱", "那其余的部分是什么", "剩下的呢是多少"]
)
def test_what_is_left_is_asked_for_by_nothing_else(question):
    asks = wording().remainder.search(question)
    assert bool(asks) is ("呢" not in question)
    assert not wording().remainder.search("支出减去基本支出剩下的是多少")


def test_the_end_of_a_month_is_a_day_on_which_things_are_counted():
    assert wording().narrower_than_disclosed("截至8月底有几辆车") is None
    assert wording().narrower_than_disclosed("到8月底花了多少钱") is not None
    assert wording().narrower_than_disclosed("8月有几辆车") is not None


@pytest.mark.parametrize("row", TABLE["averages"], ids=lambda r: r["example"])
def test_each_average_is_read_out_of_its_example(row):
    found = wording().average(row["example"], tuple(row["of"]))
    assert found is not None
    assert found.count == row["count"]
    assert wording().average(row["example"], ("three_public",)) is None


@pytest.mark.parametrize("row", TABLE["together"], ids=lambda r: r["example"])
def test_amounts_that_are_wanted_as_one_are_known(row):
    assert wording().together.search(row["example"])
    assert not wording().together.search("四个季度各付多少")


@pytest.mark.parametrize("row", TABLE["amount_too"], ids=lambda r: r["example"])
def test_a_change_that_asks_for_the_amount_too_is_known(row):
    assert wording().amount_too.search(row["example"])
    assert not wording().amount_too.search("增加还是减少，是多少")


def test_a_clause_that_asks_how_the_document_says_it_is_no_second_question():
    assert wording().questions_in("专户资金是哪些钱？文件里怎么说") == [
        "专户资金是哪些钱？文件里怎么说"
    ]
