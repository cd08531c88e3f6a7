"""What readers need who do without a mouse, colours or motion, or who set letters very large, in Chromium.

Success criteria are those of WCAG 2.2. axe-core looks for most of them elsewhere; here is what it cannot see.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import static_server
from accessible import thin_out
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, expect
from test_browser import DESKTOP, PHONE, SMALL_PHONE, TOO_WIDE, none_of

from sitegen.edit.preview.building import Building
from sitegen.edit.preview.faults import Built
from sitegen.edit.preview.serve import Preview
from sitegen.write.policy import HEADER_POLICY

HAN = re.compile(r"[\u3400-\u9fff]+")
ARTICLE = "city-spirit/"
# One address of each kind of page, below the folder of an edition.
KINDS = (
    "",
    ARTICLE,
    "glossary/",
    "sources/",
    "sources/opinions/",
    "contents/",
    "search/?q=rsl",
    "no/such/page/",
)
BILINGUAL = f"{ARTICLE}bilingual/"


@contextmanager
def opened(
    browser: Browser, address: str, *, width: int = DESKTOP, height: int = 800, **settings: Any
) -> Iterator[Page]:
    """A page in a browser that nobody has used before."""
    context = browser.new_context(viewport={"width": width, "height": height}, **settings)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def go(page: Page, address: str) -> None:
    """Open an address, and wait for what a search says there; all other scripts are done with the page."""
    page.goto(address)
    if "?q=" in address:
        page.locator("[data-answer] li").first.wait_for()


# ---- By keyboard ---------------------------------------------------------------------------------

# What can be reached by Tab, in the order of the page.
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
    .filter(e => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
    .map(e => e.outerHTML.slice(0, 90))"""

# Where the focus is: the part of the page, the first and last box of the element, what is wrong with it.
FOCUSED = """() => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    const own = e.querySelector("rect");  // a link in a drawing has the frame of what it holds
    const boxes = [...(own ?? e).getClientRects()].filter(box => box.width > 0);
    const [first, last] = [boxes[0], boxes.at(-1)];
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(e);
    const faults = [];
    const isClear = /rgba.*, 0\\)$/.test(outlineColor);
    const isThin = outlineStyle === "none" || parseFloat(outlineWidth) < 2;
    if (isThin || isClear) faults.push("its focus is not visible");
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const isInside = first.top >= -1 && first.left >= -1 && first.right <= width + 1;
    const isBelow = Math.min(first.bottom, first.top + 20) > height + 1;
    if (!isInside || isBelow) faults.push("is outside of the window");
    const words = document.createRange();
    words.selectNodeContents(e);
    const seen = own ? first : ([...words.getClientRects()].find(box => box.width > 1) ?? first);
    for (const [x, y] of [[.5, .5], [.1, .2], [.9, .8]]) {
        const hit = document.elementFromPoint(seen.left + x * seen.width, seen.top + y * seen.height);
        const isOther = hit && !e.contains(hit) && !hit.contains(e);
        if (isOther) faults.push(`is covered by ${hit.outerHTML.slice(0, 60)}`);
    }
    const part = e.closest(".skip-link, header, .navigation, .contents, main, footer");
    // What scrolls by itself, as a long list beside the text, is read from its own beginning.
    let [x, y] = [scrollX, scrollY];
    for (let at = e.parentElement; at && at !== document.documentElement; at = at.parentElement)
        [x, y] = [x + at.scrollLeft, y + at.scrollTop];
    const place = box => [box.left + x, box.top + y, box.right + x, box.bottom + y];
    return {
        element: e.outerHTML.slice(0, 90),
        part: part ? part.localName + "." + part.className : "",
        first: place(first), last: place(last), faults: [...new Set(faults)],
    };
}"""

Stop = dict[str, Any]


def walk(page: Page, key: str = "Tab") -> list[Stop]:
    """Every stop of the Tab key from here to where it leaves the page."""
    stops: list[Stop] = []
    for _ in range(600):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUSED)
        if not stop:
            return stops
        stops.append(stop)
    return pytest.fail(f"the focus never leaves the page: {[stop['element'] for stop in stops[-5:]]}")


def leaps(stops: list[Stop]) -> Iterator[str]:
    """Steps of the focus against the direction in which its part of the page is read."""
    before: dict[str, Stop] = {}
    for stop in stops:
        if last := before.get(stop["part"]):
            (left, top, _, bottom), (other_left, other_top, _, other_bottom) = stop["first"], last["last"]
            shared = min(bottom, other_bottom) - max(top, other_top)
            is_beside = shared > 0.5 * min(bottom - top, other_bottom - other_top)
            if bottom <= other_top + 1 or (is_beside and left < other_left - 1):
                yield f"{stop['element']} comes after {last['element']}, and stands before it"
        before[stop["part"]] = stop


def ailing(stops: list[Stop]) -> list[str]:
    """What is wrong with single stops."""
    return [f"{stop['element']} {fault}" for stop in stops for fault in stop["faults"]]


@pytest.mark.parametrize(("width", "prefix"), [(PHONE, "zh-hant-hk"), (DESKTOP, "en")])
def test_the_keyboard_goes_the_way_of_the_eye(browser: Browser, origin: str, width: int, prefix: str) -> None:
    """Tab reaches everything once, visibly, in the order that is seen, and gets out again.

    Success criteria 2.1.2, 2.4.3, 2.4.7 and 2.4.11.
    """
    locale = "en-GB" if prefix == "en" else "zh-HK"
    with opened(browser, f"{origin}{prefix}/{ARTICLE}", width=width, locale=locale) as page:
        # Headings become links when all else is there.
        page.locator(".permalink").first.wait_for()
        reachable = page.evaluate(REACHABLE)
        stops = walk(page)
        parts = list(dict.fromkeys(stop["part"] for stop in stops))
        # On phones the list of pages opens from the head.
        lists = [] if width == PHONE else ["navigation menu"]
        assert [part.split(".")[1] for part in parts[:3]] == ["skip-link", "site-header", *(lists or [""])]
        assert parts[-1].startswith("footer")
        missed = [f"{element} is never reached" for element in set(reachable) - {s["element"] for s in stops}]
        assert len(stops) == len(reachable), missed
        none_of([*missed, *ailing(stops), *leaps(stops)])


def test_the_skip_link_skips(browser: Browser, origin: str) -> None:
    """It is shown when it has the focus, and the next Tab is in the text (2.4.1)."""
    for prefix in ("zh-hans", "en"):
        with opened(browser, f"{origin}{prefix}/{ARTICLE}", width=PHONE) as page:
            page.keyboard.press("Tab")
            assert not ailing([page.evaluate(FOCUSED)])
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            assert page.evaluate("() => Boolean(document.activeElement.closest('main'))")


def test_what_opens_gives_the_focus_back(browser: Browser, origin: str) -> None:
    """An explanation that Enter opens is read by Tab and left by Escape, back to its word (2.4.3)."""
    with opened(browser, f"{origin}en/{ARTICLE}", width=PHONE) as page:
        term = page.locator("main a.term").first
        name = term.get_attribute("href")
        term.focus()
        for key in ("Escape", "Tab"):
            page.keyboard.press("Enter")
            box = page.get_by_role("dialog")
            expect(box).to_be_focused()
            assert not ailing([page.evaluate(FOCUSED)])
            page.keyboard.press(key)
            if key == "Tab":
                assert page.evaluate("() => Boolean(document.activeElement.closest('[popover]'))")
                assert not ailing([page.evaluate(FOCUSED)])
                page.keyboard.press("Escape")
            expect(box).to_be_hidden()
            assert page.evaluate("() => document.activeElement.getAttribute('href')") == name


# ---- What screen readers are told ----------------------------------------------------------------

WORKING = {
    "link",
    "button",
    "searchbox",
    "textbox",
    "checkbox",
    "radio",
    "combobox",
    "DisclosureTriangle",
    "dialog",
}
# Of these a page has one each, and their role says it all.
UNIQUE = {"banner", "main", "contentinfo", "search"}
LANDMARKS = UNIQUE | {"navigation", "region", "complementary", "form"}
# Numbers of paragraphs, references and cells; names that are the same in every language.
SIGN = re.compile(r"^(¶|[A-Z](-\d+( \d+)?)?|\[?\d+\]?|GB/T 7714|APA 7|CC BY 4\.0|https?:\S+|[a-z0-9.]+/\S*)$")


def elements(page: Page) -> dict[int, tuple[str, dict[str, Any]]]:
    """Every node of the document by its number in the accessibility tree, with its language."""
    found: dict[int, tuple[str, dict[str, Any]]] = {}
    waiting = [("", page.context.new_cdp_session(page).send("DOM.getDocument", {"depth": -1})["root"])]
    while waiting:
        language, node = waiting.pop()
        language = attributes(node).get("lang", language)
        found[node["backendNodeId"]] = language, node
        waiting += [(language, child) for child in node.get("children", [])]
    return found


def attributes(node: dict[str, Any]) -> dict[str, str]:
    """The attributes of a node, which come as one list."""
    names_and_values = iter(node.get("attributes", []))
    return dict(zip(names_and_values, names_and_values, strict=True))


def pieces(language: str, node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What an element says, in its text or by attributes, each with its language."""
    own = attributes(node)
    language = own.get("lang", language)
    if node["nodeType"] == 3:
        yield language, node["nodeValue"]
    for name in ("aria-label", "alt", "title", "placeholder"):
        if name in own:
            yield language, own[name]
    for child in node.get("children", []):
        yield from pieces(language, child)


def is_chinese(language: str) -> bool:
    """Written in characters, as pinyin is not."""
    return language.startswith("zh") and not language.startswith("zh-Latn")


def misnamed(page: Page) -> Iterator[str]:
    """Elements to work with, and landmarks, that have no name, or one in another language than they say."""
    own_language = page.locator("html").get_attribute("lang") or ""
    known = elements(page)
    landmarks = []
    for each in page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]:
        role = each.get("role", {}).get("value")
        if each["ignored"] or role not in WORKING | LANDMARKS or each.get("backendDOMNodeId") not in known:
            continue
        name = " ".join(each["name"]["value"].split())
        if role in LANDMARKS:
            # A form without a name is none.
            landmarks += [(role, name)] if name or role != "form" else []
        elif not name:
            yield f"{role}: no name"
        said = [(lang, text) for lang, text in pieces(*known[each["backendDOMNodeId"]]) if text.strip()]
        if is_chinese(own_language):
            is_foreign = bool(said) and not any(is_chinese(language) for language, _ in said)
            if name and not HAN.search(name) and not SIGN.match(name) and not is_foreign:
                yield f"{role} {name!r}: not in the language of the page"
        else:
            chinese = "".join(text for language, text in said if is_chinese(language))
            yield from (
                f"{role} {name!r}: {run} is not marked" for run in HAN.findall(name) if run not in chinese
            )
    yield from (
        f"{role} {name!r} twice" for role, name in set(landmarks) if landmarks.count((role, name)) > 1
    )
    yield from (f"{role}: no name" for role, name in landmarks if not name and role not in UNIQUE)


@pytest.mark.parametrize("prefix", ["zh-hans", "zh-hant-hk", "zh-hant-tw", "en"])
def test_names_are_in_the_language_of_the_page(browser: Browser, origin: str, prefix: str) -> None:
    """In the accessibility tree, on every kind of page; nothing is without a name (3.1.2, 4.1.2)."""
    faults = []
    locale = {"zh-hans": "zh-TW", "en": "zh-CN"}.get(prefix, "en-GB")  # so that an edition is offered, too
    with opened(browser, origin, locale=locale) as page:
        # What is converted has the templates of what it is made from.
        kinds = (
            KINDS if prefix == "en" else (*KINDS, BILINGUAL) if prefix == "zh-hans" else (ARTICLE, BILINGUAL)
        )
        for kind in kinds:
            go(page, f"{origin}{prefix}/{kind}")
            page.evaluate("() => document.querySelectorAll('details').forEach(e => { e.open = true; })")
            thin_out(page)
            faults += [f"{prefix}/{kind}: {fault}" for fault in misnamed(page)]
    none_of(faults)


# ---- What the system asks for --------------------------------------------------------------------

MOVING = """() => [...document.querySelectorAll("*")].flatMap(e => ["", "::before", "::after"].map(part => {
    const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(e, part || null);
    const lasts = `${transitionDuration},${animationDuration}`.split(",").some(time => parseFloat(time) > 0);
    return lasts || scrollBehavior === "smooth" ? `${e.localName}.${e.className}${part}` : "";
})).filter(Boolean).concat(document.getAnimations().map(each => `${each}`))"""


def test_nothing_moves_for_readers_who_ask_for_that(browser: Browser, origin: str) -> None:
    """No animation, no transition, no smooth scrolling (2.3.3)."""
    with opened(browser, origin, reduced_motion="reduce") as page:
        for address in ("", "en/", f"en/{ARTICLE}", f"zh-hans/{BILINGUAL}", "en/search/?q=rsl"):
            page.goto(origin + address)
            assert page.evaluate(MOVING) == []


# Shared by what follows: colours as numbers, the ground of an element, the contrast of two colours.
COLOURS = """
    const rgb = colour => {
        const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
        // color-mix() gives color(srgb 0.1 0.2 0.3).
        return colour.startsWith("color(") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
    };
    const ground = e => {
        while (e.parentElement && rgb(getComputedStyle(e).backgroundColor)[3] === 0) e = e.parentElement;
        return rgb(getComputedStyle(e).backgroundColor);
    };
    const linear = v => (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    const light = ([r, g, b]) =>
        .2126 * linear(r / 255) + .7152 * linear(g / 255) + .0722 * linear(b / 255);
    const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + .05) / (low + .05);
    };
    const name = e => `${e.localName}.${e.className.baseVal ?? e.className}`;
    const isShown = e => e.checkVisibility({ visibilityProperty: true });
    const shown = [...document.querySelectorAll("body *")].filter(isShown);
    const boxes = shown.filter(e => !(e instanceof SVGElement));
"""

FAINT_TEXT = f"""least => {{ {COLOURS}
    const texts = boxes.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
    return [...new Set(texts.map(e => [name(e), contrast(rgb(getComputedStyle(e).color), ground(e))])
        .filter(([, has]) => has < least - .005).map(([e, has]) => `${{e}} ${{has.toFixed(2)}}`))];
}}"""

FAINT_LINES = f"""least => {{ {COLOURS}
    const sides = ["Top", "Right", "Bottom", "Left"];
    const faint = boxes.flatMap(e => sides.map(side => {{
        const style = getComputedStyle(e);
        const colour = rgb(style[`border${{side}}Color`]);
        if (!parseFloat(style[`border${{side}}Width`]) || !colour[3]) return "";
        const has = contrast(colour, ground(e.parentElement));
        return has < least - .005 ? `${{name(e)}} ${{has.toFixed(2)}}` : "";
    }}));
    return [...new Set(faint.filter(Boolean))];
}}"""


def test_contrast_is_enough_and_more_if_asked_for(browser: Browser, origin: str) -> None:
    """All text has 4.5:1; 7:1 for readers who ask for more contrast, and lines 4.5:1 (1.4.6, 1.4.11)."""
    faults = []
    with opened(browser, origin) as page:
        for address in (
            "en/",
            f"zh-hans/{ARTICLE}",
            "en/sources/opinions/",
            f"zh-hans/{BILINGUAL}",
            "en/search/?q=rsl",
        ):
            go(page, origin + address)
            for scheme in ("light", "dark"):
                for contrast, text, lines in (("no-preference", 4.5, 0), ("more", 7, 4.5)):
                    page.emulate_media(color_scheme=scheme, contrast=contrast)
                    found = page.evaluate(FAINT_TEXT, text)
                    found += [f"line of {fault}" for fault in page.evaluate(FAINT_LINES, lines)]
                    faults += [f"{address}, {scheme}, {contrast}: {fault}" for fault in found]
    none_of(faults)


# With colours of the system: icons, frames and drawings against what lies behind them.
LOST = f"""() => {{ {COLOURS}
    const faults = [];
    const canvas = rgb(getComputedStyle(document.documentElement).backgroundColor);
    const expectSeen = (e, colour, behind, least = 3) => {{
        const has = contrast(rgb(colour), behind);
        const words = e.textContent.trim().slice(0, 20);
        if (has < least) faults.push(`${{name(e)}} ${{words}}: ${{has.toFixed(2)}}`);
    }};
    const drawn = shown.filter(e => e instanceof SVGGeometryElement);
    // The inside of a hollow line is seen by its rims.
    for (const e of drawn.filter(e => e.closest(".icon, .site-search, .drawn") && !e.matches(".core"))) {{
        const {{ fill, stroke }} = getComputedStyle(e);
        const seen = [fill, stroke].filter(colour => colour !== "none");
        const far = colour => contrast(rgb(colour), canvas);
        const [best] = seen.sort((one, other) => far(other) - far(one));
        if (best) expectSeen(e, best, canvas);
    }}
    for (const e of shown.filter(e => e.localName === "text")) {{
        const box = e.closest("a, g")?.querySelector("rect");
        const fill = box && getComputedStyle(box).fill;
        expectSeen(e, getComputedStyle(e).fill, fill && fill !== "none" ? rgb(fill) : canvas, 4.5);
    }}
    for (const e of shown.filter(e => e.matches("summary"))) {{
        const style = getComputedStyle(e, "::before");
        if (style.display !== "none") expectSeen(e, style.borderBottomColor, canvas);
    }}
    for (const e of shown.filter(e => e.matches("input[type=search], .tools .copy, .outside"))) {{
        const style = getComputedStyle(e);
        if (!parseFloat(style.borderTopWidth)) faults.push(`${{name(e)}}: no frame`);
        expectSeen(e, style.borderTopColor, canvas);
    }}
    const look = e => {{
        const s = getComputedStyle(e);
        const lines = [s.textDecorationLine, s.borderLeftWidth, s.borderBottomWidth, s.outlineStyle];
        return [s.fontWeight, ...lines].join();
    }};
    for (const e of shown.filter(e => e.matches("nav [aria-current]:not(.breadcrumbs *)"))) {{
        const list = e.closest("ul");
        const other = list?.querySelector("a:not([aria-current])");
        const isLike = other && look(other) === look(e);
        if (isLike) faults.push(`${{name(e)}} ${{e.textContent}}: is marked by colour alone`);
    }}
    return faults;
}}"""


@pytest.mark.parametrize(
    ("scheme", "chosen"), [("light", ""), ("dark", ""), ("light", "dark"), ("dark", "light")]
)
def test_nothing_disappears_in_colours_of_the_system(
    browser: Browser, origin: str, scheme: str, chosen: str
) -> None:
    """Icons, frames, drawings, the current place and the focus are seen in forced colours (1.4.1, 1.4.11).

    Also where a reader has chosen other colours here before.
    """
    faults = []
    with opened(browser, origin, width=1440, forced_colors="active", color_scheme=scheme) as page:
        page.evaluate("chosen => localStorage.setItem('theme', chosen)", chosen)
        for address in ("en/", f"zh-hans/{ARTICLE}", "en/timeline/", f"zh-hans/{BILINGUAL}"):
            page.goto(origin + address)
            second = page.locator(".body :is(h2, h3)[id]").nth(1)
            if address.endswith(ARTICLE):
                second.evaluate("e => e.scrollIntoView({ block: 'start' })")
                expect(page.locator(".contents [aria-current]")).to_have_count(1)
            faults += [f"{address}: {fault}" for fault in page.evaluate(LOST)]
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            faults += [f"{address}: {fault}" for fault in ailing([page.evaluate(FOCUSED)])]
        # Partners on a bilingual page, which colours mark otherwise.
        pair = page.locator("div.pair").nth(3)
        look = "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).borderInlineStartWidth].join()"
        side = pair.locator(".side").first
        before = side.evaluate(look)
        pair.hover()
        if side.evaluate(look) == before:
            faults.append("partners under the pointer are not marked")
    none_of(faults)


# ---- Large letters -------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(SMALL_PHONE, 256), (PHONE, 800)])
def test_the_offer_covers_nothing(browser: Browser, origin: str, width: int, height: int) -> None:
    """At 400 % zoom and on a phone there is no sideways scroll, and every stop of the focus is seen.

    1280 × 1024 at 400 % are 320 × 256 CSS pixels (1.4.10, 2.4.11).
    """
    with opened(browser, f"{origin}zh-hans/{ARTICLE}", width=width, height=height, locale="zh-HK") as page:
        offer = page.locator(".offer")
        expect(offer).to_be_visible()
        assert page.evaluate(TOO_WIDE, width) == ""
        covers = offer.evaluate(
            "e => getComputedStyle(e).position === 'fixed' ? e.offsetHeight / innerHeight : 0"
        )
        assert covers <= 1 / 3, f"the offer covers {covers:.0%} of the window"
        stops = walk(page)
        assert len(stops) > 30
        none_of(ailing(stops))


# What a reader’s own style may ask for, and every text that does not have the room it then needs.
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }
"""
ADOPT = """css => {
    const own = new CSSStyleSheet();
    own.replaceSync(css);
    document.adoptedStyleSheets = [own];
}"""
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(e => {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.closest(".skip-link, .unseen")) return false;
    if (e instanceof SVGElement) {
        const [own, sheet] = [e, e.ownerSVGElement].map(each => each?.getBoundingClientRect());
        const isInside = !sheet || (own.left >= sheet.left - 1 && own.right <= sheet.right + 1);
        const isOpen = e.localName !== "text" || getComputedStyle(e.ownerSVGElement).overflow === "visible";
        return !isInside && !isOpen;
    }
    const { overflowX, overflowY, textOverflow } = getComputedStyle(e);
    const isCut = (overflow, has, needs) => ["hidden", "clip"].includes(overflow) && needs > has + 1;
    return isCut(overflowX, e.clientWidth, e.scrollWidth) || isCut(overflowY, e.clientHeight, e.scrollHeight);
}).map(e => `${e.localName}.${e.className.baseVal ?? e.className} ${e.textContent.trim().slice(0, 30)}`)"""


def test_wider_spacing_cuts_nothing_off(browser: Browser, origin: str) -> None:
    """Lines, letters, words and paragraphs set further apart by the reader (1.4.12)."""
    faults = []
    with opened(browser, origin, width=PHONE) as page:
        for address in (
            "",
            "en/",
            f"en/{ARTICLE}",
            f"zh-hans/{ARTICLE}",
            "zh-hant-hk/timeline/",
            f"zh-hans/{BILINGUAL}",
        ):
            page.goto(origin + address)
            page.evaluate(ADOPT, SPACED)
            faults += [f"{address}: {fault}" for fault in page.evaluate(CUT_OFF)]
            if wide := page.evaluate(TOO_WIDE, PHONE):
                faults.append(f"{address}: the page is {wide}")
    none_of(faults)


def test_targets_are_large_enough(browser: Browser, origin: str) -> None:
    """On a phone each has 24 px, or as much room around it, unless it stands in a sentence (2.5.8)."""
    # Not among the rules that axe runs unasked.
    faults, looked_at = [], 0
    with opened(browser, origin, width=PHONE, locale="zh-TW") as page:
        for address in ("", f"zh-hans/{BILINGUAL}", *(f"en/{kind}" for kind in KINDS)):
            go(page, origin + address)
            thin_out(page)
            result = Axe().run(page, options={"runOnly": {"type": "rule", "values": ["target-size"]}})
            looked_at += sum(len(each["nodes"]) for each in result.response["passes"])
            faults += [
                f"{address}: {' '.join(node['target'])}"
                for violation in result.response["violations"]
                for node in violation["nodes"]
            ]
    assert looked_at > 100
    none_of(faults)


# ---- Strings that would become markup ------------------------------------------------------------

SINKS = {
    "innerHTML": "() => { document.body.innerHTML = '<p>x'; }",
    "insertAdjacentHTML": "() => document.body.insertAdjacentHTML('beforeend', '<p>x')",
    "script address": "() => { document.createElement('script').src = '/assets/x.js'; }",
    "policy": "() => { trustedTypes.createPolicy('own', { createHTML: words => words }); }",
}


@pytest.mark.parametrize("by", ["header and page", "page alone"])
def test_no_script_can_make_markup_of_a_string(
    browser: Browser, origin: str, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trusted Types stop it on every kind of page, also where nobody can set headers."""
    if by == "page alone":
        monkeypatch.delitem(static_server.HEADERS, "Content-Security-Policy")
    with opened(browser, origin) as page:
        for address in ("", "en/", f"zh-hans/{BILINGUAL}", "en/search/", "zh-hant-tw/no/such/page/"):
            page.goto(origin + address)
            page.evaluate("() => { document.body.append('x'); }")
            for name, script in SINKS.items():
                with pytest.raises(Error, match="TypeError"):
                    page.evaluate(script)
                assert page.locator("body > p:text-is('x')").count() == 0, name


def test_the_preview_works_under_the_same_policy(browser: Browser, tmp_path: Path) -> None:
    """A page below a base path is loaded again when a save has been built; nothing is refused."""
    (tmp_path / "content").mkdir()
    (tmp_path / "site").mkdir()
    index = tmp_path / "site" / "index.html"
    text = '<!doctype html><title>one</title><script src="/a/b/livereload.js" defer></script><p>one'
    shown = [text, text.replace("<p>one", "<p>two")]

    def rebuild(building: Building) -> Built:
        index.write_text(shown.pop(0), encoding="utf-8")
        return Built(["index.html"], "/a/b/")

    said: list[str] = []
    ready = Event()

    def announce(words: str) -> None:
        said.append(words)
        ready.set()

    watched = [tmp_path / "content"]
    preview = Preview(tmp_path / "site", 0, watched, rebuild, HEADER_POLICY, announce)
    thread = Thread(target=preview.run)
    thread.start()
    try:
        assert ready.wait(10)
        with opened(browser, "about:blank") as page:
            faults: list[str] = []
            page.on("pageerror", lambda error: faults.append(str(error)))
            with page.expect_websocket():
                page.goto(said[0])
            time.sleep(0.2)  # the page introduces itself
            (tmp_path / "content" / "page.md").write_text("two", encoding="utf-8")
            expect(page.get_by_text("two")).to_be_visible()
            none_of(faults)
    finally:
        preview.stop()
        thread.join(10)
