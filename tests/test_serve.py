"""The preview, from outside: what it answers, what makes it build, and what the open pages hear."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect
from watchfiles import Change

from sitegen.edit.preview import saves
from sitegen.edit.preview.building import Building
from sitegen.edit.preview.faults import Built, Fault, Faults
from sitegen.edit.preview.hurry import OutOfDateError
from sitegen.edit.preview.saves import Saves
from sitegen.edit.preview.serve import PortInUse, Preview, serve

PATIENCE = 10.0  # seconds for what must happen; a good run waits for a small part of it
QUIET = 0.4  # seconds in which nothing may happen: several times what a save takes to be noticed

POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
PAGE_LOAD = {"command": "reload", "path": "*", "liveCSS": True, "liveImg": True}


@dataclass
class Desk:
    """An author's folder with a built site, and the builds that saving there has caused."""

    root: Path
    base_path: str = "/a/b/"
    watched: tuple[str, ...] = ("content",)
    changed: list[str] = field(default_factory=lambda: ["zh-hans/index.html"])
    faults: Faults = field(default_factory=Faults)
    # Not counting the first, which needs no save.
    builds: int = -1
    during_build: Sequence[Callable[[], object]] = ()
    # What tells the build that runs whether something was saved since it began.
    is_late: Callable[[], bool] = bool
    said: list[str] = field(default_factory=list)
    # The output paths of the pages that were open when a build began; those that it shows before its end.
    open: list[Collection[str]] = field(default_factory=list)
    shows: Sequence[str] = ()
    overlapped: bool = False
    _one: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        (self.root / "content").mkdir()
        self.write("content/page.md", "one")
        self.write("site/index.html", "chooser")
        self.write("site/404.html", "missing")
        self.write("site/zh-hans/index.html", "首页")
        self.write("site/zh-hans/404.html", "没有")
        self.write("site/site.css", "b {}")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def rebuild(self, building: Building) -> Built:
        """Count, and give what the test has set."""
        self.is_late = building.is_late
        if not self._one.acquire(blocking=False):
            self.overlapped = True
            return Built()
        try:
            self.builds += 1
            self.open.append(building.open)
            if self.builds and self.shows:
                building.show(self.shows)
            for step in self.during_build if self.builds else ():
                step()
            return Built(self.changed if self.builds else (), self.base_path, self.faults)
        finally:
            self._one.release()

    def settings(self) -> dict[str, Any]:
        watched = [self.root / path for path in self.watched]
        return {"watched": watched, "rebuild": self.rebuild, "policy": POLICY}

    @contextmanager
    def preview(self) -> Iterator[Preview]:
        """Run the preview in a thread for as long as the block lasts."""
        ready = Event()

        def announce(text: str) -> None:
            self.said.append(text)
            ready.set()

        preview = Preview(self.root / "site", port=0, announce=announce, **self.settings())
        thread = Thread(target=preview.run)
        thread.start()
        try:
            assert ready.wait(PATIENCE)
            yield preview
        finally:
            preview.stop()
            thread.join(PATIENCE)
        assert not thread.is_alive()
        assert not self.overlapped

    def expect(self, builds: int) -> None:
        """Wait for so many builds, and for no more to follow."""
        until = time.monotonic() + PATIENCE
        while self.builds < builds and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(QUIET)
        assert self.builds == builds


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all tests that only look: its site has links to secrets outside of it."""
    desk = Desk(tmp_path_factory.mktemp("shown"))
    desk.write("secret", "secret")
    desk.write("outside/secret", "secret")
    desk.write("outside/index.html", "secret")
    (desk.root / "site/link").symlink_to(desk.root / "secret")
    (desk.root / "site/linked").symlink_to(desk.root / "outside", target_is_directory=True)
    with desk.preview() as preview:
        yield preview


def ask(
    preview: Preview, path: str, host: str | None = None, method: str = "GET"
) -> tuple[int, HTTPMessage, str]:
    """Ask for exactly `path`: no client in between tidies it up or follows redirects."""
    connection = HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE)
    try:
        connection.request(method, path, headers={"Host": host or f"127.0.0.1:{preview.port}"})
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    finally:
        connection.close()


async def connect(
    preview: Preview, origin: str | None = None, path: str = "/livereload"
) -> WebSocketClientConnection:
    headers = {"Origin": origin or f"http://localhost:{preview.port}"}
    return await websocket_connect(HTTPRequest(f"ws://127.0.0.1:{preview.port}{path}", headers=headers))


async def hear(line: WebSocketClientConnection) -> dict[str, Any]:
    message = await asyncio.wait_for(line.read_message(), PATIENCE)
    assert isinstance(message, str)
    heard: dict[str, Any] = json.loads(message)
    return heard


async def introduce(preview: Preview, path: str = "/a/b/") -> WebSocketClientConnection:
    """Do what livereload.js does when a page is loaded."""
    line = await connect(preview)
    hello = json.dumps({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})
    await line.write_message(hello)
    assert (await hear(line))["command"] == "hello"
    url = f"http://127.0.0.1:{preview.port}{path}"
    await line.write_message(json.dumps({"command": "info", "plugins": {}, "url": url}))
    return line


@asynccontextmanager
async def open_page(preview: Preview, path: str = "/a/b/") -> AsyncIterator[WebSocketClientConnection]:
    """Keep a page open for as long as the block lasts."""
    line = await introduce(preview, path)
    yield line
    line.close()
    while await line.read_message() is not None:
        pass


@asynccontextmanager
async def listening(preview: Preview) -> AsyncIterator[WebSocketClientConnection]:
    """Hear what the preview tells its pages for as long as the block lasts."""
    line = await connect(preview, path="/livereload/state")
    yield line
    line.close()
    while await line.read_message() is not None:
        pass


async def assert_nothing_was_said(line: WebSocketClientConnection) -> None:
    """What is heard next is the answer to another greeting."""
    await line.write_message(json.dumps({"command": "hello"}))
    assert (await hear(line))["command"] == "hello"


# What makes it build


def test_a_save_builds_once(desk: Desk) -> None:
    with desk.preview():
        desk.write("content/page.md", "two")
        desk.expect(builds=1)
        desk.write("content/page.md", "three")
        desk.expect(builds=2)


def test_a_file_renamed_over_another_builds_once(desk: Desk) -> None:
    with desk.preview():
        desk.write("content/page.md.new", "two")
        (desk.root / "content/page.md.new").replace(desk.root / "content/page.md")
        desk.expect(builds=1)


def test_two_files_saved_together_build_once(desk: Desk) -> None:
    with desk.preview():
        desk.write("content/page.md", "two")
        desk.write("content/other/page.md", "two")
        desk.expect(builds=1)


def test_saves_during_a_build_cause_one_more(desk: Desk) -> None:
    """Two saves, so far apart that they are noticed one after the other, while the first build runs."""
    begun, saved = Event(), Event()
    desk.during_build = [begun.set, partial(saved.wait, PATIENCE)]
    with desk.preview():
        desk.write("content/page.md", "two")
        assert begun.wait(PATIENCE)
        for text in ("three", "four"):
            desk.write("content/page.md", text)
            time.sleep(0.3)
        saved.set()
        desk.expect(builds=2)


def test_the_server_answers_during_a_build(desk: Desk) -> None:
    begun, answered = Event(), Event()
    desk.during_build = [begun.set, partial(answered.wait, PATIENCE)]
    with desk.preview() as preview:
        desk.write("content/page.md", "two")
        assert begun.wait(PATIENCE)
        assert ask(preview, "/a/b/")[2] == "chooser"
        answered.set()


def test_litter_builds_nothing(desk: Desk) -> None:
    names = [".page.md.swp", "page.md~", "#page.md#", ".#page.md", "4913", ".~lock.page.md#", ".DS_Store"]
    with desk.preview():
        for path in [*names, ".git/index", "__pycache__/page.pyc"]:
            desk.write(f"content/{path}", "litter")
            (desk.root / "content" / path).unlink()
        desk.expect(builds=0)


def test_a_neighbour_of_what_is_watched_builds_nothing(desk: Desk) -> None:
    desk.watched = ("content", "site.yaml", "assets/css")
    with desk.preview():
        desk.write("site/index.html", "a build writes here")
        desk.write("site.yaml.txt", "")
        desk.write("content-of-another/page.md", "")
        desk.expect(builds=0)


def test_a_watched_file_builds_also_when_it_is_replaced(desk: Desk) -> None:
    desk.watched = ("site.yaml",)
    desk.write("site.yaml", "one")
    with desk.preview():
        for build in (1, 2):
            desk.write("site.yaml.new", "two")
            (desk.root / "site.yaml.new").replace(desk.root / "site.yaml")
            desk.expect(builds=build)


def test_a_watched_folder_may_come_later(desk: Desk) -> None:
    desk.watched = ("content", "assets/css")
    with desk.preview():
        desk.write("assets/css/site.css", "")
        desk.expect(builds=1)
        desk.write("assets/css/site.css", "b {}")
        desk.expect(builds=2)
        desk.write("assets/neighbour.txt", "")
        desk.expect(builds=2)


def test_a_watched_folder_may_be_exchanged(desk: Desk) -> None:
    """The system stops watching with the folder; the one that comes in its place is watched again."""
    with desk.preview():
        shutil.rmtree(desk.root / "content")
        desk.expect(builds=1)
        desk.write("content/page.md", "two")
        desk.expect(builds=2)
        (desk.root / "content").rename(desk.root / "aside")
        desk.write("content/page.md", "three")
        desk.expect(builds=3)
        desk.write("content/page.md", "four")
        desk.expect(builds=4)


def test_links_are_followed(desk: Desk) -> None:
    """The watched folder is a link, and holds a link to a folder elsewhere, and one that leads nowhere."""
    (desk.root / "content").rename(desk.root / "elsewhere")
    desk.write("far/page.md", "one")
    (desk.root / "content").symlink_to(desk.root / "elsewhere", target_is_directory=True)
    (desk.root / "elsewhere/linked").symlink_to(desk.root / "far", target_is_directory=True)
    (desk.root / "elsewhere/broken").symlink_to(desk.root / "nowhere")
    with desk.preview():
        desk.write("elsewhere/page.md", "two")
        desk.expect(builds=1)
        if sys.platform == "linux":  # elsewhere the system does not look behind links
            desk.write("far/page.md", "two")
            desk.expect(builds=2)


def test_a_checkout_is_built_once_or_twice(desk: Desk) -> None:
    """Two hundred files, written as fast as a disk can."""
    with desk.preview():
        for number in range(200):
            desk.write(f"content/{number % 7}/page-{number}.md", f"{number}")
        until = time.monotonic() + PATIENCE
        while not desk.builds and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(QUIET)
        assert desk.builds in (1, 2)


def test_a_save_during_a_build_makes_it_late(desk: Desk) -> None:
    """Who builds can ask between two steps; the build that follows is not late."""
    begun, saved = Event(), Event()
    lateness: list[bool] = []

    def wait() -> None:
        lateness.append(desk.is_late())
        begun.set()
        assert saved.wait(PATIENCE)
        until = time.monotonic() + PATIENCE
        while desk.builds == 1 and not desk.is_late() and time.monotonic() < until:
            time.sleep(0.01)
        lateness.append(desk.is_late())

    desk.during_build = [wait]
    with desk.preview():
        desk.write("content/page.md", "two")
        assert begun.wait(PATIENCE)
        desk.write("content/page.md", "three")
        saved.set()
        desk.expect(builds=2)
    assert lateness == [False, True, False, False]


def test_a_build_that_is_given_up_is_followed_by_another(desk: Desk) -> None:
    """Nothing is said of it, and pages are told of the one that follows."""

    def give_up() -> None:
        if desk.builds == 1:
            desk.write("content/page.md", "three")
            until = time.monotonic() + PATIENCE
            while not desk.is_late() and time.monotonic() < until:
                time.sleep(0.01)
            raise OutOfDateError

    async def scene() -> None:
        async with open_page(preview) as page:
            desk.write("content/page.md", "two")
            assert await hear(page) == PAGE_LOAD
            await assert_nothing_was_said(page)

    desk.during_build = [give_up]
    with desk.preview() as preview:
        asyncio.run(scene())
    assert desk.builds == 2
    assert len(desk.said) == 1


# When a build begins


@dataclass
class Bells:
    """A watch that rings when the test says so, and the builds that follow."""

    root: Path
    # What is saved, batch by batch; before each the loop turns so often.
    batches: Sequence[Sequence[str]]
    turns: int = 3
    options: dict[str, Any] = field(default_factory=dict)
    builds: int = 0
    read: list[str] = field(default_factory=list)
    after: Callable[[int], object] = bool

    async def watch(self, *_: object, **options: Any) -> AsyncIterator[set[tuple[Change, str]]]:
        self.options = options
        for number, names in enumerate(self.batches):
            for _ in range(self.turns):
                await asyncio.sleep(0)
            yield {(Change.modified, str(self.root / name)) for name in names}
            self.after(number)
        await asyncio.sleep(PATIENCE)

    async def build(self) -> list[str]:
        self.builds += 1
        self.read.append((self.root / "page.md").read_text("utf-8"))
        return []

    def ring(self, monkeypatch: pytest.MonkeyPatch, seconds: float = QUIET) -> None:
        """Let everything happen that is to happen."""
        monkeypatch.setattr(saves, "awatch", self.watch)

        async def scene() -> None:
            watcher = Saves([self.root], self.root / "site", self.build)
            watcher.start(lambda: None)
            await asyncio.sleep(seconds)
            for task in watcher.tasks:
                task.cancel()

        (self.root / "page.md").write_text("whole", "utf-8")
        asyncio.run(scene())


def test_a_burst_in_parts_is_one_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many batches it comes in, each soon after the other."""
    names = [f"{number}.md" for number in range(saves.MANY)]
    bells = Bells(tmp_path, [names, *[["page.md"]] * 20])
    bells.ring(monkeypatch)
    assert bells.builds == 2  # the first of all, which needs no bell


def test_a_save_waits_for_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single file is built at the next turn of the loop, and the system is asked not to wait for long."""
    monkeypatch.setattr(saves, "QUIET", PATIENCE)
    monkeypatch.setattr(saves, "LOOK_AGAIN", PATIENCE)
    bells = Bells(tmp_path, [["page.md"]] * 3, turns=10)
    bells.ring(monkeypatch)
    assert bells.builds == 4
    assert bells.options["step"] == saves.STEP <= 10


@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_that_is_empty_or_gone_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    """An editor that empties it first, or takes it away, is waited for; what it writes is built at once."""
    monkeypatch.setattr(saves, "LOOK_AGAIN", PATIENCE)
    file = tmp_path / "page.md"

    def save(number: int) -> None:
        """Between the two bells."""
        file.write_text("new", "utf-8")

    bells = Bells(tmp_path, [["page.md"], ["page.md"]], turns=10, after=save)
    begin = bells.watch

    async def watch(*_: object, **options: Any) -> AsyncIterator[set[tuple[Change, str]]]:
        async for batch in begin(**options):
            if file.read_text("utf-8") == "whole":
                file.write_text("", "utf-8") if is_there else file.unlink()
            yield batch

    monkeypatch.setattr(bells, "watch", watch)
    bells.ring(monkeypatch)
    assert bells.read == ["whole", "new"]


def test_a_file_that_stays_gone_is_built_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not waited for again."""
    bells = Bells(tmp_path, [["gone.md"]])
    bells.ring(monkeypatch)
    assert bells.builds == 2


# What the open pages hear


@pytest.mark.parametrize(
    ("changed", "paths"),
    [
        (["zh-hans/index.html", "site.css", "en/index.html"], ["*"]),
        (["site.css", "css/print.css"], ["/a/b/site.css", "/a/b/css/print.css"]),
        (["picture.png"], ["*"]),
    ],
)
def test_pages_reload_and_styles_are_exchanged(desk: Desk, changed: list[str], paths: list[str]) -> None:
    desk.changed = changed

    async def scene() -> None:
        async with open_page(preview) as one, open_page(preview) as two:
            desk.write("content/page.md", "two")
            for page in (one, two):
                assert [await hear(page) for _ in paths] == [{**PAGE_LOAD, "path": path} for path in paths]
                await assert_nothing_was_said(page)

    with desk.preview() as preview:
        asyncio.run(scene())


def test_every_save_reloads(desk: Desk) -> None:
    async def scene() -> None:
        async with open_page(preview) as page:
            for text in ("two", "three", "four"):
                desk.write("content/page.md", text)
                assert await hear(page) == PAGE_LOAD

    with desk.preview() as preview:
        asyncio.run(scene())


def test_a_page_that_was_loading_during_the_build_reloads_once(desk: Desk) -> None:
    async def scene() -> None:
        ask(preview, "/a/b/?query")
        ask(preview, "/a/b/site.css")
        desk.write("content/page.md", "two")
        await asyncio.to_thread(desk.expect, 1)
        async with open_page(preview, "/a/b/?query#place") as page:
            assert (await hear(page))["path"] == "*"
        ask(preview, "/a/b/?query")
        async with open_page(preview) as page:
            await assert_nothing_was_said(page)

    with desk.preview() as preview:
        asyncio.run(scene())


def test_builds_that_fail_or_change_nothing_reload_nothing(desk: Desk) -> None:
    def fail() -> None:
        raise ValueError("the defect")

    async def scene() -> None:
        async with open_page(preview) as page:
            for build, (changed, during) in enumerate([([], []), (["a.html"], [fail])], start=1):
                desk.changed, desk.during_build = changed, during
                desk.write("content/page.md", f"{build}")
                await asyncio.to_thread(desk.expect, build)
                await assert_nothing_was_said(page)
                assert ask(preview, "/a/b/")[2] == "chooser"
            assert "ValueError: the defect" in desk.said[-1]
            desk.during_build = ()
            desk.write("content/page.md", "mended")
            assert await hear(page) == PAGE_LOAD

    with desk.preview() as preview:
        asyncio.run(scene())


def test_an_open_page_need_not_wait_for_the_others(desk: Desk) -> None:
    """It is loaded while the build goes on, and not again at its end; pages that are not shown are, then."""
    ended = Event()
    desk.shows, desk.during_build = ["zh-hans/index.html"], [lambda: ended.wait(PATIENCE)]
    desk.faults = Faults(faults=(Fault("slip"),), at={"zh-hans/": (0,)})

    async def scene() -> None:
        async with open_page(preview, "/a/b/") as other, open_page(preview, "/a/b/zh-hans/") as page:
            desk.write("content/page.md", "two")
            assert await hear(page) == PAGE_LOAD
            await assert_nothing_was_said(other)
            ask(preview, "/a/b/zh-hans/")
            async with open_page(preview, "/a/b/zh-hans/") as anew, listening(preview) as line:
                state = await hear(line)
                assert (state["is_building"], state["faults"]) == (True, [])
                ended.set()
                assert await hear(other) == PAGE_LOAD
                state = await hear(line)
                assert (state["is_building"], len(state["faults"])) == (False, 1)
                for each in (page, anew, other):
                    await assert_nothing_was_said(each)
            # It is as it was sent, too, when a build that changes nothing has followed.
            desk.shows, desk.changed = (), []
            desk.write("content/page.md", "three")
            await asyncio.to_thread(desk.expect, 2)
            async with open_page(preview, "/a/b/zh-hans/") as again:
                await assert_nothing_was_said(again)

    with desk.preview() as preview:
        asyncio.run(scene())
    assert desk.open[:2] == [set(), {"index.html", "zh-hans/index.html"}]


def test_a_page_that_was_shown_is_loaded_again_where_assets_changed(desk: Desk) -> None:
    """It was sent with those that were there before."""
    ended = Event()
    desk.shows, desk.during_build = ["zh-hans/index.html"], [lambda: ended.wait(PATIENCE)]
    desk.changed = ["assets/site.js"]

    async def scene() -> None:
        async with open_page(preview, "/a/b/zh-hans/") as page:
            desk.write("content/page.md", "two")
            assert await hear(page) == PAGE_LOAD
            ask(preview, "/a/b/zh-hans/")
            async with open_page(preview, "/a/b/zh-hans/") as anew:
                ended.set()
                assert await hear(anew) == PAGE_LOAD

    with desk.preview() as preview:
        asyncio.run(scene())


def test_a_build_waits_for_no_page_that_does_not_come(desk: Desk) -> None:
    """One that is closed, or whose browser sleeps."""
    desk.shows = ["zh-hans/index.html"]

    async def scene() -> None:
        ask(preview, "/a/b/zh-hans/")
        async with open_page(preview, "/a/b/zh-hans/") as page:
            for build, text in enumerate(("two", "three"), start=1):
                desk.write("content/page.md", text)
                assert await hear(page) == PAGE_LOAD
                await asyncio.to_thread(desk.expect, build)
                await assert_nothing_was_said(page)

    with desk.preview() as preview:
        asyncio.run(scene())


def test_two_previews_do_not_mix(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one, two = Desk(tmp_path / "one"), Desk(tmp_path / "two")

    async def scene() -> None:
        async with open_page(first) as of_one, open_page(second) as of_two:
            one.write("content/page.md", "two")
            assert await hear(of_one) == PAGE_LOAD
            await assert_nothing_was_said(of_two)

    with one.preview() as first, two.preview() as second:
        asyncio.run(scene())


async def states(line: WebSocketClientConnection) -> tuple[bool, list[str], Any]:
    """Whether a build runs, what is to be mended, and where."""
    state = await hear(line)
    return state["is_building"], [fault["message"] for fault in state["faults"]], state["at"]


WRONG = Faults(faults=(Fault("wrong", "content/page.md:1:1", "rule"),), at={"zh-hans/": (0,)})


def test_pages_hear_what_keeps_them_from_being_built(desk: Desk) -> None:
    """And that a build runs; where pages are loaded anew they ask how it stands by themselves."""
    desk.changed, desk.faults = [], WRONG

    async def scene() -> None:
        async with listening(preview) as line:
            assert await states(line) == (False, ["wrong"], {"zh-hans/": [0]})
            desk.faults = Faults()
            desk.write("content/page.md", "two")
            assert await states(line) == (True, ["wrong"], {"zh-hans/": [0]})
            assert await states(line) == (False, [], {})
        desk.faults = WRONG
        desk.write("content/page.md", "three")
        await asyncio.to_thread(desk.expect, 2)
        async with listening(preview) as line:
            assert await states(line) == (False, ["wrong"], {"zh-hans/": [0]})

    with desk.preview() as preview:
        asyncio.run(scene())


def test_a_build_that_breaks_off_is_told_on_every_page(desk: Desk) -> None:
    """As a defect, which no page can be blamed for; the next build may be whole."""

    def fail() -> None:
        if desk.builds == 1:
            raise ValueError("the <defect>")

    async def scene() -> None:
        desk.write("content/page.md", "two")
        await asyncio.to_thread(desk.expect, 1)
        async with listening(preview) as line:
            assert await states(line) == (False, ["The build broke off: ValueError: the <defect>"], None)
            assert "the &lt;defect&gt;" in ask(preview, "/a/b/nowhere/")[2]
            desk.faults = Faults()
        desk.write("content/page.md", "three")
        await asyncio.to_thread(desk.expect, 2)
        async with listening(preview) as line:
            assert await states(line) == (False, [], {})

    desk.during_build = [fail]
    with desk.preview() as preview:
        asyncio.run(scene())


# What it answers in the place of what cannot be built


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/a/b/zh-hans/city/", 503),
        ("/a/b/zh-hans/city", 503),
        ("/a/b/zh-hans/city/index.html", 503),
        ("/a/b/zh-hans/%63ity/", 503),
        ("/a/b/zh-hans/town/", 404),
        ("/a/b/zh-hans/city/picture.png", 404),
        ("/a/b/zh-hans/", 200),
    ],
)
def test_a_page_that_was_never_built_says_why(desk: Desk, path: str, status: int) -> None:
    """At its own address, and nothing else does."""
    desk.faults = Faults(faults=(Fault("<script>", "a.md:1:2", "rule"),), at={"zh-hans/city/": (0,)})
    with desk.preview() as preview:
        said, headers, body = ask(preview, path)
        assert said == status
        assert headers["Content-Security-Policy"] == POLICY
        assert ("a.md:1:2: &lt;script&gt; [rule]" in body) is (status == 503)
        assert "<script>" not in body


@pytest.mark.parametrize(("path", "status"), [("en/x/", 503), ("en/x", 503), ("x.html", 503), ("x.css", 404)])
def test_where_nothing_can_be_built_every_page_says_why(desk: Desk, path: str, status: int) -> None:
    """Not what a page is made with; and what was built before is there."""
    desk.faults = Faults(faults=(Fault("wrong"),), at=None)
    with desk.preview() as preview:
        assert ask(preview, f"/a/b/{path}")[0] == status
        assert ask(preview, "/a/b/")[::2] == (200, "chooser")


def test_a_site_may_come_to_lie_elsewhere(desk: Desk) -> None:
    """Its settings are read again with all else; where they cannot be, it stays where it was."""
    with desk.preview() as preview:
        for build, base_path in enumerate(["/", "", "/c/"], start=1):
            desk.base_path = base_path
            desk.write("content/page.md", f"{build}")
            desk.expect(builds=build)
            assert ask(preview, base_path or "/")[::2] == (200, "chooser")
        assert ask(preview, "/a/b/")[0] == 404
    assert [said.partition(f"{preview.port}")[2] for said in desk.said] == ["/a/b/", "/", "/c/"]


# What it answers


@pytest.mark.parametrize("base_path", ["/", "/a/b/"])
def test_the_site_lies_below_its_base_path(desk: Desk, base_path: str) -> None:
    desk.base_path = base_path
    with desk.preview() as preview:
        assert desk.said == [f"http://127.0.0.1:{preview.port}{base_path}"]
        assert ask(preview, base_path)[::2] == (200, "chooser")
        assert ask(preview, f"{base_path}zh-hans/")[::2] == (200, "首页")
        status, headers, _ = ask(preview, f"{base_path}zh-hans")
        assert (status, headers["Location"]) == (301, f"{base_path}zh-hans/")
        status, headers, script = ask(preview, f"{base_path}livereload.js")
        assert (status, headers["Content-Type"]) == (200, "application/javascript")
        assert "__LiveReload" in script


@pytest.mark.parametrize("path", ["/", "/a/b"])
def test_the_root_leads_to_the_site(shown: Preview, path: str) -> None:
    status, headers, _ = ask(shown, path)
    assert (status, headers["Location"]) == (302, "/a/b/")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/a/b/nowhere/", "missing"),
        ("/a/b/zh-hans/nowhere", "没有"),
        ("/a/b/zh-hans/deep/nowhere/", "没有"),
        ("/a/b/en/nowhere", "missing"),
        ("/nowhere", "missing"),
        ("/forcereload", "missing"),
        ("/a/b/forcereload", "missing"),
        ("/livereload.js", "missing"),
    ],
)
def test_a_missing_page_is_answered_in_its_edition(shown: Preview, path: str, text: str) -> None:
    status, headers, body = ask(shown, path)
    assert (status, body, headers["Content-Type"]) == (404, text, "text/html; charset=UTF-8")


def test_a_site_without_a_page_for_what_is_missing(desk: Desk) -> None:
    (desk.root / "site/404.html").unlink()
    with desk.preview() as preview:
        assert ask(preview, "/a/b/nowhere")[::2] == (404, "404 Not Found\n")


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/a/b/", "GET", 200),
        ("/a/b/site.css", "HEAD", 200),
        ("/a/b/livereload.js", "GET", 200),
        ("/a/b/livereload.css", "GET", 200),
        ("/livereload/state", "GET", 400),
        ("/", "GET", 302),
        ("/a/b/zh-hans", "GET", 301),
        ("/livereload", "GET", 400),
        ("/a/b/nowhere", "GET", 404),
        ("/nowhere", "GET", 404),
        ("/a/b/", "POST", 405),
    ],
)
def test_every_response_has_the_headers(shown: Preview, path: str, method: str, status: int) -> None:
    said, headers, _ = ask(shown, path, method=method)
    assert said == status
    assert {name: headers.get_all(name) for name in HEADERS} == {k: [v] for k, v in HEADERS.items()}
    assert "Etag" not in headers


def test_types_do_not_depend_on_the_machine(desk: Desk) -> None:
    types = {
        "a.css": "text/css; charset=utf-8",
        "a.txt": "text/plain; charset=utf-8",
        "a.svg": "image/svg+xml",
        "a.json": "application/json",
        "a.gz": "application/octet-stream",
        "a.unknown": "application/octet-stream",
    }
    for name in types:
        desk.write(f"site/{name}", "x")
    with desk.preview() as preview:
        assert {name: ask(preview, f"/a/b/{name}")[1]["Content-Type"] for name in types} == types


# Whom it answers


def test_its_own_names_are_answered(shown: Preview) -> None:
    for name in ("127.0.0.1", "localhost", "[::1]"):
        assert ask(shown, "/a/b/", host=f"{name}:{shown.port}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/a/b/",
        "/a/b/nowhere",
        "/a/b/livereload.js",
        "/a/b/livereload.css",
        "/livereload",
        "/livereload/state",
    ],
)
def test_foreign_hosts_are_refused(shown: Preview, path: str) -> None:
    for host in (
        "evil.example",
        f"evil.example:{shown.port}",
        "127.0.0.1",
        "localhost:1",
        "127.0.0.1.evil.example",
    ):
        status, headers, body = ask(shown, path, host=host)
        assert (status, body) == (421, "421 Misdirected Request\n")
        assert headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://localhost:1", "https://localhost:{}", "null"]
)
def test_foreign_origins_are_refused(shown: Preview, origin: str) -> None:
    async def scene() -> None:
        for path in ("/livereload", "/livereload/state"):
            with pytest.raises(HTTPClientError) as refusal:
                await connect(shown, origin.format(shown.port), path)
            assert refusal.value.code == 403

    asyncio.run(scene())


@pytest.mark.parametrize(
    "path",
    [
        "/../secret",
        "/a/b/../../../secret",
        "/a/b/../secret",
        "/a/b/%2e%2e/secret",
        "/a/b/..%2fsecret",
        "/a/b/zh-hans/%2e%2e/%2e%2e/secret",
        "/a/b/..%5csecret",
        "/a/b//etc/passwd",
        "/a/b/link",
        "/a/b/linked/secret",
        "/a/b/linked",
        "/a/b/../404.html/x",
    ],
)
def test_nothing_outside_of_the_folder_is_served(shown: Preview, path: str) -> None:
    status, headers, body = ask(shown, path)
    assert status in (403, 404)
    assert "secret" not in body
    assert headers["Content-Security-Policy"] == POLICY


def test_a_page_changed_in_place_is_served_anew(desk: Desk) -> None:
    with desk.preview() as preview:
        assert ask(preview, "/a/b/")[2] == "chooser"
        desk.write("site/index.html", "another")
        assert ask(preview, "/a/b/")[2] == "another"


# How it starts and ends


def test_a_busy_port_is_told_before_anything_else(desk: Desk) -> None:
    said: list[str] = []
    with desk.preview() as preview, pytest.raises(PortInUse, match=f"port {preview.port} is in use"):
        serve(desk.root / "site", port=preview.port, announce=said.append, **desk.settings())
    assert said == []


def test_control_c_ends_it(desk: Desk) -> None:
    said: list[str] = []

    def interrupt(text: str) -> None:
        said.append(text)
        signal.raise_signal(signal.SIGINT)

    # What a shell starts in the background ignores Ctrl-C, and so would this test there.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        serve(desk.root / "site", port=0, announce=interrupt, **desk.settings())
    finally:
        signal.signal(signal.SIGINT, inherited)
    assert len(said) == 1


def test_a_page_that_stays_open_does_not_keep_it_alive(desk: Desk) -> None:
    async def scene() -> None:
        page = await introduce(preview)
        await assert_nothing_was_said(page)
        preview.stop()
        assert await asyncio.wait_for(page.read_message(), PATIENCE) is None
        page.close()

    with desk.preview() as preview:
        asyncio.run(scene())
