"""Passages are passed on: headings lead to themselves, what is selected is copied with where it stands."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from test_browser import DESKTOP, PHONE
from test_tasks_browser import clipboard, reader

ARTICLE = "goals/"
# Selects a paragraph that has a mark, as one drags over it.
SELECT = """p => {
    const range = document.createRange();
    range.selectNodeContents(p);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def opened(page: Page) -> Page:
    """The page, when headings lead to themselves."""
    page.locator(".permalink").first.wait_for()
    return page


@pytest.mark.parametrize("prefix", ["zh-hans", "zh-hant-tw", "en"])
def test_headings_lead_to_themselves(browser: Browser, origin: str, prefix: str) -> None:
    """Each by its own words and no more; nothing moves when they become links, and paper shows no sign."""
    with reader(browser, origin, f"{prefix}/{ARTICLE}", width=PHONE) as page:
        lie = "e => [...e.querySelectorAll('.body > *')].map(e => e.getBoundingClientRect().height)"
        opened(page)
        links = page.locator(".body :is(h2, h3)[id] .permalink")
        assert links.count() == page.locator(".body :is(h2, h3)[id]").count()
        for link in links.all()[:4]:
            heading = link.locator("xpath=..")
            assert link.get_attribute("href") == f"#{heading.get_attribute('id')}"
            name = heading.inner_text()
            expect(
                page.get_by_role("heading", name=re.compile(rf"^{re.escape(name)}$")).first
            ).to_be_attached()
            assert heading.bounding_box()["height"] >= 24  # type: ignore[index]
        before = page.locator("body").evaluate(lie)
        page.evaluate("document.querySelectorAll('.permalink').forEach(e => e.replaceWith(...e.childNodes))")
        assert page.locator("body").evaluate(lie) == before
        page.reload()
        second = opened(page).locator(".body h2[id] .permalink").nth(1)
        second.click()
        assert page.url.endswith(second.get_attribute("href") or "-")
        page.emulate_media(media="print")
        assert second.evaluate("e => getComputedStyle(e, '::before').display") == "none"


@pytest.mark.parametrize(
    ("prefix", "offered", "locale"),
    [("en", "Copy with its source", "en-GB"), ("zh-hant-hk", "連同出處一起複製", "zh-HK")],
)
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_selection_is_copied_with_its_source(
    browser: Browser, origin: str, prefix: str, offered: str, locale: str, width: int
) -> None:
    """Its words without marks, the page, the site, the address of its section, the day; by keyboard, too."""
    with reader(browser, origin, f"{prefix}/{ARTICLE}", width=width, locale=locale) as page:
        opened(page)
        paragraph = page.locator(".body h3[id] ~ p:has(> .source)").first
        section = paragraph.locator("xpath=preceding-sibling::*[@id][1]").get_attribute("id")
        paragraph.scroll_into_view_if_needed()
        paragraph.evaluate(SELECT)
        button = page.get_by_role("button", name=offered)
        expect(button).to_be_in_viewport()
        marks = paragraph.locator(".source").all_inner_texts()
        button.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("group", name=offered).get_by_role("status")).not_to_be_empty()
        passage, _, source = clipboard(page).partition("\n")
        assert passage[0] in "“「"
        assert not any(mark in passage for mark in marks)
        assert passage.strip("“”「」")[:12] in paragraph.inner_text()
        assert page.locator("h1").inner_text() in source
        assert f"/{prefix}/{ARTICLE}#{section}" in source
        assert re.search(r"20\d\d", source)


def test_what_is_no_passage_is_not_offered(browser: Browser, origin: str) -> None:
    """Nothing for a click or words outside the text; no more when the selection is gone, or on Escape."""
    with reader(browser, origin, f"en/{ARTICLE}") as page:
        opened(page)
        button = page.get_by_role("button", name="Copy with its source")
        page.locator(".body > p").first.click(position={"x": 3, "y": 3})
        page.locator(".site-footer p").first.evaluate(SELECT)
        page.wait_for_timeout(600)
        assert button.count() == 0
        page.locator(".body > p").nth(1).evaluate(SELECT)
        expect(button).to_be_visible()
        page.keyboard.press("Escape")
        expect(button).to_have_count(0)
        page.locator(".body > p").nth(2).evaluate(SELECT)
        expect(button).to_be_visible()
        page.evaluate("getSelection().removeAllRanges()")
        expect(button).to_have_count(0)
