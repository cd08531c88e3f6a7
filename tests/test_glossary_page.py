"""The glossary and the pop-ups as the project's own templates show them, in each edition."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from small_site import PAGE, SITE, TERMS, page, read, write_site

from sitegen.make import make_site
from sitegen.plan import plan
from sitegen.rules.catalogue import say
from sitegen.views import GlossaryPage

GLOSSARY = """\
groups:
  - id: words
    title: {zh: 名字, en: Words}
    terms:
      - id: hu-lian-wang
        zh: 互联网
        pinyin: hùliánwǎng
        jyutping: wu6 lyun4 mong5
        en: the internet
        also: {zh: [万维网], en: [net]}
        avoid: {en: [cyberspace]}
        alternatives:
          - {words: interweb, reference: daily}
          - {words: web}
        explanation: {zh: 网络的网络。, en: The network (网络) of networks.}
        related: [da-men]
        page: city
        paragraphs: [O-2]
        forms: {tw: 網際網路}
        basis: [law]
      - id: da-men
        zh: 大门
        pinyin: dàmén
        en: gate
        explanation: {zh: 门。, en: A door.}
"""
LISTED = """\
daily:
  title: {zh: 日报, en: Daily}
  url: https://example.org/daily
  language: en
  seen: excerpt
  seen_on: 2026-11-21
law: {title: {zh: 法, en: Law}, url: http://example.org/law}
"""
WORDS = """\
zh:
  {term_ours: 本站译名, by_pinyin: 按拼音, by_name: "{language}", language_en: 按英文, references: 参考,
   term_basis: 英译依据, reference_excerpt: "读了摘录，{date}"}
"""
SHOWN = "template: glossary"
# What says that a rendering is the site’s own.
OURS = {"zh-hans": "本站译名", "zh-hant-hk": "本站譯名", "zh-hant-tw": "本站譯名", "en": "our rendering"}
PREFIXES = ("zh-hans", "zh-hant-hk", "zh-hant-tw", "en")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The pages of a small site that brings no templates, by their paths."""
    files = {
        TERMS: GLOSSARY,
        "content/references.yaml": LISTED,
        "content/interface.yaml": WORDS,
        "content/pages/glossary.zh.md": page(
            "## 说明 {#notes}\n\n说明。", "title: 词\nsummary: 一句。\n" + SHOWN
        ),
        "content/pages/glossary.en.md": page(
            "## Notes {#notes}\n\nNotes.", "title: Words\nsummary: One.\n" + SHOWN
        ),
        PAGE: page("## 互联网 {#net}\n\n互联网的大门，[门](term:da-men)，互联网。"),
        "content/pages/city.en.md": page(
            "## The internet {#net}\n\nThe internet and its gate, a [door](term:da-men); the internet.",
            "title: City\nsummary: One sentence.",
        ),
    }
    root = write_site(tmp_path_factory.mktemp("own"), files)
    shutil.rmtree(root / "templates")
    made = make_site(root)
    assert [each for each in made.diagnostics if each.severity.name == "ERROR"] == []
    return {each.path: each.data.decode("utf-8") for each in made.outputs if each.path.endswith(".html")}


def entry(html: str, id_: str) -> str:
    """An entry of the glossary."""
    match = re.search(rf'<article class="entry" id="{id_}".*?</article>', html, re.DOTALL)
    assert match
    return match[0]


def plain(html: str) -> str:
    """What readers see, with single spaces."""
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_names(pages: Mapping[str, str]) -> None:
    """An edition names a term by its own words first; Taiwan's are those of `forms`."""
    names = {
        prefix: plain(entry(pages[f"{prefix}/glossary/index.html"], "hu-lian-wang")) for prefix in PREFIXES
    }
    assert names["zh-hans"].startswith("互联网 hùliánwǎng the internet")
    assert names["zh-hant-hk"].startswith("互聯網 wu6 lyun4 mong5 the internet")
    assert names["zh-hant-tw"].startswith("網際網路 the internet")
    assert names["en"].startswith("the internet 互联网 hùliánwǎng")
    # The second term follows: by its pinyin in Taiwan, with what is known in Hong Kong.
    second = [plain(entry(pages[f"{prefix}/glossary/index.html"], "da-men")) for prefix in PREFIXES]
    assert [words.split()[1] for words in second] == ["dàmén", "dàmén", "ㄉㄚˋ", "大门"]
    marked = [entry(pages[f"{prefix}/glossary/index.html"], "hu-lian-wang") for prefix in PREFIXES[:2]]
    assert 'lang="zh-Latn-pinyin">hùliánwǎng' in marked[0]
    assert 'lang="yue-Latn-jyutping">wu6 lyun4 mong5' in marked[1]
    assert 'lang="zh-Bopo">ㄉㄚˋ ㄇㄣˊ' in entry(pages["zh-hant-tw/glossary/index.html"], "da-men")
    assert [("万维网" in words or "萬維網" in words, "net" in words.split()) for words in names.values()] == [
        (True, False),
        (True, False),
        (True, False),
        (False, True),
    ]
    assert all("cyberspace" not in words for words in names.values())


@pytest.mark.parametrize("prefix", PREFIXES)
def test_where_the_english_comes_from(pages: Mapping[str, str], prefix: str) -> None:
    """A term with a basis leads to its references; one without is said to be the site's own."""
    html = pages[f"{prefix}/glossary/index.html"]
    found, ours = entry(html, "hu-lian-wang"), entry(html, "da-men")
    listed = f"/{prefix}/glossary/references/"
    assert re.findall(rf'href="{listed}#reference-([a-z]+)"', found) == ["daily", "law"]
    assert "本站譯名" not in plain(found).replace("译", "譯")
    assert OURS[prefix] in ours
    assert "#reference-" not in ours
    assert f'<a href="{listed}">' in html
    references = pages[f"{prefix}/glossary/references/index.html"]
    assert re.findall(r'<li id="reference-([a-z]+)">', references) == ["daily", "law"]
    assert '<a href="https://example.org/daily" rel="external noopener">' in references
    # An address that is not safe is shown, and not linked.
    assert "http://example.org/law" in references
    assert 'href="http:' not in references
    # What was read of each, and when; nothing where nobody said so.
    assert len(re.findall(r'<span class="seen">[^<]*2026[^<]*</span>', references)) == 1


@pytest.mark.parametrize("prefix", PREFIXES)
def test_what_few_readers_ask_is_folded(pages: Mapping[str, str], prefix: str) -> None:
    """Names, meaning and the way to the page are seen at once, paragraphs and renderings on demand."""
    found = entry(pages[f"{prefix}/glossary/index.html"], "hu-lian-wang")
    at_once, folded = found.split("<details>")
    for shown, sign in (
        (at_once, 'href="/{}/city/#net"'),
        (folded, "#O-2"),
        (folded, "#da-men"),
        (folded, "interweb"),
    ):
        assert sign.format(prefix) in shown
        assert found.count(sign.format(prefix)) == 1
    # Of this there is no more to say than whose the rendering is.
    (folded,) = entry(pages[f"{prefix}/glossary/index.html"], "da-men").split("<details>")[1:]
    assert plain(folded.partition("</summary>")[2]).endswith(OURS[prefix])


@pytest.mark.parametrize(
    ("heading", "section"),
    [("城市里的门 {#gate}", "#gate"), ("别的 {#other}", ""), ("城中的市 {#other}", "")],
)
def test_a_term_leads_to_the_heading_that_names_it(tmp_path: Path, heading: str, section: str) -> None:
    """Also where the name is part of a longer one, which is a term too; otherwise to the page."""
    terms = GLOSSARY.replace("zh: 大门\n", "zh: 城市\n        page: city\n").replace(
        "zh: 互联网", "zh: 城市里的门"
    )
    files = {TERMS: terms, PAGE: page(f"正文。\n\n## {heading}\n\n正文。")}
    library = read(write_site(tmp_path, files))
    pages = plan(library, drafts=False).pages
    glossary = next(each for each in pages if isinstance(each, GlossaryPage))
    found = {term.id: term.page for group in glossary.groups for term in group.terms}
    assert found["da-men"]
    assert found["da-men"].url == f"/zh-hans/city/{section}"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_index(pages: Mapping[str, str], prefix: str) -> None:
    """By what the edition calls its terms, pinyin or English: each entry stands under its letter."""
    index = re.search(
        r'<details class="by-letter">(.*?)</details>', pages[f"{prefix}/glossary/index.html"], re.DOTALL
    )
    assert index
    assert re.findall(r"<p>(.)", index[1]) == (["G", "I"] if prefix == "en" else ["D", "H"])
    assert re.findall(r'href="#([a-z-]+)"', index[1]) == ["da-men", "hu-lian-wang"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_terms_come_first(pages: Mapping[str, str], prefix: str) -> None:
    """Then what an author says of them; the contents have the same order, and the groups are in reach."""
    html = pages[f"{prefix}/glossary/index.html"]
    body = html[html.index('<div class="body">') :]
    places = [body.index(each) for each in ('class="finder"', 'class="group"', 'id="notes"')]
    assert places == sorted(places)
    contents = re.search(r'<nav class="contents menu".*?</nav>', html, re.DOTALL)
    assert contents
    assert re.findall(r'href="#([a-z-]+)"', contents[0]) == ["group-words", "notes"]
    groups = re.search(r'<nav class="groups".*?</nav>', html, re.DOTALL)
    assert groups
    assert re.findall(r'href="#([a-z-]+)"', groups[0]) == ["group-words"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_what_is_typed_in_another_script(pages: Mapping[str, str], prefix: str) -> None:
    """The filter is told which characters of the names are read alike; it is not seen without its script."""
    html = pages[f"{prefix}/glossary/index.html"]
    form = re.search(r'<form class="filter" data-alike="([^"]*)"[^>]* hidden>', html)
    assert form
    alike = dict(zip(form[1][::2], form[1][1::2], strict=True))
    assert len({"".join(alike.get(each, each) for each in name) for name in ("大門", "大门")}) == 1


def test_a_light_page(pages: Mapping[str, str]) -> None:
    """An entry has as few elements as it needs: two hundred of them are one page."""
    found = entry(pages["zh-hans/glossary/index.html"], "hu-lian-wang")
    links, marked = len(re.findall("<a ", found)), len(re.findall(r"<span[^>]* lang", found))
    assert len(re.findall(r"<[a-z]", found)) == 5 + links + marked


@pytest.mark.parametrize("prefix", PREFIXES)
def test_pop_ups(pages: Mapping[str, str], prefix: str) -> None:
    """A page explains the terms that it links, once each, in the order in which it does."""
    html = pages[f"{prefix}/city/index.html"]
    assert re.findall(r'<a class="term" href="/[a-z-]+/glossary/#([a-z-]+)"', html) == [
        "hu-lian-wang",
        "da-men",
    ]
    assert re.findall(r'<div class="term-box" id="term-([a-z-]+)"', html) == ["hu-lian-wang", "da-men"]
    assert "term" not in html[html.index('<h2 id="net"') : html.index("</h2>")]


def test_the_glossary_has_no_pop_ups(pages: Mapping[str, str]) -> None:
    """There the explanations stand already."""
    assert not [path for path in pages if "glossary" in path and "term-box" in pages[path]]


def test_a_page_at_the_address_of_the_references(tmp_path: Path) -> None:
    """An author’s page cannot stand there, even before the term base refers to anything."""
    for listed in (LISTED, "{}"):
        files = {
            TERMS: GLOSSARY,
            "content/references.yaml": listed,
            "content/pages/glossary/references.zh.md": page("我的。"),
        }
        made = make_site(write_site(tmp_path, files))
        faults = [each for each in made.diagnostics if each.rule.name == "same-address"]
        assert [(str(each.place), say(each).message) for each in faults] == [
            (
                "content/pages/glossary/references.zh.md:1:1",
                "this page has the same address as templates/references.html",
            )
        ]


def test_without_a_glossary_nothing_is_linked(tmp_path: Path) -> None:
    """A site whose term base has no page leads nobody to it."""
    root = write_site(
        tmp_path, {TERMS: GLOSSARY, "content/references.yaml": LISTED, PAGE: page("看互联网。")}
    )
    for language in ("zh", "en"):
        (root / f"content/pages/glossary.{language}.md").unlink()
    settings = root / SITE
    settings.write_text(settings.read_text(encoding="utf-8").replace(", glossary]", "]"), encoding="utf-8")
    shutil.rmtree(root / "templates")
    made = make_site(root)
    html = next(each.data.decode() for each in made.outputs if each.path == "zh-hans/city/index.html")
    assert 'class="term"' not in html
    assert "term-box" not in html
