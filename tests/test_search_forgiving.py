"""What the search does for readers in Chromium: where they wait, where they slip, on the page they open."""

import re
from bisect import bisect_right
from typing import Any

import pytest
from crawl import Site
from playwright.sync_api import Browser, Page, Route, expect
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT
from test_browser import DESKTOP, PHONE, none_of, shown
from test_search_browser import ask, data_file

# Runs before any script of a page.
SHIFTS = """
window.shifts = 0;
const add = list => list.getEntries().forEach(each => window.shifts += each.value);
new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
"""
SOUGHT = "() => [...(CSS.highlights.get('sought') ?? [])].map(String)"


def answers(page: Page) -> Page:
    """Wait until something is found."""
    page.locator("[data-answer] li a").first.wait_for()
    return page


@pytest.mark.parametrize(
    ("address", "meant", "first"),
    [
        # Chinese that sounds the same, that does not, with two characters exchanged, in either script.
        ("zh-hans/search/?q=软势力", "软实力", "glossary/#ruan-shi-li"),
        ("zh-hans/search/?q=海纳百江", "海纳百川", "glossary/#hai-na-bai-chuan"),
        ("zh-hant-tw/search/?q=海百納川", "海納百川", "glossary/#hai-na-bai-chuan"),
        # A letter wrong, left out, exchanged; in pinyin, too.
        ("en/search/?q=magnanamity", "magnanimity", "city-spirit/#magnanimity"),
        ("en/search/?q=city+spirt", "city spirit", "glossary/#cheng-shi-jing-shen"),
        ("zh-hans/search/?q=hainabaichaun", "海纳百川", "glossary/#hai-na-bai-chuan"),
    ],
)
def test_what_may_have_been_meant_is_said(
    browser: Browser, origin: str, address: str, meant: str, first: str
) -> None:
    """A line above the results names it and leads to it; the results are those for it."""
    home = address.partition("/")[0]
    with shown(browser, width=PHONE) as page:
        page.goto(origin + address)
        link = answers(page).locator(".rung a")
        assert link.inner_text() == meant
        found = page.locator("[data-answer] li a").first
        assert found.get_attribute("href") == f"/{home}/{first}"
        before = page.locator("[data-answer] [role=status]").inner_text()
        link.click()
        answers(page)
        assert page.locator("[data-search] input").input_value() == meant
        assert page.locator(".rung").count() == 0
        assert page.locator("[data-answer] [role=status]").inner_text() == before


@pytest.mark.parametrize(
    ("edition", "query", "rung", "first"),
    [
        ("zh-hans", "haina", "读音相同：", "glossary/#hai-na-bai-chuan"),
        ("zh-hans", "hain", "读音相同：", "glossary/#hai-na-bai-chuan"),
        ("zh-hans", "hai3na4", "读音相同：", "glossary/#hai-na-bai-chuan"),
        # zh and z, ing and in are not told apart everywhere.
        ("zh-hans", "yinshang huanjin", "读音相同：", "sources/opinions/#O-8"),
        ("zh-hans", "hnb", "拼音首字母相同：", "city-spirit/#sea-and-rivers"),
        ("en", "hnb", "With these initials in pinyin:", "city-spirit/#sea-and-rivers"),
        ("en", "yunbaogao zebra", "With some of these words:", "city-spirit/#magnanimity"),
        # A question needs no excuse.
        ("zh-hans", "意见的全文在哪里", "", ""),
        ("zh-hans", "软实力", "", "glossary/#ruan-shi-li"),
    ],
)
def test_results_say_why_they_are_there(
    browser: Browser, origin: str, edition: str, query: str, rung: str, first: str
) -> None:
    """What does not hold the words that were typed stands below a line that says what it has instead."""
    with shown(browser, width=DESKTOP) as page:
        page.goto(f"{origin}{edition}/about/")
        page.locator("[data-search] input").fill(query)
        label = answers(page).locator("[data-results] > :first-child")
        assert (label.inner_text() if rung else label.evaluate("each => each.localName")) == (rung or "ol")
        if first:
            link = page.locator("[data-answer] li a").first
            assert link.get_attribute("href") == f"/{edition}/{first}"


@pytest.mark.parametrize("query", ["o12", "O12", "O-12", "o 12", "o.12"])
def test_paragraphs_are_found_by_their_numbers(browser: Browser, origin: str, query: str) -> None:
    """However the number is typed, the paragraph itself comes before what cites it."""
    (found,) = ask(browser, f"{origin}en/", [query]).values()
    assert next(iter(found)) == "/en/sources/opinions/#O-12"
    assert len(found) > 5


def test_pinyin_is_found_while_it_is_typed(browser: Browser, origin: str) -> None:
    """No letter on the way to a word says that there is nothing."""
    word = "hainabaichuan"
    typed = [word[:end] for end in range(2, len(word) + 1)]
    for edition in ("zh-hans", "zh-hant-hk", "en"):
        found = ask(browser, f"{origin}{edition}/", typed)
        missing = [each for each in typed if f"/{edition}/glossary/#hai-na-bai-chuan" not in found[each]]
        # "ha" begins other words of English, too.
        assert not [each for each in missing if len(each) > 2], edition


def test_what_is_looked_for_is_shown_while_readers_wait(browser: Browser, origin: str) -> None:
    """On a slow line the field has the words of the address at once, and a line says what is going on."""
    with shown(browser, width=PHONE) as page:
        waiting: list[Route] = []
        page.route("**/search*.js", lambda route: waiting.append(route))
        page.goto(f"{origin}en/search/?q=soft+power")
        status = page.locator("[data-answer] [role=status]")
        wanted = page.locator("[data-search]").get_attribute("data-waiting")
        assert wanted
        assert page.locator("[data-search] input").input_value() == "soft power"
        expect(status).to_have_text(wanted)
        texts: list[Route] = []
        page.route("**/texts.json", lambda route: texts.append(route))
        while not waiting:
            page.wait_for_timeout(20)
        waiting[0].continue_()
        while not texts:
            page.wait_for_timeout(20)
        expect(status).to_have_text(wanted)
        texts[0].continue_()
        assert answers(page).locator("[data-answer] li").count() == 20
        expect(status).not_to_have_text(wanted)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_results_push_nothing_away(browser: Browser, built_site: Site, origin: str, width: int) -> None:
    """Whatever comes, however late: the page does not move below its readers’ eyes."""
    with shown(browser, width=width) as page:
        page.add_init_script(SHIFTS)
        page.route("**/texts.json", lambda route: (page.wait_for_timeout(600), route.continue_()))
        for edition in built_site.editions:
            for query in ("软实力", "rsl", "nothing-of-the-kind"):
                page.goto(f"{origin}{edition}/search/?q={query}")
                status = page.locator("[data-answer] [role=status]")
                expect(status).to_have_text(re.compile(r"\d|[.。]$"))
                page.wait_for_timeout(100)
                assert page.evaluate("() => window.shifts") == 0, (edition, query)


def test_results_come_twenty_at_a_time(browser: Browser, origin: str) -> None:
    """More where readers ask for them; the focus goes to the first of these, arrows reach the button."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}en/search/?q=soft+power")
        results, more = answers(page).locator("[data-answer] li"), page.locator("[data-next]")
        found = re.search(r"\d+", page.locator("[data-answer] [role=status]").inner_text())
        assert found
        assert results.count() == 20 < int(found[0])
        page.locator("[data-answer] li a").last.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert results.count() == 40
        assert results.nth(20).locator("a").evaluate("link => link === document.activeElement")
        while more.is_visible():
            more.click()
        assert results.count() == int(found[0])
        page.locator("[data-search] input").fill("O-12 zebra")
        expect(more).to_be_hidden()


def body(page: Page) -> str:
    """The main part of a page as it is now."""
    return page.locator("main").evaluate("main => main.outerHTML")


def test_words_are_lit_on_the_page_that_is_opened(browser: Browser, origin: str) -> None:
    """In all forms in which they were found, across marks, once, and without a change of the page."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}zh-hans/soft-power/")
        untouched = body(page)
        assert page.evaluate(SOUGHT) == []
        page.goto(f"{origin}zh-hans/search/?q=ruanshi")
        answers(page).locator('[data-answer] li a[href="/zh-hans/soft-power/"]').click()
        page.wait_for_url("**/soft-power/")
        page.wait_for_load_state("networkidle")
        lit = page.evaluate(SOUGHT)
        assert len(lit) > 5
        assert {"软实", "软实力"} & {*lit}
        assert body(page) == untouched
        page.keyboard.press("Escape")
        assert page.evaluate(SOUGHT) == []
        page.reload(wait_until="networkidle")
        assert page.evaluate(SOUGHT) == []


def test_words_are_lit_on_the_same_page(browser: Browser, origin: str) -> None:
    """A result in the page on which the field stands loads nothing: its words are lit nevertheless."""
    with shown(browser, width=DESKTOP) as page:
        page.goto(f"{origin}en/city-spirit/")
        page.locator("[data-search] input").fill("zebra crossings")
        answers(page).locator("li a").first.click()
        page.wait_for_url("**/city-spirit/#magnanimity")
        assert page.evaluate(SOUGHT)[0].lower() == "zebra"


def test_bopomofo_is_read_as_pinyin(browser: Browser, origin: str) -> None:
    """Every syllable that a dictionary has, with its tone, alone and in a row."""
    characters = [chr(code) for code in PINYIN_DICT if 0x4E00 <= code < 0xA000]
    signs = lazy_pinyin(characters, style=Style.BOPOMOFO)
    pinyin = lazy_pinyin(characters, style=Style.NORMAL)
    # Sounds without a vowel, and dialect, are in no scheme.
    pairs = {
        (sign, spelled)
        for sign, spelled in zip(signs, pinyin, strict=True)
        if re.fullmatch(r"[ㄅ-ㄙ]?[ㄧㄨㄩ]?[ㄚ-ㄛㄜ-ㄦ]?[ˊˇˋ˙]?", sign) and re.search("[aeiouv]", spelled)
    }
    assert len({spelled for _, spelled in pairs}) > 390
    asked = [sign for sign, _ in sorted(pairs)]
    with shown(browser, width=DESKTOP) as page:
        page.goto(f"{origin}en/")
        read: list[str] = page.evaluate(
            """async asked => {
                const url = document.querySelector("[data-search]").dataset.searchModules.split(" ")[1];
                const { fromBopomofo } = await import(url);
                return asked.map(each => fromBopomofo(`${each} `).trim());
            }""",
            asked,
        )
    wrong = [(sign, got, due) for (sign, due), got in zip(sorted(pairs), read, strict=True) if got != due]
    # Exclamations, of which the two schemes differ.
    assert {due for _, _, due in wrong} <= {"eh", "yo", "ei", "lo", "yai"}, wrong


# What the site reads otherwise than the other dictionary does first: 地方 (de).
OTHERWISE = {"地"}


def test_readings_are_those_of_another_dictionary(browser: Browser, built_site: Site, origin: str) -> None:
    """The browser orders characters by their sounds, from a dictionary of its own: so does the table."""
    table = re.search(r'"sounds":"([^"]*)"', data_file(built_site, "zh-hans").read_text("utf-8"))
    assert table
    sounds: dict[str, set[str]] = {}
    for sound, characters in re.findall("([a-z]+)([^a-z]+)", table[1]):
        for character in characters:
            sounds.setdefault(character, set()).add(sound)
    # ü stands behind u where it ends a syllable; what is read in two ways is ordered by one of them.
    single = {
        each: re.sub("v$", "u!", sound).replace("v", "u")
        for each, (sound, *more) in sounds.items()
        if not more
    }
    assert len(single) > 1000
    with shown(browser, width=DESKTOP) as page:
        page.goto(f"{origin}en/about/")
        ordered: list[str] = page.evaluate(
            "all => all.sort(new Intl.Collator('zh-u-co-pinyin').compare)", [*single]
        )
    none_of([each for each in out_of_order(ordered, single) if each not in OTHERWISE])


def out_of_order(ordered: list[str], keys: dict[str, str]) -> list[str]:
    """Those that have to be taken away so that the rest is in the order of their keys: as few as possible."""
    ends: list[Any] = []
    at: list[int] = []
    before: list[int] = []
    for place, each in enumerate(ordered):
        length = bisect_right(ends, keys[each])
        before.append(at[length - 1] if length else -1)
        ends[length:] = [keys[each], *ends[length + 1 :]]
        at[length:] = [place, *at[length + 1 :]]
    kept: set[int] = set()
    place = at[-1]
    while place >= 0:
        kept.add(place)
        place = before[place]
    return [each for place, each in enumerate(ordered) if place not in kept]
