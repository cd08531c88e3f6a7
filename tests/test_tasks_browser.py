"""Ten tasks that readers come with, each walked in Chromium from an entrance of the site to the thing sought.

Only by what a reader sees and does: roles and visible words, taps, clicks and keys. The one address that is
typed is that of the entrance, as from somebody else’s link. The policy is that of production.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from test_browser import DESKTOP, PHONE, Watch, none_of, press

A4 = 718  # CSS pixels between the margins of a printed page


@contextmanager
def reader(
    browser: Browser, origin: str, entrance: str, *, width: int = DESKTOP, missing: str = "", **settings: Any
) -> Iterator[Page]:
    """A reader who has never been here, at the entrance; their browser complains of nothing till the end.

    `missing` is the end of an address that is known to lead nowhere.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 800}, **{"reduced_motion": "reduce", **settings}
    )
    context.set_default_timeout(10_000)
    if browser.browser_type.name == "chromium":
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    watch = Watch(origin, expected_404=missing)
    watch.follow(context)
    page = context.new_page()
    page.goto(origin + entrance)
    yield page
    context.close()
    none_of(watch.faults)


def heading(page: Page, words: str | re.Pattern[str]) -> Locator:
    """A heading by its words, or by all of them."""
    if isinstance(words, str):
        # Below hidden pinyin Playwright reads spaces between characters; Chromium’s own name has none.
        words = re.compile(f"^{r' ?'.join(map(re.escape, words))}$")
    return page.get_by_role("heading", name=words)


def seen(place: Locator) -> None:
    """Expect a place to be in the window, where its reader is led to."""
    expect(place).to_be_in_viewport()


def entry(page: Page, words: str) -> Locator:
    """What the glossary says of a term."""
    term = page.get_by_role("heading", name=re.compile(f"^{re.escape(words)}( |$)"))
    return page.get_by_role("article").filter(has=term)


def clipboard(page: Page) -> str:
    """What a reader would paste."""
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def test_a_saying_is_understood_on_a_phone_in_hong_kong(browser: Browser, origin: str) -> None:
    """What 近悦远来 means: found, read in both languages, cited, and read on at the same place in English."""
    phone = {"is_mobile": True, "has_touch": True, "locale": "zh-HK", "timezone_id": "Asia/Hong_Kong"}
    with reader(browser, origin, "", width=PHONE, **phone) as page:
        # The evening of 22 November in London is the morning of the 23rd here.
        page.clock.set_fixed_time("2026-11-22T20:00:00Z")
        page.get_by_role("link", name="繁體（香港）").tap()
        page.get_by_role("link", name="搜尋").tap()
        page.get_by_role("searchbox").fill("近悦远来")
        page.get_by_role("search").get_by_role("link", name=re.compile("^術語表 › 近悅遠來")).tap()
        said = entry(page, "近悅遠來")
        seen(said.get_by_text("近處的人高興，遠處的人願意來"))
        said.get_by_role("link", name="六個目標").tap()

        # To the section by the contents; in both languages by the link at the head of the page.
        page.get_by_role("button", name="本頁內容").tap()
        page.get_by_role("link", name="讓天下英才近悅遠來").first.tap()
        seen(heading(page, "讓天下英才近悅遠來"))
        page.get_by_role("link", name="中英對照", exact=True).tap()
        seen(heading(page, "讓天下英才近悅遠來"))
        seen(heading(page, "Talent near and far is drawn in"))

        page.get_by_role("link", name="只看中文").first.tap()
        seen(heading(page, "讓天下英才近悅遠來"))
        page.get_by_text("引用本頁").tap()
        page.get_by_role("button", name="GB/T 7714").tap()
        expect(page.get_by_text(re.compile("^已複製"))).to_be_visible()
        title = page.get_by_role("heading", level=1).inner_text()
        assert title.startswith("六個目標")
        assert f"{title}[EB/OL]" in clipboard(page)
        assert re.search(r"\[2026-11-23\]\. https://\S+/zh-hant-hk/goals/", clipboard(page))

        # From the foot of the page, where the citation is, to the same place: the last section.
        page.mouse.wheel(0, -60)
        press(page.get_by_role("button", name="語言版本"))
        press(page.get_by_role("navigation", name="語言版本").get_by_role("link", name="English"))
        seen(heading(page, "Check yourself"))


def test_traditional_characters_find_simplified_ones(browser: Browser, origin: str) -> None:
    """軟實力 typed on the Simplified site: the first answer says 软实力, and one leads to a section on it."""
    with reader(browser, origin, "zh-hans/", locale="zh-CN") as page:
        page.get_by_role("searchbox").press_sequentially("軟實力")
        first = page.get_by_role("search").get_by_role("link").first
        expect(first.get_by_text("软实力", exact=True).first).to_be_visible()
        page.get_by_role("searchbox").press("Enter")
        expect(page.get_by_text(re.compile(r"^找到\d+处$"))).to_be_visible()
        link = page.get_by_role("link", name=re.compile("^(?!术语表)[^›\n]+ › [^›\n]*软实力")).first
        title, _, words = link.locator("strong").inner_text().partition(" › ")
        link.click()
        seen(heading(page, words))
        expect(heading(page, title).first).to_be_attached()


def test_the_third_safeguard_is_found(browser: Browser, origin: str) -> None:
    """Down the river of the home page, by a picture and the contents of a page, to what the third asks."""
    with reader(browser, origin, "en/", width=PHONE, locale="en-GB") as page:
        page.get_by_role("figure").get_by_role("link", name="Shanghai’s soft power").click()
        page.get_by_role("figure").get_by_role("link", name="three things to strengthen").first.click()
        page.get_by_role("button", name="On this page").click()
        third = page.get_by_role("link", name=re.compile("^3. ")).first
        words = third.inner_text()
        third.click()
        seen(heading(page, words))


# Text that paper would cut off: beyond the width of the sheet, or inside a box that scrolls on a screen.
CUT_OFF = """width => [...document.querySelectorAll("main *")].filter(e => {
    if (!e.checkVisibility()) return false;
    const lies = e.getBoundingClientRect();
    const scrolls = getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1;
    return lies.left < -1 || lies.right > width + 1 || (scrolls && e.clientWidth > 0);
}).map(e => `${e.localName}.${e.className.baseVal ?? e.className}: ${e.textContent.trim().slice(0, 40)}`)"""

# Every colour of a text and the colour that it stands on.
COLOURS = """() => {
    const rgb = colour => colour.match(/[\\d.]+/g).map(Number);
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !parent.checkVisibility()) continue;
        const style = getComputedStyle(parent);
        let ground = parent;
        const isClear = e => (rgb(getComputedStyle(e).backgroundColor)[3] ?? 1) === 0;
        while (ground.parentElement && isClear(ground)) ground = ground.parentElement;
        const colour = parent instanceof SVGElement ? style.fill : style.color;
        found.add(JSON.stringify([rgb(colour).slice(0, 3), rgb(getComputedStyle(ground).backgroundColor)]));
    }
    return [...found].map(each => JSON.parse(each));
}"""


def test_the_goals_are_printed(browser: Browser, origin: str) -> None:
    """By a reader who reads in the dark: all six, dark on white, nothing cut off, nothing to click on."""
    with reader(browser, origin, "en/", locale="en-GB", color_scheme="dark") as page:
        page.get_by_role("link", name=re.compile("^six goals$", re.IGNORECASE)).first.click()
        expect(heading(page, re.compile("^Six goals"))).to_be_visible()
        text = page.locator(".body").inner_text()
        page.set_viewport_size({"width": A4, "height": 1000})
        page.emulate_media(media="print")

        furniture = page.get_by_role("banner").get_by_role("link")
        assert [link.inner_text() for link in furniture.all() if link.is_visible()] == [
            "Shanghai’s City Spirit and Soft Power, Explained"
        ]
        for role in ("navigation", "search", "button", "searchbox"):
            shown = [each for each in page.get_by_role(role).all() if each.is_visible()]
            assert not shown, f"{role}: {[each.inner_text() for each in shown]}"
        goals = page.get_by_role("heading", level=3).all_inner_texts()[:6]
        assert len(goals) == 6
        assert goals[0].startswith("Core values")
        assert goals[5].startswith("Talent near")
        printed = page.get_by_role("main").inner_text()
        parts = page.get_by_role("heading", level=2).all_inner_texts()
        start, last = text.index(goals[0]), text.index(goals[5])
        end = min(at for at in map(text.find, parts) if at > last)
        assert end - start > 1000
        for line in filter(None, text[start:end].split("\n")):
            assert line in printed
        assert page.evaluate(CUT_OFF, A4) == []
        for ink, (red, green, blue, *_) in page.evaluate(COLOURS):
            assert max(ink) <= 0x40, ink
            assert (red, green, blue) == (255, 255, 255)
        sheets = page.pdf(format="A4")
        assert sheets.startswith(b"%PDF")
        assert 3 <= len(re.findall(rb"/Type\s*/Page\b", sheets)) <= 12


def test_pinyin_without_tones_leads_to_what_it_means(browser: Browser, origin: str) -> None:
    """A reader of English without Chinese has heard “hai na bai chuan”, and types it as heard."""
    with reader(browser, origin, "", locale="en-GB") as page:
        page.get_by_role("link", name="English").click()
        page.get_by_role("searchbox", name="Search this site").press_sequentially("hai na bai chuan")
        page.get_by_role("search").get_by_role("link", name=re.compile("^City spirit")).click()
        section = heading(page, "The sea takes in all rivers")
        seen(section)
        seen(page.get_by_role("main").get_by_text("hǎi nà bǎi chuān").first)

        # The word is explained on the spot, and the glossary says the rest. Headings have a capital letter.
        term = page.get_by_role("main").get_by_role("link", name="the sea takes in all rivers", exact=True)
        term.first.click()
        box = page.get_by_role("dialog", name=re.compile("the sea takes in all rivers"))
        expect(box.get_by_text("hǎi nà bǎi chuān")).to_be_visible()
        box.get_by_role("link", name="See it in the glossary").click()
        seen(entry(page, "the sea takes in all rivers").get_by_text("海纳百川", exact=True).first)


def test_a_learner_s_choices_are_remembered(browser: Browser, origin: str) -> None:
    """Pinyin on, Chinese hidden till it is asked for: so after a reload, and on the next page."""
    with reader(browser, origin, "en/city-spirit/", locale="en-GB") as page:
        page.get_by_role("link", name="With the Chinese").click()
        lines = page.locator(".pair:not(.titles, .heading)", has=page.locator("rt"))
        english, chinese = (lines.first.locator(f".{side} p").first for side in ("ours", "theirs"))
        expect(chinese).to_be_visible()
        syllables = [lines.nth(at).locator("rt").first for at in (0, 1)]
        for syllable in syllables:
            expect(syllable).to_be_hidden()
        page.get_by_role("checkbox", name="How words are read").check()
        for syllable in syllables:
            expect(syllable).to_be_visible()
        page.get_by_role("radio", name="English first").check()
        for step in ("chosen", "reloaded"):
            if step == "reloaded":
                page.reload()
            expect(page.get_by_role("checkbox", name="How words are read")).to_be_checked()
            expect(english).to_be_visible()
            expect(chinese).to_be_hidden()
        english.click()
        expect(chinese).to_be_visible()
        expect(syllables[0]).to_be_visible()
        expect(syllables[1]).to_be_hidden()  # of a line that has not been asked for

        page.get_by_role("link", name="Next").click()
        expect(heading(page, re.compile("City character"))).to_be_visible()
        expect(page.get_by_role("radio", name="English first")).to_be_checked()
        expect(page.get_by_role("checkbox", name="How words are read")).to_be_checked()


def test_a_sentence_is_checked_against_its_source(browser: Browser, origin: str) -> None:
    """By a mark, where the reader is; then on a page that explains it, and by its mark to the source."""
    mark = "The Opinions, paragraph 2 (O-2)"
    with reader(browser, origin, "en/", locale="en-GB") as page:
        home = page.url
        page.get_by_role("main").get_by_role("link", name=mark).first.click()
        told = page.get_by_role("dialog", name=mark)
        seen(told.get_by_text("The gist"))
        told.get_by_text("Phrases of the text").click()
        expect(told.get_by_text("海纳百川", exact=True)).to_be_visible()
        assert page.url == home
        told.get_by_role("link", name="City spirit", exact=True).click()
        expect(heading(page, re.compile("^City spirit: "))).to_be_visible()
        page.get_by_role("main").get_by_role("link", name=mark).first.click()
        told.get_by_role("link", name="The whole text").click()
        seen(page.get_by_role("region", name=re.compile(r"^O-2\b")).get_by_role("heading"))


def test_the_glossary_serves_without_scripts(browser: Browser, origin: str) -> None:
    """From the chooser by the list of pages to an entry, and to the same in the other Traditional edition."""
    with reader(browser, origin, "", width=PHONE, locale="zh-HK", java_script_enabled=False) as page:
        page.get_by_role("link", name="繁體（香港）").click()
        page.get_by_role("button", name="全站目錄").click()
        page.get_by_role("navigation", name="全站目錄").get_by_role("link", name="摘要").click()
        page.get_by_role("heading", name="術語表").get_by_role("link").click()
        for edition in ("", "繁體（台灣）"):
            if edition:
                page.get_by_role("button", name="語言版本").click()
                page.get_by_role("navigation", name="語言版本").get_by_role("link", name=edition).click()
                page.wait_for_url(f"{origin}zh-hant-tw/glossary/")
            page.get_by_text("注音索引" if edition else "粵拼索引", exact=True).click()
            page.get_by_role("link", name="近悅遠來", exact=True).first.click()
            seen(entry(page, "近悅遠來").get_by_text("近處的人高興，遠處的人願意來"))


def focused(page: Page) -> Locator:
    """The element that has the focus."""
    return page.locator("*:focus")


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_mistyped_address_is_mended_by_keyboard(browser: Browser, origin: str, width: int) -> None:
    """Somebody without a mouse lands where nothing is; slash, words, arrows, Enter: the right page."""
    with reader(
        browser, origin, "en/city-sprit/", width=width, locale="en-GB", missing="/city-sprit/"
    ) as page:
        expect(heading(page, "Page not found")).to_be_visible()
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("city spirit")
        expect(page.get_by_role("search").get_by_role("link").first).to_be_visible()
        for _ in range(6):
            page.keyboard.press("ArrowDown")
            if focused(page).inner_text().startswith("City spirit"):
                break
        page.keyboard.press("Enter")
        expect(heading(page, re.compile("^City spirit: "))).to_be_visible()
        # And on, past all that stands before the text.
        if "#" not in page.url:
            page.keyboard.press("Tab")
            expect(focused(page)).to_have_text("Skip to the text")
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert focused(page).evaluate("e => Boolean(e.closest('main'))")


# Where words of a paragraph stand that lead nowhere.
PLAIN = """paragraph => {
    const isPlain = node => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 3;
    const text = [...paragraph.childNodes].find(isPlain);
    const words = document.createRange();
    words.setStart(text, 1);
    words.setEnd(text, 3);
    const { left, top, width, height } = words.getClientRects()[0];
    return [left + width / 2, top + height / 2];
}"""


def test_a_reader_from_taiwan_is_offered_their_edition_once(browser: Browser, origin: str) -> None:
    """A shared link leads to another edition, the offer to the same place; a character is reported."""
    with reader(browser, origin, "zh-hans/goals/#talent", width=PHONE, locale="zh-TW") as page:
        seen(heading(page, "让天下英才近悦远来"))
        page.get_by_role("link", name="本頁也有繁體（台灣）版").click()
        seen(heading(page, "讓天下英才近悅遠來"))
        decline = page.get_by_role("button", name="不再提示")
        expect(decline).to_have_count(0)

        # A word of the sentence is marked with the pointer, as one marks it to copy it.
        sentence = heading(page, "讓天下英才近悅遠來").locator("xpath=following::p[1]")
        page.mouse.dblclick(*sentence.evaluate(PLAIN))
        marked = page.evaluate("() => getSelection().toString().trim()")
        assert marked
        report = page.get_by_role("link", name="回報錯字或其他錯誤")
        report.hover()
        page.mouse.down()  # let go elsewhere: no mail program is to be started
        mail = parse_qs(urlsplit(report.get_attribute("href") or "").query)
        page.mouse.move(1, 1)
        page.mouse.up()
        body = mail["body"][0]
        assert "六個目標" in mail["subject"][0]
        assert "繁體（台灣）" in body
        assert "讓天下英才近悅遠來 #talent" in body
        assert body.strip().endswith(marked)

        page.get_by_role("link", name=re.compile("^下一頁")).click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(re.compile("六個目標"))
        expect(decline).to_have_count(0)
        page.get_by_role("button", name="語言版本").click()
        page.get_by_role("navigation", name="語言版本").get_by_role("link", name="简体").click()
        expect(page.get_by_role("button", name="语言版本")).to_be_visible()
        # Who chooses another edition is not talked out of it.
        expect(decline).to_have_count(0)
