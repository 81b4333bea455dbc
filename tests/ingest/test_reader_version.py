"""The same rules are the same reader."""

from ingest.reader_version import _sources, reader_version


def test_the_version_is_stable_within_a_process():
    assert reader_version() == reader_version()
    assert len(reader_version()) == 16


def test_a_changed_rule_is_another_reader(tmp_path):
    (tmp_path / "vocabulary").mkdir()
    rule = tmp_path / "vocabulary" / "items.yaml"
    rule.write_text("- 一", "utf-8")
    (tmp_path / "cache.pyc").write_bytes(b"1")
    before = _sources(tmp_path, "")
    rule.write_text("- 二", "utf-8")
    assert before != _sources(tmp_path, "")
    assert [name for name, _ in before] == ["/vocabulary/items.yaml"]
