"""What the tests of the whole site share: the site, built once as an editor builds it, and a browser."""

import fcntl
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
import yaml
from crawl import Site
from hypothesis import settings
from needs import need
from playwright.sync_api import Browser, Playwright, sync_playwright
from static_server import serving

from sitegen.called import VARIABLE, WRITTEN
from sitegen.make import CACHE, Made, basis, make_site
from sitegen.memory import Forgetful, Memory, remembering

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
STORE = "memory.sqlite"
NOT_READ = {"site", "tests", "docs", "benchmarks", "node_modules"}
CHROMIUM = (
    "--no-sandbox",  # Chromium refuses to start as root with its sandbox on
    "--disable-gpu",
    "--disable-quic",
    # It would look for updates and for Google's hosts, and tests talk to this machine alone.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# A window holds more than its page: what the address bar unfolds is loaded into each, and costs more than the
# page does. Playwright has a list of its own, for which this one stands; what of that matters here is named.
WITHOUT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)

FIREFOX: dict[str, str | float | bool] = {
    "ui.prefersReducedMotion": 1,
    # It would ask Mozilla's hosts whether there is a network at all.
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}

# No test fails for the time that it takes: a machine may be busy.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


def build(root: Path, into: Path, **environment: str) -> Site:
    """Build the site of the project at `root` with its own command, in a process of its own."""
    command = [sys.executable, "build.py", "build", "--into", str(into)]
    done = subprocess.run(
        command,
        cwd=root,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    if done.returncode != 0:
        pytest.fail(
            f"{' '.join(command)} in {root}: exit code {done.returncode}\n{done.stdout}", pytrace=False
        )
    return read_site(root, into)


def read_site(root: Path, into: Path, shelf: Path | None = None) -> Site:
    """Return the site of the project at `root`, which was published below `into`."""
    settings = yaml.safe_load((root / "content" / "site.yaml").read_text(encoding="utf-8"))
    editions = {edition["prefix"]: edition["tag"] for edition in settings["editions"]}
    return Site(into, settings["base_url"].rstrip("/") + "/", editions, shelf)


def copy_project(into: Path) -> Path:
    """Copy what a build reads to another folder."""
    into.mkdir()
    for path in ROOT.iterdir():
        if path.is_dir() and path.name not in NOT_READ and not path.name.startswith("."):
            shutil.copytree(path, into / path.name)
        elif path.is_file():
            shutil.copy(path, into)
    return into


def move_project(into: Path) -> Path:
    """Copy it for a site at another address, with what is known of the pages, which are the same."""
    copy_project(into)
    settings = into / "content" / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    text, found = re.subn(r"(?m)^base_url:.*$", "base_url: https://example.org/a/b/", text)
    text, left_out = re.subn(r"(?m)^ +- \{tag: zh-Hant-.*\n", "", text)
    assert (found, left_out) == (1, 2)
    settings.write_text(text, encoding="utf-8")
    hand_on(into)
    return into


def hand_on(into: Path) -> None:
    """Give a copy of the project what is known of its pages."""
    (into / CACHE).mkdir(mode=0o700, parents=True)
    known, copy = (sqlite3.connect(each / CACHE / STORE) for each in (ROOT, into))
    with closing(known), closing(copy):
        known.backup(copy)


def make_project(root: Path, **options: bool) -> Made:
    """Make the site of the project, or one much like it, with what other builds of the project remember.

    For tests of what comes out, not of how it is made: `test_memory.py` holds one to the other.
    """

    def work(memory: Memory) -> Made:
        made = make_site(root, memory, **options)
        # What outputs hold is read while there is a store to ask.
        assert all(each.data is not None for each in made.outputs)
        return made

    return remembering(ROOT / CACHE, basis(), work)


def once(
    name: str, factory: pytest.TempPathFactory, lay_out: Callable[[Path], Path], **environment: str
) -> Site:
    """Build the project that `lay_out` puts into a folder; of workers side by side one does it for all."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    folder = folder / name
    folder.mkdir(exist_ok=True)
    laid_out = folder / "laid-out"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not laid_out.exists():
            root = lay_out(folder / "project")
            build(root, folder / "site", **environment)
            laid_out.write_text(str(root), "utf-8")
    return read_site(Path(laid_out.read_text("utf-8")), folder / "site", folder / "documents")


@pytest.fixture(autouse=True, scope="session")
def _english() -> Iterator[None]:
    """Commands speak the language of the system: for tests that is English, whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        # Whoever runs them, and however: commands are told as they are written.
        patch.setenv(VARIABLE, WRITTEN)
        yield


def forget(_folder: Path, _basis: bytes, work: Callable[[Memory], T]) -> T:
    """Do what a command does, from nothing, and keep nothing."""
    return work(Forgetful())


@pytest.fixture(autouse=True, scope="session")
def _unsettled() -> Iterator[None]:
    """Publishing does not wait for the disk: it would for all that other programs write meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sitegen.publish.publish.settle", lambda folder: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def _forgetful() -> Iterator[None]:
    """Commands that tests run in their own process keep nothing, unless a test is about that (`keeping`).

    To write what nobody reads, and to look for it, takes longer than to make a small site.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sitegen.commands.site.remembering", forget)
        patch.setattr("sitegen.commands.site.basis", bytes)
        patch.setattr("sitegen.commands.reading.remembering", forget)
        patch.setattr("sitegen.commands.reading.basis", bytes)
        yield


@pytest.fixture
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands keep what they made, and begin with it, as they do for editors."""
    monkeypatch.setattr("sitegen.commands.site.remembering", remembering)
    monkeypatch.setattr("sitegen.commands.site.basis", basis)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of content/, as it would be published."""
    return once("built", tmp_path_factory, lambda _: ROOT)


@pytest.fixture(scope="session")
def rebuilt_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same site, built from another folder under another clock, locale and order of hashes."""
    strange = {"PYTHONHASHSEED": "20", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "COLUMNS": "40"}
    return once("rebuilt", tmp_path_factory, copy_project, **strange)


@pytest.fixture(scope="session")
def moved_site(built_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same site at an address below the root of its host, in an edition of each language.

    Neither the script nor the words of an edition decide where an address leads.
    """
    return once("moved", tmp_path_factory, move_project)


@pytest.fixture(scope="session")
def origin(built_site: Site) -> Iterator[str]:
    """The address at which the built site is served to the browser."""
    with serving(built_site) as address:
        yield address


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """What drives browsers.

    Not for the whole session: while Playwright is open, no other test can run an event loop of its own.
    """
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, as the system has it."""
    chromium = need("chromium", "chromium-browser", "google-chrome")
    arguments = [*CHROMIUM, f"--disable-features={','.join(WITHOUT)}"]
    browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """Firefox, as the system has it: with a pointer and no touch, which cannot be asked of it."""
    with open_firefox(playwright) as browser:
        yield browser


@contextmanager
def open_firefox(playwright: Playwright, **preferences: str | float | bool) -> Iterator[Browser]:
    """A Firefox with preferences (`about:config`), by which it is told what its reader wants of colours."""
    browser = playwright.firefox.launch(
        # Its own protocol (WebDriver BiDi), not that of a Firefox which Playwright has altered.
        channel="moz-firefox",
        executable_path=need("firefox-esr", "firefox"),
        firefox_user_prefs={**FIREFOX, **preferences},
    )
    yield browser
    browser.close()
