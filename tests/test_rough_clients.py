"""The preview, when who talks to it is no browser: it goes on, and says nothing of it on the terminal."""

from __future__ import annotations

import asyncio
import base64
import logging
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, closing
from itertools import count
from pathlib import Path

import pytest
from test_serve import PATIENCE, Desk, ask, connect, hear, open_page
from tornado.httpclient import HTTPClientError
from tornado.websocket import WebSocketClientConnection

from sitegen.edit.preview import answers, server
from sitegen.edit.preview.serve import Preview


def numbers() -> Iterator[str]:
    """Names for cases whose own words would choke who reports of them."""
    return map(str, count())


HELLO = '{"command": "hello", "protocols": []}'


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all of them: whatever one client did, it is there for the next."""
    with Desk(tmp_path_factory.mktemp("lasting")).preview() as preview:
        yield preview


@pytest.fixture
def preview(lasting: Preview, caplog: pytest.LogCaptureFixture) -> Iterator[Preview]:
    """A preview of which the terminal is not to hear."""
    with caplog.at_level(logging.INFO):
        yield lasting
        assert ask(lasting, "/a/b/")[::2] == (200, "chooser")
    assert [record for record in caplog.records if record.exc_info or record.levelno >= logging.ERROR] == []


def dial(preview: Preview) -> socket.socket:
    """A connection over which nothing has been said."""
    return socket.create_connection(("127.0.0.1", preview.port), timeout=PATIENCE)


@asynccontextmanager
async def lined(
    preview: Preview, path: str = "/livereload", *, is_ended: bool = False
) -> AsyncIterator[WebSocketClientConnection]:
    """A line of the preview for as long as the block lasts, or until the preview ends it."""
    line = await connect(preview, path=path)
    yield line
    line.close()
    while not is_ended and await asyncio.wait_for(line.read_message(), PATIENCE) is not None:
        pass


def rest(line: socket.socket) -> bytes:
    """All that is heard until the connection ends."""
    heard = b""
    try:
        while data := line.recv(65_536):
            heard += data
    except ConnectionResetError:
        pass
    return heard


# What it is asked for


@pytest.mark.parametrize(
    "path",
    [
        "%00",
        "x%00y",
        "%2e%2e%00",
        "livereload.js%00",
        "zh-hans/%00/",
        f"{'a' * 300}",
        f"{'%E5%9F%8E' * 100}/",
    ],
)
def test_names_that_no_file_has_are_not_there(preview: Preview, path: str) -> None:
    for home in ("/a/b/", "/"):
        assert ask(preview, f"{home}{path}")[0] == 404


@pytest.mark.parametrize("host", ["LOCALHOST", "LocalHost", "localhost"])
def test_names_of_hosts_have_no_case(preview: Preview, host: str) -> None:
    assert ask(preview, "/a/b/", host=f"{host}:{preview.port}")[0] == 200


# What is said over lines


@pytest.mark.parametrize(
    "message",
    [
        "",
        "hello",
        "[]",
        "null",
        "1",
        '"hello"',
        "{}",
        '["command"]',
        '{"command": null}',
        '{"command": ["hello"]}',
        '{"command": {"hello": 1}}',
        '{"url": "http://localhost/"}',
        '{"command": "info", "url": null}',
        '{"command": "info", "url": 1}',
        '{"command": "info", "url": ["x"]}',
        '{"command": "info", "url": "http://["}',
        '{"command": "info", "url": "http://x/\\ud800"}',
        '{"command": "info", "url": "http://[::1"}',
        "[" * 50_000,
        '{"a":' * 10_000,
        "NaN",
        "1" * 5_000,
        b"\x00\xff",
    ],
    ids=numbers(),
)
def test_messages_that_mean_nothing_end_the_line(preview: Preview, message: str | bytes) -> None:
    async def scene() -> None:
        async with lined(preview, is_ended=True) as line:
            await line.write_message(message, binary=isinstance(message, bytes))
            assert await asyncio.wait_for(line.read_message(), PATIENCE) is None
            assert line.close_code == answers.NOT_UNDERSTOOD
        # Others go on hearing.
        async with open_page(preview):
            pass

    asyncio.run(scene())


@pytest.mark.parametrize(
    "message",
    [
        '{"command": "ping"}',
        '{"command": "info"}',
        '{"command": "info", "url": ""}',
        '{"command": "info", "url": "javascript:x"}',
        '{"command": "info", "url": "http://x/%00"}',
        '{"command": "info", "url": "//", "plugins": null}',
        '{"command": "hello", "protocols": 1}',
    ],
    ids=numbers(),
)
def test_messages_that_mean_little_are_borne(preview: Preview, message: str) -> None:
    async def scene() -> None:
        async with lined(preview) as line:
            await line.write_message(message)
            await line.write_message(HELLO)
            while (await hear(line))["command"] != "hello":
                pass

    asyncio.run(scene())


def test_long_messages_end_the_line(preview: Preview) -> None:
    async def scene() -> None:
        for path in ("/livereload", "/livereload/state"):
            async with lined(preview, path, is_ended=True) as line:
                await line.write_message("x" * (server.MESSAGE + 1))
                heard: object = ""
                while heard is not None:
                    heard = await asyncio.wait_for(line.read_message(), PATIENCE)

    asyncio.run(scene())


def frame(head: int, data: bytes = b"", masked: bool = True) -> bytes:
    """A frame of a WebSocket (RFC 6455, 5.2), right or wrong."""
    mask = b"\1\2\3\4" if masked else b""
    data = bytes(each ^ mask[at % 4] for at, each in enumerate(data)) if masked else data
    return bytes([head, len(data) | (0x80 if masked else 0)]) + mask + data


@pytest.mark.parametrize(
    "data",
    [
        frame(0x81, HELLO.encode(), masked=False),
        frame(0x81, b"\xff\xfe"),
        frame(0xF1, b"{}"),
        frame(0x83, b"{}"),
        frame(0x8F),
        frame(0x80, b"{}"),
        frame(0x01, b"{") + frame(0x81, b"}"),
        frame(0x09, b"ping"),
        frame(0x88, b"\x00"),
        frame(0x88, b"\x00\x01\xff"),
        b"\x81\xff" + b"\xff" * 8,
        b"\x81\xfe\xff\xff" + b"\1\2\3\4",
        b"\x00" * 200,
        b"GET / HTTP/1.1\r\n\r\n",
    ],
    ids=numbers(),
)
@pytest.mark.parametrize("path", ["/livereload", "/livereload/state"])
def test_frames_that_are_none_are_borne(preview: Preview, path: str, data: bytes) -> None:
    with closing(dial(preview)) as line:
        key = base64.b64encode(bytes(16)).decode()
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: localhost:{preview.port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        assert line.recv(12) == b"HTTP/1.1 101"
        line.sendall(data)
        line.shutdown(socket.SHUT_WR)
        rest(line)


def test_there_are_so_many_lines_and_no_more(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_LINES", 2)

    async def scene() -> None:
        async with lined(preview, "/livereload/state"):
            async with lined(preview):
                for path in ("/livereload", "/livereload/state"):
                    with pytest.raises(HTTPClientError, match="503"):
                        await connect(preview, path=path)
            async with open_page(preview):
                pass

    asyncio.run(scene())


# What is said slowly, or without an end


def test_who_says_nothing_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "IDLE", 0.2)
    said = (
        b"",
        b"GET /a/b/ HT",
        b"GET /a/b/ HTTP/1.1\r\nHost: x\r\n",
        b"POST /a/b/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
        b"GET /a/b/ HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
    )
    with Desk(tmp_path).preview() as preview, ExitStack() as open_:
        lines = [open_.enter_context(closing(dial(preview))) for _ in said]
        for line, data in zip(lines, said, strict=True):
            line.sendall(data.replace(b"{}", str(preview.port).encode()))
        # It ends them all; who was answered has heard that before.
        assert [rest(line)[:12] for line in lines][-1] == b"HTTP/1.1 200"


def test_there_are_so_many_connections_and_no_more(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "CONNECTIONS", 3)
    with ExitStack() as open_:
        for _ in range(3):
            open_.enter_context(closing(dial(preview)))
        with closing(dial(preview)) as line:
            line.sendall(f"GET /a/b/ HTTP/1.1\r\nHost: localhost:{preview.port}\r\n\r\n".encode())
            assert rest(line) == b""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            assert ask(preview, "/a/b/")[0] == 200
        except OSError:
            # It has not heard yet that the others are gone.
            assert time.monotonic() < until
        else:
            break


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * (server.HEADERS + 1) + b"\r\n\r\n",
        b"GET /" + b"a" * (server.HEADERS + 1) + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {server.BODY + 1}\r\n\r\n".encode(),
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000000\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n" + b"a" * 0xFFFF,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\r\n\r\n",
        b"\x00" * 100 + b"\r\n\r\n",
        bytes(range(128, 192)) + b"\r\n\r\n",
    ],
    ids=numbers(),
)
def test_what_is_too_much_or_no_request_is_refused(preview: Preview, said: bytes) -> None:
    with closing(dial(preview)) as line:
        try:
            line.sendall(said)
            line.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it has been refused before it was told whole
        heard = rest(line)
    assert heard == b"" or heard[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 413", b"HTTP/1.1 421", b"HTTP/1.1 405")
