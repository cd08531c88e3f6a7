"""Readers' settings for readings and for pages in two languages, in Chromium."""

import pytest
from playwright.sync_api import Browser, Page, expect
from test_browser import DESKTOP, PHONE
from test_reading_browser import reading

PAIR = "city-spirit/bilingual/"
# What of the panel is cut off, at its sides or below the window, and cannot be scrolled to.
OVERFLOW = """panel => {
    const box = panel.getBoundingClientRect();
    const edges = [...panel.querySelectorAll("*")].map(e => e.getBoundingClientRect().right);
    const wide = edges.filter(right => right > box.right + 1);
    panel.scrollTo(0, 1e6);
    const last = panel.querySelector("fieldset:last-of-type").getBoundingClientRect();
    return [
        panel.scrollWidth > panel.clientWidth,
        wide.length, box.left < 0, box.right > innerWidth + 1, box.bottom > innerHeight + 1,
        last.bottom > innerHeight + 1,
    ].map(Number);
}"""


def settings(page: Page) -> None:
    """Open the reader's settings."""
    page.locator("[data-settings]").click()
    expect(page.locator(".settings")).to_be_visible()


def choose(page: Page, name: str, value: str) -> None:
    """Set something among the settings, and close them."""
    settings(page)
    page.locator(f".settings [name={name}][value='{value}']").check()
    page.locator(".settings .close").click()


@pytest.mark.parametrize(
    ("prefix", "shown"),
    [
        ("zh-hans", "chéngshì jīngshén"),
        ("zh-hant-tw", "ㄔㄥˊ ㄕˋ ㄐㄧㄥ ㄕㄣˊ"),
        ("zh-hant-hk", "sing4 si5 zing1 san4"),
        ("en", "chéngshì jīngshén"),
    ],
)
def test_readings_are_hidden_for_who_needs_none(
    browser: Browser, origin: str, prefix: str, shown: str
) -> None:
    """Each edition has its own; hidden on every page, from the first drawing on."""
    with reading(browser, f"{origin}{prefix}/glossary/", width=PHONE) as page:
        read = page.locator("#cheng-shi-jing-shen h3 .reading")
        assert read.inner_text() == shown
        choose(page, "readings", "hidden")
        expect(read).to_be_hidden()
        # What hides them stands before the text, on the root.
        page.goto(f"{origin}{prefix}/city-spirit/")
        assert page.locator("html").get_attribute("data-readings") == "hidden"
        page.locator(".body a.term").first.click()
        expect(page.locator(".term-box:popover-open")).to_be_visible()
        expect(page.locator(".term-box:popover-open .reading")).to_be_hidden()
        page.keyboard.press("Escape")
        choose(page, "readings", "")
        page.goto(f"{origin}{prefix}/glossary/")
        expect(read).to_be_visible()


def test_what_authors_write_of_sounds_stays(browser: Browser, origin: str) -> None:
    """Pinyin in a sentence is a part of it."""
    with reading(browser, f"{origin}en/city-spirit/") as page:
        written = page.locator(".body [lang='zh-Latn-pinyin']:not(.reading)")
        assert written.count()
        choose(page, "readings", "hidden")
        expect(written.first).to_be_visible()


@pytest.mark.parametrize("prefix", ["zh-hant-tw", "zh-hant-hk", "en"])
def test_above_words_by_either_way(browser: Browser, origin: str, prefix: str) -> None:
    """The settings and the fold of a page in two languages are one state, which other pages know."""
    pair = f"{origin}{prefix}/{PAIR}" if prefix != "en" else f"{origin}en/city-spirit/bilingual-zh-hant-hk/"
    with reading(browser, pair, width=DESKTOP) as page:
        above, fold = page.locator(".reading rt").first, page.locator(".layout [name=readings]")
        kept = page.locator(".settings [name=readings]:checked")
        expect(above).to_be_hidden()
        choose(page, "readings", "shown")
        expect(above).to_be_visible()
        expect(fold).to_be_checked()
        page.reload()
        expect(above).to_be_visible()
        expect(kept).to_have_value("shown")
        fold.uncheck()
        expect(above).to_be_hidden()
        expect(kept).to_have_value("")
        choose(page, "readings", "hidden")
        page.reload()
        expect(fold).not_to_be_checked()
        expect(kept).to_have_value("hidden")
        fold.check()
        expect(above).to_be_visible()
        assert page.locator("html").get_attribute("data-readings") is None


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_one_language_or_both_by_either_way(browser: Browser, origin: str, width: int) -> None:
    """Set on any page; what lays them out when both are shown is chosen where it is seen."""
    with reading(browser, f"{origin}zh-hans/city-spirit/", width=width) as page:
        choose(page, "layout", "theirs")
        page.goto(f"{origin}zh-hans/{PAIR}")
        ours, theirs = (page.locator(f"#b-1 .{side}") for side in ("ours", "theirs"))
        kept = page.locator(".settings [name=layout]:checked")
        expect(theirs).to_be_visible()
        expect(ours).to_be_hidden()
        choose(page, "layout", "ours")
        expect(theirs).to_be_hidden()
        expect(page.locator(".layout [value=ours]")).to_be_checked()
        if width == PHONE:
            page.locator(".layout summary").click()
        page.locator(".layout [value=turns]").check()
        expect(theirs).to_be_visible()
        expect(kept).to_have_value("")
        page.locator(".layout [value=theirs]").check()
        expect(kept).to_have_value("theirs")
        choose(page, "layout", "")
        expect(ours).to_be_visible()
        page.reload()
        for side in (ours, theirs):
            expect(side).to_be_visible()


@pytest.mark.parametrize("prefix", ["zh-hans", "zh-hant-tw", "en"])
@pytest.mark.parametrize(
    ("width", "letters"), [(320, 100), (PHONE, 100), (320, 220), (PHONE, 220), (DESKTOP, 220)]
)
def test_settings_fit(browser: Browser, origin: str, prefix: str, width: int, letters: int) -> None:
    """Nothing of the settings is cut off, and the last of them can be scrolled to, with large letters too."""
    with reading(browser, f"{origin}{prefix}/city-spirit/", width=width) as page:
        page.set_viewport_size({"width": width, "height": 568})
        # As a browser enlarges text: the size that pages begin with.
        page.add_init_script(
            "addEventListener('DOMContentLoaded', () => document.documentElement.style.setProperty("
            f"'font-size', '{letters}%'))"
        )
        page.reload()
        wide = page.evaluate("document.documentElement.scrollWidth")
        settings(page)
        assert page.locator(".settings").evaluate(OVERFLOW) == [0] * 6
        assert page.evaluate("document.documentElement.scrollWidth") == wide


@pytest.mark.parametrize(
    ("prefix", "typed"),
    [
        ("zh-hant-hk", "hoi2 naap6 baak3 cyun1"),
        ("zh-hant-hk", "hoi naap baak cyun"),
        ("zh-hant-hk", "hǎi nà bǎi chuān"),
        ("zh-hant-tw", "ㄏㄞˇ ㄋㄚˋ ㄅㄞˇ ㄔㄨㄢ"),
        ("zh-hant-tw", "hainabaichuan"),
    ],
)
def test_the_search_knows_how_terms_are_read(browser: Browser, origin: str, prefix: str, typed: str) -> None:
    """By what the edition shows, with tones and without, and by pinyin in each."""
    with reading(browser, f"{origin}{prefix}/search/") as page:
        page.locator("main [data-search] input").fill(typed)
        expect(page.locator("main [data-search] mark", has_text="海納百川").first).to_be_visible()


def test_a_name_beside_is_that_of_its_edition(browser: Browser, origin: str) -> None:
    """Beside the text of Hong Kong a term is named in its characters, read and said as there."""
    with reading(browser, f"{origin}en/city-spirit/bilingual-zh-hant-hk/") as page:
        boxes = page.locator(".term-box")
        named = boxes.evaluate_all(
            "es => es.map(e => [...e.querySelectorAll('strong ~ span[lang]')].map(e => e.lang))"
        )
        # Boxes of sources name no term.
        assert {tuple(each) for each in named if each} == {("zh-Hant-HK", "yue-Latn-jyutping")}
