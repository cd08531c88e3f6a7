"""The head of a page: away while one reads, back when one turns, the way to everything; in Chromium."""

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from test_browser import DESKTOP, PHONE, SMALL_PHONE, none_of, press
from test_reading_browser import reading

ARTICLE = "city-spirit/"


def wheel(page: Page, *ways: int) -> None:
    """Scroll as a reader does, way by way."""
    for way in ways:
        for _ in range(4):
            page.mouse.wheel(0, way / 4)
            page.wait_for_timeout(60)


def is_shown(page: Page) -> bool:
    """Whether the bar is seen at the top of the window."""
    box = page.locator(".site-header").bounding_box()
    return bool(box) and box["y"] + box["height"] > 20


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_bar_goes_down_and_comes_up(browser: Browser, origin: str, width: int) -> None:
    """It goes as one reads on and returns as one turns back; nothing in the page moves for it."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", width=width) as page:
        assert is_shown(page)
        wheel(page, 1600)
        assert not is_shown(page)
        text = page.locator(".body h2").nth(1)
        before = text.evaluate("e => e.getBoundingClientRect().top + scrollY")
        wheel(page, -200)
        assert is_shown(page)
        assert text.evaluate("e => e.getBoundingClientRect().top + scrollY") == before
        wheel(page, 200)
        assert not is_shown(page)
        # For the keyboard it is there.
        page.locator("[data-up]").evaluate("e => e.focus({ preventScroll: true })")
        assert is_shown(page)
        page.keyboard.press("Enter")
        assert page.evaluate("() => scrollY") == 0
        assert page.evaluate("() => document.activeElement.className") == "site-title"


def test_an_open_list_keeps_the_bar(browser: Browser, origin: str) -> None:
    """What opened from it would stand alone without it."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", width=PHONE) as page:
        wheel(page, 1600, -200)
        page.locator(".here").click()
        page.evaluate("() => document.activeElement.blur()")
        page.mouse.move(200, 760)
        wheel(page, 200)
        assert is_shown(page)
        page.keyboard.press("Escape")
        wheel(page, 200)
        assert not is_shown(page)


def test_a_jump_does_not_call_the_bar(browser: Browser, origin: str) -> None:
    """A link back up the page shows the place, and only that; a heading is never below the bar."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", width=PHONE) as page:
        wheel(page, 1600, 1400)
        assert not is_shown(page)
        first = page.locator(".body h2[id]").first.get_attribute("id")
        page.evaluate("id => { location.hash = id }", first)
        page.wait_for_timeout(100)
        assert not is_shown(page)
        top = page.locator(f"[id='{first}']").evaluate("e => e.getBoundingClientRect().top")
        assert 48 <= top <= 90


def test_sections_are_told_apart_in_large_letters(browser: Browser, origin: str) -> None:
    """The bar grows with the letters, and with it the room that a jump leaves."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", width=PHONE) as page:
        page.evaluate("() => { document.documentElement.style.fontSize = '220%' }")
        id_ = page.locator(".body h2[id]").nth(1).get_attribute("id")
        page.evaluate("id => { location.hash = id }", id_)
        expect(page.locator(".contents [aria-current]")).to_have_attribute("href", f"#{id_}")


def test_the_bar_names_the_section_and_leads_to_others(browser: Browser, origin: str) -> None:
    """What it says is the heading that was passed; it opens the contents, which close when one has chosen."""
    with reading(browser, f"{origin}en/{ARTICLE}", languages="en", width=PHONE) as page:
        headings = page.locator(".body :is(h2, h3)[id]")
        words, id_ = headings.nth(2).inner_text(), headings.nth(4).get_attribute("id")
        headings.nth(2).evaluate("e => e.scrollIntoView()")
        here = page.locator(".here")
        expect(here).to_have_text(words)
        here.click()
        contents = page.locator(".contents:popover-open")
        expect(contents).to_be_in_viewport(ratio=1)
        contents.locator(f"a[href='#{id_}']").click()
        expect(contents).to_have_count(0)
        page.wait_for_url(re.compile(f"#{id_}$"))
        expect(here).to_have_text(headings.nth(4).inner_text())


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_another_edition_is_reached_from_anywhere(browser: Browser, origin: str, width: int) -> None:
    """From the middle of a page to the same section; from the top, where one rested last."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", width=width) as page:
        head = page.locator(".body h2[id]").nth(1)
        id_ = head.get_attribute("id")
        head.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 40)")
        wheel(page, 200, -100)
        passed = page.locator(".contents [aria-current]").get_attribute("href")
        switch_to(page, "en", width)
        page.wait_for_url(re.compile(f"/en/{ARTICLE}{passed}$"))
        # Read on here, rest, go up to the top and back to the first edition.
        page.goto(f"{origin}en/{ARTICLE}")
        page.locator(f"[id='{id_}']").evaluate(
            "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 40)"
        )
        page.wait_for_timeout(1200)
        page.evaluate("() => scrollTo(0, 0)")
        switch_to(page, "zh-Hans", width)
        page.wait_for_url(re.compile(f"/zh-hans/{ARTICLE}#{id_}$"))


def switch_to(page: Page, tag: str, width: int) -> None:
    """Choose another edition as one does on such a window."""
    if width == PHONE:
        press(page.locator("button.to-editions"))
    press(page.locator(f".switcher a[hreflang='{tag}']"))


def test_the_last_place_is_offered(browser: Browser, origin: str) -> None:
    """Who comes again is offered where they stopped, in every edition; not who goes back, and not twice."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", width=PHONE) as page:
        head = page.locator(".body h2[id]").nth(1)
        id_, words = head.get_attribute("id"), head.inner_text()
        head.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 60)")
        page.wait_for_timeout(1200)
        page.goto(f"{origin}zh-hans/")
        expect(page.locator(".offer")).to_have_count(0)
        page.goto(f"{origin}zh-hans/{ARTICLE}")
        offer = page.locator(".offer")
        assert words in offer.locator("a").inner_text()
        offer.locator("button").click()
        expect(offer).to_have_count(0)
        page.reload()
        expect(page.locator("[data-up]")).to_be_attached()
        expect(offer).to_have_count(0)
        page.evaluate("() => localStorage.setItem('edition', 'en')")
        page.goto(f"{origin}en/{ARTICLE}")
        offer.locator("a").click()
        page.wait_for_url(re.compile(f"#{id_}$"))
        expect(offer).to_have_count(0)
        places = json.loads(page.evaluate("() => localStorage.getItem('places')"))
        assert places == {"city-spirit": id_}


def stay(page: Page, selector: str) -> None:
    """Read at a heading for as long as it takes to be remembered."""
    page.locator(selector).evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 60)")
    page.wait_for_timeout(1200)


def test_what_is_read_or_hardly_begun_is_not_offered(browser: Browser, origin: str) -> None:
    """Who has come to the end is done, and who left in the first section begins again."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", width=PHONE) as page:
        stay(page, ".body h2[id] >> nth=1")
        for last in (".body h2[id] >> nth=0", ".sequence"):
            stay(page, last)
            assert page.evaluate("() => localStorage.getItem('places')") == "{}"


def test_places_of_few_pages_are_kept(browser: Browser, origin: str) -> None:
    """Thirty of them, the latest; what is no list of places is written over."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", width=PHONE) as page:
        many = {f"page-{number}": "a" for number in range(40)}
        for stored in ("{[", '"words"', "null", json.dumps(many)):
            page.evaluate("stored => localStorage.setItem('places', stored)", stored)
            page.reload()
            expect(page.locator("[data-share]")).to_be_visible()
            stay(page, ".body h2[id] >> nth=1")
            places = json.loads(page.evaluate("() => localStorage.getItem('places')"))
            assert list(places)[-1] == "city-spirit"
        assert len(places) == 31
        assert "page-9" not in places


def test_the_offered_edition_opens_at_the_section(browser: Browser, origin: str) -> None:
    """As one that is chosen does."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", languages="zh-HK", width=PHONE) as page:
        id_ = page.locator(".body h2[id]").nth(1).get_attribute("id")
        stay(page, ".body h2[id] >> nth=1")
        page.locator(".offer a").click()
        page.wait_for_url(f"{origin}zh-hant-hk/{ARTICLE}#{id_}")


# A browser from before there were pop-ups: it knows neither the method nor the word.
WITHOUT_POPUPS = """() => {
    delete HTMLElement.prototype.showPopover;
    const matches = Element.prototype.matches;
    Element.prototype.matches = function (selector) {
        if (selector.includes(":popover-open")) throw new DOMException(selector, "SyntaxError");
        return matches.call(this, selector);
    };
}"""


def test_a_browser_without_pop_ups(browser: Browser, origin: str) -> None:
    """The bar comes and goes, marks lead to their source, and what could not open is not shown."""
    faults: list[str] = []
    with reading(browser, origin, width=DESKTOP) as page:
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.add_init_script(f"({WITHOUT_POPUPS})()")
        page.goto(f"{origin}zh-hans/goals/")
        assert page.locator("[data-settings]:visible").count() == 0
        wheel(page, 1600)
        assert not is_shown(page)
        page.locator(".body p > .source").nth(4).click()
        page.wait_for_url(re.compile(r"/zh-hans/sources/\w+/#"))
    none_of(faults)


def test_readers_set_what_they_need(browser: Browser, origin: str) -> None:
    """Size, colours, marks, the slash: kept from page to page, and taken back."""
    with reading(browser, f"{origin}zh-hans/goals/", width=PHONE) as page:
        size = "() => parseFloat(getComputedStyle(document.querySelector('.body p')).fontSize)"
        before, mark = page.evaluate(size), page.locator(".body p > .source").first
        page.locator("[data-settings]").click()
        for name, value in (("size", "larger"), ("marks", "hidden"), ("theme", "dark"), ("slash", "off")):
            page.locator(f"[name={name}][value={value}]").check()
        page.locator(".settings .close").click()
        for _ in range(2):
            assert page.evaluate(size) > before * 1.2
            expect(mark).to_be_hidden()
            expect(page.locator("html")).to_have_attribute("data-theme", "dark")
            page.reload()
        # Where marks are what a page is about, they stay.
        page.goto(f"{origin}zh-hans/sources/opinions/")
        expect(page.locator(".paragraph .source").first).to_be_visible()
        page.goto(f"{origin}zh-hans/goals/")
        page.keyboard.press("/")
        page.wait_for_timeout(200)
        assert page.url.endswith("/goals/")
        page.locator("[data-settings]").click()
        for name in ("size", "marks", "theme", "slash"):
            expect(page.locator(f"[name={name}][value='']")).not_to_be_checked()
            page.locator(f"[name={name}][value='']").check()
        expect(mark).to_be_visible()
        assert page.evaluate(size) == before
        assert page.locator("html").get_attribute("data-theme") is None


@pytest.mark.parametrize("width", [SMALL_PHONE, PHONE])
def test_lists_open_without_scripts(browser: Browser, origin: str, width: int) -> None:
    """Editions, contents and all pages; what needs a script is not shown."""
    with reading(browser, f"{origin}zh-hans/{ARTICLE}", width=width, scripts=False) as page:
        assert page.locator("[data-settings]:visible, [data-up]:visible").count() == 0
        for button, name in (
            ("to-editions", "switcher"),
            ("to-pages", "navigation"),
            ("to-contents", "contents"),
        ):
            page.locator(f"button.{button}").click()
            expect(page.locator(f".{name} a").first).to_be_in_viewport()
            page.keyboard.press("Escape")
            expect(page.locator(f".{name} a").first).to_be_hidden()
        assert page.locator(".site-header").evaluate("e => getComputedStyle(e).position") == "static"
