"""The command that serves a preview."""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import click

from sitegen.archive import ForgottenError
from sitegen.commands.group import language_option, main, misused, root_option
from sitegen.commands.site import PUBLISHED, built, into_option, refuse_folder, writing
from sitegen.edit.preview.building import Building
from sitegen.edit.preview.faults import Built, find_faults
from sitegen.edit.preview.hurry import Hurried
from sitegen.edit.report import report, summary
from sitegen.looked import Looked
from sitegen.make import CACHE, OWN, Made, basis, make_site
from sitegen.model import Severity
from sitegen.publish.disk.tree import digest_of
from sitegen.publish.manifest import MANIFEST
from sitegen.publish.preview import refresh, refresh_some
from sitegen.publish.publish import Published
from sitegen.rules.catalogue import read_catalogue
from sitegen.store import Store
from sitegen.unchanged import AUTHORED
from sitegen.write import First, Output
from sitegen.write.policy import HEADER_POLICY


@main.command("serve")
@root_option
@into_option("a temporary folder")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0: any free one."
)
@language_option
def serve_command(root: Path, into: Path | None, port: int, language: str) -> None:
    """Serve a preview on this machine alone; every save is built and shown at once, drafts too."""
    # A server is loaded by who asks for one: it takes longer than all else that a build loads.
    from sitegen.edit.preview.serve import PortInUse, serve

    if into is not None:
        _refuse_published(into, root)
        refuse_folder(into, root)
    watched = [base / name for base in dict.fromkeys((root.resolve(), OWN)) for name in AUTHORED]
    with (
        tempfile.TemporaryDirectory(prefix="sitegen-preview-") as temporary,
        closing(Store(root / CACHE)) as store,
        ExitStack() as stack,
    ):
        folder = into or Path(temporary)
        if into is not None:
            stack.enter_context(writing(folder, "build.py serve", language, is_in_place=True))
        builder = Builder(root, folder, language, store)
        number = 0
        try:
            number = serve(
                folder,
                port=port,
                watched=watched,
                rebuild=builder.build,
                policy=HEADER_POLICY,
                announce=lambda text: click.echo(
                    f"{text}  (Ctrl-C ends it)" if text.startswith("http") else text
                ),
                language=language,
            )
        except PortInUse as error:
            misused(str(error))
        finally:
            builder.memory.keep()
    if number:
        # As a shell has it of a program that a signal has ended.
        sys.exit(128 + number)


def _refuse_published(into: Path, root: Path) -> None:
    """End with the reason where `into` is a folder that `build` publishes a site to, or is in it."""
    published, folder = (root / PUBLISHED).resolve(), into.resolve()
    if published in (folder, *folder.parents) or (folder / MANIFEST).exists():
        misused(
            f"{into} is where `build` publishes the site, and a preview has drafts; choose another --into"
        )


@dataclass
class Builder:
    """Builds one preview again and again."""

    root: Path
    folder: Path
    language: str
    # What other runs have left; None for a preview that remembers its own builds alone.
    store: Store | None = None
    has_kept: bool = False

    def __post_init__(self) -> None:
        self.memory = Hurried(self.store, basis())
        self.looked = Looked(digest_of)

    def build(self, building: Building) -> Built:
        """Build as far as errors let it; say on the terminal what came of it."""
        started, self.memory.is_late = time.perf_counter(), building.is_late
        shown: list[str] = []

        def show(outputs: Sequence[Output]) -> None:
            changed = refresh_some({each.path: each.content for each in outputs}, self.folder, self.looked)
            shown.extend(changed)
            if changed:
                building.show(changed)

        first = First(building.open, show) if building.open else None
        try:
            made, published = self._publish(first)
        except ForgottenError:
            if self.store is not None:
                self.store.empty()
            self.memory = Hurried()
            self.memory.is_late = building.is_late
            made, published = self._publish(first)
        report(made.diagnostics, self.root, self.language)
        held = made.held if made.outputs else None
        if held is not None:
            every = Published((*shown, *published.written), published.removed)
            seconds = f"{time.perf_counter() - started:.2f}"
            click.echo(built(made, every, None, seconds, self.language))
        if made.count(Severity.ERROR):
            click.echo(_stays(made, self.language), err=True)
        if not self.has_kept:
            # All but the first are kept in the end: nobody waits for them.
            self.memory.keep()
            self.has_kept = True
            if self.store is not None:
                # This process serves one preview: what is there now is needed again and again. Collections of
                # garbage, for which later builds would have to wait, need not look at it.
                gc.collect()
                gc.freeze()
        faults = find_faults(made.diagnostics, held, self.root, self.language)
        return Built([*published.written, *published.removed], made.base_path, faults)

    def _publish(self, first: First | None) -> tuple[Made, Published]:
        """Make the site, and publish what errors let be made; without that, nothing is removed either."""
        made = make_site(self.root, self.memory, is_preview=True, first=first)
        nothing = Published((), ())
        if not made.outputs:
            return made, nothing
        outputs = {each.path: each.content for each in made.outputs}
        return made, refresh(outputs, self.folder, made.held, self.looked)


def _stays(made: Made, language: str) -> str:
    """Say what of the preview is not built until errors are mended."""
    said = read_catalogue(language)
    summed = summary(made.diagnostics, language)
    if not made.outputs:
        return str(said["report"]["kept"]).format(summary=summed)
    pages = dict.fromkeys(path for paths in made.held.values() for path in paths)
    return str(said["report"]["left_out"]).format(summary=summed, pages=said["joined"]["list"].join(pages))
