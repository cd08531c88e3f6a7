"""Drawing cards, in a browser and only by command: a build takes the pictures as they are."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from sitegen.edit.browser import browsing
from sitegen.facts.cards import Card, cards
from sitegen.model import Library
from sitegen.read.files import list_files, unread_in
from sitegen.read.standing import is_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = "assets/cards"
RECORD = "content/cards.yaml"
WIDTH, HEIGHT = 1200, 630
_COLOURS = 24
# The size of a title (CSS pixels) that does not stand alone.
_BESIDE_OTHERS = 56
# The mark of a site, and in which sizes (CSS pixels) systems that take no drawings want it.
MARK = "assets/favicon.svg"
ICONS = (180, 192, 512)
_HEADING = """\
# What the pictures in assets/cards say, so that `build.py check` can name those that are out of date.
# `make cards` writes this file.
"""


def draw_cards(root: Path, own: Path, library: Library, *, all_of_them: bool = False) -> Iterator[str]:
    """Draw the cards that are missing or say something else by now, and yield the name of each.

    The icons of the site are drawn where they are missing, from its mark.
    The template is `card.html`. Cards of pages that are gone are removed, if all pages could be read. Raises
    NoBrowserError where Playwright, Pillow or Chromium is missing, OSError where the disk refuses.
    """
    due = {card.name: card for card in cards(library)}
    wanted = [card for card in due.values() if all_of_them or not _is_drawn(root, library, card)]
    icons = [size for size in ICONS if all_of_them or not is_file(root / _icon(size))]
    # The mark of the project is drawn already: another site needs icons of its own where it has such a mark.
    icons = icons if is_file(root / MARK) else []
    if wanted or icons:
        with browsing("cards") as browser:
            yield from _draw(browser, root, own, library, wanted)
            yield from _draw_icons(browser, root, icons)
    if not library.unread:
        _remove_others(root, due)
    lines = [f"{name}: {json.dumps(card.words, ensure_ascii=False)}\n" for name, card in sorted(due.items())]
    (root / RECORD).write_text(_HEADING + "".join(lines), encoding="utf-8", newline="\n")


def _remove_others(root: Path, due: Collection[str]) -> None:
    """Remove the cards of pages that are gone."""
    drawn, faults = list_files(root, FOLDER)
    if unread := sorted(unread_in(faults)):
        raise OSError(None, "it cannot be read", unread[0])
    for path in drawn:
        name = path.removeprefix(f"{FOLDER}/").removesuffix(".png")
        if path.endswith(".png") and name not in due:
            (root / path).unlink()


def _is_drawn(root: Path, library: Library, card: Card) -> bool:
    return library.cards.get(card.name) == card.words and is_file(root / FOLDER / f"{card.name}.png")


def _inlined(root: Path, own: Path, name: str) -> str:
    """An asset as an address that holds it, for a page that stands nowhere."""
    path = next((base / "assets" / name for base in (root, own) if is_file(base / "assets" / name)), None)
    data = base64.b64encode(path.read_bytes()).decode() if path else ""
    return f"data:image/svg+xml;base64,{data}"


def _draw(browser: Browser, root: Path, own: Path, library: Library, wanted: list[Card]) -> Iterator[str]:
    folders = [base / "templates" for base in dict.fromkeys((root, own))]
    environment = jinja2.Environment(autoescape=True, loader=jinja2.FileSystemLoader(folders))
    template = environment.get_template("card.html")
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    for card in wanted:
        values = {
            "edition": card.edition,
            "site_title": card.site_title,
            "title": card.title,
            "size": _size(card.title) if not card.others else _BESIDE_OTHERS,
            "others": card.others,
            "theme": library.site.theme,
            "asset": lambda name: _inlined(root, own, name),
        }
        page.set_content(template.render(values))
        # A few colours do for a flat drawing, in a fifth of the bytes.
        _save(page.screenshot(), root / FOLDER / f"{card.name}.png", _COLOURS)
        yield card.name


def _draw_icons(browser: Browser, root: Path, sizes: list[int]) -> Iterator[str]:
    for size in sizes:
        mark = base64.b64encode((root / MARK).read_bytes()).decode()
        page = browser.new_page(viewport={"width": size, "height": size})
        page.set_content(
            "<style>* { margin: 0; background: none; } img { display: block; width: 100vw; }</style>"
            f'<img src="data:image/svg+xml;base64,{mark}" alt="">'
        )
        _save(page.screenshot(omit_background=True), root / _icon(size), None)
        yield _icon(size)


def _save(screenshot: bytes, path: Path, colours: int | None) -> None:
    """Save a screenshot, with so many colours and nothing transparent, or as it is."""
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    picture: Image.Image = Image.open(io.BytesIO(screenshot))
    if colours is not None:
        picture = picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)


def _icon(size: int) -> str:
    return f"assets/icons/{size}.png"


def _size(title: str) -> int:
    """The size of a title in CSS pixels, with which three lines of it have room."""
    width = sum(1 if ord(character) > 0x2E7F else 0.55 for character in title)
    return 84 if width <= 22 else 64 if width <= 34 else 48
