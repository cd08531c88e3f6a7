"""Sites of a few words, published."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen.content import Content, content_of
from sitegen.looked import Looked
from sitegen.publish.disk.tree import KNOWN
from sitegen.publish.publish import Published, Site, publish
from sitegen.publish.releases import Keeping
from sitegen.publish.target import opened
from sitegen.write import Output


def contents(files: Mapping[str, str]) -> dict[str, Content]:
    """What files are to hold."""
    return {path: content_of(text.encode()) for path, text in files.items()}


def site_of(held: Mapping[str, Content]) -> Site:
    """A site that consists of `held`."""
    return Site({path: each.digest for path, each in held.items()}, lambda path: held[path].data)


def publish_files(
    files: Mapping[str, str],
    into: Path,
    *,
    looked: Looked[bytes] | None = None,
    keeping: Keeping | None = None,
    is_in_place: bool = False,
    asks: bool = False,
) -> Published:
    """Publish a site that consists of `files`; pages are removed without asking unless it `asks`."""
    return _publish(contents(files), into, looked, keeping or Keeping(), is_in_place, asks)


def contents_of(outputs: Iterable[Output]) -> dict[str, Content]:
    """What a build has made, by path."""
    return {each.path: each.content for each in outputs}


def publish_outputs(outputs: Iterable[Output], into: Path) -> Published:
    """Publish what a build has made."""
    return publish_contents(contents_of(outputs), into)


def publish_contents(held: Mapping[str, Content], into: Path) -> Published:
    """Publish files that hold this."""
    return _publish(held, into, None, Keeping(), False, False)


def _publish(
    held: Mapping[str, Content],
    into: Path,
    looked: Looked[bytes] | None,
    keeping: Keeping,
    is_in_place: bool,
    asks: bool,
) -> Published:
    with opened(into, "a test", is_in_place=is_in_place) as target:
        return publish(target, site_of(held), keeping, looked, allows_removals=not asks)


def published_files(folder: Path) -> dict[str, str]:
    """What lies below `folder`, but for what publishing knows of it; bytes that are no text are escaped."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8", "backslashreplace")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and KNOWN not in path.relative_to(folder).parts
    }
