"""Publishing: a folder comes to hold the site, and nothing else in it is touched."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.content import content_of
from sitegen.looked import Looked
from sitegen.write.publish import MANIFEST, OutputFolderError, check_folder, digest_of, publish
from sitegen.write.render import Output

LONG_AGO = 1_000_000_000


def outputs(files: Mapping[str, str]) -> list[Output]:
    """The outputs of a site that consists of `files`."""
    return [Output(path, content_of(text.encode())) for path, text in files.items()]


def files(folder: Path) -> dict[str, str]:
    """What lies below `folder`, but for the list of what was published."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def folders(folder: Path) -> list[str]:
    """The folders below `folder`."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir())


def test_first_time(tmp_path: Path) -> None:
    """A folder that is not there yet is made, with all above it."""
    site = {"index.html": "甲", "en/a/index.html": "b"}
    published = publish(outputs(site), tmp_path / "x" / "site")
    assert files(tmp_path / "x" / "site") == site
    assert published.written == ("index.html", "en/a/index.html")
    assert published.removed == ()


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    """A file that has its bytes already keeps its time, and so does the list of files."""
    publish(outputs({"same.html": "1", "other.html": "1"}), tmp_path)
    for name in ("same.html", "other.html", MANIFEST):
        os.utime(tmp_path / name, (LONG_AGO, LONG_AGO))
    published = publish(outputs({"same.html": "1", "other.html": "2"}), tmp_path)
    assert published.written == ("other.html",)
    assert published.removed == ()
    assert [path.name for path in tmp_path.iterdir() if path.stat().st_mtime != LONG_AGO] == ["other.html"]
    assert files(tmp_path) == {"same.html": "1", "other.html": "2"}


def test_stale_files_are_removed(tmp_path: Path) -> None:
    """What was published and is no more goes away, with the folders that it leaves empty."""
    publish(outputs({"index.html": "1", "a/b/c/index.html": "2", "a/x.css": "3"}), tmp_path)
    published = publish(outputs({"index.html": "1", "a/x.css": "3"}), tmp_path)
    assert published.removed == ("a/b/c/index.html",)
    assert published.written == ()
    assert files(tmp_path) == {"index.html": "1", "a/x.css": "3"}
    assert folders(tmp_path) == ["a"]


def test_nothing_left(tmp_path: Path) -> None:
    """The output folder itself stays, also when no output is left."""
    publish(outputs({"a/index.html": "1"}), tmp_path)
    publish([], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [MANIFEST]


def test_foreign_files_stay(tmp_path: Path) -> None:
    """What others put into the folder stays, and so does the folder that holds it."""
    publish(outputs({"a/index.html": "1", "b/index.html": "2"}), tmp_path)
    (tmp_path / "CNAME").write_text("example.org")
    (tmp_path / "a" / "notes.txt").write_text("mine")
    (tmp_path / "empty").mkdir()
    publish([], tmp_path)
    assert files(tmp_path) == {"CNAME": "example.org", "a/notes.txt": "mine"}
    assert folders(tmp_path) == ["a", "empty"]


def test_what_is_gone_is_not_removed(tmp_path: Path) -> None:
    """A published file that somebody else removed is no fault, and is written anew where it is wanted."""
    publish(outputs({"a.html": "1", "b.html": "2"}), tmp_path)
    (tmp_path / "a.html").unlink()
    (tmp_path / "b.html").unlink()
    published = publish(outputs({"a.html": "1"}), tmp_path)
    assert (published.written, published.removed) == (("a.html",), ())


def test_a_removed_file_is_no_longer_ours(tmp_path: Path) -> None:
    """Where the site no longer has a file, another may put one, and it stays."""
    publish(outputs({"a.html": "1", "b.html": "1"}), tmp_path)
    publish(outputs({"a.html": "1"}), tmp_path)
    (tmp_path / "b.html").write_text("mine")
    publish(outputs({"a.html": "1"}), tmp_path)
    assert files(tmp_path) == {"a.html": "1", "b.html": "mine"}


@pytest.mark.parametrize(
    ("before", "after"),
    [({"a": "1"}, {"a/index.html": "2"}), ({"a/index.html": "1", "a/b/c": "1"}, {"a": "2"})],
)
def test_file_and_folder_change_places(
    tmp_path: Path, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """Where a file was there may be a folder the next time, and the other way round."""
    publish(outputs(before), tmp_path)
    publish(outputs(after), tmp_path)
    assert files(tmp_path) == after


@pytest.mark.parametrize("entry", ["../mine.txt", "a/../../mine.txt", "{absolute}", "", ".", ".."])
def test_list_never_leads_out(tmp_path: Path, entry: str) -> None:
    """A list of files that somebody edited removes nothing outside the output folder."""
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    publish(outputs({"a/index.html": "1"}), tmp_path / "site")
    with (tmp_path / "site" / MANIFEST).open("a", encoding="utf-8") as listed:
        listed.write(entry.format(absolute=mine) + "\n")
    published = publish(outputs({"b.html": "1"}), tmp_path / "site")
    assert published.removed == ("a/index.html",)
    assert mine.read_text() == "mine"


def test_broken_list(tmp_path: Path) -> None:
    """A list of files that is no text is as good as none."""
    (tmp_path / MANIFEST).write_bytes(b"\xff\xfe\n")
    publish(outputs({"index.html": "1"}), tmp_path)
    assert (tmp_path / MANIFEST).read_text("utf-8") == "index.html\n"


def test_list(tmp_path: Path) -> None:
    """The list of files is sorted, so that the same site gives the same bytes."""
    publish(outputs({"b.html": "1", "a.html": "2", "页.html": "3"}), tmp_path)
    assert (tmp_path / MANIFEST).read_bytes() == "a.html\nb.html\n页.html\n".encode()


class DiskFullError(OSError):
    """What a full disk raises."""


def raise_disk_full(path: Path, missing_ok: bool = False) -> None:
    """Stand in for `Path.unlink`."""
    raise DiskFullError


def fail_at(monkeypatch: pytest.MonkeyPatch, method: str, name: str) -> None:
    """Let `method` of Path fail for files whose name holds `name`, after half of the work."""
    real = getattr(Path, method)

    def failing(path: Path, argument: bytes | Path) -> object:
        if name not in path.name:
            return real(path, argument)
        if isinstance(argument, bytes):
            real(path, argument[:1])
        raise DiskFullError

    monkeypatch.setattr(Path, method, failing)


@pytest.mark.parametrize("method", ["write_bytes", "replace"])
def test_crash_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """A run that breaks off leaves whole files only, and a folder that the next run knows and repairs."""
    publish(outputs({"a.html": "old", "b.html": "old", "stale.html": "old"}), tmp_path)
    site = {"a.html": "new", "b.html": "new", "c.html": "new"}
    with monkeypatch.context() as broken:
        fail_at(broken, method, "b.html")
        with pytest.raises(DiskFullError):
            publish(outputs(site), tmp_path)
    check_folder(tmp_path, [])
    assert set(files(tmp_path).values()) <= {"old", "new"}
    assert files(tmp_path)["b.html"] == "old"
    publish(outputs(site), tmp_path)
    assert files(tmp_path) == site


@pytest.mark.parametrize("method", ["write_bytes", "replace"])
def test_crash_leaves_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """What a broken run had begun goes away, also where the next run has other files."""
    with monkeypatch.context() as broken:
        fail_at(broken, method, "b.html")
        with pytest.raises(DiskFullError):
            publish(outputs({"a.html": "new", "b.html": "new"}), tmp_path)
    publish(outputs({"c.html": "new"}), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "c.html"]


def test_crash_while_removing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a broken run did not come to remove, the next one removes."""
    publish(outputs({"a.html": "1", "b.html": "1"}), tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", raise_disk_full)
        with pytest.raises(DiskFullError):
            publish(outputs({"c.html": "1"}), tmp_path)
    publish(outputs({"c.html": "1"}), tmp_path)
    assert files(tmp_path) == {"c.html": "1"}


def test_crash_at_the_first_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder whose first publication breaks off is known as the generator's own."""
    into = tmp_path / "site"
    with monkeypatch.context() as broken:
        fail_at(broken, "write_bytes", "b.html")
        with pytest.raises(DiskFullError):
            publish(outputs({"a.html": "1", "b.html": "2"}), into)
    check_folder(into, [])
    publish([], into)
    assert files(into) == {}


@pytest.mark.parametrize("names", [[], [".gitignore"], [".gitkeep"], [MANIFEST, "anything"]])
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


def test_what_is_kept_goes_on_standing_there(tmp_path: Path) -> None:
    """It is still known as ours: once it is not kept any more, it is removed."""
    publish(outputs({"a.html": "a", "b/index.html": "b"}), tmp_path)
    published = publish(outputs({"a.html": "A"}), tmp_path, {"b/index.html", "c.html"})
    assert (published.written, published.removed) == (("a.html",), ())
    assert files(tmp_path) == {"a.html": "A", "b/index.html": "b"}
    assert (tmp_path / MANIFEST).read_text("utf-8") == "a.html\nb/index.html\n"
    assert publish(outputs({"a.html": "A"}), tmp_path).removed == ("b/index.html",)


def test_what_was_written_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it stands as it was written, for the next run too; not where clocks tell whole seconds alone."""
    site, read = outputs({"a.html": "1", "b.html": "1"}), list[str]()

    def note(path: Path) -> bytes:
        read.append(path.name)
        return digest_of(path)

    looked = Looked(note)
    assert publish(site, tmp_path, holds=looked).written == ("a.html", "b.html")
    assert publish(site, tmp_path, holds=looked).written == ()
    assert publish(site, tmp_path, holds=Looked(note, looked.leaves())).written == ()
    assert read == []
    (tmp_path / "a.html").write_text("2", encoding="utf-8")
    assert publish(site, tmp_path, holds=looked).written == ("a.html",)
    assert read == ["a.html"]
    monkeypatch.setattr("sitegen.looked._SECOND", 1)
    publish(outputs({"a.html": "3", "b.html": "3"}), tmp_path, holds=looked)
    assert publish(outputs({"a.html": "3", "b.html": "3"}), tmp_path, holds=looked).written == ()
    assert read == ["a.html", "a.html", "b.html"]


def test_a_file_that_stands_as_it_did_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One in the place of another is, and one written so lately that it may be written again."""
    site = outputs({"a.html": "1", "b.html": "1"})
    publish(site, tmp_path)
    read: list[str] = []

    def note(path: Path) -> bytes:
        read.append(path.name)
        return digest_of(path)

    looked = Looked(note)
    # Written just now.
    assert [publish(site, tmp_path, holds=looked).written for _ in range(2)] == [(), ()]
    assert read == ["a.html", "b.html"] * 2
    # As if that were long ago.
    monkeypatch.setattr("sitegen.looked._COARSE", -(10**12))
    assert [publish(site, tmp_path, holds=looked).written for _ in range(3)] == [()] * 3
    assert read == ["a.html", "b.html"] * 3
    # Of the same size and time.
    state = (tmp_path / "b.html").stat()
    (tmp_path / "other").write_text("2", encoding="utf-8")
    os.utime(tmp_path / "other", ns=(state.st_atime_ns, state.st_mtime_ns))
    (tmp_path / "other").replace(tmp_path / "b.html")
    assert publish(site, tmp_path, holds=Looked(note, looked.leaves())).written == ("b.html",)
    assert read == ["a.html", "b.html"] * 3 + ["b.html"]
    assert publish(site, tmp_path, holds=looked).written == ()
    (tmp_path / "a.html").unlink()
    assert publish(site, tmp_path, holds=looked).written == ("a.html",)
    assert files(tmp_path) == {"a.html": "1", "b.html": "1"}


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
        site = [Output(Name(f"{number}.html"), content_of(b"")) for number in range(many)]
        publish(site, tmp_path / str(many))
        looked_up = 0
        publish(site, tmp_path / str(many))
        return looked_up

    assert 0 < lookups(60) < 3 * lookups(30)
