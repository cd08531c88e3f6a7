"""A walk through an edition in several tabs at once, in each state that a reader can bring a page into."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from conftest import CHROMIUM, FIREFOX
from crawl import Site
from playwright.async_api import Browser, Page, Playwright, async_playwright
from test_browser import DESKTOP, PHONE, one_of_each_kind

# The folders of the editions, and the root of the site.
PREFIXES = ("zh-hans", "zh-hant-hk", "zh-hant-tw", "en", "")
View = tuple[int, Literal["light", "dark"]]
VIEWS: tuple[View, ...] = tuple(product((PHONE, DESKTOP), ("light", "dark")))
# Firefox cannot be told by the protocol what its reader wants of colours.
BY_DAY: tuple[View, ...] = ((PHONE, "light"), (DESKTOP, "light"))

# What is wrong with a page as it is shown: one line each.
Look = Callable[[Page], Awaitable[list[str]]]


@dataclass(frozen=True)
class Visit:
    """A page, and what a reader does on it first."""

    address: str
    state: str = ""
    locale: str = "en-GB"

    def __str__(self) -> str:
        return f"{self.address or '/'}{self.state and f' ({self.state})'}"


def visits(site: Site, prefix: str) -> list[Visit]:
    """Every page of an edition as it comes, and the states of pages in which there is more to be seen."""
    own = [document for document in site.documents.values() if site.prefix(document.file) == prefix]
    found = [Visit(document.address) for document in own]
    found += [Visit(document.address, "unfolded") for document in one_of_each_kind(site) if document in own]
    if prefix:
        words = "Shanghai" if site.editions[prefix] == "en" else "上海"
        found += [
            Visit(f"{prefix}/search/?q={words}", "results"),
            Visit(f"{prefix}/no/such/page/", "missing"),
            Visit(f"{prefix}/", "offered", "zh-TW" if prefix == "zh-hant-hk" else "zh-HK"),
            Visit(f"{prefix}/glossary/#ruan-shi-li", "filtered"),
            *(Visit(address, "explained") for address in explaining(site, prefix)),
            Visit(f"{prefix}/goals/", "cited"),
            Visit(f"{prefix}/goals/", "selected"),
            Visit(f"{prefix}/goals/", "set"),
            *(Visit(each.address, "chosen") for each in own if each.address.endswith("goals/bilingual/")),
        ]
    return found


def explaining(site: Site, prefix: str) -> Iterator[str]:
    """Of an edition the page with the most pop-ups, and the glossary if it has any."""

    def count(file: str) -> int:
        return sum(id_.startswith("term-") for id_ in site.documents[file].ids)

    files = [file for file in site.documents if site.prefix(file) == prefix]
    for file in sorted({max(files, key=count), f"{prefix}/glossary/index.html"}):
        if count(file):
            yield site.documents[file].address


async def to_top(page: Page) -> None:
    """Scroll up, when all that scrolls has come to rest: the bar would lie over half of a button."""
    await page.wait_for_timeout(500)
    await page.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")
    await page.wait_for_timeout(500)


async def come_to(page: Page, origin: str, visit: Visit) -> None:
    """Open a page and bring it into its state."""
    await page.goto(origin + visit.address)
    if visit.state == "results":
        await page.locator("main [data-answer] li").first.wait_for()
    elif visit.state == "filtered":
        await page.locator(".filter input").fill("ruan")
        await to_top(page)
    elif visit.state == "explained":
        await page.locator("main a.term").first.press("Enter")
        await page.locator("[popover]:popover-open").wait_for()
    elif visit.state == "cited":
        await page.locator(".body p > a.source").nth(1).press("Enter")
        await page.locator(".cited details:visible summary").click()
        await page.locator(".cited .phrases:visible").wait_for()
    elif visit.state == "selected":
        await page.locator(".permalink").first.wait_for()
        await page.evaluate("() => getSelection().selectAllChildren(document.querySelector('.body > p'))")
        await page.locator(".offer").wait_for()
    elif visit.state == "set":
        await page.locator("[data-settings]").click()
    elif visit.state == "offered":
        await page.locator(".offer").wait_for()
    elif visit.state == "chosen":
        # Pinyin, and one language with a block of the other.
        await page.evaluate(
            "() => document.querySelectorAll('form details').forEach(e => { e.open = true; })"
        )
        await page.locator("form.layout input[name=readings]").check()
        await page.locator("form.layout input[value=theirs]").check()
        await page.locator(".reveal").nth(2).check()
        await to_top(page)
    elif visit.state == "unfolded":
        await page.evaluate("() => document.querySelectorAll('details').forEach(e => { e.open = true; })")


async def look_at(page: Page, visit: Visit, look: Look, views: tuple[View, ...]) -> list[str]:
    """What is wrong with a page in each view, every fault told once."""
    faults: dict[str, list[str]] = {}
    for width, scheme in views:
        await page.set_viewport_size({"width": width, "height": 800})
        if views is VIEWS:
            await page.emulate_media(color_scheme=scheme)
        for fault in await look(page):
            faults.setdefault(fault, []).append(f"{width} {scheme}")
    return [f"{visit} [{', '.join(views)}]: {fault}" for fault, views in faults.items()]


async def _start(playwright: Playwright, program: str) -> Browser:
    if "firefox" in program:
        return await playwright.firefox.launch(
            channel="moz-firefox", executable_path=program, firefox_user_prefs={**FIREFOX}
        )
    return await playwright.chromium.launch(executable_path=program, args=list(CHROMIUM))


async def _walk(program: str, origin: str, wanted: list[Visit], look: Look) -> list[str]:
    left = wanted[::-1]
    found: dict[Visit, list[str]] = {}

    async def take_turns(browser: Browser) -> None:
        while left:
            visit = left.pop()
            # Nobody has used it before; and colours are measured as they come to rest.
            context = await browser.new_context(locale=visit.locale, reduced_motion="reduce")
            context.set_default_timeout(20_000)
            page = await context.new_page()
            await come_to(page, origin, visit)
            found[visit] = await look_at(page, visit, look, BY_DAY if "firefox" in program else VIEWS)
            await context.close()

    async with async_playwright() as playwright:
        browser = await _start(playwright, program)
        async with asyncio.TaskGroup() as tasks:
            for _ in range(os.cpu_count() or 1):
                tasks.create_task(take_turns(browser))
        await browser.close()
    return [fault for visit in wanted for fault in found[visit]]


def walk(program: str, origin: str, wanted: list[Visit], look: Look) -> list[str]:
    """Look at pages in each view, on a phone and on a desk, by day and by night; give what is wrong.

    `program` is a Chromium or a Firefox.
    """
    return asyncio.run(_walk(program, origin, wanted, look))
