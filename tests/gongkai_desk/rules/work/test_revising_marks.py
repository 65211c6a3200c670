"""Old and new text side by side: what went, what came, and what is left out between."""

from gongkai_desk.rules.work.revising import marked


def changed(side):
    return [side.text[start:end] for start, end in side.runs]


def test_what_went_and_came_is_marked():
    old, new = marked("每季度更新一次目录。", "每月更新一次目录。")
    assert (changed(old), changed(new)) == (["季度"], ["月"])
    assert (old.text, new.text) == ("每季度更新一次目录。", "每月更新一次目录。")


def test_long_equal_stretches_are_cut_to_their_ends():
    same = "持续健全工作机制，" * 12
    old, new = marked(f"{same}每季度更新。{same}", f"{same}每月更新。{same}")
    assert old.text.startswith("…")
    assert old.text.endswith("…")
    assert len(old.text) < 60
    assert changed(new) == ["月"]


def test_the_whole_text_can_be_shown():
    same = "持续健全工作机制，" * 12
    old, new = marked(f"{same}每季度更新。", f"{same}每月更新。", whole=True)
    assert old.text == f"{same}每季度更新。"
    assert changed(new) == ["月"]


def test_a_text_without_a_counterpart_is_not_marked():
    assert [side.runs for side in marked("", "全新的任务。")] == [(), ()]
