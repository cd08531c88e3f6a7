"""The corpus as it was written: the generator of this project."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import corpus as corpus_
from benchmarks.corpus import ROOT, Corpus
from benchmarks.edits import Edit
from benchmarks.peers.peer import Peer


class Ours(Peer):
    """This generator, called as editors call it."""

    name = "ours"
    differs = "four editions, pages in two languages, all checks that a build makes"
    leavings = (".cache",)

    def installed(self) -> bool:
        return True

    def write(self, corpus: Corpus, ours: Path, root: Path) -> None:
        shutil.copytree(ours, root, dirs_exist_ok=True)

    def build(self, root: Path, into: Path) -> Sequence[str]:
        return [sys.executable, str(ROOT / "build.py"), "build", "--root", str(root), "--into", str(into)]

    def serve(self, root: Path, port: int) -> Sequence[str]:
        return [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(root), "--port", str(port)]

    def edits(self, corpus: Corpus) -> Mapping[str, Edit]:
        return corpus_.edits(corpus)
