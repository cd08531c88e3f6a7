"""How long editors wait: from a save until the open page shows it, in Chromium, by kinds of save.

    python -m benchmarks.preview [-n rounds] [root]

A copy of the site is served as `make serve` does it. In turns, a word, a title, the explanation of a term
and a template are changed; the time goes from the save until the page, reloaded by itself, holds the change.
Beside it stands, of the same saves, what a build takes that remembers nothing.
"""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from playwright.sync_api import Error, Page, sync_playwright
from playwright.sync_api import TimeoutError as Late

from sitegen.make import OWN, make_site

FOLDERS = ("content", "templates", "assets")
PAGE = "content/pages/city-spirit.zh.md"
SHOWN = "zh-hans/city-spirit/"
# What is changed: the file, and where in it the mark goes that is looked for.
SAVES = {
    "a word": (PAGE, "\n---\n\n"),
    "a title": (PAGE, "---\ntitle: "),
    "a term": ("content/glossary.yaml", "explanation:\n          zh: "),
    "a template": ("templates/page.html", "{% block about %}\n"),
}


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve the preview of `root`; give its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(OWN / "build.py"), "serve", "--root", str(root), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - build.py of this project, with arguments of this function
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("http"):
                break
        try:
            yield line.split()[0]
        finally:
            process.terminate()


def wait_for(page: Page, mark: str) -> None:
    """Wait until the page, reloaded by itself, holds `mark`."""
    while True:
        try:
            page.wait_for_function("mark => document.documentElement.innerHTML.includes(mark)", arg=mark)
        except Late:
            raise
        except Error:
            # The page was exchanged meanwhile.
            continue
        return


def save(file: Path, text: str, page: Page, mark: str) -> None:
    """Write a file, and wait until the page holds `mark`."""
    file.write_text(text, "utf-8")
    wait_for(page, mark)


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds `work` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@click.command()
@click.option("-n", "rounds", default=5, show_default=True)
@click.argument("site", type=click.Path(path_type=Path, exists=True), default=OWN)
def main(rounds: int, site: Path) -> None:
    """Print medians, spreads and ratios."""
    waited: dict[str, list[float]] = {name: [] for name in SAVES}
    clean: dict[str, list[float]] = {name: [] for name in SAVES}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        for name in FOLDERS:
            shutil.copytree(site / name, root / name)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or None, args=["--no-sandbox"]
        )
        with served(root) as origin:
            page = browser.new_page()
            page.goto(origin + SHOWN)
            page.wait_for_timeout(1000)
            for turn in range(rounds):
                for name, (path, behind) in SAVES.items():
                    mark = f"m{turn}x{[*SAVES].index(name)}"
                    if name == "a term":
                        page.goto(f"{origin}zh-hans/glossary/")
                    elif turn or name != "a word":
                        page.goto(origin + SHOWN)
                    page.wait_for_timeout(500)
                    file = root / path
                    text = file.read_text("utf-8")
                    assert behind in text, (path, behind)
                    changed = text.replace(behind, f"{behind}{mark}", 1)
                    waited[name].append(timed(partial(save, file, changed, page, mark)))
                    clean[name].append(timed(partial(make_site, root, is_preview=True)))
        browser.close()
    for name in SAVES:
        ours, theirs = statistics.median(waited[name]), statistics.median(clean[name])
        spread = f"{min(waited[name]):.2f}–{max(waited[name]):.2f}"
        print(f"{name:12} {ours:6.2f} s ({spread})   built clean {theirs:6.2f} s   {ours / theirs:.2f} ×")


if __name__ == "__main__":
    main()
