"""Twelve tasks on the smallest phone that is sold, 360 px wide, each from an address that somebody was sent.

They go over what readers do: finding, checking, changing the edition, reading in two languages, without a
pointer, in large letters, in the colours of the system, on paper, offline, in a book, by ear. The first eight
are done in Firefox, too, which cannot be asked for a finger: a pointer does there what a finger does.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from conftest import open_firefox
from crawl import Site
from playwright.sync_api import Browser, Locator, Page, Playwright, expect
from test_browser import TOO_WIDE, press
from test_offline_browser import reading
from test_tasks_browser import reader
from test_terms_browser import VOICES

SMALL = 360


@contextmanager
def on_phone(browser: Browser, origin: str, path: str, **settings: Any) -> Iterator[Page]:
    """A page on a phone that was never here; at the end it was quiet, and is no wider than the phone."""
    touched = {"is_mobile": True, "has_touch": True, "width": SMALL, **settings}
    with reader(browser, origin, path, **touched) as page:
        yield page
        assert page.evaluate(TOO_WIDE, SMALL) == ""


@pytest.fixture(params=["browser", "firefox"], scope="module")
def either(request: pytest.FixtureRequest) -> Browser:
    """Chromium, then Firefox."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Browser)
    return found


def tap(place: Locator) -> None:
    """Touch a place, or click it where there is no touch."""
    browser = place.page.context.browser
    if browser and browser.browser_type.name == "firefox":
        place.click()
    else:
        place.tap()


def top(place: Locator) -> float:
    """How far below the upper edge of the window something begins."""
    box = place.bounding_box()
    assert box
    return box["y"]


def test_1_a_meaning_is_found(either: Browser, origin: str) -> None:
    """A word of the text is tapped, explained over its foot, and the sentence is still in sight."""
    with on_phone(either, origin, "zh-hans/city-spirit/", locale="zh-CN") as page:
        word = page.locator(".body a.term").nth(1)
        word.scroll_into_view_if_needed()
        tap(word)
        box = page.locator(".term-box:popover-open")
        expect(box).to_be_in_viewport()
        expect(word).to_be_in_viewport()
        tap(box.get_by_role("button", name="关闭"))
        expect(box).to_be_hidden()
        expect(word).to_be_focused()


def test_2_a_source_is_seen_in_its_place(either: Browser, origin: str) -> None:
    """The mark behind a quotation tells what the paragraph says; the page stays where it was."""
    with on_phone(either, origin, "zh-hant-tw/goals/", locale="zh-TW") as page:
        mark = page.locator(".body p > a.source").nth(3)
        mark.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        tap(mark)
        box = page.get_by_role("dialog", name=mark.get_attribute("aria-label") or "")
        expect(box.get_by_text("大意，")).to_be_in_viewport()
        assert page.evaluate("scrollY") == before
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()


def test_3_the_edition_is_changed_in_mid_page_and_back(either: Browser, origin: str) -> None:
    """From the middle of a page to the same section in English, and back to where it was in Chinese."""
    with on_phone(either, origin, "zh-hant-hk/goals/", locale="zh-HK") as page:
        section = page.locator("h3[id]").nth(2)
        name = section.get_attribute("id")
        section.evaluate("e => e.scrollIntoView()")
        page.evaluate("scrollBy(0, 120)")
        page.wait_for_timeout(100)
        for edition, button in (("English", "語言版本"), ("繁體（香港）", "Language and script")):
            page.evaluate("scrollBy(0, -60)")
            press(page.get_by_role("button", name=button))
            press(page.get_by_role("navigation", name=button).get_by_role("link", name=edition))
            page.wait_for_url(f"**#{name}")
            expect(page.locator(f"[id='{name}']").first).to_be_in_viewport()


def test_4_an_english_reader_reads_a_pair(either: Browser, origin: str) -> None:
    """English frame, English first, the Chinese below it; what is tapped lights up with its partner."""
    with on_phone(either, origin, "en/city-spirit/", locale="en-GB") as page:
        tap(page.get_by_role("link", name="With the Chinese"))
        assert page.locator("html").get_attribute("lang") == "en"
        pair = page.locator("div.pair:not(.titles, .heading)").first
        ours, theirs = (pair.locator(f".{side}") for side in ("ours", "theirs"))
        assert top(ours) < top(theirs)
        expect(theirs.locator("p").first).to_have_text(re.compile(r"[\u4e00-\u9fff]"))
        assert not re.search(r"（[\u4e00-\u9fff]+）", ours.inner_text())
        expect(page.get_by_role("button", name="On this page")).to_be_visible()


SLIPS = [
    ("zh-hans", "软势力", "软实力"),
    ("en", "city spirt", "city spirit"),
    ("zh-hant-tw", "海百納川", "海納百川"),
    ("zh-hans", "haina", "海纳百川"),
    ("en", "who isued it", "issued"),
]


@pytest.mark.parametrize(("prefix", "typed", "meant"), SLIPS)
def test_5_a_search_with_a_slip(either: Browser, origin: str, prefix: str, typed: str, meant: str) -> None:
    """What was meant is among the first five answers, and lit on the page that one leads to."""
    with on_phone(either, origin, f"{prefix}/search/") as page:
        page.get_by_role("searchbox").fill(typed)
        links = page.locator("[data-answer] li a")
        links.first.wait_for()
        first = [each.inner_text() for each in links.all()[:5]]
        assert any(meant.lower() in each.lower() for each in first), first
        tap(links.first)
        page.wait_for_url(re.compile(rf"/{prefix}/(?!search/)"))
        page.wait_for_function("() => CSS.highlights.get('sought')?.size > 0")


def test_6_without_a_pointer(either: Browser, origin: str) -> None:
    """By keys alone: over what stands before the text, to a word, its meaning, and on to the next page."""
    with on_phone(either, origin, "en/city-spirit/", locale="en-GB") as page:
        focused = page.locator("*:focus")
        page.keyboard.press("Tab")
        expect(focused).to_have_text("Skip to the text")
        page.keyboard.press("Enter")
        for _ in range(30):
            page.keyboard.press("Tab")
            if focused.evaluate("e => e.matches('a.term')"):
                break
        page.keyboard.press("Enter")
        box = page.locator(".term-box:popover-open")
        expect(box).to_be_focused()
        page.keyboard.press("Escape")
        expect(box).to_have_count(0)
        assert focused.evaluate("e => e.matches('a.term')")
        for _ in range(200):
            page.keyboard.press("Tab")
            assert focused.evaluate("e => e.checkVisibility()")
            # Nothing that stays in the window covers what has the focus.
            assert focused.evaluate(
                "e => { const { left, top, width, height } = e.getClientRects()[0];"
                " const found = document.elementFromPoint(left + width / 2, top + height / 2);"
                " return !found || e.contains(found) || found.contains(e) || found.matches('.source'); }"
            ), focused.inner_text()
            if focused.evaluate("e => e.rel === 'next'"):
                break
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("City character"))


@pytest.mark.parametrize("prefix", ["zh-hans", "en"])
def test_7_letters_of_twice_the_size(either: Browser, origin: str, prefix: str) -> None:
    """Nothing is cut off, nothing overlaps in the bar, and no page is read sideways."""
    larger = "document.documentElement.style.fontSize = '200%'"
    for address in ("", "goals/", "glossary/", "timeline/", "search/?q=soft"):
        with on_phone(either, origin, f"{prefix}/{address}") as page:
            page.evaluate("() => { " + larger + " }")
            shown = page.locator(".site-header :is(a, button)")
            boxes = [each.bounding_box() for each in shown.all() if each.is_visible()]
            spread = sorted((each["x"], each["x"] + each["width"], each["y"]) for each in boxes if each)
            assert spread
            for (_, end, line), (start, _, other) in pairwise(spread):
                assert end <= start + 1 or abs(line - other) > 20, address


# As somebody chose them in Firefox, for every page.
WHITE_ON_BLACK: dict[str, str | float | bool] = {
    "browser.display.document_color_use": 2,
    "browser.display.use_system_colors": False,
    "browser.display.background_color": "#000000",
    "browser.display.background_color.dark": "#000000",
    "browser.display.foreground_color": "#ffffff",
    "browser.display.foreground_color.dark": "#ffffff",
    "ui.systemUsesDarkTheme": 1,
}


@pytest.fixture(params=["chromium", "firefox"])
def forced(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Browser]:
    """A browser whose reader has chosen the colours of every page."""
    if request.param == "chromium":
        yield request.getfixturevalue("browser")
    else:
        with open_firefox(playwright, **WHITE_ON_BLACK) as browser:
            yield browser


def test_8_in_the_colours_of_the_system(forced: Browser, origin: str) -> None:
    """Terms, marks and the open box are told from the text by lines, not by colour alone."""
    settings: dict[str, Any] = {"forced_colors": "active", "color_scheme": "dark"}
    with on_phone(forced, origin, "en/goals/", locale="en-GB", **settings) as page:
        page.evaluate("localStorage.setItem('theme', 'light')")
        # Firefox complains of a page that is left while it still asks for scripts.
        page.wait_for_load_state("networkidle")
        page.reload()
        term = page.locator(".body a.term").first
        line = "e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e).borderBottomStyle].join()"
        assert term.evaluate(line) != "none,none"
        term.scroll_into_view_if_needed()
        tap(term)
        box = page.locator(".term-box:popover-open")
        assert float(box.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)")) > 0
        ground = "e => getComputedStyle(e).backgroundColor"
        assert box.evaluate(ground) == page.locator("html").evaluate(ground) == "rgb(0, 0, 0)"


def test_9_on_paper(browser: Browser, origin: str) -> None:
    """A page printed from a phone ends with what it cites, and has nothing to tap."""
    with on_phone(browser, origin, "zh-hans/people/", locale="zh-CN") as page:
        page.emulate_media(media="print")
        assert [each for each in page.get_by_role("button").all() if each.is_visible()] == []
        cited = page.locator(".cited .on-paper:visible, .cited:visible")
        assert cited.count() > 0
        assert page.pdf(format="A4").startswith(b"%PDF")
        page.emulate_media(media="screen")


def test_10_offline(browser: Browser, built_site: Site) -> None:
    """A page that was read on the way to the underground is there below; another says which are."""
    with reading(browser, built_site) as phone:
        page = phone.read("en/")
        page.set_viewport_size({"width": SMALL, "height": 640})
        phone.read("en/goals/")
        phone.network.is_down = True
        page.goto(f"{phone.origin}en/goals/")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Six goals"))
        assert page.evaluate(TOO_WIDE, SMALL) == ""
        page.goto(f"{phone.origin}en/timeline/")
        page.get_by_role("main").get_by_role("link", name=re.compile("^Six goals")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Six goals"))


def test_11_a_book_in_a_reader(browser: Browser, built_site: Site, tmp_path: Path) -> None:
    """The book that the site offers is opened: from its contents to a chapter, a note and back."""
    with zipfile.ZipFile(io.BytesIO((built_site.folder / "en" / "en.epub").read_bytes())) as archive:
        archive.extractall(tmp_path)

    class Quiet(SimpleHTTPRequestHandler):
        extensions_map: ClassVar = {
            **SimpleHTTPRequestHandler.extensions_map,
            ".xhtml": "application/xhtml+xml",
        }

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "EPUB"))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            address = f"http://127.0.0.1:{server.server_port}/"
            with on_phone(
                browser, address, "contents.xhtml", is_mobile=False, missing="/favicon.ico"
            ) as page:
                page.get_by_role("link", name=re.compile("^City spirit")).first.tap()
                expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^City spirit"))
                mark = page.locator("a.source").first
                mark.scroll_into_view_if_needed()
                mark.tap()
                page.wait_for_url(re.compile("#"))
                expect(page.locator(":target")).to_be_in_viewport()
        finally:
            server.shutdown()
            thread.join()


def test_12_a_term_is_heard(browser: Browser, origin: str) -> None:
    """In Hong Kong by a Cantonese voice of the phone itself."""
    with on_phone(browser, origin, "zh-hant-hk/") as page:
        page.add_init_script(f"({VOICES})({['zh-CN Li', 'zh-HK Sin']!r})")
        page.goto(f"{origin}zh-hant-hk/city-spirit/")
        word = page.locator(".body a.term").first
        word.scroll_into_view_if_needed()
        word.tap()
        page.locator(".term-box:popover-open [data-hear]").tap()
        ((text, voice),) = page.evaluate("() => said")
        assert voice == "zh-HK Sin"
        assert re.fullmatch(r"[\u3400-\u9fff]+", text)
