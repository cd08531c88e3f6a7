"""A published site compared with its manifest: a folder, or what a server of this machine answers."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlsplit

from sitegen.publish.disk.tree import KNOWN, look
from sitegen.publish.manifest import Manifest
from sitegen.publish.standing import KEPT, read_list
from sitegen.values import dataclass

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_TIMEOUT = 30


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as the manifest says: `missing`, it `differs`, or is `unlisted`."""

    path: str
    kind: str


def verify_folder(folder: Path, manifest: Manifest) -> Iterator[Difference]:
    """Yield what differs in a folder; what stays of earlier releases is listed too. Raises OSError."""
    seen = {path for path in look(folder) if not path.startswith(f"{KNOWN}/") and not path.endswith("/")}
    yield from _compare(manifest, lambda path: _read(folder / path, path in seen))
    for path in sorted(seen - manifest.files.keys() - {*read_list(folder / KEPT)}):
        yield Difference(path, "unlisted")


def verify_server(url: str, manifest: Manifest) -> Iterator[Difference]:
    """Yield what differs in the answers of a server of this machine, below the address `url`.

    Raises ValueError where it is another machine’s, OSError where it does not answer.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or parts.hostname not in LOOPBACK:
        raise ValueError(f"{url} is no address of this machine")
    kind = http.client.HTTPConnection if parts.scheme == "http" else http.client.HTTPSConnection
    connection = kind(parts.hostname, parts.port, timeout=_TIMEOUT)
    base = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    try:
        yield from _compare(manifest, lambda path: _ask(connection, base + quote(path)))
    except http.client.HTTPException as error:
        raise OSError(f"{url}: {error!r}") from error
    finally:
        connection.close()


def _compare(manifest: Manifest, read: Callable[[str], bytes | None]) -> Iterator[Difference]:
    for path, file in sorted(manifest.files.items()):
        data = read(path)
        if data is None:
            yield Difference(path, "missing")
        elif len(data) != file.size or sha256(data).digest() != file.digest:
            yield Difference(path, "differs")


def _read(path: Path, is_there: bool) -> bytes | None:
    return path.read_bytes() if is_there and not path.is_symlink() else None


def _ask(connection: http.client.HTTPConnection, path: str) -> bytes | None:
    # As the file stands, not as it may be sent.
    headers: Mapping[str, str] = {"Accept-Encoding": "identity"}
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    data = answer.read()
    return data if answer.status == http.client.OK else None
