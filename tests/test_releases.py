"""Releases: what stays of them for open pages, and how they are had back."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from published import publish_files, published_files

from sitegen.commands import main
from sitegen.publish import publish as publishing
from sitegen.publish.releases import Keeping, Releases
from sitegen.publish.rollback import NotBackError, releases_of, roll_back
from sitegen.publish.standing import KEPT, read_kept
from sitegen.publish.target import opened

both_ways = pytest.mark.parametrize("is_in_place", [False, True], ids=["exchanged", "in place"])
SITE = Path(__file__).parent / "sites" / "only-english"


def site(version: int) -> dict[str, str]:
    """A site whose page names an asset of its version."""
    return {f"assets/site.000000000{version}.css": f"css {version}", "index.html": f"page {version}"}


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Let the clock say `now` where something is published."""

    class Clock(datetime):
        @classmethod
        def now(cls, _: object = None) -> datetime:  # type: ignore[override] # always in UTC
            return now

    monkeypatch.setattr(publishing, "datetime", Clock)


@both_ways
def test_what_pages_refer_to_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_in_place: bool
) -> None:
    """For so many days, of so many releases; it is listed, and goes by itself."""
    into, begun = tmp_path / "site", datetime(2026, 1, 1, tzinfo=UTC)
    keeping = Keeping(days=7, releases=2)
    for day, version in ((0, 1), (1, 2), (2, 3), (4, 4)):
        at(monkeypatch, begun + timedelta(days=day))
        publish_files(site(version), into, keeping=keeping, is_in_place=is_in_place)
    stays = {path for path in published_files(into) if path not in site(4)}
    assert stays == {"assets/site.0000000002.css", "assets/site.0000000003.css"}
    assert read_kept(into / KEPT) == {
        "assets/site.0000000002.css": begun + timedelta(days=9),
        "assets/site.0000000003.css": begun + timedelta(days=11),
    }
    at(monkeypatch, begun + timedelta(days=9, hours=1))
    published = publish_files(site(4), into, keeping=keeping, is_in_place=is_in_place)
    assert published.removed == ("assets/site.0000000002.css",)
    at(monkeypatch, begun + timedelta(days=30))
    publish_files(site(4), into, keeping=keeping, is_in_place=is_in_place)
    assert published_files(into) == site(4)
    assert not (into / KEPT).exists()


@both_ways
def test_nothing_stays_where_that_is_said(tmp_path: Path, is_in_place: bool) -> None:
    """No days, or no releases."""
    into = tmp_path / "site"
    for keeping in (Keeping(days=0), Keeping(releases=0)):
        for version in (1, 2):
            publish_files(site(version), into, keeping=keeping, is_in_place=is_in_place)
        assert published_files(into) == site(2)


@both_ways
def test_a_release_is_had_back(tmp_path: Path, is_in_place: bool) -> None:
    """Byte by byte, with what stays of the one whose place it takes; and that one can be had back too."""
    into, whole = tmp_path / "site", {}
    for version in (1, 2, 3):
        publish_files(site(version), into, is_in_place=is_in_place)
        whole[version] = site(version)
    for steps, version in ((1, 2), (1, 3), (2, 1), (1, 3)):
        with opened(into, "a test", is_in_place=is_in_place) as target:
            roll_back(target, releases_of(target)[1][steps - 1], Keeping())
        served = published_files(into)
        assert {path: served[path] for path in whole[version]} == whole[version]
        assert served["index.html"] == f"page {version}"
        assert len(served) == 4


def test_of_a_release_is_kept_what_others_do_not_have(tmp_path: Path) -> None:
    """Nothing twice, and nothing that no release needs."""
    into = tmp_path / "site"
    for version in range(6):
        publish_files({"same.css": "same", **site(version)}, into, keeping=Keeping(releases=2))
    work = tmp_path / ".site.releases"
    assert len([*(work / "releases").iterdir()]) == 2
    held = sorted(path.read_text() for path in (work / "objects").iterdir())
    assert held == ["css 3", "css 4", "page 3", "page 4"]


def test_a_release_of_which_something_is_lost(tmp_path: Path) -> None:
    """It is not had back by halves, whatever is wrong with what was kept."""
    into = tmp_path / "site"
    for version in (1, 2):
        publish_files(site(version), into)
    for file in (tmp_path / ".site.releases" / "objects").iterdir():
        file.write_text("other")
    with opened(into, "a test") as target:
        with pytest.raises(NotBackError) as raised:
            roll_back(target, Releases(target.work).past()[0], Keeping())
        assert raised.value.lost == ["assets/site.0000000001.css", "index.html"]
    assert published_files(into)["index.html"] == "page 2"


def test_files_that_change_places_are_had_back(tmp_path: Path) -> None:
    """What one release had at one path and the next at another is read before anything is written."""
    into = tmp_path / "site"
    first, second = {"a.html": "1", "b.html": "2"}, {"a.html": "2", "b.html": "1"}
    for each in (first, second):
        publish_files(each, into, is_in_place=True)
    with opened(into, "a test", is_in_place=True) as target:
        roll_back(target, Releases(target.work).past()[0], Keeping())
    assert published_files(into) == first


@pytest.mark.parametrize("broken", ["", "{}", '{"made": 1}\n{}', "\x00", "[]", "[" * 100_000])
def test_a_broken_record(tmp_path: Path, broken: str) -> None:
    """It is no release; others are."""
    into = tmp_path / "site"
    for version in (1, 2, 3):
        publish_files(site(version), into)
    first, second = sorted((tmp_path / ".site.releases" / "releases").iterdir())
    first.write_text(broken)
    assert [each.name for each in Releases(tmp_path / ".site.releases").past()] == [second.stem]
    publish_files(site(4), into)
    assert published_files(into)["index.html"] == "page 4"


def test_trees_that_were_published_are_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not while somebody may still read there; of older ones one is kept."""
    into = tmp_path / "site"
    for version in (1, 2, 3, 4):
        publish_files(site(version), into)
    trees = tmp_path / ".site.releases" / "trees"
    assert len([*trees.iterdir()]) == 3
    monkeypatch.setattr("sitegen.publish.target._READING", 0)
    numbers = {path.stat().st_ino for path in trees.iterdir()}
    publish_files(site(5), into)
    assert into.stat().st_ino in numbers
    assert len([*trees.iterdir()]) == 1
    assert published_files(into)["index.html"] == "page 5"


# The commands


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of which two releases were published; the page differs."""
    root = tmp_path / "root"
    shutil.copytree(SITE / "content", root / "content")
    run("build", root)
    page = root / "content" / "pages" / "index.en.md"
    page.write_text(page.read_text("utf-8") + "\nNew words.\n", "utf-8")
    assert run("build", root).exit_code == 0
    return root


def run(command: str, root: Path, *arguments: str) -> Result:
    """Run a command on a site."""
    given = [command, "--root", str(root), *arguments]
    return CliRunner(catch_exceptions=False).invoke(main, given)


def test_releases_are_listed_and_had_back(root: Path) -> None:
    """By one command each."""
    page = root / "site" / "en" / "index.html"
    assert "New words." in page.read_text("utf-8")
    listed = run("releases", root).stdout.splitlines()
    assert ": the release that is published" in listed[0]
    assert "2 of them missing or different now" in listed[1]
    before = listed[1].split(" ")[0]
    back = run("rollback", root)
    assert (back.exit_code, f"holds the release {before} again" in back.stdout) == (0, True)
    assert "New words." not in page.read_text("utf-8")
    assert run("releases", root).stdout.startswith(before)
    assert run("rollback", root, listed[0].split(" ")[0]).exit_code == 0
    assert "New words." in page.read_text("utf-8")
    assert run("build", root).stdout.endswith("s\n")
    assert "(0 written, 0 removed)" in run("build", root).stdout


def test_a_release_that_is_not_there(root: Path, tmp_path: Path) -> None:
    """It is said which command lists them."""
    unknown = run("rollback", root, "x")
    assert (unknown.exit_code, "`python build.py releases` lists them" in unknown.stderr) == (2, True)
    none = run("releases", root, "--into", str(tmp_path / "none"))
    assert (none.exit_code, "no release was published" in none.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["root"]
    standing = run("releases", root).stdout.split(" ")[0]
    same = run("rollback", root, standing)
    assert (same.exit_code, "is the release that is published" in same.stderr) == (2, True)
    run("build", root, "--into", str(tmp_path / "other"))
    first = run("rollback", root, "--into", str(tmp_path / "other"))
    assert (first.exit_code, "no earlier release" in first.stderr) == (2, True)


def test_one_lock_and_one_history(root: Path) -> None:
    """However the folder is written, and it goes on being written so."""
    page, number = root / "site" / "en" / "index.html", (root / "site").stat().st_ino
    text = root / "content" / "pages" / "index.en.md"
    text.write_text(text.read_text("utf-8") + "\nMore words.\n", "utf-8")
    assert run("build", root, "--in-place").exit_code == 0
    assert len(run("releases", root).stdout.splitlines()) == 3
    assert run("rollback", root).exit_code == 0
    assert "More words." not in page.read_text("utf-8")
    assert run("build", root).exit_code == 0
    assert "More words." in page.read_text("utf-8")
    # Never another folder, which a container would not see.
    assert (root / "site").stat().st_ino == number
    for first in (True, False):
        with opened(root / "site", "a test", is_in_place=first):
            for second in ((), ("--in-place",)):
                assert "is being written by a test" in run("build", root, *second).stderr


def test_past_releases_are_listed_though_the_site_is_gone(root: Path) -> None:
    """What is lost of them is said, and what to do."""
    shutil.rmtree(root / "site")
    listed = run("releases", root).stdout
    assert len(listed.splitlines()) == 1
    result = run("rollback", root)
    assert (result.exit_code, "Run `python build.py build` first" in result.stderr) == (1, True)
    assert run("build", root).exit_code == 0
    assert run("rollback", root).exit_code == 0


def test_a_damaged_record_is_said(root: Path) -> None:
    """It is not taken for a release without files."""
    record = next((root / ".site.releases" / "releases").iterdir())
    head, _, _ = record.read_bytes().partition(b"\n")
    record.write_bytes(head + b"\n{}")
    assert run("releases", root).exit_code == 0
    result = run("rollback", root)
    assert (result.exit_code, "is damaged; choose another" in result.stderr) == (1, True)


def test_a_manifest_is_printed_and_verified(root: Path) -> None:
    """What is missing, another, or not listed is named."""
    printed = json.loads(run("manifest", root).stdout)
    assert printed["files"].keys() == {
        path for path in published_files_of(root / "site") if not path.startswith(".sitegen/")
    }
    assert printed["versions"]["sitegen"]
    assert run("manifest", root, "--verify").stdout.endswith("files are as the manifest says.\n")
    (root / "site" / "en" / "index.html").write_text("other")
    (root / "site" / "robots.txt").unlink()
    (root / "site" / "CNAME").write_text("example.org")
    result = run("manifest", root, "--verify", str(root / "site"))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "en/index.html: what it holds is not what the manifest says",
        "robots.txt: it is not there",
        "CNAME: the manifest does not name it",
        f"Error: 2 of {len(printed['files'])} files are not as the manifest says. Build again (a folder), or "
        "look at what the server is told (an address).",
    ]


def published_files_of(folder: Path) -> set[str]:
    """The paths below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder as it is, without a word."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def test_what_a_server_answers_is_verified(root: Path) -> None:
    """Of this machine alone; with the manifest of the folder that was published."""
    with serving(root / "site") as address:
        assert run("manifest", root, "--verify", address).exit_code == 0
        (root / "site" / "en" / "index.html").write_text("other")
        result = run("manifest", root, "--verify", address)
        assert (result.exit_code, result.stderr.splitlines()[0]) == (
            1,
            "en/index.html: what it holds is not what the manifest says",
        )
    gone = run("manifest", root, "--verify", address)
    assert (gone.exit_code, "cannot be read" in gone.stderr) == (1, True)
    for elsewhere in ("http://192.0.2.1/", "https://example.org/", "ftp://127.0.0.1/"):
        result = run("manifest", root, "--verify", elsewhere)
        assert (result.exit_code, "no address of this machine" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("manifest", "said"),
    [(None, "has no manifest"), ("{", "is broken: it cannot be read"), ("{}", "is broken")],
)
def test_no_manifest_to_verify(root: Path, manifest: str | None, said: str) -> None:
    """It is said, and nothing is taken for verified."""
    file = root / "site" / ".sitegen" / "manifest.json"
    if manifest is None:
        file.unlink()
    else:
        file.write_text(manifest)
    result = run("manifest", root, "--verify")
    assert (result.exit_code, said in result.stderr) == (1, True)
