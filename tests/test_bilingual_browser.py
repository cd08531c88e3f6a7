"""Bilingual pages in Chromium, under the Content-Security-Policy of production.

A small site with this project's templates, scripts and style sheet.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from accessible import violations
from crawl import Site
from playwright.sync_api import Browser, Page
from small_site import page as written
from small_site import run
from static_server import serving
from test_browser import DESKTOP, PHONE, SMALL_PHONE, TOO_WIDE, Watch, none_of, shown

SETTINGS = """\
title: {zh: 小站, en: Small site}
description: {zh: 小站。, en: A small site.}
base_url: https://example.org/
contact: mailto:editor@example.org
navigation:
  - title: {zh: 全站, en: All}
    pages: [index, city, glossary]
editions:
  - {tag: zh-Hans, prefix: zh-hans, label: 简体, language: zh}
  - {tag: zh-Hant-HK, prefix: zh-hant-hk, label: 香港, language: zh, profile: s2hk, quotation_marks: corner}
  - {tag: en, prefix: en, label: English, language: en}
x_default: [en, zh-Hans]
"""
TERMS = """\
groups:
  - id: words
    title: {zh: 词, en: Words}
    terms:
      - id: cheng-shi
        zh: 城市
        pinyin: chéngshì
        en: city
        explanation: {zh: 很多人住的地方。, en: A place where many live.}
"""
CHINESE = """\
城市很大[^1]。

- 第一项，说得比较长，好让它占满不止一行，看两边是否对齐：长一些，再长一些，又长一些，还要长一些。
- 第二项

## 表 {#table}

| 年 | 事 |
|---:|---|
| 2021 | 会议 |

::: note 题
盒中。
:::

> 引文。

末段。

[^1]: 注。
"""
ENGLISH = """\
The city is big[^1], and this goes on for so long that it takes more lines than the Chinese beside it does
at any width.

- First item
- Second item

## Table {#table}

| Year | Event |
|---:|---|
| 2021 | A meeting |

::: note Title
In the box.
:::

> A quotation.

Last paragraph.

[^1]: A note.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small site with this project's templates."""
    root = tmp_path_factory.mktemp("bilingual")
    files = {
        "content/site.yaml": SETTINGS,
        "content/glossary.yaml": TERMS,
        "content/pages/city.zh.md": written(CHINESE),
        "content/pages/city.en.md": written(ENGLISH, "title: The city\nsummary: A sentence."),
    }
    for name in ("index", "glossary"):
        template = "template: glossary" if name == "glossary" else "sources: none"
        head = f"summary: 一句。\n{template}\ntitle: {name}"
        files |= {f"content/pages/{name}.{language}.md": written("A.", head) for language in ("zh", "en")}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    result = run("build", "--root", root, "--into", root / "site")
    assert result.exit_code == 0, result.output
    editions = {"zh-hans": "zh-Hans", "zh-hant-hk": "zh-Hant-HK", "en": "en"}
    return Site(root / "site", "https://example.org/", editions)


@pytest.fixture(scope="module")
def city(site: Site) -> Iterator[str]:
    """The address of the bilingual page."""
    with serving(site) as address:
        yield f"{address}zh-hans/city/bilingual/"


@contextmanager
def opened(browser: Browser, city: str, *, width: int = DESKTOP, scripts: bool = True) -> Iterator[Page]:
    """The bilingual page, as a reader sees it who comes for the first time."""
    with shown(browser, width=width, scripts=scripts) as page:
        page.goto(city)
        yield page


# The top and left edge of every block, by language, in the order of the page.
EDGES = """side => [...document.querySelectorAll(`[data-bilingual] div.pair > .${side}`)].map(e => {
    const lies = e.getBoundingClientRect();
    return [Math.round(lies.top * 10) / 10, lies.left];
})"""


def misaligned(page: Page) -> list[str]:
    """The blocks that do not begin beside their partners: ours on the left, theirs at the same height."""
    ours, theirs = page.evaluate(EDGES, "ours"), page.evaluate(EDGES, "theirs")
    faults = [
        f"{number}: {mine} and {other}"
        for number, (mine, other) in enumerate(zip(ours, theirs, strict=False))
        if abs(mine[0] - other[0]) > 2 or other[1] < mine[1] + 300
    ]
    return faults + ([] if len(ours) == len(theirs) else [f"{len(ours)} and {len(theirs)} blocks"])


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.parametrize("width", [768, DESKTOP])
def test_partners_stand_side_by_side(browser: Browser, city: str, width: int, scripts: bool) -> None:
    """In two columns, each block at the height of its partner."""
    with opened(browser, city, width=width, scripts=scripts) as page:
        assert page.locator("[data-bilingual] div.pair").count() > 8
        assert misaligned(page) == []
        lefts = {left for _, left in page.evaluate(EDGES, "theirs")}
        assert max(lefts) - min(lefts) < 4
        # The same look at a page that is not aligned.
        page.evaluate("() => document.querySelectorAll('[data-bilingual] .theirs')[1].remove()")
        assert len(misaligned(page)) > 3


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_on_phones_partners_follow_one_another(browser: Browser, city: str, scripts: bool) -> None:
    """One column, a block and then its partner, and nothing beyond the edge."""
    with opened(browser, city, width=PHONE, scripts=scripts) as page:
        ours, theirs = page.evaluate(EDGES, "ours"), page.evaluate(EDGES, "theirs")
        tops = [top for both in zip(ours, theirs, strict=True) for top, _ in both]
        assert tops == sorted(tops)
        assert {left for _, left in ours} == {left for _, left in theirs}
        assert (
            page.locator("[data-bilingual] .side:visible").count()
            == page.locator("[data-bilingual] .side").count()
        )
        for width in (PHONE, SMALL_PHONE):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(TOO_WIDE, width) == ""


def choose(page: Page, layout: str) -> None:
    """Choose a layout, as a reader does."""
    if not page.locator("form.layout fieldset").is_visible():
        page.locator("form.layout summary").click()
    page.locator(f".layout input[value={layout}]").check()


def test_layouts_are_remembered(browser: Browser, city: str) -> None:
    """A choice holds on the next visit and in other editions; nothing is hidden for good."""
    with opened(browser, city) as page:
        assert page.locator(".layout input[value=columns]").is_checked()
        for layout, hidden in (("turns", ""), ("ours", ".theirs"), ("theirs", ".ours"), ("columns", "")):
            choose(page, layout)
            for address in (city, city.replace("zh-hans", "zh-hant-hk")):
                page.goto(address)
                assert page.locator(f".layout input[value={layout}]").is_checked()
                assert (misaligned(page) == []) == (layout == "columns")
                for side in (".ours", ".theirs"):
                    assert page.locator(f"#b-1 {side}").is_visible() == (side != hidden)
        page.set_viewport_size({"width": PHONE, "height": 800})
        page.locator(".layout input[value=turns]:checked").wait_for(state="attached")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_other_language_is_revealed(browser: Browser, city: str, width: int) -> None:
    """By a tap on the block or by keyboard, block by block; a table row by row."""
    with opened(browser, city, width=width) as page:
        choose(page, "theirs")
        first, row = page.locator("#b-3"), page.locator("tr.pair").nth(1)
        assert not first.locator(".ours").is_visible()
        first.locator(".theirs").click()
        assert first.locator(".ours").is_visible()
        assert not page.locator("#b-2 .ours").is_visible()
        first.locator(".ours").click()
        assert not first.locator(".ours").is_visible()
        for pair in (first, row):
            box = pair.get_by_role("checkbox", name="显示另一种语言")
            box.focus()
            for is_shown in (True, False, True):
                page.keyboard.press("Space")
                assert box.is_checked() == is_shown
                assert pair.locator(".ours").first.is_visible() == is_shown
        page.locator("#b-1 .theirs .footnote-ref a").click()
        page.locator(".footnotes .reveal:checked").wait_for()
        assert page.locator(".footnotes .ours").is_visible()
        # On paper nothing is folded.
        page.emulate_media(media="print")
        assert (
            page.locator("[data-bilingual] .side:visible").count()
            == page.locator("[data-bilingual] .side").count()
        )


def test_partners_are_marked(browser: Browser, city: str) -> None:
    """Under the pointer, and where the keyboard is, both stand out, and no others."""
    colours = """() => [...document.querySelectorAll(".pair > .side")].filter(
        e => getComputedStyle(e).backgroundColor !== "rgba(0, 0, 0, 0)"
    ).map(e => e.parentElement.id + e.className)"""
    with opened(browser, city) as page:
        assert page.evaluate(colours) == []
        both = ["b-2side ours", "b-2side theirs"]
        page.locator("#b-2 .theirs").hover()
        assert page.evaluate(colours) == both
        assert page.locator("#b-2 .address").evaluate("e => getComputedStyle(e).opacity") == "1"
        page.mouse.move(0, 0)
        page.locator("#b-2 .address").focus()
        assert page.evaluate(colours) == both
        page.keyboard.press("Enter")
        page.wait_for_url(f"{city}#b-2")


def test_one_language_is_selected_and_copied(browser: Browser, city: str) -> None:
    """A selection stays in the language in which it begins; the buttons copy all of one, without pinyin."""
    with opened(browser, city) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.set_viewport_size({"width": DESKTOP, "height": 2400})
        page.locator(".layout input[name=readings]").check()
        for side, other in (("ours", "A quotation"), ("theirs", "引文")):
            start = page.locator(f"#b-2 .{side}").bounding_box()
            end = page.locator(f"[data-bilingual] blockquote .{side}").bounding_box()
            assert start
            assert end
            # At the first letter: behind some others Chromium begins no selection, whatever the page is.
            page.mouse.move(start["x"] + 30, start["y"] + 12)
            page.mouse.down()
            page.mouse.move(end["x"] + end["width"] - 2, end["y"] + end["height"] - 4, steps=4)
            page.mouse.up()
            selected = page.evaluate("() => getSelection().toString()")
            page.mouse.click(2, 2)
            page.locator(f"[data-copy={side}]").click()
            page.locator("form [role=status]:not(:empty)").wait_for()
            copied = page.evaluate("() => navigator.clipboard.readText()")
            last = {"ours": "引文", "theirs": "A quotation"}[side]
            for text in (selected, copied):
                assert last in text
                assert other not in text
                assert not {"chéngshì", "¶"} & set(text.split())
            assert {"ours": "城市很大", "theirs": "The city is big"}[side] in copied
            assert "2021" in copied


def test_pinyin_is_shown_on_demand(browser: Browser, city: str) -> None:
    """Above the characters of terms, remembered, and hidden at first."""
    with opened(browser, city) as page:
        syllable = page.locator("#b-1 rt").first
        assert not syllable.is_visible()
        page.locator(".layout input[name=readings]").check()
        page.reload()
        assert syllable.is_visible()
        assert syllable.inner_text() == "chéngshì"
        page.locator(".layout input[name=readings]").uncheck()
        page.reload()
        assert not syllable.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_are_accessible(browser: Browser, city: str, scheme: str) -> None:
    """axe finds nothing, in any layout; no message on the console, no id twice."""
    faults = []
    with shown(browser, width=PHONE, scheme=scheme) as page:
        watch = Watch(city.partition("zh-hans")[0])
        watch.follow(page.context)
        page.goto(city)
        ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(e => e.id)")
        faults += [f"{id_} twice" for id_ in set(ids) if ids.count(id_) > 1]
        for layout in ("turns", "ours"):
            choose(page, layout)
            faults += violations(page, scheme, layout)
    none_of(faults + watch.faults)


def test_pages_lead_there_and_back(browser: Browser, site: Site, city: str) -> None:
    """From each edition and back, at the reader's place; beside English stands what was chosen before."""
    with opened(browser, city) as page:
        for prefix, step in (("zh-hant-hk", "bilingual"), ("en", "bilingual-zh-hans")):
            page.goto(f"{city.partition('zh-hans')[0]}{prefix}/city/#table")
            page.locator(".languages a").click()
            page.wait_for_url(f"**/{prefix}/city/{step}/#table")
            assert page.locator("#table").is_visible()
            page.locator(f".languages a[href='/{prefix}/city/']").first.click()
            page.wait_for_url(f"**/{prefix}/city/#table")
        page.evaluate("() => localStorage.setItem('edition', 'zh-Hant-HK')")
        page.reload()
        page.locator(".languages a").click()
        page.wait_for_url("**/en/city/bilingual-zh-hant-hk/#table")


def test_without_scripts_nothing_is_dead(browser: Browser, city: str) -> None:
    """Both languages in full, and no control that does nothing: each does what it does with scripts."""
    with opened(browser, city, scripts=False) as page:
        assert page.locator("form.layout button:visible").count() == 0
        assert (
            page.locator("[data-bilingual] .side:visible").count()
            == page.locator("[data-bilingual] .side").count()
        )
        assert page.locator(".layout input[value=columns]").is_checked()
        choose(page, "ours")
        first = page.locator("#b-3")
        assert not first.locator(".theirs").is_visible()
        first.locator(".reveal").check()
        assert first.locator(".theirs").is_visible()
        # What an address names is shown, too.
        page.locator("#b-1 .ours .footnote-ref a").click()
        page.locator(".footnotes .pair").first.locator(".address").click()
        assert page.locator(".footnotes .theirs").is_visible()
        choose(page, "turns")
        assert first.locator(".theirs").is_visible()
        assert misaligned(page) != []
        page.locator(".layout input[name=readings]").check()
        assert page.locator("#b-1 rt").first.is_visible()


def test_files_are_small(site: Site) -> None:
    """What a first visit fetches beside the words of the page."""
    scripts = [name for name in site.files if name.startswith("assets/js/bilingual.")]
    assert [Path(name).suffix for name in scripts] == [".js"]
    assert (site.folder / scripts[0]).stat().st_size < 5000
