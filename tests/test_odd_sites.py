"""Sites unlike the project's own, with its templates: no address leads nowhere, and nothing breaks."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from small_site import GOOD, PAGE, SOURCE, page, run

from sitegen.make import make_site

HANS = "{tag: zh-Hans, prefix: zh-hans, label: 简体, language: zh}"
HONG_KONG = "{tag: zh-Hant-HK, prefix: zh-hant-hk, label: 香港, language: zh, profile: s2hk}"
ENGLISH = "{tag: en, prefix: en, label: English, language: en}"
FRENCH = "{tag: fr, prefix: fr, label: français, language: fr}"
TERMS = """\
groups:
  - id: words
    title: {zh: 词, en: Words}
    terms:
      - id: cheng-shi
        zh: 城市
        pinyin: chéngshì
        en: city
        explanation: {zh: 人住的地方。, en: A place to live in.}
"""
HOME = "title: 首页\nsummary: 一句。\nsources: none"
ENGLISH_HOME = "title: Home\nsummary: A sentence.\nsources: none"
PARTNER = "content/pages/city.en.md"
TITLES = "title: City\nsummary: A sentence.\nsources: none"


def settings(*editions: str, pages: str = "index, city") -> str:
    """The settings of a site with these editions, named in every language."""
    lines = "\n".join(f"  - {edition}" for edition in editions)
    names = (
        "{zh: 小站, en: Small site, fr: Petit site}" if FRENCH in editions else "{zh: 小站, en: Small site}"
    )
    if ENGLISH not in editions:
        names = "{zh: 小站}"
    return (
        f"title: {names}\ndescription: {names}\n"
        "base_url: https://example.org/\ncontact: mailto:a@example.org\n"
        f"navigation:\n  - {{title: {names}, pages: [{pages}]}}\neditions:\n{lines}\n"
    )


def made(root: Path, files: Mapping[str, str], *, is_preview: bool = False) -> Mapping[str, str]:
    """The pages and data of a site by path, none of which leads to an address that is not there."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    site = make_site(root, is_preview=is_preview)
    assert [each for each in site.diagnostics if each.severity.name == "ERROR"] == []
    texts = {
        each.path: each.data.decode("utf-8")
        for each in site.outputs
        if each.path.endswith((".html", ".json"))
    }
    paths = {each.path for each in site.outputs}
    for path, text in texts.items():
        for address in re.findall(r'(?:href|src)="([^"]*)"', text):
            assert address, f"{path}: an empty address"
            name = re.split("[#?]", address.removeprefix("/"))[0]
            # The preview's own script is its server's.
            if address.startswith("/") and name != "livereload.js":
                assert (f"{name}index.html" if name.endswith("/") or not name else name) in paths, (
                    path,
                    address,
                )
    return texts


def test_an_edition_without_pages(tmp_path: Path) -> None:
    """Where one language is not written yet, its lists and its search are empty, and lead nowhere else."""
    files = {
        "content/site.yaml": settings(HANS, HONG_KONG, ENGLISH, pages="index"),
        "content/pages/index.en.md": page("Text.", ENGLISH_HOME),
        SOURCE: GOOD[SOURCE],
    }
    texts = made(tmp_path, files)
    for prefix in ("zh-hans", "zh-hant-hk", "en"):
        (data,) = [json.loads(text) for path, text in texts.items() if path == f"{prefix}/search/texts.json"]
        for address, *_ in data["pages"]:
            assert f"{data['base']}{address}index.html".removeprefix("/") in texts
    assert "zh-hans/contents/index.html" in texts


def test_only_converted_editions(tmp_path: Path) -> None:
    """The root is named all the same."""
    files = {
        "content/site.yaml": settings(HONG_KONG, pages="index"),
        "content/pages/index.zh.md": page("正文。", HOME),
    }
    texts = made(tmp_path, files)
    for path in ("index.html", "404.html"):
        assert re.search(r"<title>\S", texts[path])
        assert re.search(r'<h1>\s*<span lang="zh-Hant-HK">\S', texts[path])


def test_three_languages(tmp_path: Path) -> None:
    """Readers of each are led to where it stands beside the others."""
    files = {"content/site.yaml": settings(HANS, ENGLISH, FRENCH)}
    for language, title in (("zh", HOME), ("en", ENGLISH_HOME), ("fr", ENGLISH_HOME)):
        files[f"content/pages/index.{language}.md"] = page("Texte.", title)
        files[f"content/pages/city.{language}.md"] = page("Texte.", title)
    texts = made(tmp_path, files)
    assert "/bilingual/" in texts["en/city/index.html"]
    assert "/bilingual/" in texts["zh-hans/city/index.html"]
    assert "/zh-hans/city/bilingual-fr/" in texts["fr/city/index.html"]
    assert "/en/city/bilingual/" in texts["fr/city/index.html"]


def test_terms_without_a_glossary(tmp_path: Path) -> None:
    """Where an edition has no glossary, neither pictures nor pop-ups lead to it."""
    for_glossary = "title: 术语\nsummary: 一句。\nsources: none\ntemplate: glossary"
    mention = "![图](picture:terms)\n\n![图](picture:map)"
    files = {
        "content/site.yaml": settings(HANS, ENGLISH),
        "content/glossary.yaml": TERMS,
        "content/pictures/terms.yaml": "kind: occurrence\ndescription: {zh: 图。, en: Counts.}\ntop: 3\n",
        "content/pictures/map.yaml": MAP,
        "content/pages/index.zh.md": page(f"城市。\n\n{mention}", HOME),
        "content/pages/index.en.md": page(f"The city.\n\n{mention}", ENGLISH_HOME),
        PAGE: page("城市。", HOME),
        PARTNER: page("The city.", TITLES),
        "content/pages/glossary.zh.md": page("正文。", for_glossary),
    }
    texts = made(tmp_path, files)
    assert "/zh-hans/glossary/#cheng-shi" in texts["zh-hans/index.html"]
    assert "/en/glossary/" not in texts["en/index.html"]
    assert "/zh-hans/glossary/#cheng-shi" in texts["zh-hans/bilingual/index.html"]


MAP = """\
kind: concept-map
description: {zh: 图。, en: A map.}
parts:
  - layers:
      - nodes:
          - {words: {zh: 城市, en: City}, to: "term:cheng-shi"}
"""


def test_partners_of_different_levels(tmp_path: Path) -> None:
    """A heading stands beside its partner at whatever level that is."""
    files = {
        "content/site.yaml": settings(HANS, ENGLISH)
        + "severities: {order-differs: off, blocks-differ: off}\n",
        "content/pages/index.zh.md": page("正文。", HOME),
        "content/pages/index.en.md": page("Text.", ENGLISH_HOME),
        PAGE: page(
            "\n\n".join(
                ["### 先 {#first}", "### 后 {#second}", "正文。", "## 甲 {#a}", "## 乙 {#b}", "正文。"]
            ),
            HOME,
        ),
        PARTNER: page("\n\n".join(f"#### {id_} {{#{id_}}}" for id_ in ("a", "b", "first", "second")), TITLES),
    }
    text = made(tmp_path, files)["zh-hans/city/bilingual/index.html"]
    contents = re.search(r'<nav class="contents menu".*?</nav>', text, re.DOTALL)
    assert contents
    assert '<a href="#a">甲 <span lang="en">a</span></a>' in contents[0]
    # Nothing stands below a heading of its own level.
    assert '<a href="#first">先 <span lang="en">first</span></a>\n</li>' in contents[0]


def test_one_side_is_a_draft(tmp_path: Path) -> None:
    """A page in two languages is a draft as soon as one of them is."""
    files = {
        "content/site.yaml": settings(HANS, ENGLISH),
        "content/pages/index.zh.md": page("正文。", HOME),
        "content/pages/index.en.md": page("Text.", ENGLISH_HOME),
        PAGE: page("正文。", HOME),
        PARTNER: page("Text.", f"{TITLES}\ndraft: true"),
    }
    assert 'class="draft"' in made(tmp_path, files, is_preview=True)["zh-hans/city/bilingual/index.html"]


def test_pictures_of_one_name(tmp_path: Path) -> None:
    """Pictures that lie in folders called like those of the project stay two."""
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}"/>'
    files = {
        "content/site.yaml": settings(HANS, pages="index"),
        "content/pages/index.zh.md": page("![甲](x.svg)\n\n![乙](assets/x.svg)", HOME),
        "content/pages/x.svg": drawn.format(10),
        "content/pages/assets/x.svg": drawn.format(20),
    }
    shown = re.findall(r'<img src="([^"]+)"', made(tmp_path, files, is_preview=True)["zh-hans/index.html"])
    assert len(set(shown)) == 2


@pytest.mark.parametrize("address", ["contents", "search", "glossary/references"])
def test_addresses_that_nobody_may_take(tmp_path: Path, address: str) -> None:
    """An old address is not that of a page which is made by itself: one of both would be lost."""
    files = {
        "content/site.yaml": settings(HANS, pages="index"),
        "content/pages/index.zh.md": page("正文。", f"{HOME}\naliases: [{address}]"),
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    result = run("build", "--root", tmp_path, "--into", tmp_path / "site")
    assert result.exit_code == 1
    assert f"the old address `{address}` is taken" in result.output
