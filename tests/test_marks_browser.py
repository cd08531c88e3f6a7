"""Marks of paragraphs: within reach, and what they stand for shown where the reader is, in Chromium."""

import re

import pytest
from crawl import Site
from playwright.sync_api import Browser, Locator, Page, expect
from test_browser import DESKTOP, PHONE, SMALL_PHONE, none_of, shown

ARTICLE = "goals/"
EDITIONS = ("zh-hans", "zh-hant-tw", "en")
# For each mark of the text: what it says, its size to a finger, and whether what it stands behind is on
# another line. A run of many may go on on the next.
MARKS = """() => [...document.querySelectorAll(".body a.source")].map(mark => {
    const { width, height } = getComputedStyle(mark, "::after");
    const before = document.createRange();
    before.setStart(mark.parentElement, 0);
    before.setEndBefore(mark);
    const last = [...before.getClientRects()].filter(each => each.width > 1).at(-1);
    const own = mark.getBoundingClientRect();
    const isFifth = mark.matches(".source + .source + .source + .source + .source");
    const isAlone = Boolean(last) && !isFifth && (last.bottom < own.top || last.top > own.bottom);
    return [mark.textContent, mark.ariaLabel ?? "", parseFloat(width), parseFloat(height), isAlone];
})"""


@pytest.mark.parametrize("width", [SMALL_PHONE, PHONE, DESKTOP])
@pytest.mark.parametrize("prefix", EDITIONS)
def test_marks_stand_at_their_words(
    browser: Browser, built_site: Site, origin: str, prefix: str, width: int
) -> None:
    """None begins a line, each is large enough for a finger, and says aloud what it stands for."""
    faults = []
    with shown(browser, width=width) as page:
        for article in (ARTICLE, "people/", "differences/", "guiding-thought/"):
            page.goto(f"{origin}{prefix}/{article}")
            marks = page.evaluate(MARKS)
            assert len(marks) > 5
            for mark, name, across, down, is_alone in marks:
                if is_alone:
                    faults.append(f"{article} {mark} stands on a line without its words")
                if min(across, down) < 24:
                    faults.append(f"{article} {mark} is {across} × {down} px to touch")
                if not re.search(rf"\d.*[（(]{mark}[）)]$", name):
                    faults.append(f"{article} {mark} is called {name!r}")
    none_of(faults)


def test_marks_move_no_line(browser: Browser, origin: str) -> None:
    """Lines with a mark are as high as lines without one."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}zh-hans/{ARTICLE}")
        height = "p => p.getBoundingClientRect().height"
        paragraph = page.locator(".body > p:has(> .source)").first
        before = paragraph.evaluate(height)
        paragraph.evaluate("p => p.querySelectorAll('.source').forEach(mark => mark.style.display = 'none')")
        lines = (before - paragraph.evaluate(height)) / 32.4
        assert lines == pytest.approx(round(lines), abs=0.02)


def first_mark(page: Page) -> Locator:
    """A mark in the middle of the text."""
    return page.locator(".body p > a.source").nth(2)


def box_of(page: Page, mark: Locator) -> Locator:
    """What the mark opens."""
    return page.locator(f'[id="source-{mark.inner_text()}"]')


@pytest.mark.parametrize("how", ["click", "Enter"])
@pytest.mark.parametrize("prefix", EDITIONS)
def test_a_mark_opens_its_paragraph_in_place(browser: Browser, origin: str, prefix: str, how: str) -> None:
    """With its name and gist, and when asked with its phrases; closed by its button, the focus is back."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}{prefix}/{ARTICLE}")
        before, mark = page.url, first_mark(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        box = box_of(page, mark)
        assert not box.is_visible()
        if how == "click":
            mark.click()
        else:
            mark.focus()
            page.keyboard.press("Enter")
        expect(box).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("dialog", name=mark.get_attribute("aria-label") or "?")).to_be_visible()
        box.locator("summary").click()
        phrases = box.locator(".phrases li")
        expect(phrases.first).to_be_visible()
        assert page.url == before
        told, name = phrases.all_inner_texts(), mark.inner_text()
        box.locator("button").click()
        assert not box.is_visible()
        assert page.evaluate("() => document.activeElement.textContent") == mark.inner_text()
        # The page itself is none of the others on the paragraph.
        assert not any("/goals/" in str(link.get_attribute("href")) for link in box.locator("a").all())
        # A second time nothing is fetched and nothing stands there twice.
        mark.click()
        box.locator("summary").click()
        box.locator("summary").click()
        page.wait_for_timeout(300)
        assert phrases.all_inner_texts() == told
        # Nor for another paragraph of the same source.
        document = str(mark.get_attribute("href")).partition("#")[0]
        others = page.locator(f".body p > a.source[href^='{document}#']").all()
        other = next(each for each in others if each.inner_text() != name)
        page.keyboard.press("Escape")
        other.click()
        box_of(page, other).locator("summary").click()
        expect(box_of(page, other).locator(".phrases li").first).to_be_visible()
        assert len([url for url in asked if "/sources/" in url]) == 1
        page.keyboard.press("Escape")
        mark.click()
        box.locator("a").last.click()
        page.wait_for_url(re.compile(rf"/{prefix}/sources/\w+/#{name}$"))
        expect(page.locator(".paragraph:target .phrases li").first).to_have_text(told[0])


def test_where_the_source_cannot_be_had_the_reader_is_led_there(browser: Browser, origin: str) -> None:
    """As without scripts: nothing stays empty."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}en/{ARTICLE}")
        mark = first_mark(page)
        mark.click()
        page.route("**/en/sources/**", lambda route: route.abort(), times=1)
        box_of(page, mark).locator("summary").click()
        page.wait_for_url(re.compile(r"/en/sources/\w+/#"))


def test_a_pointer_that_rests_opens_and_one_that_leaves_closes(browser: Browser, origin: str) -> None:
    """Not one that passes; and what was opened by a click stays."""
    with shown(browser, width=DESKTOP) as page:
        page.goto(f"{origin}zh-hans/{ARTICLE}")
        page.clock.install()
        mark = first_mark(page)
        mark.scroll_into_view_if_needed()
        box = box_of(page, mark)
        mark.hover()
        page.clock.run_for(400)
        assert not box.is_visible()
        page.mouse.move(2, 2)
        page.clock.run_for(2000)
        assert not box.is_visible()
        mark.hover()
        page.clock.run_for(600)
        assert box.is_visible()
        # The way into the box is open.
        box.hover()
        page.clock.run_for(2000)
        assert box.is_visible()
        page.mouse.move(2, 2)
        page.clock.run_for(600)
        assert not box.is_visible()
        mark.click()
        page.mouse.move(2, 2)
        page.clock.run_for(2000)
        assert box.is_visible()


def test_without_scripts_a_mark_leads_to_the_source(browser: Browser, origin: str) -> None:
    """To the paragraph itself, which is lit."""
    with shown(browser, width=PHONE, scripts=False) as page:
        page.goto(f"{origin}en/{ARTICLE}")
        assert page.locator(".cited :visible").count() == 0
        mark = first_mark(page)
        name = mark.inner_text()
        mark.click()
        page.wait_for_url(re.compile(rf"/en/sources/\w+/#{name}$"))


@pytest.mark.parametrize("prefix", EDITIONS)
def test_paper_ends_with_what_is_cited(browser: Browser, origin: str, prefix: str) -> None:
    """Each paragraph that the page cites, by name and gist, below its document; once."""
    with shown(browser, width=DESKTOP) as page:
        page.goto(f"{origin}{prefix}/{ARTICLE}")
        cited = set(page.locator(".body a.source").all_inner_texts())
        page.emulate_media(media="print")
        listed = page.locator(".cited .term-box:visible")
        names = listed.locator("strong").all_inner_texts()
        assert sorted(re.findall(r"[A-Z]-\d+", " ".join(names))) == sorted(cited)
        assert page.locator(".cited button:visible, .cited details:visible").count() == 0
        assert all(len(words) > 30 for words in listed.all_inner_texts())
        # Below its document, with the address where that is known.
        titles = page.locator(".cited .on-paper:visible").all_inner_texts()
        letters = {name.partition("-")[0] for name in cited}
        assert len(titles) == 1 + len(letters)
        assert any("https://" in title for title in titles)
