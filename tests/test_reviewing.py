"""What editors are told of a doubtful character, and which decisions are refused."""

import re
from pathlib import Path

import pytest
from small_site import CONVERSION, PAGE, REVIEWED, page, read, run, settle, write_site

from sitegen.checks.prose.audit import find_doubts
from sitegen.edit.accept import NotAcceptedError, accept
from sitegen.text.script.ambiguity import find_cut_word, suggest_context


@pytest.fixture(autouse=True)
def nothing_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package settles no context, so that these tests may use everyday words."""
    settle(monkeypatch, {})


# The forms are those that the page has


@pytest.mark.parametrize(
    ("sentence", "character", "names", "printed"),
    [
        ("台上有人", "台", "台 or 枱/檯 or 颱", "台"),
        ("城里有人", "里", "裏/裡 or 里", "裏 / 裡"),
        ("三里路", "里", "裏/裡 or 里", "里"),
        ("着急", "着", "着/著 or 著", "着 / 著"),
        ("喝采声", "采", "採 or 采", "采"),
        ("毁约书", "毁", "毀 or 燬", "毀"),
        ("并没有", "并", "並 or 并 or 併", "並"),
    ],
)
def test_a_gate_names_what_the_editions_print(
    tmp_path: Path, sentence: str, character: str, names: str, printed: str
) -> None:
    """The forms in the message are those of the page, not the general ones behind the glyph tables."""
    root = write_site(tmp_path, {PAGE: page(f"文字：{sentence}。")})
    (said,) = [
        line for line in run("check", "--root", root).stderr.splitlines() if f": {character} can be" in line
    ]
    assert f"{character} can be written {names}; the Traditional editions write {printed} [" in said


def test_a_glyph_of_the_site_is_named(tmp_path: Path) -> None:
    """What the site's own glyph table prints is what the message says."""
    files = {PAGE: page("舞台上"), CONVERSION: "glyphs: {s2tw: {臺: 臺}}\n"}
    (doubt,) = find_doubts(read(write_site(tmp_path, files)))
    assert (doubt.names[0], doubt.printed) == ("台/臺", ("台", "臺"))


def test_the_report_and_accept_name_what_is_printed(tmp_path: Path) -> None:
    """`audit` and `accept` say the forms of the page, too; the file keeps the form that all regions share."""
    root = write_site(tmp_path, {PAGE: page("城里人")})
    said = run("audit", "--root", root).stdout.splitlines()[0]
    assert said.endswith(": 里 (裏/裡 里): zh-Hant-HK 裏, zh-Hant-TW 裡: 城里人")
    assert (
        run("accept", "里", "城里", "--root", root).output == "里 is 裏 / 裡 in “城里”: 1 places reviewed.\n"
    )
    assert "  裏: [城里]" in (root / REVIEWED).read_text(encoding="utf-8")
    assert find_doubts(read(root)) == []


@pytest.mark.parametrize(
    ("sentence", "decisions"),
    [
        ("台上有人", "台: {台: [台上]}"),
        ("台上有人", "台: {臺: [台上]}"),
        ("城里人", "里: {裏: [城里], 裡: [城里]}"),
        ("城里人", "里: {裏: [城里]}"),
        ("着急", "着: {着: [着急]}"),
        ("着急", "着: {着: [着急], 著: [着急]}"),
    ],
)
def test_a_decision_may_name_either_form(tmp_path: Path, sentence: str, decisions: str) -> None:
    """Who writes the form of the page into the file is understood, and so is who writes the general one."""
    files = {PAGE: page(f"{sentence}。"), REVIEWED: f"{decisions}\n"}
    assert find_doubts(read(write_site(tmp_path, files))) == []


# What `accept` refuses


@pytest.mark.parametrize(
    ("unseen", "name"),
    [
        ("\u200b", "ZERO WIDTH SPACE"),
        ("\u200d", "ZERO WIDTH JOINER"),
        ("\u00ad", "SOFT HYPHEN"),
        ("\u2060", "WORD JOINER"),
        ("\ufeff", "ZERO WIDTH NO-BREAK SPACE"),
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE"),
        ("\u00a0", "NO-BREAK SPACE"),
        ("\u3000", "IDEOGRAPHIC SPACE"),
        ("\u2009", "THIN SPACE"),
        ("\u2028", "LINE SEPARATOR"),
        ("\u3164", "HANGUL FILLER"),
        ("\ufe0f", "VARIATION SELECTOR-16"),
        ("\ue000", "a character without a name"),
        ("\t", "a character without a name"),
    ],
)
@pytest.mark.parametrize("context", ["之{}后", "之后{}", "{}之后"])
def test_what_cannot_be_seen_is_refused(tmp_path: Path, context: str, unseen: str, name: str) -> None:
    """A context with an invisible character would never be found again, and nobody could see why."""
    root = write_site(tmp_path, {PAGE: page("之后见")})
    with pytest.raises(NotAcceptedError, match=re.escape(f"U+{ord(unseen):04X} ({name})")):
        accept(root, read(root), "后", context.format(unseen))
    assert not (root / REVIEWED).exists()


def test_a_plain_space_is_seen(tmp_path: Path) -> None:
    """A space that is typed between words may stand in a context."""
    root = write_site(tmp_path, {PAGE: page("abc & 后")})
    assert accept(root, read(root), "后", "& 后")[0] == "後"


WORDS = {
    "发": {"發": ["发展", "发表", "出发点"], "髮": ["长发", "千钧一发"]},
    "系": {"系": ["系统"], "繫": ["联系"]},
    "了": {"了": ["为了"], "瞭": ["一目了然"]},
}


@pytest.mark.parametrize(
    ("text", "offset", "context", "word"),
    [
        ("成长发展", 2, "发", "发展"),
        ("谈发展", 1, "谈发", "发展"),
        ("出发点是", 1, "出发", "出发点"),
        ("出发点是", 1, "发点是", "出发点"),
        ("关联系统", 2, "系统", None),
        ("关联系统", 2, "联系", None),
        ("关联系统", 2, "系", "系统"),
        ("一目了然", 2, "了然", "一目了然"),
        ("为了什么", 1, "为了什", None),
        ("河岸发光", 2, "岸发光", None),
    ],
)
def test_half_words(
    monkeypatch: pytest.MonkeyPatch, text: str, offset: int, context: str, word: str | None
) -> None:
    """A context has all of a word of the character; words that the package does not know cannot be told."""
    settle(monkeypatch, WORDS)
    start = text.index(context)
    assert find_cut_word(text, offset, start, start + len(context)) == word


@pytest.mark.parametrize(
    ("text", "offset", "context"),
    [
        ("关联系统好", 2, "联系统"),
        ("千钧一发啊", 3, "千钧一发啊"),
        ("一目了然的", 2, "一目了然"),
        ("出发点是", 1, "出发点"),
        ("成长发展好", 2, "长发展"),
    ],
)
def test_whole_words_are_suggested(
    monkeypatch: pytest.MonkeyPatch, text: str, offset: int, context: str
) -> None:
    """The command that is offered is never refused for half a word."""
    settle(monkeypatch, WORDS)
    assert suggest_context(text, offset) == context
    start = text.index(context)
    assert find_cut_word(text, offset, start, start + len(context)) is None
