"""Reading without a network, in Chromium, under the Content-Security-Policy of production."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
from crawl import Site
from playwright.sync_api import Browser, BrowserContext, Page, expect
from static_server import Handler, Server

from sitegen.make import OWN, make_site

KEPT = "There is no network. This is the page as it was kept"


class Unreachable(Handler):
    """Answers while there is a network; then it hangs up. What is `lost` it does not have."""

    server: "Network"

    def do_GET(self) -> None:  # noqa: N802 (the name is http.server’s)
        """Send a file, or nothing."""
        if self.server.is_down:
            self.close_connection = True
            return
        if any(self.path.endswith(each) for each in self.server.lost):
            self.answer(404, b"", "text/plain")
            return
        super().do_GET()


class Network(Server):
    """A site that can be reached or not, and another one a moment later."""

    is_down = False
    lost: tuple[str, ...] = ()


@dataclass
class Reader:
    """A reader with a browser that keeps what it may, and the network between."""

    network: Network
    context: BrowserContext
    origin: str
    said: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """A window that shows a page of the site."""
        page = self.context.new_page()
        page.on("console", lambda message: self.said.append(message.text))
        page.goto(f"{self.origin}{path}")
        return page

    def read(self, path: str) -> Page:
        """The same, when its worker has all that it keeps."""
        page = self.open(path)
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        return page

    def kept(self, page: Page) -> dict[str, list[str]]:
        """The paths that are kept, by the names of caches."""
        found: dict[str, list[str]] = page.evaluate(
            "async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) => "
            "[name, (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)])))"
        )
        return found


def publish(root: Path, into: Path, *, offline: str = "true", word: str = "rain") -> Site:
    """A site in English, with a page that says a word."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(OWN / "tests" / "sites" / "only-english" / "content", root / "content")
    settings = root / "content" / "site.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}offline: {offline}\n", "utf-8")
    home = root / "content" / "pages" / "index.en.md"
    home.write_text(f"{home.read_text('utf-8')}\nThe word is {word}.\n", "utf-8")
    made = make_site(root)
    assert made.outputs, made.diagnostics
    for output in made.outputs:
        file = into / output.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(output.data)
    return Site(into, "https://example.org/", {"en": "en"})


@contextmanager
def reading(browser: Browser, site: Site) -> Iterator[Reader]:
    """A reader of a site."""
    with Network(site, Unreachable) as network:
        thread = Thread(target=network.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        context = browser.new_context()
        context.set_default_timeout(10_000)
        try:
            yield Reader(network, context, f"http://127.0.0.1:{network.server_port}/")
        finally:
            context.close()
            network.shutdown()
            thread.join()


@pytest.fixture
def reader(browser: Browser, tmp_path: Path) -> Iterator[Reader]:
    """A reader of the first version."""
    with reading(browser, publish(tmp_path / "source", tmp_path / "one")) as reader:
        yield reader


def test_what_was_read_can_be_read_again(reader: Reader) -> None:
    """After one visit, whole: its style, its scripts, its search; and it says that it is kept."""
    page = reader.read("en/")
    expect(page.get_by_text(KEPT)).to_have_count(0)
    colour = page.evaluate("() => getComputedStyle(document.body).fontFamily")
    reader.network.is_down = True
    page.goto(f"{reader.origin}en/?from=elsewhere")
    expect(page.get_by_text("The word is rain.")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=KEPT)).to_be_visible()
    assert page.evaluate("() => getComputedStyle(document.body).fontFamily") == colour
    page.locator("[data-search] input").fill("rain")
    expect(page.locator("[data-answer] li").first).to_contain_text("rain")
    assert not [each for each in reader.said if "policy" in each.lower() or "TrustedScript" in each]


def test_no_other_script_is_vouched_for(reader: Reader) -> None:
    """There is one policy, which nobody can make again; whatever it is given, it names the worker."""
    page = reader.read("en/")
    refused = page.evaluate(
        "() => ['service-worker', 'default', 'other'].map((name) => {"
        "try { trustedTypes.createPolicy(name, {}); return 'made'; } catch (error) { return error.name; } })"
    )
    assert refused == ["TypeError"] * 3
    address = page.evaluate("() => navigator.serviceWorker.ready.then(({ active }) => active.scriptURL)")
    assert address == f"{reader.origin}en/worker.js"
    said = "() => navigator.serviceWorker.register('/en/other.js').catch((error) => error.name)"
    assert page.evaluate(said) == "TypeError"


def test_what_was_not_read_says_so(reader: Reader) -> None:
    """In its words, with what was: nothing else is offered."""
    page = reader.read("en/")
    reader.network.is_down = True
    page.goto(f"{reader.origin}en/river/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no network")
    listed = page.locator("[data-kept-pages] li")
    expect(listed.filter(visible=True)).to_have_count(1)
    expect(listed.filter(visible=True).locator("a")).to_have_attribute("href", "/en/")
    reader.network.is_down = False
    page.reload()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("There is no network")
    reader.network.is_down = True
    page.reload()
    expect(page.get_by_text(KEPT)).to_be_visible()


def test_with_a_network_it_is_asked_first(reader: Reader) -> None:
    """A page that is kept is shown as the server has it."""
    page = reader.read("en/")
    page.reload()
    file = reader.network.site.folder / "en" / "index.html"
    file.write_text(file.read_text("utf-8").replace("The word is rain.", "The word is wind."), "utf-8")
    page.reload()
    expect(page.get_by_text("The word is wind.")).to_be_visible()
    # It is of no build that the worker knows: nobody will be shown it beside what is kept.
    reader.network.is_down = True
    page.reload()
    expect(page.get_by_text("The word is rain.")).to_be_visible()


def update(page: Page) -> None:
    """Have the browser ask for the worker, and wait until it has done what it does."""
    page.evaluate(
        "async () => { const own = await navigator.serviceWorker.getRegistration();"
        "await own.update().catch(() => {});"
        "for (const each of [own.installing, own.waiting]) if (each) await new Promise((done) => {"
        "const look = () => ['activated', 'redundant'].includes(each.state) && done();"
        "each.addEventListener('statechange', look); look(); }); }"
    )


def test_another_build_takes_the_place_of_all(reader: Reader, tmp_path: Path) -> None:
    """One cache, in which every page that was read is the new one’s."""
    page = reader.read("en/")
    page.goto(f"{reader.origin}en/river/")
    page.wait_for_function("() => caches.match('/en/river/')")
    (first,) = reader.kept(page)
    reader.network.site = publish(tmp_path / "source", tmp_path / "two", word="snow")
    update(page)
    ((second, paths),) = reader.kept(page).items()
    assert second != first
    assert {"/en/", "/en/river/", "/en/offline.html", "/en/search/texts.json"} <= {*paths}
    reader.network.is_down = True
    page.goto(f"{reader.origin}en/")
    expect(page.get_by_text("The word is snow.")).to_be_visible()
    expect(page.get_by_text(KEPT)).to_be_visible()


@pytest.mark.parametrize("lost", ["texts.json", ".css", "/en/"])
def test_half_a_build_is_none(reader: Reader, tmp_path: Path, lost: str) -> None:
    """Where one file of the new build cannot be had, all stays as it was."""
    page = reader.read("en/")
    before = reader.kept(page)
    reader.network.site = publish(tmp_path / "source", tmp_path / "two", word="snow")
    style = reader.network.site.folder / "assets" / "css"
    old = next(style.glob("site.*"))
    # The same style sheet would not be asked for again.
    worker = reader.network.site.folder / "en" / "worker.js"
    worker.write_text(worker.read_text("utf-8").replace(old.name, f"new-{old.name}"), "utf-8")
    old.rename(style / f"new-{old.name}")
    reader.network.lost = (lost,)
    update(page)
    assert reader.kept(page) == before
    reader.network.is_down = True
    page.reload()
    expect(page.get_by_text("The word is rain.")).to_be_visible()


def test_it_can_be_ended(reader: Reader, tmp_path: Path) -> None:
    """With `offline: false` nothing of it is left in a reader’s browser."""
    page = reader.read("en/")
    assert reader.kept(page)
    reader.network.site = publish(tmp_path / "source", tmp_path / "two", offline="false")
    page.goto(f"{reader.origin}en/")
    for _ in range(100):
        ended = page.evaluate("async () => !(await navigator.serviceWorker.getRegistrations()).length")
        if ended and not reader.kept(page):
            break
        page.wait_for_timeout(100)
    assert ended
    assert reader.kept(page) == {}
    page.reload()
    expect(page.get_by_text("The word is rain.")).to_be_visible()
    assert reader.kept(page) == {}
