"""What readers notice of releases: nginx under load, idle and while a site is published again and again.

    PYTHONPATH=.:tests python -m benchmarks.load [--seconds 60] [--connections 200] [--releases 10]

So many connections load pages of this project's site, each with its style sheet and its edition's search
texts, as fast as one process can, from nginx with two processes and the site's own `nginx.conf`. Every page
must be whole, of one release, and all that it refers to must be there. Rates and latencies are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import statistics
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from threading import Thread

import web_servers
from published import contents_of, publish_contents
from web_servers import running

from sitegen.content import Content, content_of
from sitegen.make import OWN, make_site
from sitegen.serving.servers import print_all

_HOST = "shanghai-explained.example"
_SHEET = re.compile(rb'href="/(assets/css/site\.[0-9a-f]{10}\.css)"')
_MARK = re.compile(rb"<!-- release (\d+) --></body>\s*</html>\s*$")


@dataclass
class Seen:
    """What the connections of a run have seen."""

    seconds: list[float] = field(default_factory=list)
    pages: int = 0
    releases: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def release(site: Mapping[str, Content], number: int) -> dict[str, Content]:
    """Return the site as it would be in a release: another mark in every page, another style sheet."""
    sheet = next(path for path in site if re.fullmatch(r"assets/css/site\.[0-9a-f]{10}\.css", path))
    style = site[sheet].data + f"/* release {number} */".encode()
    named = f"assets/css/site.{sha256(style).hexdigest()[:10]}.css"
    made = {named: content_of(style)}
    for path, held in site.items():
        if path.endswith(".html"):
            text = held.data.replace(sheet.encode(), named.encode())
            made[path] = content_of(text.replace(b"</body>", f"<!-- release {number} --></body>".encode()))
        elif path != sheet:
            made[path] = held
    return made


class _Connection:
    """A connection that stays open for as long as the server likes."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body of an answer."""
        if self._streams is None:
            self._streams = await asyncio.open_unix_connection(str(self._socket))
        reader, writer = self._streams
        writer.write(f"GET /{path} HTTP/1.1\r\nHost: {_HOST}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        assert length is not None, head
        body = await reader.readexactly(int(length[1]))
        if b"Connection: close" in head:
            self.close()
        return int(head.split(b" ", 2)[1]), body

    def close(self) -> None:
        """Leave."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None


async def _load(socket: Path, pages: list[str], until: float, seen: Seen, chance: random.Random) -> None:
    connection = _Connection(socket)

    async def get(path: str) -> tuple[int, bytes]:
        began = time.perf_counter()
        answer = await connection.get(path)
        seen.seconds.append(time.perf_counter() - began)
        return answer

    while time.monotonic() < until:
        path = chance.choice(pages)
        status, body = await get(path)
        mark, sheet = _MARK.search(body), _SHEET.search(body)
        if status != HTTPStatus.OK or mark is None or sheet is None:
            seen.faults.append(f"{path}: {status}, {len(body)} bytes")
            continue
        for needed, end in (
            (sheet[1].decode(), b"/* release %s */" % mark[1]),
            (f"{path.partition('/')[0]}/search/texts.json", b"}"),
        ):
            status, body = await get(needed)
            if status != HTTPStatus.OK or not body.rstrip().endswith(end):
                seen.faults.append(f"{needed} of {path}: {status}, {len(body)} bytes")
        seen.pages += 1
        seen.releases.add(int(mark[1]))
    connection.close()


async def _load_all(socket: Path, pages: list[str], connections: int, seconds: float) -> Seen:
    seen, until = Seen(), time.monotonic() + seconds
    chances = [random.Random(number) for number in range(connections)]  # noqa: S311 - nothing secret
    await asyncio.gather(*(_load(socket, pages, until, seen, chance) for chance in chances))
    return seen


def _publish(site: Mapping[str, Content], into: Path, releases: int, seconds: float) -> None:
    for number in range(2, releases + 2):
        time.sleep(seconds / (releases + 1))
        publish_contents(release(site, number), into)


def _row(name: str, seen: Seen, seconds: float) -> str:
    found = statistics.quantiles(seen.seconds, n=1000)
    times = (found[499], found[949], found[998], max(seen.seconds))
    told = " | ".join(f"{each * 1000:.1f}" for each in times)
    rate = len(seen.seconds) / seconds
    return f"| {name} | {seen.pages:,} | {rate:,.0f} | {told} | {len(seen.releases)} | {len(seen.faults)} |"


def main() -> None:
    """Load, and print a table; ends with 1 where somebody has read what is not whole."""
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--connections", type=int, default=200)
    options.add_argument("--releases", type=int, default=10)
    given = options.parse_args()
    web_servers.NGINX = web_servers.NGINX.replace("master_process off;", "user root;\nworker_processes 2;")
    web_servers.NGINX = web_servers.NGINX.replace("events { }", "events {{ worker_connections 2000; }}")
    made = make_site(OWN)
    assert made.served is not None
    site = contents_of(made.outputs)
    faults: list[str] = []
    print("| | pages | answers a second | median ms | 95 % | 99.9 % | longest | releases | faults |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="load-") as temporary:
        into, files = Path(temporary) / "site", Path(temporary) / "files"
        files.mkdir()
        for name, text in print_all(made.served).items():
            (files / name).write_text(text, "utf-8")
        publish_contents(release(site, 1), into)
        pages = sorted(path for path in site if path.endswith("/index.html") and path.count("/") > 1)
        with running("nginx", files, into, _HOST) as server:
            for name, releases in (("idle", 0), (f"{given.releases} releases", given.releases)):
                publishing = Thread(target=_publish, args=(site, into, releases, given.seconds))
                publishing.start()
                loading = _load_all(server.folder / "socket", pages, given.connections, given.seconds)
                seen = asyncio.run(loading)
                publishing.join()
                print(_row(name, seen, given.seconds), flush=True)
                faults += seen.faults
    for fault in faults[:10]:
        print(fault)
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
