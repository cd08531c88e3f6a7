"""How an edition writes a run: one pass over its joined text, in layers, cut back at the author's marks."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from small_site import CONVERSION, HEAD, PAGE, SITE, SOURCE, TERMS, changed, page, run, write_site

from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.parse import parse_body
from sitegen.text.characters import is_chinese
from sitegen.text.chinese import EDITIONS, convert, render_chinese
from sitegen.text.joined import ATOM, FROZEN, QUOTED
from sitegen.text.script.bodies import write_body
from sitegen.text.script.conversion import PROFILES, converter
from sitegen.text.script.writing import Writing, put, read_choices

TAIWAN, HONG_KONG = "zh-Hant-TW", "zh-Hant-HK"
NAMES = {"s2hk": frozenset({"zh-hant-hk", "hk"}), "s2tw": frozenset({"zh-hant-tw", "tw"})}
TERM = {
    "互联网": "網際網路",
    "联网卡": "連網卡",
    "互联网卡": "網卡",
    "出租车": "計程車",
    "软件": "軟體",
    "人人": "每人",
}
every_profile = pytest.mark.parametrize("profile", PROFILES)


def writing(profile: str = "s2tw", **words: str) -> Writing:
    """How an edition with corner marks writes, by default with no words of its own."""
    return Writing(converter(profile), words, has_corner_marks=True, names=NAMES[profile])


def rendered(markdown: str, edition: str = TAIWAN) -> str:
    """The only paragraph of Chinese Markdown in an edition that has terms."""
    html = str(render_chinese(markdown, edition, TERM)).strip()
    assert html.startswith("<p>")
    return html.removeprefix("<p>").removesuffix("</p>")


# Words of other lengths


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("互联网", "網際網路"),
        ("互**联**网", "<strong>網際網路</strong>"),
        ("**互联**网", "<strong>網際網路</strong>"),
        ("互联*网*", "<em>網際網路</em>"),
        ("*互**联**网*", "<em><strong>網際網路</strong></em>"),
        ("[互联](a.zh.md)网", '<a href="a.zh.md">網際網路</a>'),
        ("互[联](a.zh.md)网", '<a href="a.zh.md">網際網路</a>'),
        ("互\n联\n网", "網際網路"),
        ("**互联网软件**", "<strong>網際網路軟體</strong>"),
        ("互联**网软**件", "<strong>網際網路軟體</strong>"),
        # The longest word that begins at a character wins; a word is looked at once.
        ("联网卡", "連網卡"),
        ("互联网卡", "網卡"),
        ("互联网联网卡", "網際網路連網卡"),
        ("人人人", "每人人"),
        # What is no text parts words.
        ("互`x`联网", "互<code>x</code>聯網"),
        ("互[联](lang:ja)网", '互<span lang="ja">联</span>網'),
        ("互\\\n联网", "互<br>\n聯網"),
    ],
)
def test_regional_words(markdown: str, html: str) -> None:
    """A regional word stands whole where the author's marks are deepest, at any length."""
    assert rendered(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[面](keep:)条", "面條"),
        ("[发展](keep:)发展", "发展發展"),
        ("[**发**展](keep:)", "<strong>发</strong>展"),
        ("**[发](keep:)**展", "<strong>发</strong>展"),
        # No word is written over what stays, and conversion still sees it.
        ("互[联](keep:)网", "互联網"),
        ("理[发](keep:)店", "理发店"),
        ("头[发](keep:)展", "頭发展"),
        ("[“发”](keep:)“发”", "“发”「發」"),
    ],
)
def test_kept_spans(markdown: str, html: str) -> None:
    """A `keep:` span stands as typed in every edition, and leaves nothing of itself."""
    assert rendered(markdown) == html
    simplified = str(render_chinese(markdown)).strip().removeprefix("<p>").removesuffix("</p>")
    assert "keep" not in simplified


@pytest.mark.parametrize(
    ("span", "taiwan", "hong_kong", "simplified"),
    [
        ("[网](write:絡)", "絡", "絡", "网"),
        ("[面](write:tw=麵)", "麵", "面", "面"),
        ("[网](write:tw=網路;hk=互聯網)", "網路", "互聯網", "网"),
        ("[网](write:HK=互聯網;TW=網路)", "網路", "互聯網", "网"),
        ("[网](write:zh-Hant-TW=網路)", "網路", "網", "网"),
        ("[网](write:zh-hant-tw=網路;絡)", "網路", "絡", "网"),
        ("[网](write:絡;tw=網路)", "網路", "絡", "网"),
        ("[**网**上](write:線上)", "<strong>線上</strong>", "<strong>線上</strong>", "<strong>网</strong>上"),
        ("**[网](write:絡)**", "<strong>絡</strong>", "<strong>絡</strong>", "<strong>网</strong>"),
        ("[网](write:sg=絡)", "網", "網", "网"),
        # What is written is not converted, and needs no Chinese.
        ("[发](write:发)", "发", "发", "发"),
        ("[“网”](write:《Net》)", "《Net》", "《Net》", "“网”"),
        # A span wins over the words of a layer below, and takes no more than its own characters.
        ("[互联网](write:網)", "網", "網", "互联网"),
        ("互[联网](write:絡)", "互絡", "互絡", "互联网"),
        ("[互联](write:絡)网站", "絡網站", "絡網站", "互联网站"),
        ("互[联](write:絡)网", "互絡網", "互絡網", "互联网"),
    ],
)
def test_written_spans(span: str, taiwan: str, hong_kong: str, simplified: str) -> None:
    """A `write:` span says for all converted editions, or for those named, what stands in its place."""
    assert rendered(span, TAIWAN) == taiwan
    assert rendered(span, HONG_KONG) == hong_kong
    assert rendered(span, "zh-Hans") == simplified


@pytest.mark.parametrize(
    ("written", "choices"),
    [
        ("計程車", {"": "計程車"}),
        (" 計程車 ", {"": "計程車"}),
        ("tw=計程車;hk=的士", {"tw": "計程車", "hk": "的士"}),
        ("TW = 計程車 ; 的士", {"tw": "計程車", "": "的士"}),
        ("zh-Hant-TW=計程車", {"zh-hant-tw": "計程車"}),
        ("", None),
        ("tw=", None),
        ("=計程車", None),
        ("tw=計程車;", None),
        ("tw=計程車;tw=的士", None),
        ("計程車;的士", None),
        ("tw=計程車;TW=的士", None),
    ],
)
def test_choices(written: str, choices: dict[str, str] | None) -> None:
    """What a `write:` address says, by edition; an edition named twice or without words is a fault."""
    assert read_choices(written) == choices


def test_a_replaced_word_goes_into_the_deepest_cell() -> None:
    """The cells of a replaced word hold it once, and nothing else."""
    cells = list("甲乙丙丁")
    put(cells, 1, 3, "長詞")
    assert cells == ["甲", "長詞", "", "丁"]
    put(cells, 0, 4, "全", levels=[0, 1, 2, 1])
    assert cells == ["", "", "全", ""]


def test_limits() -> None:
    """What is frozen stays as it is; what is quoted changes its script and its marks alone."""
    write = writing(互联网="網際網路")
    text = "“互联网”"
    assert "".join(write.cells(text)) == "「網際網路」"
    assert "".join(write.cells(text, bytes([QUOTED] * 5))) == "「互聯網」"
    assert "".join(write.cells(text, bytes([FROZEN] * 5))) == text
    assert "".join(write.cells(text, bytes([0, 0, 0, QUOTED, 0]))) == "「互聯網」"


# One pass over the joined run: marks never change what comes out


@dataclass(frozen=True)
class Part:
    """Some words and the marks around them."""

    words: str
    marks: str = "{}"


MARKS = ("**{}**", "*{}*", "[{}](a.zh.md)", "[**{}**](a.zh.md)", "**[{}](a.zh.md)**", "{}[^a]", "{}\n")
SPANS = ("[{}](keep:)", "[{}](write:甲乙丙)", "[{}](write:hk=甲;tw=乙丁)", "`{}`", "**[{}](keep:)**")
SENTENCES = st.lists(
    st.sampled_from(
        ["互联网", "联网卡", "软件", "人人", "参与", "新征程", "理发店", "指明了", "面", *"“”‘’，"]
    ),
    min_size=2,
    max_size=6,
).map("".join)


@st.composite
def parts(draw: st.DrawFn, marks: tuple[str, ...]) -> list[Part]:
    """A sentence, every other piece of it marked: Markdown reads `**a****b**` in a way of its own."""
    sentence = draw(SENTENCES)
    cuts = sorted(draw(st.sets(st.integers(1, len(sentence) - 1), max_size=6)))
    pieces = [sentence[start:end] for start, end in zip([0, *cuts], [*cuts, len(sentence)], strict=True)]
    return [
        Part(piece, draw(st.sampled_from(marks)) if index % 2 else "{}") for index, piece in enumerate(pieces)
    ]


def written(found: list[Part], write: Writing) -> str:
    """What readers see of marked words, where Markdown reads all marks."""
    markdown = "".join(part.marks.format(part.words) for part in found)
    body, _ = parse_body(f"{markdown}\n\n[^a]: 注", "zh")
    assume("*" not in said(body))
    return said(write_body(body, write))


def said(body: Body) -> str:
    """What readers see of the first run of a body."""
    return plain_text(next(body.runs()).items)


@every_profile
@settings(max_examples=150)
@given(found=parts(MARKS))
def test_marks_change_nothing(profile: str, found: list[Part]) -> None:
    """Emphasis, links, notes and broken lines anywhere leave what plain text gives."""
    write = writing(profile, **TERM)
    assert written(found, write) == write.text("".join(part.words for part in found))


def expected(found: list[Part], write: Writing) -> str:
    """What a run with spans must give: span by span, and the rest as one text."""
    text, limits = "", b""
    for part in found:
        words = ATOM if "`" in part.marks else part.words
        is_frozen = "`" in part.marks or "keep:" in part.marks
        text += words
        limits += bytes([FROZEN if is_frozen else QUOTED if "write:" in part.marks else 0]) * len(words)
    cells, said, at = write.cells(text, limits), "", 0
    for part in found:
        if "`" in part.marks:
            said, at = said + part.words, at + 1
            continue
        here = "".join(cells[at : at + len(part.words)])
        if "write:" in part.marks:
            choices = read_choices(part.marks.partition("write:")[2].rstrip(")*")) or {}
            here = next((choices[name] for name in (*write.names, "") if name in choices), here)
        said, at = said + here, at + len(part.words)
    return said


@every_profile
@settings(max_examples=200)
@given(found=parts(MARKS + SPANS))
def test_spans_change_their_words_alone(profile: str, found: list[Part]) -> None:
    """Spans and code anywhere, in any number, leave everything around them as it would be."""
    write = writing(profile, **TERM)
    assert written(found, write) == expected(found, write)


ANYTHING = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("新征程指明了人人参与里发后面台互联网“”‘’"),
        st.sampled_from(
            ["\0", "\ud800", "\udfff", "𠀾", "𰻞", "\u0301", "\ufe00", "\U000e0100", "\u200f", "\u202e"]
        ),
    )
)


@every_profile
@given(text=ANYTHING)
def test_anything_has_its_cells(profile: str, text: str) -> None:
    """Any text has one cell a character; where no word is replaced, each holds one, and none is lost."""
    cells = writing(profile).cells(text)
    assert len(cells) == len(text)
    for before, after in zip(text, cells, strict=True):
        assert len(after) == 1
        assert before == after or is_chinese(before, "zh")
    assert "".join(writing(profile, **TERM).cells(text)) == writing(profile, **TERM).text(text)


@every_profile
@given(text=ANYTHING)
def test_anything_renders(profile: str, text: str) -> None:
    """No text makes Markdown in an edition fail."""
    edition = next(tag for tag, each in EDITIONS.items() if each == profile)
    assert isinstance(render_chinese(text, edition, TERM), Markup)
    assert isinstance(convert(text, edition, TERM), str)


@given(text=st.text(st.characters(max_codepoint=0x24F, exclude_characters="“”‘’")))
def test_what_is_not_chinese_stays(text: str) -> None:
    """Latin text, numbers and control characters come back as they were, whatever the layers say."""
    assert convert(text, TAIWAN, TERM) == text


# The public functions


def test_convert() -> None:
    """Plain text is written in an edition without any site."""
    assert convert("理发店“人人参与”", HONG_KONG) == "理髮店「人人參與」"
    assert convert("互联网", TAIWAN, {"互联网": "網際網路"}) == "網際網路"
    assert convert("互联网", "zh-Hans", {"互联网": "網際網路"}) == "互联网"


def test_render_chinese() -> None:
    """Markdown is rendered in an edition without any site."""
    assert render_chinese("新**征**程") == "<p>新<strong>征</strong>程</p>\n"
    assert render_chinese("新**征**程", TAIWAN) == "<p>新<strong>征</strong>程</p>\n"
    assert render_chinese("理**发**店 <b>", HONG_KONG).startswith("<p>理<strong>髮</strong>店")


@pytest.mark.parametrize("edition", ["en", "zh", "zh-Hant", "tw", "zh-hant-tw", ""])
def test_unknown_edition(edition: str) -> None:
    """Another edition is refused, with the names of those that exist."""
    for function in (convert, render_chinese):
        with pytest.raises(ValueError, match="not one of zh-Hans, zh-Hant-HK, zh-Hant-TW"):
            function("发", edition)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (
            "[海纳](pinyin:hǎi-nà)",
            '<ruby>海<rp>(</rp><rt lang="zh-Latn-pinyin">hǎi</rt><rp>)</rp>'
            '納<rp>(</rp><rt lang="zh-Latn-pinyin">nà</rt><rp>)</rp></ruby>',
        ),
        (
            "理[**发**](pinyin:fà)店",
            '理<ruby><strong>髮<rp>(</rp><rt lang="zh-Latn-pinyin">fà</rt><rp>)</rp></strong></ruby>店',
        ),
    ],
)
def test_ruby(markdown: str, html: str) -> None:
    """Pinyin stands over each character, in brackets where a browser does not know ruby."""
    assert rendered(markdown) == html


def test_a_regional_word_does_not_replace_what_has_pinyin() -> None:
    """The pinyin is of the characters that the author wrote."""
    assert "互<rp>" in rendered("[互联网](pinyin:hù-lián-wǎng)")


# Everything that readers see, through a whole site

BODY = """\
理**发**店的互联网，[发](index.zh.md "发")展`发`，[发](lang:ja)，<https://example.org/发>。

## 头发 {#fa}

::: note 头发
头发。
:::

| 头发 |
|---|
| 头发 |

![头发](fa.svg "头发")

“互联网的‘大门’”
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with words to convert everywhere."""
    root = write_site(
        tmp_path_factory.mktemp("written"),
        {
            PAGE: page(BODY, "title: 理发店\nsummary: 头发。\nlabel: 发型"),
            "content/pages/city.en.md": page("面条\n\n## Hair {#fa}", "title: 面条\nsummary: One."),
            "content/pages/fa.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
            SITE: changed(SITE, "{zh: 全站, en: All}", "{zh: 头发, en: All}")[SITE].replace(
                "zh: 小站,", "zh: 面馆,"
            ),
            "content/interface.yaml": "zh: {navigation: 里面}\n",
            TERMS: changed(TERMS, "{zh: 互联网。, en", "{zh: 头发与互联网。, en")[TERMS],
            SOURCE: changed(SOURCE, "{zh: 大意。, en", "{zh: 头发与互联网。, en")[SOURCE],
        },
    )
    result = run("build", "--root", root)
    assert (result.exit_code, result.stderr) == (0, "")
    return root / "site"


def read(folder: Path, path: str) -> str:
    return (folder / path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "part",
    [
        "<title>理髮店 – 麵館</title>",
        'content="頭髮。"',
        'aria-label="裡面"',
        "頭髮: ",
        " 髮型",
        '<a href="#fa">頭髮</a>',
        "理<strong>髮</strong>店的網際網路",
        'title="發">發</a>展',
        "<code>发</code>",
        '<span lang="ja">发</span>',
        ">https://example.org/发</a>",
        '<h2 id="fa">頭髮</h2>',
        '<p class="note-title">頭髮</p>\n<p>頭髮。</p>',
        "<td>頭髮</td>",
        'alt="頭髮"',
        "<figcaption>頭髮</figcaption>",
        "「網際網路的『大門』」",
    ],
)
def test_what_readers_see(built: Path, part: str) -> None:
    """Titles, summaries, navigation, contents, boxes, tables, pictures and interface words are converted."""
    assert part in read(built, "zh-hant-tw/city")


def test_glossary_and_sources(built: Path) -> None:
    """Terms stand in the words of the edition, phrases of a source in its script alone."""
    assert "網際網路: 頭髮與網際網路。" in read(built, "zh-hant-tw/glossary")
    assert "互聯網: 頭髮與互聯網。" in read(built, "zh-hant-hk/glossary")
    source = read(built, "zh-hant-tw/sources/opinions")
    assert "頭髮與網際網路。 互聯網的「大門」" in source


def test_other_languages_stay(built: Path) -> None:
    """The English and the Simplified edition have the characters that their authors typed."""
    assert "面条" in read(built, "en/city")
    simplified = read(built, "zh-hans/city")
    assert "理<strong>发</strong>店的互联网" in simplified
    assert "“互联网的‘大门’”" in simplified


# Layers


def city(
    root: Path, *, body: str, head: str = HEAD, edition: str = "zh-hant-tw", conversion: str = ""
) -> str:
    """The page of a site with these rules, in an edition."""
    files = {PAGE: page(body, head)} | ({CONVERSION: conversion} if conversion else {})
    result = run("build", "--root", write_site(root, files))
    assert (result.exit_code, result.stderr) == (0, "")
    return read(root / "site", f"{edition}/city")


def test_guards_win_over_opencc() -> None:
    """What plain OpenCC gets wrong comes out right."""
    assert converter("s2tw", is_guarded=False)("灯塔指明了方向") == "燈塔指明瞭方向"
    assert converter("s2tw")("灯塔指明了方向") == "燈塔指明了方向"


@pytest.mark.parametrize(
    ("phrases", "text", "written"),
    [
        # Over OpenCC's own phrases, a guard's phrase, a guard's pattern, and a word of newspapers.
        ({"理发店": "理發店"}, "理发店", "理發店"),
        ({"明了": "明瞭"}, "指明了", "指明瞭"),
        ({"制造": "制造"}, "与制造", "與制造"),
        ({"发布": "發佈"}, "发布会", "發佈會"),
        # Also where the guard's phrase begins before it.
        ({"征程表": "徵程錶"}, "新征程表", "新徵程錶"),
    ],
)
def test_phrases_of_a_site_win(phrases: dict[str, str], text: str, written: str) -> None:
    """What a site asks for by name, no guard undoes."""
    assert converter("s2tw", phrases)(text) == written


def test_a_phrase_is_written_with_the_forms_of_the_region() -> None:
    """A phrase is general; each edition gives it its own forms and glyphs."""
    assert converter("s2tw", {"里面": "裏面"})("里面") == "裡面"
    assert converter("s2hk", {"里面": "裏面"})("里面") == "裏面"


def test_forms_of_terms_win_over_phrases(tmp_path: Path) -> None:
    """The term base says what a term is called in an edition."""
    html = city(tmp_path, body="互联网", conversion="phrases: {互联网: 互連網}\n")
    assert "<p>網際網路</p>" in html
    assert "<p>互連網</p>" in read(tmp_path / "site", "zh-hant-hk/city")


@pytest.mark.parametrize(
    ("rules", "taiwan", "hong_kong"),
    [
        ("keep: [互联网]", "互联网", "互联网"),
        ("words: {互联网: 網絡}", "網絡", "網絡"),
        ("editions: {tw: {互联网: 網絡}}", "網絡", "互聯網"),
        ("editions: {zh-Hant-HK: {互联网: 網絡}}", "網際網路", "網絡"),
        ("words: {互联网: 網絡}\n  editions: {TW: {互联网: 網子}}", "網子", "網絡"),
        ("keep: [互联网]\n  words: {互联网: 網絡}", "網絡", "網絡"),
    ],
)
def test_rules_of_a_page_win_over_terms(tmp_path: Path, rules: str, taiwan: str, hong_kong: str) -> None:
    """A page's own rules hold on the page and on no other, for all editions or for those named."""
    html = city(tmp_path, body="互联网", head=f"title: 互联网\nsummary: 互联网\nconversion:\n  {rules}")
    assert f"<p>{taiwan}</p>" in html
    assert f'content="{taiwan}"' in html
    assert f"<title>{taiwan} – " in html
    assert f"<p>{hong_kong}</p>" in read(tmp_path / "site", "zh-hant-hk/city")
    assert "<p>互联网</p>" in read(tmp_path / "site", "zh-hans/city")
    assert "網際網路。" in read(tmp_path / "site", "zh-hant-tw/glossary")


def test_a_page_has_one_title(tmp_path: Path) -> None:
    """In the navigation a page is called as it calls itself."""
    html = city(tmp_path, body="文", head="title: 面面\nsummary: 一句。\nconversion: {words: {面面: 麵麵}}")
    assert "<title>麵麵 – " in html
    assert " 麵麵 " in html.partition("<nav")[2].partition("</nav>")[0]


def test_spans_win_over_rules_of_a_page(tmp_path: Path) -> None:
    """The nearest wins: a span over the page's rules, these over the term base."""
    head = f"{HEAD}\nconversion: {{words: {{互联网: 網絡}}}}"
    html = city(tmp_path, body="互联网，[互联网](write:網子)，[互联网](keep:)", head=head)
    assert "<p>網絡，網子，互联网</p>" in html


@pytest.mark.parametrize(
    "rules", ["", "\nconversion: {words: {互联网: 網絡}}", "\nconversion: {editions: {tw: {大门: 門戶}}}"]
)
def test_quotations_keep_their_words(tmp_path: Path, rules: str) -> None:
    """In a quotation only the script and the marks change, whatever terms and pages say."""
    body = "“互**联**网的‘大门’”[O-2](source:O-2)，互联网"
    html = city(tmp_path, body=body.replace("‘大门’", "“大门”"), head=HEAD + rules)
    assert '<span class="quotation">「互<strong>聯</strong>網的『大門』」</span>' in html


def test_a_span_does_not_change_the_words_of_a_quotation(tmp_path: Path) -> None:
    """In a quotation a `write:` span is refused or without effect: the words are those of the source."""
    body = "“[互联网](write:網子)的“大门””[O-2](source:O-2)"
    root = write_site(tmp_path, {PAGE: page(body)})
    result = run("check", "--root", root)
    if result.exit_code == 0:
        assert run("build", "--root", root).exit_code == 0
        assert "網子" not in read(root / "site", "zh-hant-tw/city")


@pytest.mark.parametrize("edition", ["zh-hant-hk", "zh-hant-tw"])
def test_corner_marks_are_switched_by_edition(tmp_path: Path, edition: str) -> None:
    """An edition that asks for no corner marks keeps those of the author."""
    profile = {"zh-hant-hk": "s2hk", "zh-hant-tw": "s2tw"}[edition]
    site = changed(SITE, f"profile: {profile}, quotation_marks: corner", f"profile: {profile}")
    run("build", "--root", write_site(tmp_path, {**site, PAGE: page("“好”")}))
    shown = {each: read(tmp_path / "site", f"{each}/city") for each in ("zh-hant-hk", "zh-hant-tw")}
    assert {each for each, html in shown.items() if "「好」" in html} == set(shown) - {edition}
    assert "<p>“好”</p>" in shown[edition]
