"""Drawn pictures as Chromium sets them: text in its box, nothing on anything, large enough, reachable."""

import re

import brotli
from crawl import Document, Site
from playwright.sync_api import Browser, Page
from test_browser import PHONE, none_of, shown

SMALLEST = 14

# What is wrong with the pictures of a page, in words; rectangles are those that readers see, in CSS pixels.
MEASURE = """smallest => {
    const faults = [], said = e => e.textContent.trim().slice(0, 30);
    const within = (a, b) =>
        a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
    const meet = (a, b) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    for (const svg of document.querySelectorAll("svg.picture")) {
        // Each is asked for many times, and moves only with the focus below.
        const places = new Map();
        const rect = e => places.get(e) ?? places.set(e, e.getBoundingClientRect()).get(e);
        const scale = rect(svg).width / svg.viewBox.baseVal.width;
        const boxes = [...svg.querySelectorAll(".box")].map(e => e.querySelector("rect"));
        const lines = [...svg.querySelectorAll("tspan")], signs = [...svg.querySelectorAll(".sign")];
        const things = [...lines, ...signs];
        if (!boxes.length || !lines.length) faults.push("a picture without boxes or text");
        for (const line of lines) {
            const size = parseFloat(getComputedStyle(line).fontSize) * scale;
            if (size < smallest) faults.push(`${said(line)}: ${size.toFixed(1)} px`);
            const box = line.closest(".box")?.querySelector("rect") ?? svg;
            if (!within(rect(line), rect(box))) faults.push(`${said(line)}: sticks out`);
        }
        // On a map the number of a place stands in the middle of its sign, and nowhere else. A line of a font
        // may be higher than a sign without its figures being so.
        const off = (a, b) => Math.abs(a.top + a.bottom - b.top - b.bottom) / 2;
        const isIn = (number, spot) => {
            if (!number.closest(".t-number") || !spot.matches(".spot")) return false;
            const [a, b] = [rect(number), rect(spot)];
            return a.left >= b.left && a.right <= b.right && off(a, b) < b.height / 8;
        };
        for (const number of svg.querySelectorAll(".t-number tspan"))
            if (!signs.some(sign => isIn(number, sign))) faults.push(`${said(number)}: out of its sign`);
        for (const ground of svg.querySelectorAll(".water, .river"))
            if (!within(rect(ground), rect(svg))) faults.push("water beyond the map");
        for (const [index, one] of things.entries())
            for (const other of things.slice(index + 1))
                if (meet(rect(one), rect(other)) && !isIn(one, other))
                    faults.push(`${said(one)} on ${said(other) || "a sign"}`);
        for (const [index, one] of boxes.entries()) {
            if (!within(rect(one), rect(svg))) faults.push(`a box outside: ${said(one.parentNode)}`);
            for (const other of boxes.slice(index + 1))
                if (meet(rect(one), rect(other)))
                    faults.push(`${said(one.parentNode)} on ${said(other.parentNode)}`);
            for (const thing of things)
                if (!thing.closest(".box") && meet(rect(one), rect(thing)))
                    faults.push(`${said(thing)} on a box`);
        }
        for (const link of svg.querySelectorAll("a")) {
            link.focus();
            if (document.activeElement !== link) faults.push(`${said(link)}: cannot be reached by keyboard`);
            if (!link.getAttribute("aria-label")) faults.push(`${said(link)}: has no name`);
        }
    }
    return faults;
}"""


def with_pictures(site: Site) -> list[str]:
    """The addresses of the pages that show drawn pictures; those in two languages show them once more."""
    return [each.address for each in showing(site, "svg", "picture") if not each.is_beside]


def showing(site: Site, tag: str, name: str) -> list[Document]:
    """The pages that show what has this tag and class, those in two languages last."""
    found = [document for document in site.documents.values() if (tag, name) in document.classes]
    return sorted(found, key=lambda each: each.is_beside)


def measure(page: Page, smallest: float = SMALLEST) -> list[str]:
    """What is wrong with the pictures on the page, as a reader sees them."""
    faults: list[str] = page.evaluate(MEASURE, smallest)
    return faults


def test_pictures_keep_their_text(browser: Browser, built_site: Site, origin: str) -> None:
    """In every edition no text leaves its box, nothing lies on anything else, links can be reached.

    Beside their partners pages show the same pictures once more: of these pages one is enough.
    """
    beside = [each.address for each in showing(built_site, "svg", "picture") if each.is_beside]
    addresses = with_pictures(built_site) + beside[:1]
    assert len({built_site.prefix(address) for address in addresses}) == len(built_site.editions)
    faults = []
    with shown(browser, width=PHONE) as page:
        for address in addresses:
            page.goto(origin + address)
            for width in (PHONE, 320, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                faults += [f"{address} at {width} px: {fault}" for fault in measure(page)]
    none_of(faults)


def test_measuring_finds_a_label_that_is_too_long(browser: Browser, built_site: Site, origin: str) -> None:
    """A label made ten times as long is reported, and so are small letters and boxes on boxes."""
    with shown(browser, width=PHONE) as page:
        page.goto(origin + with_pictures(built_site)[0])
        assert measure(page) == []
        page.locator(".picture .box tspan").first.evaluate(
            "e => { e.textContent = e.textContent.repeat(10); }"
        )
        assert any("sticks out" in fault for fault in measure(page))
        page.reload()
        page.locator(".picture .box text").first.evaluate(
            "e => e.setAttribute('y', Number(e.getAttribute('y')) + 20)"
        )
        assert any(" on " in fault or "sticks out" in fault for fault in measure(page))
        page.reload()
        page.locator(".picture .box rect").nth(1).evaluate("e => e.setAttribute('y', 0)")
        page.locator(".picture .box rect").nth(1).evaluate("e => e.setAttribute('x', 0)")
        assert any(" on " in fault for fault in measure(page))
        page.reload()
        assert any(re.search(r": [0-9.]+ px", fault) for fault in measure(page, smallest=40))


def test_measuring_finds_what_is_wrong_on_a_map(browser: Browser, built_site: Site, origin: str) -> None:
    """A number beside its sign, one place on another, water that runs out of the map."""
    address = showing(built_site, "path", "spot")[0].address
    with shown(browser, width=PHONE) as page:
        for selector, change, fault in (
            (
                ".t-number tspan",
                "e => e.setAttribute('x', Number(e.getAttribute('x')) + 9)",
                "out of its sign",
            ),
            (
                ".spot",
                "e => e.setAttribute('transform', e.ownerSVGElement.querySelectorAll('.spot')[1]"
                ".getAttribute('transform'))",
                " on a sign",
            ),
            (".river", "e => e.setAttribute('d', 'M-90 9L9 9')", "water beyond"),
        ):
            page.goto(origin + address)
            assert measure(page) == []
            page.locator(selector).first.evaluate(change)
            assert any(fault in each for each in measure(page)), fault


def test_pictures_say_the_same_as_tables(browser: Browser, built_site: Site, origin: str) -> None:
    """Each picture has a title, a description and its data as a table, which opens without scripts."""
    with shown(browser, width=PHONE, scripts=False) as page:
        page.goto(origin + with_pictures(built_site)[0])
        figure = page.locator(".drawn:has(svg.picture)").first
        names = (figure.locator("svg").get_attribute("aria-labelledby") or "").split()
        assert len(names) == 2
        assert all(figure.locator(f"[id='{name}']").inner_html().strip() for name in names)
        assert not figure.locator("table").is_visible()
        figure.locator("summary").click()
        assert figure.locator("table").is_visible()


# What is wrong with pictures that the browser lays out, in words.
LAID = """smallest => {
    const faults = [], said = e => e.textContent.trim().slice(0, 30);
    const meet = (a, b) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    for (const figure of document.querySelectorAll("figure.laid")) {
        const outer = figure.getBoundingClientRect();
        const shown = [...figure.querySelectorAll("*")].filter(e => !e.closest("svg, .unseen"));
        for (const each of shown) {
            const rect = each.getBoundingClientRect();
            if (rect.width && (rect.left < outer.left - 1 || rect.right > outer.right + 1))
                faults.push(`${said(each)}: sticks out`);
            const size = parseFloat(getComputedStyle(each).fontSize);
            if (each.matches("a:not(.source), mark, time, dt") && size < smallest)
                faults.push(`${said(each)}: too small`);
        }
        const labelled = ".timeline li, .compared dd > div > p > *, .river ol ol a";
        const labels = [...figure.querySelectorAll(labelled)];
        for (const [index, one] of labels.entries())
            for (const other of labels.slice(index + 1))
                if (meet(one.getBoundingClientRect(), other.getBoundingClientRect()))
                    faults.push(`${said(one)} on ${said(other)}`);
        // A band begins beside its label.
        for (const path of figure.querySelectorAll(".river path")) {
            const { x, y } = path.getPointAtLength(0).matrixTransform(path.getScreenCTM());
            const { left, right, top, bottom } = path.closest("a").getBoundingClientRect();
            if (y < top || y > bottom || Math.min(Math.abs(x - left), Math.abs(x - right)) > 12)
                faults.push(`${said(path.closest("a"))}: its band begins elsewhere`);
        }
        // A line ends where its label is.
        for (const svg of figure.querySelectorAll(".timeline svg")) {
            if (getComputedStyle(svg).display === "none") continue;
            const items = [...figure.querySelectorAll(".timeline li")];
            for (const [index, lead] of [...svg.querySelectorAll(".lead")].entries()) {
                const end = lead.getPointAtLength(lead.getTotalLength());
                const { x, y } = end.matrixTransform(lead.getScreenCTM());
                const { left, right, top, bottom } = items[index].getBoundingClientRect();
                if (x < left - 12 || x > right + 12 || y < top - 12 || y > bottom + 12)
                    faults.push(`${said(items[index])}: its line leads elsewhere`);
            }
        }
    }
    return faults;
}"""


def test_pictures_that_the_browser_lays_out(browser: Browser, built_site: Site, origin: str) -> None:
    """Nothing sticks out or meets, from the narrowest phone to a desk, and lines lead to their labels."""
    pages = [each.address for each in showing(built_site, "figure", "laid") if not each.is_beside]
    assert len({built_site.prefix(address) for address in pages}) == len(built_site.editions)
    faults = []
    with shown(browser, width=PHONE) as page:
        for address in pages:
            page.goto(origin + address)
            for width in (PHONE, 320, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                found = page.evaluate(LAID, 15)
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append("the page scrolls sideways")
                faults += [f"{address} at {width} px: {fault}" for fault in found]
    none_of(faults)


def test_a_scale_runs_along_where_there_is_room(browser: Browser, built_site: Site, origin: str) -> None:
    """On a phone events stand below one another, on a desk above and below their scale."""
    address = showing(built_site, "div", "timeline")[0].address
    lefts = (
        "[...document.querySelectorAll('.timeline li')].map(e => Math.round(e.getBoundingClientRect().left))"
    )
    with shown(browser, width=PHONE) as page:
        page.goto(origin + address)
        assert len(set(page.evaluate(lefts))) == 1
        assert page.locator(".timeline .down").is_visible()
        page.set_viewport_size({"width": 1280, "height": 800})
        found = page.evaluate(lefts)
        assert found == sorted(found)
        assert len(set(found)) == len(found)
        assert page.locator(".timeline .along").is_visible()


def test_a_river_lights_the_course_of_what_is_touched(
    browser: Browser, built_site: Site, origin: str
) -> None:
    """A spring lights its own band, a stream all of its bands, the mouth every one; by keyboard, too."""
    address = showing(built_site, "div", "river")[0].address
    lit = """() => {
        const paths = [...document.querySelectorAll(".river path")];
        const accent = getComputedStyle(document.querySelector(".river .mouth")).backgroundColor;
        return paths.map(e => getComputedStyle(e)).map(e => e.stroke === accent && e.opacity === "1");
    }"""
    with shown(browser, width=1280) as page:
        page.emulate_media(reduced_motion="reduce")
        page.goto(origin + address)
        assert not any(page.evaluate(lit))
        springs = page.locator(".river ol ol a")
        springs.nth(1).hover()
        assert [number for number, each in enumerate(page.evaluate(lit)) if each] == [1]
        springs.nth(2).focus()
        page.keyboard.press("Tab")
        page.mouse.move(0, 0)
        assert [number for number, each in enumerate(page.evaluate(lit)) if each] == [3]
        page.locator(".river .stream").nth(0).hover()
        below = page.locator(".river > ol > li").first.locator("path").count()
        assert set(range(below)) <= {number for number, each in enumerate(page.evaluate(lit)) if each}
        page.evaluate("document.activeElement.blur()")
        page.locator(".river .mouth").hover()
        assert all(page.evaluate(lit))


def test_a_picture_in_a_page_weighs_little(built_site: Site) -> None:
    """Four kilobytes at the most of what is sent, with its list, its lines and its table."""
    pattern = re.compile(
        rb'<div class="drawn">\n<figure class="laid".*?</figure>(?:\n<details>.*?</details>)?', re.DOTALL
    )
    found = [
        each for path in built_site.folder.rglob("*.html") for each in pattern.findall(path.read_bytes())
    ]
    assert found
    assert [len(each) for each in found if len(brotli.compress(each)) > 4096] == []
