"""What an edition is read with where there is no network: its service worker, and what systems call it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from sitegen.content import Content, content_of
from sitegen.facts.addresses import GONE, MANIFEST, SEARCH, UNKEPT, WORKER
from sitegen.model import Diagnostic
from sitegen.text.web import encode_path
from sitegen.write.assets import FOLDER
from sitegen.write.pages import PagePrinter
from sitegen.write.prepared import SCRIPT, prepare
from sitegen.write.search import TEXTS

_PAGE = "index.html"
# Pictures that systems ask for once, and pages never show.
_OF_SYSTEMS = "icons/"
# How much of a digest is written: nobody has to be kept from making another file with the same.
_DIGITS = 16


def print_offline(
    printer: PagePrinter, digests: Mapping[str, bytes] | None
) -> Iterator[tuple[str, Content | None, tuple[Diagnostic, ...]]]:
    """Yield what editions are read offline with, each file with what its template did wrong.

    `digests` are those of all that the site consists of, by path below its home. Without them it is a worker
    that removes what others have kept.
    """
    press, materials = printer.press, printer.materials
    used = (name for name in materials.templates.assets if not name.startswith(_OF_SYSTEMS))
    named = {f"{FOLDER}/{name}" for name in used} & materials.assets.keys()
    assets = {materials.assets[name].output_path for name in named}
    for own in printer.editions.values():
        folder = f"{own.frame.edition.prefix}/"
        data: dict[str, Any] = {"family": f"offline {press.base_path}{folder} "}
        if digests is not None:
            data |= _kept(press.base_path, folder, assets, digests)
            yield f"{folder}{MANIFEST}", *press.print(MANIFEST, own.values())
        template = GONE if digests is None else WORKER
        script, faults = press.print(template, {**own.values(), "offline": data})
        if script is not None:
            script = content_of(prepare(SCRIPT, script.data, True).data or script.data)
        yield f"{folder}{WORKER}", script, faults


def _kept(
    base_path: str, folder: str, assets: Collection[str], digests: Mapping[str, bytes]
) -> Mapping[str, Any]:
    """What a worker keeps: its cache is named by all of it, so that another build has another cache.

    `folder` is that of the edition; `assets` are what its pages are printed with.
    """
    files = [path for path in (f"{folder}{UNKEPT}", f"{folder}{SEARCH}/{TEXTS}") if path in digests]
    kept = {
        "home": f"{base_path}{folder}",
        "lost": f"{base_path}{folder}{UNKEPT}",
        "assets": _by_url(base_path, assets, digests),
        "files": _by_url(base_path, files, digests),
        "pages": {
            _sent(path.removeprefix(folder).removesuffix(_PAGE)): _short(digest)
            for path, digest in sorted(digests.items())
            if path.startswith(folder) and path.endswith(f"/{_PAGE}")
        },
    }
    build = sha256(json.dumps(kept).encode()).hexdigest()[:_DIGITS]
    return {"name": f"offline {base_path}{folder} {build}", **kept}


def _by_url(base_path: str, paths: Collection[str], digests: Mapping[str, bytes]) -> Mapping[str, str]:
    return {f"{base_path}{_sent(path)}": _short(digests[path]) for path in sorted(paths)}


def _sent(path: str) -> str:
    """The path of a file as browsers send it, and workers see it."""
    return "".join(each if each.isascii() else quote(each) for each in encode_path(path))


def _short(digest: bytes) -> str:
    return digest.hex()[:_DIGITS]
