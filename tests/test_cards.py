"""Cards: drawn by command with the words of their pages, named by `check` where they are out of date."""

import shutil
from pathlib import Path

import pytest
from checked import checked
from needs import need
from PIL import Image
from small_site import PAGE, page, read, run, write_site

from sitegen.checks.cards import check_cards
from sitegen.edit.cards import ICONS, MARK, RECORD, draw_cards
from sitegen.facts.cards import cards
from sitegen.make import OWN
from sitegen.rules.catalogue import say


def test_words_are_those_of_the_edition(tmp_path: Path) -> None:
    """Each edition has a card for each page and document, in its own script; home has the site’s name."""
    files = {PAGE: page("正文。", "title: 理发店\nsummary: 一句。")}
    words = {card.name: card.words for card in cards(read(write_site(tmp_path, files)))}
    assert words["zh-hant-tw/city"] == "小站 | 理髮店 | 台灣"
    assert words["zh-hans/index"] == "小站 | 小站 | 简体"
    assert words["en/sources/opinions"] == "Small site | The Opinions in full | English"
    # The root is named by what authors wrote.
    assert words["root"] == "小站 | Small site"
    assert len(words) == 17


def test_drafts_have_none(tmp_path: Path) -> None:
    """What is not published is not drawn."""
    files = {PAGE: page("正文。", "title: 城\nsummary: 一句。\ndraft: true")}
    names = {card.name for card in cards(read(write_site(tmp_path, files)))}
    assert "en/city" in names
    assert "zh-hans/city" not in names


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose cards were drawn."""
    need("chromium")
    root = write_site(tmp_path_factory.mktemp("cards"))
    assert len(list(draw_cards(root, OWN, read(root)))) == 17
    return root


@pytest.fixture
def drawn(pattern: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(pattern, tmp_path / "site"))


def test_cards_are_drawn_once(drawn: Path) -> None:
    """A card has the size that networks ask for; what says the same is not drawn again."""
    with Image.open(drawn / "assets/cards/zh-hant-hk/city.png") as picture:
        assert picture.size == (1200, 630)
        assert len(picture.convert("RGB").getcolors(256) or ()) > 4
    assert checked(check_cards, read(drawn)) == []
    assert list(draw_cards(drawn, OWN, read(drawn))) == []


def test_what_changed_is_named_and_drawn(drawn: Path) -> None:
    """A new title makes the cards of its language stale; a card that is gone is missing."""
    write_site(drawn, {PAGE: page("正文。", "title: 江边\nsummary: 一句。")})
    (drawn / "assets/cards/en/index.png").unlink()
    found = sorted(
        (each.rule.name, str(each.place), say(each).message) for each in checked(check_cards, read(drawn))
    )
    said = "says “小站 | 城市 | 简体”, not “小站 | 江边 | 简体”"
    assert [rule for rule, _, _ in found] == ["missing-card", "stale-card", "stale-card", "stale-card"]
    assert found[0][1:] == ("content/pages/index.en.md:2:8", "the page has no card for the edition en")
    assert ("stale-card", f"{PAGE}:2:8", f"the card for the edition zh-Hans {said}") in found
    names = set(draw_cards(drawn, OWN, read(drawn)))
    assert names == {"en/index", "zh-hans/city", "zh-hant-hk/city", "zh-hant-tw/city"}


def test_icons_are_drawn_from_the_mark(drawn: Path) -> None:
    """Of a site that has one, in the sizes that systems want, with nothing around it."""
    assert not (drawn / "assets/icons").exists()
    circle = '<circle cx="2" cy="2" r="2" fill="red"/>'
    mark = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">{circle}</svg>'
    (drawn / MARK).write_text(mark, encoding="utf-8")
    assert list(draw_cards(drawn, OWN, read(drawn))) == [f"assets/icons/{size}.png" for size in ICONS]
    for size in ICONS:
        with Image.open(drawn / f"assets/icons/{size}.png") as icon:
            assert icon.size == (size, size)
            seen = icon.convert("RGBA")
            assert seen.getpixel((0, 0))[3] == 0
            assert seen.getpixel((size // 2, size // 2)) == (255, 0, 0, 255)
    assert list(draw_cards(drawn, OWN, read(drawn))) == []


def test_cards_of_pages_that_are_gone_go(drawn: Path) -> None:
    """A card is removed with its page."""
    (drawn / "content/pages/city.en.md").unlink()
    assert list(draw_cards(drawn, OWN, read(drawn))) == []
    assert not (drawn / "assets/cards/en/city.png").exists()
    assert "en/city" not in (drawn / RECORD).read_text(encoding="utf-8")


def test_sites_without_cards_are_left_alone(tmp_path: Path) -> None:
    """Who never drew one is not told to."""
    assert checked(check_cards, read(write_site(tmp_path))) == []


def test_the_command_needs_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one it says what is missing, and draws nothing."""
    monkeypatch.setattr("shutil.which", lambda name: None)
    result = run("cards", "--root", write_site(tmp_path))
    assert result.exit_code == 2
    assert "cards need Chromium" in result.stderr
    assert not (tmp_path / "assets").exists()
