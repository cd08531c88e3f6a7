"""axe-core has nothing to say about any page, in either colour scheme, on a phone or on a desk."""

import pytest
from axe_playwright_python.async_playwright import Axe
from crawl import Site
from needs import need
from playwright.async_api import Page
from test_browser import none_of

from quality.walk import PREFIXES, VIEWS, visits, walk

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# By night other colours apply and nothing else: these rules alone look at colours.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
IS_NIGHT = "() => matchMedia('(prefers-color-scheme: dark)').matches"
IS_LOADED = "() => 'axe' in window"
# Only what is wrong comes back: whole results of a page hold thousands of elements.
RUN = """async options => {
    const { violations } = await axe.run(document, options);
    const name = node => node.target.join(" ");
    return violations.map(({ id, help, nodes }) =>
        `${id} (${help}), ${nodes.length} times: ${nodes.slice(0, 5).map(name).join(", ")}`
    );
}"""


async def look(page: Page) -> list[str]:
    """What axe-core finds on a page."""
    if not await page.evaluate(IS_LOADED):
        await page.evaluate(Axe().axe_script)
    only = OF_COLOURS if await page.evaluate(IS_NIGHT) else TAGS
    return await page.evaluate(RUN, {"runOnly": only, "resultTypes": ["violations"]})


@pytest.mark.parametrize("prefix", PREFIXES, ids=lambda prefix: prefix or "root")
def test_pages_are_accessible(
    chromium: str, built_site: Site, origin: str, figures: list[str], prefix: str
) -> None:
    """No violation of WCAG 2.2 AA or of good practice, in whatever state a page is."""
    wanted = visits(built_site, prefix)
    faults = walk(chromium, origin, wanted, look)
    figures.append(
        f"axe-core, {prefix or 'root'}: {len(wanted)} visits × {len(VIEWS)} views, {len(faults)} faults"
    )
    none_of(faults)


@pytest.mark.parametrize("prefix", ["en", "zh-hant-hk"])
def test_states_are_accessible_in_firefox(
    built_site: Site, origin: str, figures: list[str], prefix: str
) -> None:
    """What a reader opens, filters, finds and sets there has no violation either."""
    wanted = [each for each in visits(built_site, prefix) if each.state]
    faults = walk(need("firefox-esr", "firefox"), origin, wanted, look)
    figures.append(f"axe-core, Firefox, {prefix}: {len(wanted)} visits × 2 views, {len(faults)} faults")
    none_of(faults)
