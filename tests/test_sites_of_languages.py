"""Sites in other languages than the project's own, made with the project's templates."""

import re
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sitegen.make import make_site

SITES = Path(__file__).parent / "sites"
# What no page of a site may say or mark, since the site has nothing in that language.
ABSENT = {
    "only-english": r"Chinese|中文|inyin|Simplified|French|Japanese|rendering|dition and start"
    r"|lang=\"(?!en\"|x-default)",
    "chinese-in-two-scripts": r"English|英文|英语|英語|中英|法文|日文|译法|譯法|lang=\"(?!zh-|x-default)",
    "written-in-taiwan": r"French|法文|Japanese|日文|lang=\"(?!zh-|en\"|x-default)",
    "three-languages": r"Japanese|日文|japonais|lang=\"ja",
    "japanese-and-english": r"Chinese|中文|中国語|inyin|ピンイン|简|繁|lang=\"zh|French|フランス語",
}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "line"}


@cache
def pages(name: str) -> Mapping[str, str]:
    """The pages of a site by path; the templates beside its content are left aside."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SITES / name / "content", Path(folder) / "content")
        site = make_site(Path(folder), is_preview=False)
    assert list(site.diagnostics) == []
    return {
        each.path: each.data.decode("utf-8") for each in site.outputs if each.path.endswith((".html", ".xml"))
    }


@pytest.mark.parametrize("name", ABSENT)
def test_nothing_is_said_of_absent_languages(name: str) -> None:
    """No sentence names, and no element is marked as, a language that the site has not."""
    found = {
        path: [text[max(0, each.start() - 40) : each.end() + 20] for each in re.finditer(ABSENT[name], text)]
        for path, text in pages(name).items()
    }
    assert {path: each for path, each in found.items() if each} == {}


class _Balance(HTMLParser):
    """Notes elements that end where they did not begin, and ids that stand twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for key, value in attrs if key == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for key, value in attrs if key == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


@pytest.mark.parametrize("name", ABSENT)
def test_pages_are_sound(name: str) -> None:
    """Elements are closed in order, ids stand once, nothing is left to fill in, no paragraph is empty."""
    for path, text in pages(name).items():
        if not path.endswith(".html"):
            continue
        balance = _Balance()
        balance.feed(text)
        assert (balance.faults, balance.open) == ([], []), path
        assert len(set(balance.ids)) == len(balance.ids), path
        assert not re.search(
            r"\{(?!(?:count|section)\})[a-z_]+\}",
            re.sub(r"<script.*?</script>|(?:content|data-form)=\"[^\"]*\"", "", text),
        ), path
        assert not re.search(r"<p[^>]*>\s*</p>", re.sub(r'<p role="status"></p>', "", text)), path


@pytest.mark.parametrize(
    ("name", "path", "said"),
    [
        ("only-english", "en/index.html", "written in English. The texts it explains are in English too."),
        ("only-english", "en/sources/water-law/index.html", '<ul class="phrases">\n<li>all rivers are free'),
        ("only-english", "en/search/index.html", "Type English, or ask a question. Several words"),
        (
            "chinese-in-two-scripts",
            "zh-hans/index.html",
            "本版用简体中文撰写，繁体各版由它转换而成。所引文件",
        ),
        ("chinese-in-two-scripts", "zh-hant-tw/index.html", "本版由簡體中文版轉換字形而成，用詞不變；"),
        ("written-in-taiwan", "zh-hant-hk/index.html", "轉換字形而成，個別詞語按當地說法寫出；"),
        ("written-in-taiwan", "zh-hans/glossary/index.html", "转换字形而成，个别词语按当地说法写出；"),
        ("written-in-taiwan", "zh-hant-tw/glossary/index.html", "其他版用詞 <span"),
        ("chinese-in-two-scripts", "zh-hans/glossary/index.html", "<summary>出处和相关词语</summary>"),
        ("written-in-taiwan", "en/glossary/index.html", "<summary>Where it stands, renderings, related"),
        ("chinese-in-two-scripts", "zh-hans/search/index.html", "可以用简体、繁体、拼音或拼音首字母，也"),
        ("three-languages", "zh-hans/index.html", "；英文和法文各版另行撰写，内容相同。"),
        ("three-languages", "en/index.html", "says the same as those in Chinese and French."),
        ("three-languages", "fr/index.html", "que les éditions en chinois et en anglais."),
        ("three-languages", "fr/glossary/index.html", "<h3>fleuve "),
        (
            "three-languages",
            "fr/glossary/index.html",
            '<span lang="zh-Hans">河流</span> <span class="reading" lang="zh-Latn',
        ),
        ("three-languages", "fr/sources/water-law/index.html", "Expressions du texte, en chinois"),
        ("three-languages", "fr/index.html", '"inLanguage":"fr"'),
        ("japanese-and-english", "ja/glossary/index.html", "<p>か\n"),
        ("japanese-and-english", "ja/glossary/index.html", "<h3>川 "),
        ("japanese-and-english", "ja/index.html", "は海へ流れる<a"),
        ("japanese-and-english", "ja/river/index.html", "日英対訳"),
        ("japanese-and-english", "en/river/index.html", '<span lang="ja">川</span>'),
        ("japanese-and-english", "en/river/index.html", "With the Japanese"),
        ("japanese-and-english", "ja/river/bilingual/index.html", '<div class="side theirs" lang="en">'),
        ("japanese-and-english", "ja/index.html", '<meta property="og:locale" content="ja_JP">'),
    ],
)
def test_what_is_said_is_true(name: str, path: str, said: str) -> None:
    """Sentences about a site follow from its editions and its documents."""
    assert said in pages(name)[path]


def test_a_single_edition_offers_no_choice() -> None:
    """What is lost on a site with one edition leads to its home; with two, to the other as well."""
    lost = {name: pages(name) for name in ("only-english", "three-languages")}
    assert "Home pages of all editions" not in lost["only-english"]["en/404.html"]
    assert "elsewhere" not in lost["only-english"]["en/404.html"]
    assert "Home pages of all editions" in lost["three-languages"]["en/404.html"]
    assert "elsewhere" in lost["three-languages"]["en/404.html"]


def test_words_for_readings_stand_where_they_are_shown() -> None:
    """Kana are not set above words, and no page offers them; pinyin is offered beside Chinese."""
    kana = pages("japanese-and-english")["ja/river/bilingual/index.html"]
    pinyin = pages("three-languages")["zh-hans/river/bilingual/index.html"]
    shown = [
        [sign in html for html in (kana, pinyin)]
        for sign in ('type="checkbox" name="readings"', 'name="readings" value="shown"')
    ]
    assert shown == [[False, True], [False, True]]
    # Beside terms both stand, and may be hidden.
    assert all('name="readings" value="hidden"' in html for html in (kana, pinyin))
