"""Publishing: a folder comes to hold a site, whole or not at all, and nothing else in it is touched."""

import errno
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from published import contents, publish_files, published_files, site_of

from sitegen.looked import Looked
from sitegen.publish import publish as publishing
from sitegen.publish.disk import exchange as exchanging
from sitegen.publish.disk.files import replace_file
from sitegen.publish.disk.folder import Folder
from sitegen.publish.disk.lock import LockedError
from sitegen.publish.disk.tree import KNOWN, digest_of, is_referred_to
from sitegen.publish.manifest import MANIFEST, ManifestError, parse_manifest, print_manifest, read_manifest
from sitegen.publish.preview import refresh, refresh_some
from sitegen.publish.publish import Published, RemovalsError, publish
from sitegen.publish.releases import Keeping
from sitegen.publish.target import OutputFolderError, check_folder, opened

LONG_AGO = 1_000_000_000
both_ways = pytest.mark.parametrize("is_in_place", [False, True], ids=["exchanged", "in place"])


def folders(folder: Path) -> list[str]:
    """The folders below `folder`."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_dir())
    return sorted(path.as_posix() for path in found if KNOWN not in path.parts)


@both_ways
def test_first_time(tmp_path: Path, is_in_place: bool) -> None:
    """A folder that is not there yet is made, with all above it."""
    site = {"index.html": "甲", "en/a/index.html": "b"}
    into = tmp_path / "x" / "site"
    published = publish_files(site, into, is_in_place=is_in_place)
    assert published_files(into) == site
    assert (published.written, published.removed) == (("en/a/index.html", "index.html"), ())


@both_ways
def test_unchanged_files_are_not_touched(tmp_path: Path, is_in_place: bool) -> None:
    """A file that has its bytes already keeps its time; where all have, so does the manifest."""
    into = tmp_path / "site"
    publish_files({"same.html": "1", "other.html": "1"}, into, is_in_place=is_in_place)
    for name in ("same.html", "other.html", MANIFEST):
        os.utime(into / name, (LONG_AGO, LONG_AGO))
    published = publish_files({"same.html": "1", "other.html": "2"}, into, is_in_place=is_in_place)
    assert published == Published(("other.html",), ())
    touched = [path.name for path in into.glob("*.html") if path.stat().st_mtime != LONG_AGO]
    assert touched == ["other.html"]
    assert published_files(into) == {"same.html": "1", "other.html": "2"}
    os.utime(into / MANIFEST, (LONG_AGO, LONG_AGO))
    publish_files({"same.html": "1", "other.html": "2"}, into, is_in_place=is_in_place)
    assert (into / MANIFEST).stat().st_mtime == LONG_AGO


@both_ways
def test_stale_files_are_removed(tmp_path: Path, is_in_place: bool) -> None:
    """What was published and is no more goes away, with the folders that it leaves empty."""
    into = tmp_path / "site"
    publish_files({"index.html": "1", "a/b/c/index.html": "2", "a/x.css": "3"}, into, is_in_place=is_in_place)
    published = publish_files({"index.html": "1", "a/x.css": "3"}, into, is_in_place=is_in_place)
    assert published == Published((), ("a/b/c/index.html",))
    assert published_files(into) == {"index.html": "1", "a/x.css": "3"}
    assert folders(into) == ["a"]


@both_ways
def test_nothing_left(tmp_path: Path, is_in_place: bool) -> None:
    """The output folder itself stays, also when no output is left."""
    into = tmp_path / "site"
    publish_files({"a/index.html": "1"}, into, is_in_place=is_in_place)
    publish_files({}, into, is_in_place=is_in_place)
    assert [path.name for path in into.iterdir()] == [KNOWN]


@both_ways
def test_foreign_files_stay(tmp_path: Path, is_in_place: bool) -> None:
    """What others put into the folder stays, links and empty folders too, and so does what holds it."""
    into = tmp_path / "site"
    publish_files({"a/index.html": "1", "b/index.html": "2"}, into, is_in_place=is_in_place)
    (into / "CNAME").write_text("example.org")
    (into / "a" / "notes.txt").write_text("mine")
    (into / "empty").mkdir()
    (into / "link").symlink_to("nowhere")
    for site in ({"b/index.html": "2"}, {}, {"c/index.html": "3"}):
        publish_files(site, into, is_in_place=is_in_place)
        mine = {"CNAME": "example.org", "a/notes.txt": "mine"}
        assert published_files(into) == {**site, **mine}
        assert (into / "link").readlink() == Path("nowhere")
    assert folders(into) == ["a", "c", "empty"]


@both_ways
def test_what_is_gone_is_not_removed(tmp_path: Path, is_in_place: bool) -> None:
    """A published file that somebody else removed is no fault, and is written anew where it is wanted."""
    into = tmp_path / "site"
    publish_files({"a.html": "1", "b.html": "2"}, into, is_in_place=is_in_place)
    (into / "a.html").unlink()
    (into / "b.html").unlink()
    published = publish_files({"a.html": "1"}, into, is_in_place=is_in_place)
    assert published == Published(("a.html",), ())


@both_ways
def test_what_was_changed_by_hand_is_mended(tmp_path: Path, is_in_place: bool) -> None:
    """Also where it was written into the file itself, whose other names are then changed too."""
    into, site = tmp_path / "site", {"a.html": "1", "b.html": "2", "c.html": "3"}
    publish_files({**site, "c.html": "2"}, into, is_in_place=is_in_place)
    publish_files(site, into, is_in_place=is_in_place)
    with (into / "a.html").open("w", encoding="utf-8") as file:
        file.write("by hand")
    assert publish_files(site, into, is_in_place=is_in_place).written == ("a.html",)
    assert published_files(into) == site


@both_ways
def test_a_removed_file_is_no_longer_ours(tmp_path: Path, is_in_place: bool) -> None:
    """Where the site no longer has a file, another may put one, and it stays."""
    into = tmp_path / "site"
    publish_files({"a.html": "1", "b.html": "1"}, into, is_in_place=is_in_place)
    publish_files({"a.html": "1"}, into, is_in_place=is_in_place)
    (into / "b.html").write_text("mine")
    publish_files({"a.html": "1"}, into, is_in_place=is_in_place)
    assert published_files(into) == {"a.html": "1", "b.html": "mine"}


@both_ways
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": "1"}, {"a/index.html": "2"}),
        ({"a/index.html": "1", "a/b/c": "1"}, {"a": "2"}),
        ({"a": "1", "b/c": "2"}, {"a/c": "2", "b": "1"}),
    ],
)
def test_file_and_folder_change_places(
    tmp_path: Path, before: Mapping[str, str], after: Mapping[str, str], is_in_place: bool
) -> None:
    """Where a file was there may be a folder the next time, and the other way round."""
    into = tmp_path / "site"
    publish_files(before, into, is_in_place=is_in_place)
    publish_files(after, into, is_in_place=is_in_place)
    assert published_files(into) == after
    publish_files(before, into, is_in_place=is_in_place)
    assert published_files(into) == before


# Orphans, lists, removals


@both_ways
def test_orphans_are_found_by_looking(tmp_path: Path, is_in_place: bool) -> None:
    """A page or an asset that no list names goes, if a site alone gives it such a name; all else stays."""
    into, site = (
        tmp_path / "site",
        {"index.html": "1", "en/a/index.html": "1", "assets/a.0123456789.css": "1"},
    )
    publish_files(site, into, is_in_place=is_in_place)
    orphans = ("en/b/index.html", "assets/x/y.abcdef0123.js", "en/a/.index.html.new")
    for path in (*orphans, "mine/index.html", "en/a/mine.html", "assets/mine.css", "CNAME"):
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_text("mine")
    assert publish_files(site, into, is_in_place=is_in_place).removed == tuple(sorted(orphans))
    assert sorted(published_files(into).keys() - site.keys()) == [
        "CNAME",
        "assets/mine.css",
        "en/a/mine.html",
        "mine/index.html",
    ]


@both_ways
def test_a_list_of_an_earlier_version(tmp_path: Path, is_in_place: bool) -> None:
    """What it names is known as ours, and it goes itself."""
    into = tmp_path / "site"
    into.mkdir()
    for name in ("a.html", "b.html", "c.html"):
        (into / name).write_text("old")
    (into / ".sitegen-files").write_text("a.html\nb.html\n../c.html\n", "utf-8")
    check_folder(into, [])
    published = publish_files({"a.html": "new"}, into, is_in_place=is_in_place)
    assert published == Published(("a.html",), (".sitegen-files", "b.html"))
    assert published_files(into) == {"a.html": "new", "c.html": "old"}


@both_ways
@pytest.mark.parametrize(
    "broken",
    ["", "\xff", "[]", "{}", '{"format": 2}', '{"format": 1, "files": {}}', "[" * 100_000, '"a"', "null"],
)
def test_a_broken_manifest(tmp_path: Path, broken: str, is_in_place: bool) -> None:
    """It is as good as none: what is ours is found by looking."""
    into = tmp_path / "site"
    publish_files({"en/a/index.html": "1", "en/b/index.html": "1"}, into, is_in_place=is_in_place)
    (into / MANIFEST).write_text(broken, "latin-1")
    check_folder(into, [])
    publish_files({"en/a/index.html": "1"}, into, is_in_place=is_in_place)
    assert published_files(into) == {"en/a/index.html": "1"}
    manifest = read_manifest(into)
    assert manifest is not None
    assert [*manifest.files] == ["en/a/index.html"]


@pytest.mark.parametrize(
    "path", ["../mine", "a/../../mine", "/mine", "", ".", "..", "a//b", f"{KNOWN}/x", "a\0b"]
)
def test_a_manifest_never_leads_out(path: str) -> None:
    """One that names a file elsewhere is no manifest."""
    file = {"sha256": 64 * "0", "size": 1}
    data = json.dumps(
        {"format": 1, "base_url": "", "commit": "", "versions": {}, "files": {path: file}}
    ).encode()
    with pytest.raises(ManifestError, match="no file of a site"):
        parse_manifest(data)


def test_manifest(tmp_path: Path) -> None:
    """It names each file with its size and its digest, sorted, so that the same site gives the same bytes."""
    publish_files({"b.html": "1", "页.html": "三"}, tmp_path / "site")
    manifest = read_manifest(tmp_path / "site")
    assert manifest is not None
    assert {path: (file.size, file.digest) for path, file in manifest.files.items()} == {
        "b.html": (1, digest_of(tmp_path / "site" / "b.html")),
        "页.html": (3, digest_of(tmp_path / "site" / "页.html")),
    }
    written = (tmp_path / "site" / MANIFEST).read_bytes()
    assert parse_manifest(print_manifest(manifest)) == manifest
    assert print_manifest(manifest) == written
    publish_files({"页.html": "三", "b.html": "1"}, tmp_path / "other")
    assert (tmp_path / "other" / MANIFEST).read_bytes() == written


@both_ways
@pytest.mark.parametrize(
    ("before", "after", "is_asked"),
    [(10, 9, False), (11, 10, False), (9, 8, True), (20, 17, True), (3, 0, True)],
)
def test_many_removals_are_asked_for(
    tmp_path: Path, before: int, after: int, is_asked: bool, is_in_place: bool
) -> None:
    """More than a tenth of the pages are not removed without a word; nothing is changed then."""
    into = tmp_path / "site"

    def site(pages: int) -> dict[str, str]:
        # What is no page does not count.
        return {"a.css": "a", "b.css": str(pages)} | {f"{n}/index.html": str(pages) for n in range(pages)}

    publish_files(site(before), into, is_in_place=is_in_place)
    if is_asked:
        with pytest.raises(RemovalsError) as raised:
            publish_files(site(after), into, is_in_place=is_in_place, asks=True)
        assert (len(raised.value.gone), raised.value.pages) == (before - after, before)
        assert published_files(into) == site(before)
    publish_files(site(after), into, is_in_place=is_in_place, asks=not is_asked)
    assert {path: text for path, text in published_files(into).items() if path.endswith(".html")} == {
        path: text for path, text in site(after).items() if path.endswith(".html")
    }


@both_ways
@pytest.mark.parametrize(("mine", "site"), [("a.html/mine", "a.html"), ("a", "a/index.html")])
def test_what_others_have_put_in_the_way(tmp_path: Path, mine: str, site: str, is_in_place: bool) -> None:
    """A folder where a file is due, or a file where a folder is: it is said, and nothing is lost."""
    into = tmp_path / "site"
    publish_files({"b.html": "1"}, into, is_in_place=is_in_place)
    (into / mine).parent.mkdir(exist_ok=True)
    (into / mine).write_text("mine")
    with pytest.raises(IsADirectoryError) as raised:
        publish_files({"b.html": "2", site: "1"}, into, is_in_place=is_in_place)
    assert raised.value.filename == str(into / mine)
    assert published_files(into) == {"b.html": "1", mine: "mine"}


# Links, modes, names


@both_ways
def test_no_link_leads_out(tmp_path: Path, is_in_place: bool) -> None:
    """A link in the place of a file or a folder is replaced; where it led nothing is written or removed."""
    into, outside = tmp_path / "site", tmp_path / "outside"
    site = {"a/index.html": "1", "b.html": "1", "c/d/index.html": "1"}
    publish_files(site, into, is_in_place=is_in_place)
    (outside / "d").mkdir(parents=True)
    for name in ("index.html", "d/index.html", "b.html"):
        (outside / name).write_text("mine")
    for path in site:
        (into / path).unlink()
    (into / "a").rmdir()
    (into / "a").symlink_to(outside)
    (into / "b.html").symlink_to(outside / "b.html")
    (into / "c" / "d").rmdir()
    (into / "c" / "d").symlink_to(outside / "d")
    publish_files({"a/index.html": "2", "b.html": "2"}, into, is_in_place=is_in_place)
    assert {path.name: path.read_text() for path in outside.rglob("*.html")} == dict.fromkeys(
        ("index.html", "b.html"), "mine"
    )
    assert (outside / "d" / "index.html").read_text() == "mine"
    assert not any(path.is_symlink() for path in (into / "a", into / "b.html"))
    assert {path: published_files(into)[path] for path in ("a/index.html", "b.html")} == {
        "a/index.html": "2",
        "b.html": "2",
    }


def test_a_link_that_comes_at_the_last_moment(tmp_path: Path) -> None:
    """After all was looked at: a folder takes its place; where it leads nothing is written or removed."""
    inside, outside, work = tmp_path / "site", tmp_path / "outside", tmp_path / "work"
    for each in (inside, outside / "deep", work):
        each.mkdir(parents=True)
    for name in ("x", "deep/x"):
        (outside / name).write_text("mine")
    with Folder(inside, work) as folder:
        folder.write("a/b/x", b"1")
        (inside / "a" / "b" / "x").unlink()
        (inside / "a" / "b").rmdir()
        (inside / "a" / "b").symlink_to(outside)
        (inside / "c").symlink_to(outside)
        folder.write("c/x", b"2")
        folder.write("a/b/deep/x", b"2")
        (inside / "d").symlink_to(outside)
        (inside / "e").symlink_to(outside / "x")
        assert not folder.remove("d/x")
        folder.write("e", b"2")
    assert published_files(outside) == {"x": "mine", "deep/x": "mine"}
    assert {path: text for path, text in published_files(inside).items() if path[0] != "d"} == {
        "a/b/deep/x": "2",
        "c/x": "2",
        "e": "2",
    }


def test_what_comes_while_a_site_is_prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that others put there meanwhile is brought along."""
    into, real = tmp_path / "site", publishing.exchange
    publish_files({"a.html": "1"}, into)

    def late(one: Path, other: Path) -> None:
        (one / "sub").mkdir()
        (one / "sub" / "mine").write_text("mine")
        real(one, other)

    monkeypatch.setattr(publishing, "exchange", late)
    publish_files({"a.html": "2"}, into)
    assert published_files(into) == {"a.html": "2", "sub/mine": "mine"}


def test_a_link_to_the_output_folder_is_kept(tmp_path: Path) -> None:
    """What it leads to is exchanged."""
    (tmp_path / "www").mkdir()
    (tmp_path / "site").symlink_to("www")
    publish_files({"index.html": "1"}, tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert published_files(tmp_path / "www") == {"index.html": "1"}


@both_ways
def test_a_web_server_can_read_it(tmp_path: Path, is_in_place: bool) -> None:
    """Whatever the umask; what nobody but us may enter it cannot."""
    into, before = tmp_path / "site", os.umask(0o077)
    try:
        publish_files({"a/index.html": "1"}, into, is_in_place=is_in_place)
        publish_files({"a/index.html": "2", "b.html": "1"}, into, is_in_place=is_in_place)
    finally:
        os.umask(before)
    works = [tmp_path / ".site.releases", *([into / KNOWN / "work"] if is_in_place else [])]
    assert {stat.S_IMODE(work.stat().st_mode) for work in works} == {0o700}
    served = [path for path in [into, *into.rglob("*")] if not {*works} & {path, *path.parents}]
    assert {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in served} == {
        (True, 0o755),
        (False, 0o644),
    }
    (into / "b.html").chmod(0o600)
    publish_files({"a/index.html": "2", "b.html": "1"}, into, is_in_place=is_in_place)
    assert stat.S_IMODE((into / "b.html").stat().st_mode) == 0o644


def test_a_folder_that_another_has_planted_is_not_entered(tmp_path: Path) -> None:
    """A link in the place of the folder for the work leads nowhere."""
    (tmp_path / "outside").mkdir()
    (tmp_path / ".site.releases").symlink_to("outside")
    with pytest.raises(PermissionError):
        publish_files({"index.html": "1"}, tmp_path / "site")
    assert [*(tmp_path / "outside").iterdir()] == []


def steps_of(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens to files from now on: their names as they come into their places or go, and waits."""
    steps: list[str] = []
    module = "sitegen.publish.publish"

    def noting(note: str, real: Any) -> Any:
        def call(*arguments: Any, **more: Any) -> Any:
            steps.append(note or Path(arguments[-1]).name)
            return real(*arguments, **more)

        return call

    for name in ("replace", "unlink"):
        monkeypatch.setattr(os, name, noting("", getattr(os, name)))
    for name in ("settle", "exchange", "sync"):
        monkeypatch.setattr(f"{module}.{name}", noting(name, getattr(publishing, name)))
    return steps


def test_what_is_there_before_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders change places when all is on the disk; in place each step waits for the one it relies on."""
    before = {"a.css": "1", "b.html": "1", "c.html": "1"}
    after = {"a.css": "2", "a.html": "2", "b.html": "2"}
    publish_files(before, tmp_path / "one")
    publish_files(before, tmp_path / "two", is_in_place=True)
    steps = steps_of(monkeypatch)
    publish_files(after, tmp_path / "one")
    ours = [each for each in steps if each in ("a.css", "b.html", "settle", "exchange", "sync")]
    assert ours == ["a.css", "b.html", "settle", "exchange", "sync"]
    steps.clear()
    publish_files(after, tmp_path / "two", is_in_place=True)
    ours = steps[steps.index("next.json") :]
    assert [each for each in ours if not each.startswith(("2", "new-"))] == [
        *("next.json", "a.css", "settle", "a.html", "settle", "b.html", "settle"),
        *("manifest.json", "settle", "c.html", "settle", "next.json"),
    ]


# Elsewhere: exchange is not to be had


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS, errno.EXDEV])
def test_where_folders_cannot_change_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """They are written to file by file, and old releases are kept all the same."""

    def fail(one: Path, other: Path) -> None:
        raise OSError(code, os.strerror(code), str(one))

    monkeypatch.setattr(exchanging, "exchange", fail)
    into = tmp_path / "site"
    for text in "12":
        publish_files({"index.html": text}, into)
        assert published_files(into) == {"index.html": text}


def test_a_repository_in_the_folder_is_not_moved(tmp_path: Path) -> None:
    """As where the output folder is a branch of a repository."""
    into = tmp_path / "site"
    (into / ".git").mkdir(parents=True)
    number = (into / ".git").stat().st_ino
    for text in "12":
        publish_files({"index.html": text}, into)
    assert (into / ".git").stat().st_ino == number
    assert (into / "index.html").read_text() == "2"


# Who writes


@both_ways
def test_one_writer(tmp_path: Path, is_in_place: bool) -> None:
    """Another one is told who writes; when that has ended, it may."""
    into = tmp_path / "site"
    with opened(into, "the first", is_in_place=is_in_place), pytest.raises(LockedError) as raised:
        publish_files({"index.html": "1"}, into, is_in_place=is_in_place)
    assert "the first (process " in raised.value.holder
    assert f"process {os.getpid()} on " in raised.value.holder
    publish_files({"index.html": "1"}, into, is_in_place=is_in_place)
    assert published_files(into) == {"index.html": "1"}


# The folder itself


@pytest.mark.parametrize("names", [[], [".gitignore"], [".gitkeep"], [KNOWN, "anything"]])
def test_folder_is_fit(tmp_path: Path, names: list[str]) -> None:
    """An empty folder, one that only a repository keeps, and one of our own are written to."""
    for name in names:
        (tmp_path / name).touch()
    check_folder(tmp_path, [tmp_path.parent / "content"])


def test_absent_folder_is_fit(tmp_path: Path) -> None:
    """So is one that is not there."""
    check_folder(tmp_path / "site", [tmp_path / "content"])


@pytest.mark.parametrize(
    ("into", "why"),
    [
        ("content", "holds content/ or lies in it"),
        ("content/pages", "holds content/ or lies in it"),
        ("content/../content/new", "or lies in it"),
        (".", "holds content/ or lies in it"),
        ("link", "holds content/ or lies in it"),
        ("documents", "is not empty and was not written by this generator"),
        ("letter.txt", "is a file"),
    ],
)
def test_folder_is_refused(tmp_path: Path, into: str, why: str) -> None:
    """A folder that holds or lies in authors' files, or has foreign files and no list, is refused."""
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "letter.txt").touch()
    (tmp_path / "letter.txt").touch()
    (tmp_path / "link").symlink_to(tmp_path / "content")
    with pytest.raises(OutputFolderError, match=why):
        check_folder(tmp_path / into, [tmp_path / "content"])


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("assets/site.0123456789.css", True),
        ("assets/site.0123456789.css.gz", True),
        ("en/search/texts.json", True),
        ("en/search/texts.json.br", True),
        ("en/index.html", False),
        ("en/index.html.br", False),
        ("sitemap.xml", False),
        ("robots.txt", False),
        ("CNAME", False),
        (MANIFEST, False),
    ],
)
def test_what_pages_refer_to(path: str, is_one: bool) -> None:
    """It is written before them, and outlives them."""
    assert is_referred_to(path) is is_one


# What is not read again


def test_what_was_written_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it stands as it was written, for the next run too; not where clocks tell whole seconds alone."""
    site, read = {"a.html": "1", "b.html": "1"}, list[str]()
    into = tmp_path / "site"

    def note(path: Path) -> bytes:
        if path.suffix == ".html":
            read.append(path.name)
        return digest_of(path)

    looked = Looked(note)
    assert publish_files(site, into, looked=looked).written == ("a.html", "b.html")
    assert publish_files(site, into, looked=looked).written == ()
    assert publish_files(site, into, looked=Looked(note, looked.leaves())).written == ()
    assert read == []
    (into / "a.html").write_text("2", encoding="utf-8")
    assert publish_files(site, into, looked=looked).written == ("a.html",)
    assert read == ["a.html"]
    monkeypatch.setattr("sitegen.looked._SECOND", 1)
    publish_files({"a.html": "3", "b.html": "3"}, into, looked=looked)
    read.clear()
    assert publish_files({"a.html": "3", "b.html": "3"}, into, looked=looked).written == ()
    assert sorted(read) == ["a.html", "b.html"]


def test_a_file_that_stands_as_it_did_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One in the place of another is, and one written so lately that it may be written again."""
    site, into = {"a.html": "1", "b.html": "1"}, tmp_path / "site"
    publish_files(site, into)
    read: list[str] = []

    def note(path: Path) -> bytes:
        if path.suffix == ".html":
            read.append(path.name)
        return digest_of(path)

    looked = Looked(note)
    # Written just now.
    assert [publish_files(site, into, looked=looked).written for _ in range(2)] == [(), ()]
    assert sorted(read) == ["a.html", "a.html", "b.html", "b.html"]
    # As if that were long ago.
    monkeypatch.setattr("sitegen.looked._COARSE", -(10**12))
    read.clear()
    assert [publish_files(site, into, looked=looked).written for _ in range(3)] == [()] * 3
    assert sorted(read) == ["a.html", "b.html"]
    # Of the same size and time.
    state = (into / "b.html").stat()
    (tmp_path / "other").write_text("2", encoding="utf-8")
    os.utime(tmp_path / "other", ns=(state.st_atime_ns, state.st_mtime_ns))
    (tmp_path / "other").replace(into / "b.html")
    assert publish_files(site, into, looked=Looked(note, looked.leaves())).written == ("b.html",)
    assert published_files(into) == site


def test_work_grows_with_the_number_of_files_and_not_with_its_square(tmp_path: Path) -> None:
    """Each path is looked up a few times, however many there are."""
    looked_up = 0

    class Name(str):
        def __hash__(self) -> int:
            nonlocal looked_up
            looked_up += 1
            return super().__hash__()

    def lookups(many: int) -> int:
        nonlocal looked_up
        site = site_of(
            {Name(path): each for path, each in contents(dict.fromkeys(map(str, range(many)), "")).items()}
        )
        for _ in range(2):
            looked_up = 0
            with opened(tmp_path / str(many), "a test") as target:
                publish(target, site, Keeping())
        return looked_up

    assert 0 < lookups(60) < 3 * lookups(30)


# Previews


def test_a_preview_keeps_what_it_is_told(tmp_path: Path) -> None:
    """It is still known as ours: once it is not kept any more, it is removed."""
    looked = Looked(digest_of)
    refresh(contents({"a.html": "a", "b/index.html": "b"}), tmp_path, (), looked)
    published = refresh(contents({"a.html": "A"}), tmp_path, {"b/index.html", "c.html"}, looked)
    assert published == Published(("a.html",), ())
    assert published_files(tmp_path) == {"a.html": "A", "b/index.html": "b"}
    assert refresh(contents({"a.html": "A"}), tmp_path, (), looked) == Published((), ("b/index.html",))


def test_some_pages_of_a_preview(tmp_path: Path) -> None:
    """Those that it has are replaced, before all else is known; others wait."""
    looked = Looked(digest_of)
    refresh(contents({"a.html": "a", "b.html": "b"}), tmp_path, (), looked)
    assert refresh_some(contents({"a.html": "A", "b.html": "b", "c.html": "c"}), tmp_path, looked) == (
        "a.html",
    )
    assert published_files(tmp_path) == {"a.html": "A", "b.html": "b"}


def test_the_folder_of_a_preview_may_be_gone(tmp_path: Path) -> None:
    """It is made again."""
    looked, site = Looked(digest_of), contents({"a/b.html": "a"})
    refresh(site, tmp_path / "x", (), looked)
    (tmp_path / "x").rename(tmp_path / "y")
    assert refresh(site, tmp_path / "x", (), looked).written == ("a/b.html",)
    assert published_files(tmp_path / "x") == {"a/b.html": "a"}


def test_a_site_takes_the_place_of_a_preview(tmp_path: Path) -> None:
    """Nothing of that stays: it may have been a draft."""
    refresh(
        contents({"a.html": "a", "draft/index.html": "d", "draft.js": "d"}),
        tmp_path / "x",
        (),
        Looked(digest_of),
    )
    check_folder(tmp_path / "x", [])
    publish_files({"a.html": "a"}, tmp_path / "x")
    assert published_files(tmp_path / "x") == {"a.html": "a"}


# Single files


def test_a_file_is_replaced(tmp_path: Path) -> None:
    """In one step; it keeps its mode, a link to it stays, and one that has its bytes is not touched."""
    file = tmp_path / "file"
    assert replace_file(file, b"1")
    file.chmod(0o664)
    (tmp_path / "link").symlink_to("file")
    assert replace_file(tmp_path / "link", b"2")
    assert (tmp_path / "link").is_symlink()
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"2", 0o664)
    os.utime(file, (LONG_AGO, LONG_AGO))
    assert not replace_file(file, b"2")
    assert file.stat().st_mtime == LONG_AGO
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link"]


def test_a_file_that_cannot_be_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays as it is, nothing is left beside it, and the error names it."""
    file = tmp_path / "file"
    replace_file(file, b"1")

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    for name in ("fsync", "rename", "replace"):
        with monkeypatch.context() as broken:
            broken.setattr(os, name, fail)
            if name != "rename":
                with pytest.raises(OSError, match="full") as raised:
                    replace_file(file, b"2")
                assert raised.value.filename == str(file)
        assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert file.read_bytes() == b"1"
