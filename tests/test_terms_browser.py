"""Terms explained on the spot, in Chromium, under the Content-Security-Policy of production.

A page mentions a term; a click or the Enter key opens what the glossary says of it. Links that readers open
elsewhere, and readers without scripts, are led to the glossary.
"""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from crawl import Document, Site
from playwright.sync_api import Browser, Locator, Page, expect
from test_browser import DESKTOP, PHONE, Watch, none_of, shown

# How far from its word a box may stand, and how far both may overlap for rounding.
NEAR = 24
HEIGHT = 800
# What editions show of the sounds of Chinese names, where it is not pinyin.
READ = {"zh-hant-tw": "zh-Bopo", "zh-hant-hk": "yue-Latn-jyutping"}


def boxes(document: Document) -> list[str]:
    """The ids of the pop-ups of a page."""
    return [id_ for id_ in document.ids if id_.startswith("term-")]


def explaining(site: Site) -> Iterator[Document]:
    """The page with the most pop-ups, in an edition of each script and language.

    The two in Traditional Chinese differ in single words.
    """
    pages: dict[str, list[Document]] = {}
    for document in site.documents.values():
        if boxes(document):
            pages.setdefault(site.key(document), []).append(document)
    everywhere = [found for found in pages.values() if len(found) == len(site.editions)]
    assert everywhere, "no page mentions a term in every edition"
    found = max(everywhere, key=lambda found: min(len(boxes(document)) for document in found))
    yield from (document for document in found if site.prefix(document.file) != "zh-hant-hk")


def links(page: Page) -> list[Locator]:
    """The links to terms of a page, one for each pop-up, in the order in which readers meet them."""
    # What is folded is met when it has been unfolded.
    every = page.locator("main a.term:not(details:not([open]) *)")
    targets = every.evaluate_all("links => links.map(link => link.hash)")
    return [every.nth(at) for at, target in enumerate(targets) if targets.index(target) == at]


def box_of(page: Page, link: Locator) -> Locator:
    """The pop-up that explains what a link names."""
    return page.locator(f'[id="term-{(link.get_attribute("href") or "").partition("#")[2]}"]')


def focused(page: Page) -> str:
    """The element that has the focus: its id, or where it leads."""
    return page.evaluate("() => document.activeElement.id || document.activeElement.getAttribute('href')")


@pytest.mark.parametrize("how", ["click", "Enter"])
def test_first_mentions_open_in_place(browser: Browser, built_site: Site, origin: str, how: str) -> None:
    """Each opens what its glossary says; Escape closes it and gives the focus back."""
    for document in explaining(built_site):
        prefix = built_site.prefix(document.file)
        with shown(browser, width=DESKTOP) as page:
            watch = Watch(origin)
            watch.follow(page.context)
            page.goto(f"{origin}{prefix}/glossary/")
            entries = dict(
                page.locator("article.entry").evaluate_all("es => es.map(e => [e.id, e.innerText])")
            )
            page.goto(origin + document.address)
            before = page.url
            for link in links(page)[:3]:
                box = box_of(page, link)
                assert not box.is_visible()
                if how == "click":
                    link.click()
                else:
                    link.focus()
                    page.keyboard.press("Enter")
                assert box.is_visible()
                id_ = str(box.get_attribute("id"))
                assert focused(page) == id_
                assert page.locator("[popover]:popover-open").count() == 1
                name, pinyin, explanation = told(box)
                entry = entries[id_.removeprefix("term-")]
                assert all(words and words in entry for words in (name, pinyin, explanation))
                assert page.evaluate(LANGUAGES, id_) == [
                    built_site.editions[prefix],
                    READ.get(prefix, "zh-Latn-pinyin"),
                ]
                page.keyboard.press("Escape")
                assert not box.is_visible()
                assert focused(page) == link.get_attribute("href")
                assert page.url == before
        none_of(watch.faults)


# In which language a screen reader reads the explanation of a pop-up, and its pinyin.
LANGUAGES = """id => {
    const box = document.getElementById(id);
    const reading = box.querySelector(".reading");
    return [box.querySelectorAll("p")[1], reading].map(e => e.closest("[lang]").lang);
}"""


def told(box: Locator) -> tuple[str, str, str]:
    """The name, the pinyin and the explanation in a pop-up."""
    return (
        box.locator("strong").inner_text(),
        box.locator(".reading").inner_text(),
        box.locator("p").nth(1).inner_text(),
    )


def test_a_box_is_named_and_leads_on(browser: Browser, built_site: Site, origin: str) -> None:
    """Its name is the term, the next Tab reaches its link to the glossary, and that leads to the entry."""
    for document in explaining(built_site):
        with shown(browser, width=PHONE) as page:
            page.goto(origin + document.address)
            link = links(page)[0]
            target = link.get_attribute("href")
            link.click()
            box = box_of(page, link)
            named = page.get_by_role("dialog", name=told(box)[0], exact=True)
            assert named.get_attribute("id") == box.get_attribute("id")
            page.keyboard.press("Tab")
            assert focused(page) == target
            page.keyboard.press("Enter")
            page.wait_for_url(re.compile(re.escape(str(target)) + "$"))
            assert page.locator("article:target").is_visible()


def test_opening_another_closes_the_first(browser: Browser, built_site: Site, origin: str) -> None:
    """One box is open at a time, and a click beside it closes it."""
    for document in explaining(built_site):
        with shown(browser, width=DESKTOP) as page:
            page.goto(origin + document.address)
            one, other = links(page)[:2]
            one.focus()
            page.keyboard.press("Enter")
            # Another mention may lie below the box: the keyboard reaches it all the same.
            other.focus()
            page.keyboard.press("Enter")
            assert (box_of(page, one).is_visible(), box_of(page, other).is_visible()) == (False, True)
            page.locator("h1").click(position={"x": 1, "y": 1}, force=True)
            assert page.locator("[popover]:popover-open").count() == 0


@pytest.mark.parametrize("key", ["Control", "Shift"])
def test_a_link_may_be_opened_elsewhere(browser: Browser, built_site: Site, origin: str, key: str) -> None:
    """With a key held down the link does what links do: it opens the glossary in another tab or window."""
    document = next(explaining(built_site))
    with shown(browser, width=DESKTOP) as page:
        page.goto(origin + document.address)
        link = links(page)[0]
        with page.context.expect_page() as opened:
            link.click(modifiers=[key])
        opened.value.wait_for_url(re.compile(re.escape(str(link.get_attribute("href"))) + "$"))
        assert page.locator("[popover]:popover-open").count() == 0
        assert page.url == origin + document.address


def test_without_scripts_the_link_leads_to_the_entry(browser: Browser, built_site: Site, origin: str) -> None:
    """In each language and script; the boxes stay hidden."""
    for document in explaining(built_site):
        with shown(browser, width=PHONE, scripts=False) as page:
            page.goto(origin + document.address)
            assert page.locator(".term-box:visible").count() == 0
            link = links(page)[-1]
            target = str(link.get_attribute("href"))
            link.click()
            page.wait_for_url(re.compile(re.escape(target) + "$"))
            assert page.locator("article:target").get_attribute("id") == target.partition("#")[2]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_boxes_fit(browser: Browser, built_site: Site, origin: str, width: int) -> None:
    """On a phone a box lies in the window, on a desk also beside its word, wherever that stands."""
    faults = []
    for document in explaining(built_site):
        with shown(browser, width=width) as page:
            page.goto(origin + document.address)
            for link, block in product(links(page)[::9], ("start", "center", "end")):
                link.evaluate("(link, block) => link.scrollIntoView({block})", block)
                link.focus()
                page.keyboard.press("Enter")
                box = box_of(page, link)
                faults += [
                    f"{document.address}{box.get_attribute('id')} at the {block}: {fault}"
                    for fault in misplaced(box, link, width)
                ]
                page.keyboard.press("Escape")
    none_of(faults)


# Moves a word along its line until it goes on on the next one.
PART = """link => {
    const space = document.createElement("span");
    space.style.display = "inline-block";
    link.before(space);
    for (let width = 1; link.getClientRects().length < 2 && width < 2000; width += 4)
        space.style.width = `${width}px`;
    return link.getClientRects().length;
}"""


def test_a_box_fits_a_word_on_two_lines(browser: Browser, built_site: Site, origin: str) -> None:
    """It stands beside the part of the word that is next to it, above as below."""
    faults = []
    for document in explaining(built_site):
        with shown(browser, width=DESKTOP) as page:
            page.goto(origin + document.address)
            link = page.locator("main p > a.term").first
            assert link.evaluate(PART) == 2
            for block in ("start", "center", "end"):
                link.evaluate("(link, block) => link.scrollIntoView({block})", block)
                link.focus()
                page.keyboard.press("Enter")
                faults += [
                    f"{document.address} {block}: {e}" for e in misplaced(box_of(page, link), link, DESKTOP)
                ]
                page.keyboard.press("Escape")
    none_of(faults)


def misplaced(box: Locator, link: Locator, width: int) -> Iterator[str]:
    """What is wrong with where a box lies."""
    lies = box.bounding_box()
    assert lies
    left, top = lies["x"], lies["y"]
    right, bottom = left + lies["width"], top + lies["height"]
    if left < -0.5 or top < -0.5 or right > width + 0.5 or bottom > HEIGHT + 0.5:
        yield f"{left, top, right, bottom} is not in the window"
    if width == DESKTOP:
        # A link that goes over two lines has a part on each.
        parts = link.evaluate(
            "link => [...link.getClientRects()].map(r => [r.left, r.top, r.right, r.bottom])"
        )
        beside = [
            max(top - part[3], part[1] - bottom) <= NEAR and max(left - part[2], part[0] - right) <= NEAR
            for part in parts
        ]
        covers = [
            top < part[3] - 1 and bottom > part[1] + 1 and left < part[2] - 1 and right > part[0] + 1
            for part in parts
        ]
        if not any(beside) or any(covers):
            yield f"{left, top, right, bottom} is not beside {parts}"


def test_each_box_is_led_to(built_site: Site) -> None:
    """Each box belongs to a link of its page."""
    faults = []
    for document in built_site.documents.values():
        linked = {reference.value.partition("#")[2] for reference in document.references}
        faults += [f"{document.file}: {id_}" for id_ in boxes(document) if id_[5:] not in linked]
    none_of(faults)


def test_the_glossary_unfolds(browser: Browser, built_site: Site, origin: str) -> None:
    """Where a term stands is folded; a click shows it, and paper shows it without one."""
    with shown(browser, width=PHONE) as page:
        page.goto(f"{origin}en/glossary/")
        entry = page.locator(".entry", has=page.locator(".source")).first
        mark = entry.locator(".source").first
        assert not mark.is_visible()
        entry.locator("summary").click()
        assert mark.is_visible()
        entry.locator("summary").click()
        assert not mark.is_visible()
        page.emulate_media(media="print")
        assert mark.is_visible()


# A machine with voices of its own, and one voice that goes over the network; what is said is noted.
VOICES = """names => {
    const voices = names.map(name => ({
        name, lang: name.split(" ")[0], localService: !name.endsWith("online"),
    }));
    globalThis.said = [];
    const Utterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(globalThis, "SpeechSynthesisUtterance", { value: Utterance });
    Object.defineProperty(globalThis, "speechSynthesis", { value: {
        getVoices: () => voices, cancel() {}, addEventListener() {},
        speak: ({ text, voice }) => said.push([text, voice.name]),
    } });
}"""


@pytest.mark.parametrize(
    ("prefix", "names", "heard"),
    [
        ("en", ["en-GB", "zh-CN online", "zh_TW Mei"], "zh_TW Mei"),
        ("zh-hans", ["yue-HK", "cmn-CN Li"], "cmn-CN Li"),
        ("zh-hant-tw", ["zh-HK Sin", "zh-Hant-TW"], "zh-Hant-TW"),
        ("zh-hant-tw", ["zh-CN", "zh_TW Mei"], "zh_TW Mei"),
        ("zh-hant-tw", ["zh-CN"], "zh-CN"),
        ("zh-hant-hk", ["zh-CN", "zh-HK Sin"], "zh-HK Sin"),
        ("zh-hant-hk", ["zh-CN", "zh-Hant-HK Sin"], "zh-Hant-HK Sin"),
        # No voice of this machine: nothing is offered.
        ("en", ["en-GB", "zh-CN online"], None),
        ("zh-hant-hk", ["zh-CN", "zh-TW"], None),
        ("zh-hans", [], None),
    ],
)
def test_terms_are_heard(
    browser: Browser, origin: str, prefix: str, names: list[str], heard: str | None
) -> None:
    """The Chinese name, by a voice of the reader's machine in the right language; else there is no button."""
    with shown(browser, width=PHONE) as page:
        page.add_init_script(f"({VOICES})({names!r})")
        page.goto(f"{origin}{prefix}/city-spirit/")
        link = links(page)[0]
        link.click()
        button = box_of(page, link).locator("[data-hear]")
        if not heard:
            page.wait_for_timeout(300)
            assert not button.is_visible()
        else:
            # Who speaks is fetched with the first box.
            expect(button).to_be_visible()
            button.click()
            ((text, voice),) = page.evaluate("() => said")
            assert voice == heard
            assert re.fullmatch(r"[\u3400-\u9fff]+", text)
