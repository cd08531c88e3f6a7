"""A browser for what is drawn or printed by command: no build needs one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class NoBrowserError(RuntimeError):
    """There is no browser to work with; the message says what is missing."""


@contextmanager
def browsing(what: str) -> Iterator[Browser]:
    """Yield Chromium for `what` needs it; raises NoBrowserError where it or Playwright is missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError as error:
        raise NoBrowserError(f"{what} need Playwright and Pillow; `make cards` sets them up") from error
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise NoBrowserError(
            f"{what} need Chromium and the fonts of tests/setup.sh; `make cards` sets them up"
        )
    with sync_playwright() as playwright:
        # Chromium refuses to start as root with its sandbox on; pages hold nothing but our own words.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
