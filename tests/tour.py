"""Take the pictures of docs/tour.md anew, from the site as it is built now.

    make tour

Each picture is one view of the site or several side by side, as a phone or a desk shows them. What they show
changes with every change of the site, and fonts differ from machine to machine: no test compares them.
"""

import io
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from conftest import CHROMIUM, ROOT, build
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from static_server import serving

FOLDER = ROOT / "docs" / "tour"
PHONE, DESK = (390, 780), (1280, 800)
MARGIN = 24
AROUND = (201, 214, 218)
COLOURS = 192


class View(NamedTuple):
    """An address, and how and by whom it is looked at; `act` is what a reader does before the picture."""

    address: str
    size: tuple[int, int] = PHONE
    scheme: str = "light"
    locale: str = "en-GB"
    act: Callable[[Page], object] = lambda page: None


# What a reader does before the picture is taken.


def open_term(page: Page) -> None:
    page.locator(".body .term").nth(1).click()


def open_citation(page: Page) -> None:
    page.locator("details.cite summary").click()
    page.locator("details.cite").scroll_into_view_if_needed()


def search(words: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.keyboard.press("/")
        page.keyboard.type(words)
        page.locator("[role=option], .answer li").first.wait_for()

    return act


def go_to(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.evaluate("e => e.scrollIntoView()")


TOUR = {
    "editions": [
        View("zh-hans/", locale="zh-CN"),
        View("zh-hant-hk/city-spirit/", locale="zh-HK"),
        View("zh-hant-tw/goals/", locale="zh-TW", scheme="dark"),
        View("en/city-character/"),
    ],
    "home": [View("en/", DESK)],
    "bilingual": [View("zh-hans/city-spirit/bilingual/", DESK, locale="zh-CN", act=go_to("#phrases"))],
    "pictures": [
        View("en/", act=go_to(".drawn")),
        View("zh-hans/timeline/", locale="zh-CN", act=go_to(".drawn"), scheme="dark"),
        View("en/background/", act=go_to(".drawn")),
        View("zh-hant-tw/differences/", locale="zh-TW", act=go_to(".drawn:has(.compared)")),
    ],
    "words": [
        View("en/goals/", act=open_term),
        View("zh-hans/goals/bilingual/", locale="zh-CN", act=go_to(".pair.heading")),
        View("zh-hant-hk/glossary/", locale="zh-HK", act=go_to(".entry:nth-of-type(3)")),
        View("en/sources/opinions/", act=go_to(".paragraph"), scheme="dark"),
    ],
    "search": [View("zh-hans/city-spirit/", DESK, locale="zh-CN", act=search("軟實力"))],
    "citation": [View("en/city-spirit/", DESK, "dark", act=open_citation)],
}


def photograph(browser: Browser, origin: str, view: View) -> Image.Image:
    """Return what a reader sees."""
    width, height = view.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=view.scheme,
        locale=view.locale,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(origin + view.address)
    view.act(page)
    picture = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return picture.convert("RGB")


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Return pictures in one row, with a margin around each."""
    height = max(picture.height for picture in pictures) + 2 * MARGIN
    width = sum(picture.width + MARGIN for picture in pictures) + MARGIN
    row = Image.new("RGB", (width, height), AROUND)
    x = MARGIN
    for picture in pictures:
        row.paste(picture, (x, MARGIN))
        x += picture.width + MARGIN
    return row


def main() -> None:
    """Build the site, and write every picture of the tour."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        site = build(ROOT, Path(folder) / "site")
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.glob("*.png"):
            old.unlink()
        with serving(site) as origin:
            for name, views in TOUR.items():
                row = side_by_side([photograph(browser, origin, view) for view in views])
                few = row.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
                few.save(FOLDER / f"{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
