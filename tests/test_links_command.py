"""Asking for addresses outside: what servers of this machine say, and what is kept of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import Result
from small_site import PAGE, page, run, write_site

from sitegen.edit.outside.ask import Asker
from sitegen.edit.outside.store import STORE

ASKED: list[str] = []


class Handler(BaseHTTPRequestHandler):
    """Answers as its path says: a code, `get` for those that want no HEAD, `to` for those that lead on."""

    def _answer(self) -> None:
        ASKED.append(f"{self.command} {self.path}")
        words = self.path.strip("/").split("/")
        code = 405 if words[0] == "get" and self.command == "HEAD" else 200
        code = int(words[0]) if words[0].isdecimal() else code
        self.send_response(code)
        if words[0] in ("301", "302", "308"):
            self.send_header("Location", "/" + "/".join(words[1:]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        """Answer."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer without what is asked for."""
        self._answer()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve these answers; yield where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def host() -> Iterator[str]:
    """A server that nobody has asked yet."""
    ASKED.clear()
    with serving() as address:
        yield address


def site(root: Path, *addresses: str, references: str = "") -> Path:
    """A site that leads to these addresses, each on a line of its page."""
    files = {PAGE: page("\n".join(f"[甲]({each})" for each in addresses))}
    if references:
        files["content/references.yaml"] = f"a: {{title: {{zh: 甲, en: A}}, url: '{references}'}}\n"
    return write_site(root, files)


def links(root: Path, *options: str) -> Result:
    """Ask without pauses."""
    return run("links", "--root", root, "--pause", "0", "--timeout", "5", *options)


def test_what_is_not_there_is_told(tmp_path: Path, host: str) -> None:
    """With its place; what moved for good, and what nobody can tell, are told and are no fault."""
    ways = [
        "/ok#part",
        "/get/a",
        "/404",
        "/301/new",
        "/302/ok",
        "/302/404",
        "/403",
        "/500",
        "/301/302/a",
        "/301/301/301/b",
    ]
    root = site(tmp_path, *(host + each for each in ways), references=f"{host}/410")
    result = links(root)
    assert result.exit_code == 1
    places = [line.split(" [")[0].replace(host, "") for line in result.stdout.splitlines()]
    assert places == [
        "content/pages/city.zh.md:8:5: not there: /404 (404 Not Found)",
        "content/pages/city.zh.md:11:5: not there: /302/404 (404 Not Found)",
        "content/references.yaml:1:34: not there: /410 (410 Gone)",
        "content/pages/city.zh.md:9:5: moved: /301/new stands for good at /new",
        "content/pages/city.zh.md:14:5: moved: /301/302/a stands for good at /302/a",
        "content/pages/city.zh.md:15:5: moved: /301/301/301/b stands for good at /b",
        "content/pages/city.zh.md:12:5: unsure: /403 (403 Forbidden); open it in a browser",
        "content/pages/city.zh.md:13:5: unsure: /500 (500 Internal Server Error); open it in a browser",
        "Addresses outside: 11 (not there 3, moved 3, unsure 2, there 3).",
    ]
    # The head first, and what an address names only where that says nothing.
    assert ASKED.count("HEAD /ok") == 2
    assert "GET /ok" not in ASKED
    assert "GET /get/a" in ASKED
    assert "GET /404" in ASKED


def test_answers_are_kept(tmp_path: Path, host: str) -> None:
    """What was found is not asked for again for some days, what was not is; some are forgotten."""
    root = site(tmp_path, f"{host}/ok", f"{host}/404", f"{host}/get/a")
    links(root)
    ASKED.clear()
    assert links(root, "--lang", "zh").stdout.splitlines()[-1] == "共3个站外网址（打不开 1、打得开 2）。"
    assert ASKED == ["HEAD /404", "GET /404"]
    ASKED.clear()
    links(root, "--days", "0")
    assert "HEAD /ok" in ASKED
    site(tmp_path, f"{host}/ok")
    links(root)
    assert [*json.loads((root / STORE).read_bytes())["answers"]] == [f"{host}/ok"]


def test_offline_nobody_is_asked(tmp_path: Path, host: str) -> None:
    """What earlier runs were told is told again, and what they did not ask is counted."""
    root = site(tmp_path, f"{host}/ok", f"{host}/404")
    nothing = links(root, "--offline", "--lang", "zh")
    assert (nothing.exit_code, nothing.stdout) == (0, "共2个站外网址（没有查过 2）。\n")
    links(root)
    ASKED.clear()
    site(tmp_path, f"{host}/ok", f"{host}/404", f"{host}/new")
    result = links(root, "--offline")
    assert result.exit_code == 1
    assert result.stdout.endswith("Addresses outside: 3 (not there 1, there 1, not asked 1).\n")
    assert ASKED == []


def test_what_came_is_read_by_programs(tmp_path: Path, host: str) -> None:
    """Hosts that there are not, and servers that do not answer, are told in the words of the system."""
    with serving() as other:
        pass
    root = site(tmp_path, f"{other}/gone", "https://no-such-host.invalid/a", f"{host}/ok")
    found = json.loads(links(root, "--format", "json").stdout)["links"]
    assert [(each["result"], each["code"], bool(each["reason"])) for each in found] == [
        ("broken", 0, True),
        ("broken", 0, True),
        ("found", 200, True),
    ]
    assert found[2]["places"] == ["content/pages/city.zh.md:8:5"]


def test_a_broken_store_is_begun_anew(tmp_path: Path, host: str) -> None:
    """No traceback, whatever it holds."""
    root = site(tmp_path, f"{host}/ok")
    for text in ("{", "[]", '{"answers": {"a": 1}}', '{"answers": {"a": {"result": "x"}}}'):
        (root / STORE).parent.mkdir(exist_ok=True)
        (root / STORE).write_text(text, "utf-8")
        assert links(root).exit_code == 0


def test_a_host_is_not_asked_twice_at_once(host: str) -> None:
    """Between two questions to it there is a pause; none before the first, nor for another host."""
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    asker = Asker(2.0, 5.0, clock=lambda: now[0], sleep=sleep)
    asker.ask(f"{host}/ok")
    with serving() as other:
        asker.ask(f"{other}/ok")
    assert slept == []
    now[0] += 0.5
    asker.ask(f"{host}/get/a")
    assert slept == [1.5, 2.0]


def test_a_build_asks_nobody(tmp_path: Path, host: str) -> None:
    """Neither does a check."""
    root = site(tmp_path, f"{host}/404")
    assert run("build", "--root", root).exit_code == 0
    assert run("check", "--root", root).exit_code == 0
    assert ASKED == []
