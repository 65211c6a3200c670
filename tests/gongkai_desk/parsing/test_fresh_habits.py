"""Habits of prose met in fresh papers of other fields: numbers, headings, years, who does it without a bracket."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind, Part
from tests.builders import draft, grid

TITLE = "云州市2026年防汛重点工作任务清单"


def part_of(text: str, title: str = TITLE) -> Part:
    (part,) = draft(title, text).parts
    return part


def kinds(part: Part) -> set[DoubtKind]:
    return {doubt.kind for doubt in part.doubts}


# ---- numbers and headings


@pytest.mark.parametrize(("first", "second"), [("Ⅰ．", "Ⅱ．"), ("Ⅰ、", "Ⅱ、"), ("I. ", "II. ")])
def test_roman_numerals_head_sections(first: str, second: str) -> None:
    text = (
        f"{first}背街小巷整治\n（1）路面修复。修复路面3万平方米。（市住建局负责）\n"
        f"{second}市场提升\n（1）改造。改造市场9家。（市商务局负责）"
    )
    sections = [task.section[0] for task in part_of(text).tasks]
    assert [section.replace(" ", "")[-4:] for section in sections] == ["小巷整治", "市场提升"]


@pytest.mark.parametrize("text", ["Ⅲ类水质断面比例达到90%", "Ⅱ级响应启动后立即上岗"])
def test_a_class_in_roman_figures_is_no_number(text: str) -> None:
    (task,) = part_of(f"1.改善水质。{text}。（市生态环境局负责）").tasks
    assert task.content.startswith(text[:3])


@pytest.mark.parametrize("stop", ["", "、", " "])
def test_headings_of_two_figures_stand_above_items_of_three(stop: str) -> None:
    text = (
        f"1 责任体系\n1.1{stop}压实责任\n1.1.1{stop}公布名单。逐库公布责任人。责任单位：市水利局。\n"
        f"1.1.2{stop}开展培训。轮训责任人。责任单位：市应急局。\n1.2{stop}完善预案\n1.2.1{stop}修订预案。修订洪水预案。责任单位：市水利局。"
    )
    tasks = part_of(text).tasks
    assert [len(task.section) for task in tasks] == [2, 2, 2]
    assert [task.title for task in tasks] == ["公布名单", "开展培训", "修订预案"]


@pytest.mark.parametrize("name", ["交办事项", "议定事项", "重点任务", "专项行动", "重点工程"])
def test_items_numbered_by_their_kind(name: str) -> None:
    name = name.removeprefix("专项")
    text = (
        f"{name}一：加快污水处理厂建设。\n"
        "承办单位：县住建局  协办单位：县水务集团、县财政局  交办时间：5月12日  办结时限：10月31日\n"
        f"{name}二：解决办证问题。\n承办单位：县资源局  协办单位：县税务局  交办时间：5月12日  办结时限：8月31日"
    )
    first, second = part_of(f"（2026年5月12日）\n{text}", "县政府常务会议交办事项清单").tasks
    assert (first.content, first.responsible, first.support, first.deadline.text, first.title) == (
        "加快污水处理厂建设。",
        ("县住建局",),
        ("县水务集团", "县财政局"),
        "10月31日",
        None,
    )
    assert second.support == ("县税务局",)


@pytest.mark.parametrize("given", ["交办时间", "启动时间", "下达日期"])
def test_the_day_of_giving_behind_a_list_takes_no_unit_with_it(given: str) -> None:
    (task,) = part_of(f"1.建库。建设物资库。（责任单位：县水利局、县财政局 {given}：3月2日 完成时限：9月底前）").tasks
    assert (task.responsible, task.deadline.text) == (("县水利局", "县财政局"), "9月底前")


@pytest.mark.parametrize(
    "names",
    [
        ("紧扣指标任务，统筹推进均衡发展工作", "聚焦六大主线，全面提升服务能力"),
        ("守牢安全底线，压实各方责任", "补齐设施短板，提升防御能力"),
        ("强化预警叫应，完善应急联动", "严肃值守纪律，畅通信息渠道"),
    ],
)
def test_names_in_two_halves_open_the_items(names: tuple[str, str]) -> None:
    items = [f"（{n}）{name}。逐项建立台账。（市水利局牵头）" for n, name in zip("一二", names, strict=True)]
    assert [task.title for task in part_of("一、做好准备\n" + "\n".join(items)).tasks] == list(names)


# ---- years and days


@pytest.mark.parametrize("phrase", ["12月底前", "5月15日前", "9月底前"])
def test_a_deadline_in_prose_is_kept_though_nothing_tells_its_year(phrase: str) -> None:
    found = draft("魅力城市创建行动方案", f"1.加大整治。{phrase}建成口袋公园10个。（市城管局负责）")
    (task,) = found.parts[0].tasks
    assert (task.deadline.text, task.deadline.due) == (phrase, None)
    assert DoubtKind.NO_PLAN_YEAR in {doubt.kind for doubt in found.doubts}


@pytest.mark.parametrize(
    "line", ["（2026年4月）", "（2026年度）", "2026年3月20日，副市长李强主持召开专题会议。", "2026年是关键之年。"]
)
def test_a_line_below_the_title_tells_the_year(line: str) -> None:
    (task,) = part_of(f"{line}\n1.加大整治。建成公园10个。（市城管局负责，9月底前完成）", "魅力城市创建行动方案").tasks
    assert str(task.deadline.due) == "2026-09-30"


@pytest.mark.parametrize("of_it", ["此项工作持续推进", "该项工作长期坚持", "本任务常态化推进"])
def test_a_bracket_whose_last_words_speak_of_the_work(of_it: str) -> None:
    (task,) = part_of(f"1.畅通渠道。办结率不低于98%。（市营商办，{of_it}）").tasks
    assert (task.content, task.responsible) == ("办结率不低于98%。", ("市营商办",))
    assert of_it.endswith(task.deadline.text)
    assert task.deadline.kind


# ---- who does it


@pytest.mark.parametrize("dash", ["——", "--", "—"])
@pytest.mark.parametrize(
    ("who", "lead", "others", "due"),
    [
        ("区商务局牵头，各街道落实，9月底前", ("区商务局",), ("各街道",), "9月底前"),
        ("区民政局牵头，区妇联、区总工会配合，全年", ("区民政局",), ("区妇联", "区总工会"), "全年"),
        ("区商务局、区市场监管局负责，11月底前", (), ("区商务局", "区市场监管局"), "11月底前"),
    ],
)
def test_a_dash_before_who_does_it(
    dash: str, who: str, lead: tuple[str, ...], others: tuple[str, ...], due: str
) -> None:
    (task,) = part_of(f"1.新建便民网点60个{dash}{who}").tasks
    assert (task.lead, (*task.responsible, *task.support), task.deadline.text) == (lead, others, due)
    assert task.content == "新建便民网点60个"


def test_a_dash_before_anything_else_is_text() -> None:
    (task,) = part_of("1.打造品牌。唱响“山水云州”——世界级旅游目的地。（市文旅局负责）").tasks
    assert task.content == "唱响“山水云州”——世界级旅游目的地。"


@pytest.mark.parametrize(
    ("who", "lead", "support"),
    [
        ("由县住建局牵头，县水利局、县城投公司配合，", ("县住建局",), ("县水利局", "县城投公司")),
        ("由县应急局牵头，", ("县应急局",), ()),
        ("由县水利局牵头，各乡镇配合，", ("县水利局",), ("各乡镇",)),
    ],
)
def test_a_sentence_that_opens_with_who_does_it_is_heard(
    who: str, lead: tuple[str, ...], support: tuple[str, ...]
) -> None:
    part = part_of(f"一、关于易涝点改造。{who}5月底前完成11处改造。")
    assert (part.tasks[0].lead, part.tasks[0].support) == (lead, support)
    assert DoubtKind.TWO_READINGS not in kinds(part)
    several = part_of(f"一、关于易涝点改造。{who}5月底前完成11处改造。由县财政局负责，县审计局配合，落实资金。")
    assert (several.tasks[0].lead, DoubtKind.TWO_READINGS in kinds(several)) == (lead, True)


@pytest.mark.parametrize(
    "text", ["由建设单位按月公开，接受监督。", "由此带来的问题，要逐项整改。", "牵头部门要定期调度，形成合力。"]
)
def test_others_duties_name_no_unit(text: str) -> None:
    part = part_of(f"一、关于信息公开。{text}")
    assert not part.tasks[0].lead
    assert DoubtKind.NO_UNIT in kinds(part)


@pytest.mark.parametrize("line", ["参加会议：县住建局王涛、县水利局李强。", "出席：李强、王涛。", "记录：赵敏"])
def test_who_was_present_belongs_to_no_task(line: str) -> None:
    part = part_of(f"一、关于改造。完成11处改造。（县住建局负责）\n二、关于预警。建立机制。（县气象局负责）\n{line}")
    assert [task.content for task in part.tasks] == ["完成11处改造。", "建立机制。"]


@pytest.mark.parametrize("label", ["责任人", "负责人", "具体责任人"])
@pytest.mark.parametrize(
    ("who", "units"),
    [("镇农办、各村（居）", ("镇农办", "各村（居）")), ("镇城建中心", ("镇城建中心",)), ("县水利局", ("县水利局",))],
)
def test_bodies_behind_a_label_of_persons_do_the_work(label: str, who: str, units: tuple[str, ...]) -> None:
    (task,) = part_of(f"1.改造户厕420座。\n{label}：{who}　期限：8月底").tasks
    assert (task.responsible, task.deadline.text) == (units, "8月底")


@pytest.mark.parametrize("who", ["王海", "李建科、王志会", "张建社"])
def test_persons_do_not(who: str) -> None:
    (task,) = part_of(f"1.改造户厕420座。\n责任人：{who}\n期限：8月底").tasks
    assert not task.responsible


@pytest.mark.parametrize("label", ["资金来源", "督办时间", "联系电话"])
def test_a_label_that_nobody_knows_takes_no_unit_with_it(label: str) -> None:
    (task,) = part_of(f"1.建库。建设物资库。（责任单位：县水利局、县财政局 {label}：另行通知 完成时限：9月底前）").tasks
    assert task.responsible == ("县水利局", "县财政局")


@pytest.mark.parametrize("words", ["督办期：3月2日", "批次：第2批", "2026年"])
def test_a_unit_that_is_passed_over_for_what_stands_behind_it_is_doubted(words: str) -> None:
    part = part_of(f"1.建库。建设物资库。（责任单位：县水利局、县财政局{words}；完成时限：9月底前）")
    told = [doubt.text for doubt in part.doubts if doubt.kind is DoubtKind.UNIT_UNLIKELY]
    assert "县财政局" in part.tasks[0].responsible or told == [f"县财政局{words}"]


@pytest.mark.parametrize("sign", ["①", "②", "⑩"])
def test_a_footnote_below_a_table_is_no_task(sign: str) -> None:
    table = grid(f"序号|工作内容|工作要求|责任部门\n1|托育|新增托位600个{sign}。|县卫健局")
    read = draft("南山县2026年工作任务表", table, f"{sign}含社区嵌入式托位。")
    assert [len(part.tasks) for part in read.parts] == [1]
    assert [doubt.text for doubt in read.parts[0].doubts] == [f"{sign}含社区嵌入式托位。"]


@pytest.mark.parametrize("subject", ["主题：转发：", "主题：", "Subject: Fwd: "])
def test_a_mail_is_named_by_its_subject(subject: str) -> None:
    head = f"发件人：区政务公开办\n收件人：各科室\n{subject}2026年政务公开任务第二批\n各位好："
    read = draft(f"{head}\n1.清理空白栏目。（区政府办负责，4月20日前完成）")
    assert (read.plans[0].title, str(read.parts[0].tasks[0].deadline.due)) == (
        "2026年政务公开任务第二批",
        "2026-04-20",
    )


@pytest.mark.parametrize(
    ("one", "two"), [("县住建局：", "县商务局："), ("市教育局:", "团市委:"), ("区城管局：", "区审计局：")]
)
def test_lines_of_a_unit_head_the_items_that_are_for_it(one: str, two: str) -> None:
    tasks = part_of(f"{one}\n1.排查管网占压。\n2.督促入户安检。\n{two}\n1.完成瓶改管180家。").tasks
    assert [task.responsible for task in tasks] == [(one[:-1],), (one[:-1],), (two[:-1],)]
    assert tasks[1].content == "督促入户安检。"


@pytest.mark.parametrize("name", ["人行云州支行", "国网供电公司", "农发行分行"])
def test_a_unit_behind_a_time_ahead_of_the_list_is_kept(name: str) -> None:
    (task,) = part_of(f"1.扩大融资。新增贷款15亿元。（持续推进，{name}、市金融办牵头，各银行机构配合）").tasks
    assert (task.lead, task.deadline.text) == ((name, "市金融办"), "持续推进")


@pytest.mark.parametrize("label", ["问题", "存在问题", "事项"])
def test_a_label_is_no_name(label: str) -> None:
    text = "\n".join(f"{n}.{label}：台账{n}不全\n补齐台账{n}。\n落实单位：综合科" for n in (1, 2, 3))
    assert label not in [task.title for task in part_of(text).tasks]


@pytest.mark.parametrize("due", ["12月15日", "全年", "年底"])
def test_the_last_item_keeps_a_text_that_ends_with_its_label(due: str) -> None:
    text = "一、改路\n改造公路86公里。责任单位：县交通局；完成时间：10月底\n"
    text += f"二、改厕\n改建户厕3200座。责任单位：县卫健局；完成时间：{due}"
    assert [task.content for task in part_of(text).tasks] == ["改造公路86公里。", "改建户厕3200座。"]
