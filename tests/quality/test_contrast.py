"""Text stands out from its ground: 7:1 what is read (WCAG's 1.4.6), 4.5:1 what is furniture (1.4.3).

Large text, in WCAG's sense, needs 4.5:1 too. Not measured: what `opacity` does, text over a picture or
gradient, and what a style sheet writes before and after elements.
"""

import asyncio
from pathlib import Path

import pytest
from conftest import CHROMIUM
from crawl import Site
from playwright.async_api import Page, async_playwright
from test_browser import none_of

from quality.walk import PREFIXES, VIEWS, visits, walk

MEASURE = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")

# What serves to find one's way or to do something, and is not read for its own sake: head and foot of a page,
# navigation (breadcrumbs, contents, previous and next, switcher), captions, buttons and their answers.
# All else is text: summaries, hints, notes, marks of citations, words in drawings, results of a search.
FURNITURE = ", ".join(
    (
        "body > header",
        "body > footer",
        "nav",
        "figcaption",
        "caption",
        "button",
        "[role=status]",
    )
)


async def look(page: Page) -> list[str]:
    """Each kind of text that stands out too little, with an example."""
    kinds: dict[str, list[str]] = {}
    for each in await page.evaluate(MEASURE, FURNITURE):
        kind = "{element}: {ratio:.2f} of {least}:1, {ink} on {ground}".format(**each)
        kinds.setdefault(kind, []).append(each["words"][:20])
    return [f"{kind}, {len(words)} times: {words[0]!r}" for kind, words in kinds.items()]


@pytest.mark.parametrize("prefix", PREFIXES, ids=lambda prefix: prefix or "root")
def test_text_stands_out(
    chromium: str, built_site: Site, origin: str, figures: list[str], prefix: str
) -> None:
    """Every text of every page, in whatever state a page is, in both colour schemes."""
    wanted = visits(built_site, prefix)
    faults = walk(chromium, origin, wanted, look)
    figures.append(
        f"contrast, {prefix or 'root'}: {len(wanted)} visits × {len(VIEWS)} views, {len(faults)} faults"
    )
    none_of(faults)


PAGE = """<!doctype html><html lang="en"><body style="background: #fff; color: #595959">
<p>enough to read, 7.00</p>
<p class="faint" style="color: #5f5f5f">too little to read, 6.39</p>
<nav style="color: #767676">enough for furniture, 4.54</nav>
<nav class="faint" style="color: #777">too little for furniture, 4.48</nav>
<h1 style="font-size: 24px; color: #767676">enough for large text</h1>
<p style="background: #000; color: rgb(255 255 255 / .6)">half transparent: #999 on black, 7.37</p>
<p class="faint" style="background: rgb(0 0 0 / .5)">a veil: #595959 on #7f7f7f, 1.75</p>
<div style="background: #000" hidden><p class="faint">not shown yet, 3.00</p></div>
<svg width="300" height="60"><rect width="300" height="40" fill="#000"/><text class="faint" y="20">1.00</text>
<text y="20" fill="#fff">21.00</text><text y="56">beside the box: 21.00</text>
<g class="faint"><a><tspan>never drawn</tspan></a></g></svg>
</body></html>"""


def test_faint_text_is_seen(chromium: str) -> None:
    """Of known colours, exactly those below their mark are named."""

    async def measured() -> list[str]:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
            page = await browser.new_page()
            await page.set_content(PAGE)
            found = await page.evaluate(MEASURE, FURNITURE)
            await browser.close()
        return [f"{each['ratio']:.2f} {each['element']}" for each in found]

    assert asyncio.run(measured()) == [
        "6.39 p.faint",
        "4.48 nav.faint",
        "1.75 p.faint",
        "3.00 p.faint",
        "1.00 text.faint",
    ]
