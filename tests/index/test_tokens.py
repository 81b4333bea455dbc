"""Words and characters a text is found by."""

from pathlib import Path

import pytest

from index.tokens import Segmenter


@pytest.fixture(scope="module")
def segmenter(tmp_path_factory: pytest.TempPathFactory) -> Segmenter:
    return Segmenter(tmp_path_factory.mktemp("cache"), ["三公经费", "机关运行经费"])


def test_our_terms_stay_whole_and_are_cut_too(segmenter: Segmenter) -> None:
    words = segmenter.tokens_for_passage("机关运行经费增加").words
    assert "机关运行经费" in words
    assert "机关" in words


def test_a_terms_first_two_characters_find_it(segmenter: Segmenter) -> None:
    text = segmenter.tokens_for_passage("“三公”经费、政府性基金")
    assert {"三公", "基金"} <= set(text.grams)
    assert segmenter.tokens_for_search("三公").grams == ("三公",)


def test_full_width_and_capital_letters_are_one_form(segmenter: Segmenter) -> None:
    assert segmenter.tokens_for_search("ＧＤＰ２０２４年").words == ("gdp2024",)
    assert segmenter.tokens_for_passage("gdp2024年").words == ("gdp2024",)


def test_amounts_keep_their_point_and_punctuation_is_no_token(segmenter: Segmenter) -> None:
    assert segmenter.tokens_for_search("3204.1，（）——。").words == ("3204.1",)


def test_one_character_alone_is_looked_for_and_indexed(segmenter: Segmenter) -> None:
    assert segmenter.tokens_for_search("税?").grams == ("税",)
    assert "税" in segmenter.tokens_for_passage("税收收入").grams


@pytest.mark.parametrize("text", ["", "   ", "\x00", "😀😀", "。，！"])
def test_nothing_to_look_for_gives_no_tokens(segmenter: Segmenter, text: str) -> None:
    tokens = segmenter.tokens_for_search(text)
    assert (tokens.words, tokens.grams) == ((), ())


def test_the_prepared_dictionary_lies_in_the_given_folder(tmp_path: Path) -> None:
    Segmenter(tmp_path / "cache")
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".cache"]
