"""Every page in Chromium, under the Content-Security-Policy of production.

That policy forbids `eval`, and with it Playwright's `wait_for_function`: these tests wait for addresses and
elements instead.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from accessible import violations
from crawl import Document, Site
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Response

PHONE = 390
SMALL_PHONE = 320
DESKTOP = 1280

# The elements that stick out of the window, for the message. The innermost ones are at fault.
TOO_WIDE = """width => {
    if (document.scrollingElement.scrollWidth <= width) return "";
    const sticksOut = e => e.getBoundingClientRect().right > width + 0.5;
    const wide = [...document.body.querySelectorAll("*")].filter(sticksOut);
    const inner = wide.filter(e => !wide.some(other => other !== e && e.contains(other)));
    const name = e => [e.localName, ...e.classList].join(".");
    return `${document.scrollingElement.scrollWidth} px: ${inner.slice(0, 5).map(name).join(", ")}`;
}"""


@dataclass
class Watch:
    """Takes down what a browser complains about while it shows pages."""

    origin: str
    at: str = ""
    faults: list[str] = field(default_factory=list)
    expected_404: str = ""

    def follow(self, context: BrowserContext) -> None:
        """Listen to everything that any page of this context says or asks for."""
        context.on("console", self.console)
        context.on("weberror", lambda error: self.add(f"exception: {error.error}"))
        context.on("request", self.request)
        context.on("requestfailed", self.failed)
        context.on("response", self.response)

    def is_expected(self, url: str) -> bool:
        """Known to be missing, in whichever edition: a 404 page asks the others for the same address."""
        return bool(self.expected_404) and url.endswith(self.expected_404)

    def add(self, fault: str) -> None:
        self.faults.append(f"{self.at}: {fault}")

    def console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not self.is_expected(message.location["url"]):
            self.add(f"{message.type}: {message.text}")

    def request(self, request: Request) -> None:
        if not request.url.startswith(self.origin):
            self.add(f"request to {request.url}")

    def failed(self, request: Request) -> None:
        # Leaving a page ends what it still asks for; icons come last of all.
        if request.failure not in {"net::ERR_ABORTED", "NS_BINDING_ABORTED"}:
            self.add(f"failed: {request.url} {request.failure}")

    def response(self, response: Response) -> None:
        if response.status >= 400 and not self.is_expected(response.url):
            self.add(f"{response.status}: {response.url}")


@contextmanager
def shown(browser: Browser, *, width: int, scripts: bool = True, scheme: str = "light") -> Iterator[Page]:
    """An empty page of a browser that nobody has used before."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=scripts,
        color_scheme=scheme,
        # Colours are measured as they come to rest.
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def none_of(faults: list[str]) -> None:
    """Fail with the whole list."""
    assert not faults, f"{len(faults)} found:\n" + "\n".join(faults[:50])


# How far below the top of a page its text begins, and how far it may on a phone of 844 px.
BEGINS = "() => document.querySelector('.body > *')?.getBoundingClientRect().top ?? 0"
MOST_ABOVE = 844 / 3


def is_opened_otherwise(document: Document) -> bool:
    """A page that opens with a picture or is a list."""
    is_list = re.search("/(contents|changes)/", document.file) is not None
    return document.is_404 or ("div", "river") in document.classes or is_list


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_pages_load_quietly_and_fit_phones(
    browser: Browser, built_site: Site, origin: str, scripts: bool
) -> None:
    """No message on the console, no request that fails or leaves the site, no sideways scroll.

    With scripts the first sentence begins in the upper third of the screen. The Chinese editions differ in
    their words alone, and what a page is without scripts depends on its template: all pages are looked at in
    two editions, one of each kind in the others and without scripts.
    """
    watch = Watch(origin)
    kinds = one_of_each_kind(built_site)
    keys = {built_site.key(document) for document in kinds}
    with shown(browser, width=PHONE, scripts=scripts) as page:
        watch.follow(page.context)
        for document in built_site.documents.values():
            alike = "^zh-(hans|hant-hk)/|/bilingual-zh-(hans|hant-hk)/"
            is_like_others = re.search(alike, document.file) is not None
            if (is_like_others and built_site.key(document) not in keys) or not (
                scripts or document in kinds
            ):
                continue
            if document.moved:  # The browser leaves it before anything can be measured.
                continue
            watch.at = document.address or "/"
            page.goto(origin + document.address)
            for width in (PHONE, SMALL_PHONE):
                page.set_viewport_size({"width": width, "height": 800})
                top = page.evaluate(BEGINS) if scripts and width == PHONE else 0
                if top > MOST_ABOVE and not is_opened_otherwise(document):
                    watch.add(f"the text begins {top:.0f} px below the top")
                if wide := page.evaluate(TOO_WIDE, width):
                    watch.add(f"at {width} px the page is {wide}")
            # What opens in pop-ups is not shown, and would only be fetched.
            folds = "details:not([popover] details)"
            page.evaluate("folds => document.querySelectorAll(folds).forEach(e => { e.open = true; })", folds)
            if wide := page.evaluate(TOO_WIDE, SMALL_PHONE):
                watch.add(f"unfolded, at {SMALL_PHONE} px, the page is {wide}")
    none_of(watch.faults)


def test_a_missing_page_looks_like_the_site(browser: Browser, built_site: Site, origin: str) -> None:
    """Style, scripts and links of a 404 page work wherever it is shown."""
    watch = Watch(origin)
    with shown(browser, width=PHONE) as page:
        watch.follow(page.context)
        for prefix, tag in built_site.editions.items():
            watch.expected_404 = "/no/such/page/"
            watch.at = f"{origin}{prefix}{watch.expected_404}"
            answer = page.goto(watch.at)
            assert answer
            assert answer.status == 404
            assert page.locator("html").get_attribute("lang") == tag
            page.wait_for_load_state("networkidle")
    none_of(watch.faults)


def test_theme_is_remembered(browser: Browser, built_site: Site, origin: str) -> None:
    """The switch changes the colours at once, and the choice holds on every page from then on."""
    first, second = (f"{origin}{prefix}/" for prefix in list(built_site.editions)[:2])

    def background() -> str:
        return page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")

    with shown(browser, width=DESKTOP) as page:
        page.goto(first)
        light = background()
        page.locator("[data-settings]").click()
        page.locator("[name=theme][value=dark]").check()
        assert page.locator("html").get_attribute("data-theme") == "dark"
        dark = background()
        assert dark != light
        page.reload()
        assert (page.locator("html").get_attribute("data-theme"), background()) == ("dark", dark)
        page.goto(second)
        assert (page.locator("html").get_attribute("data-theme"), background()) == ("dark", dark)


def test_edition_switcher_keeps_the_place(browser: Browser, built_site: Site, origin: str) -> None:
    """From a section of a page to the same section of the same page, in each other edition."""
    start, key, section = a_section_in_all_editions(built_site)
    with shown(browser, width=DESKTOP) as page:
        for prefix, tag in built_site.editions.items():
            if built_site.prefix(start.file) == prefix:
                continue
            page.goto(f"{origin}{start.address}#{section}")
            press(page.locator(f'.switcher li a[hreflang="{tag}"]'))
            page.wait_for_url(f"{origin}{prefix}/{key}#{section}")
            assert page.locator("html").get_attribute("lang") == tag
            assert page.locator(f'[id="{section}"]').bounding_box()["y"] < 400


def press(place: Locator) -> None:
    """Click where something is seen, without scrolling first: what sticks to the window is always in it."""
    box = place.bounding_box()
    assert box
    place.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def a_section_in_all_editions(site: Site) -> tuple[Document, str, str]:
    """The authored page with the most sections that all editions share; its key, and one in the middle."""
    best: tuple[int, Document, str, str] | None = None
    first = next(iter(site.editions))
    for document in site.documents.values():
        key = site.key(document)
        if site.prefix(document.file) != first or key.startswith("sources/"):
            continue
        others = [site.ids.get(f"{prefix}/{key}index.html", frozenset()) for prefix in site.editions]
        shared = [section for section in document.sections if all(section in ids for ids in others)]
        if shared and (best is None or len(shared) > best[0]):
            best = len(shared), document, key, shared[len(shared) // 2]
    assert best, "no page has a section that all editions share"
    return best[1:]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(browser: Browser, built_site: Site, origin: str, scheme: str) -> None:
    """axe-core finds no violation on any kind of page, in either colour scheme, at a phone's width."""
    faults = []
    with shown(browser, width=PHONE, scheme=scheme) as page:
        for document in one_of_each_kind(built_site):
            page.goto(origin + document.address)
            faults += violations(page, scheme, document.address)
    none_of(faults)


def one_of_each_kind(site: Site) -> list[Document]:
    """A few pages which together show every kind of element that the style sheets know by a class."""
    chosen: list[Document] = []
    missing = {name for document in site.documents.values() for name in document.classes}
    while missing:
        richest = max(site.documents.values(), key=lambda document: len(document.classes & missing))
        chosen.append(richest)
        missing -= richest.classes
    # These have few classes of their own, and are easily forgotten.
    return chosen + [
        site.documents[file] for file in ("index.html", "404.html") if site.documents[file] not in chosen
    ]


@contextmanager
def citing(browser: Browser, origin: str, address: str, *, has_clipboard: bool = True) -> Iterator[Page]:
    """A page with its citations unfolded, shown to a reader in Shanghai early on 22 November."""
    context = browser.new_context(timezone_id="Asia/Shanghai")
    context.set_default_timeout(10_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-21T17:00:00Z")
    if not has_clipboard:
        page.add_init_script("Clipboard.prototype.writeText = () => Promise.reject();")
    page.goto(origin + address)
    page.locator("details.cite summary").click()
    yield page
    context.close()


@pytest.mark.parametrize("has_clipboard", [True, False], ids=["clipboard", "without-clipboard"])
def test_citations_are_copied_with_the_reader_s_date(
    browser: Browser, built_site: Site, origin: str, has_clipboard: bool
) -> None:
    """Both styles, in every edition: what is copied is what is shown, and the date is that of the reader."""
    _, key, _ = a_section_in_all_editions(built_site)
    for prefix in built_site.editions:
        with citing(browser, origin, f"{prefix}/{key}", has_clipboard=has_clipboard) as page:
            copied = []
            for box in page.locator(".citation").all():
                before = box.locator("[data-citation]").inner_text()
                placeholder = box.locator("[data-accessed]").inner_text()
                box.locator("button").click()
                box.locator("[role=status]:not(:empty)").wait_for()
                text = page.evaluate("() => navigator.clipboard.readText()")
                copied.append(text.replace("\n", "").strip())
                assert box.locator("[data-citation]").inner_text() == copied[-1]
                days = ("2026-11-22", "November 22, 2026")
                assert copied[-1] in [before.replace(placeholder, day) for day in days]
            assert any("[EB/OL]. (" in text and ")[2026-11-22]. https://" in text for text in copied)
            assert any("Retrieved November 22, 2026, from https://" in text for text in copied)


def test_citations_without_scripts(browser: Browser, built_site: Site, origin: str) -> None:
    """The text is there to be selected, with words in the place of the date, and without a dead button."""
    start, _, _ = a_section_in_all_editions(built_site)
    with shown(browser, width=PHONE, scripts=False) as page:
        page.goto(origin + start.address)
        page.locator("details.cite summary").click()
        assert page.locator(".citation [data-accessed]").first.is_visible()
        assert page.locator(".citation button:visible").count() == 0
        assert page.locator("details.cite .hint").is_visible()
