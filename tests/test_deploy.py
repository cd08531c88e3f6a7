"""A published site is sent elsewhere: only what differs, in a safe order, and broken off without harm."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from needs import need
from published import publish_files, published_files
from versions import check_whole, files_of, publish_version

from sitegen.commands import main
from sitegen.publish.deploy.deploy import Deployment, NotWholeError, deploy, prepare, purged
from sitegen.publish.deploy.rclone import NoRcloneError, Rclone, refused, without_secrets
from sitegen.publish.disk.tree import KNOWN
from sitegen.publish.manifest import MANIFEST, read_manifest
from sitegen.publish.releases import Keeping
from sitegen.publish.standing import NEXT
from sitegen.publish.verify import verify_folder
from sitegen.serving.table import ASK_AGAIN, FOR_EVER, sent_with

SITE = Path(__file__).parent / "sites" / "only-english"


class BrokenOffError(OSError):
    """Somebody has pulled the plug."""


class Elsewhere:
    """Another folder, in which each file is written at once; it breaks off before so many of them."""

    def __init__(self, folder: Path, calls: int = -1) -> None:
        self.folder, self.calls, self.sent = folder, calls, list[str]()
        self.headers: dict[str, tuple[str, ...]] = {}

    def read(self, path: str) -> bytes | None:
        """What a file there holds."""
        self._count()
        file = self.folder / path
        return file.read_bytes() if file.is_file() else None

    def send(self, folder: Path, paths: Collection[str], headers: Collection[str]) -> None:
        """Copy, in no order of its own."""
        for path in sorted(paths, reverse=True):
            self._count()
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / path, self.folder / path)
            self.sent.append(path)
            self.headers[path] = tuple(headers)

    def remove(self, paths: Collection[str]) -> None:
        """Remove, and leave no empty folders, as object storage has none."""
        for path in paths:
            self._count()
            (self.folder / path).unlink(missing_ok=True)

    def is_there(self) -> bool:
        """Whether anything is there."""
        return self.folder.is_dir() and any(self.folder.iterdir())

    def _count(self) -> None:
        self.calls -= 1
        if self.calls == -1:
            raise BrokenOffError


def send(folder: Path, place: Elsewhere) -> Deployment:
    """Deploy what is published in a folder."""
    manifest = read_manifest(folder)
    assert manifest is not None
    work = folder.parent / "work"
    work.mkdir(exist_ok=True)
    found = prepare(folder, manifest, place)
    deploy(folder, work, found, place)
    return found


def is_as_published(folder: Path, there: Path) -> bool:
    """Tell whether a place has what a folder has, and nothing else."""
    manifest = read_manifest(there)
    assert manifest is not None
    assert manifest == read_manifest(folder)
    assert published_files(there) == published_files(folder)
    assert not (there / NEXT).exists()
    return [*verify_folder(there, manifest)] == []


def test_only_what_differs_is_sent(tmp_path: Path) -> None:
    """And what is not wanted any more is removed; a second time there is nothing to do."""
    into, place = tmp_path / "site", Elsewhere(tmp_path / "there")
    publish_files({"a.html": "1", "b.html": "1", "x/c.html": "1"}, into)
    send(into, place)
    assert is_as_published(into, place.folder)
    publish_files({"a.html": "1", "b.html": "2"}, into)
    place.sent.clear()
    found = send(into, place)
    assert (found.sent, found.going) == (["b.html"], ["x/c.html"])
    assert [path for path in place.sent if not path.startswith(KNOWN)] == ["b.html"]
    assert is_as_published(into, place.folder)
    place.sent.clear()
    assert send(into, place) == Deployment((), ())
    assert place.sent == []


def test_what_others_have_put_there_stays(tmp_path: Path) -> None:
    """No list names it."""
    into, place = tmp_path / "site", Elsewhere(tmp_path / "there")
    publish_files({"a.html": "1", "b.html": "1"}, into)
    send(into, place)
    (place.folder / "CNAME").write_text("example.org")
    publish_files({"a.html": "2"}, into)
    send(into, place)
    assert published_files(place.folder) == {"a.html": "2", "CNAME": "example.org"}


def test_order(tmp_path: Path) -> None:
    """What pages refer to, new pages, those that lead to them, the manifest; then what goes."""
    into, place = tmp_path / "site", Elsewhere(tmp_path / "there")
    publish_files({"a.css": "1", "a.html": "1", "z.html": "1"}, into, keeping=Keeping(days=0))
    send(into, place)
    publish_files({"b.css": "1", "a.html": "2", "c.html": "1"}, into, keeping=Keeping(days=0))
    place.sent.clear()
    found = send(into, place)
    assert place.sent == [NEXT, "b.css", "c.html", "a.html", MANIFEST]
    assert found.going == ["a.css", "z.html"]


def test_what_stays_for_open_pages_stays_there_too(tmp_path: Path) -> None:
    """For as long as it stays where the site is published."""
    into, place = tmp_path / "site", Elsewhere(tmp_path / "there")
    for number in (1, 2):
        publish_files({f"a{number}.css": "1", "a.html": str(number)}, into)
        send(into, place)
        assert is_as_published(into, place.folder)
    assert "a1.css" in published_files(place.folder)
    publish_files({"a2.css": "1", "a.html": "2"}, into, keeping=Keeping(days=0))
    assert send(into, place).going == ["a1.css"]
    assert "a1.css" not in published_files(place.folder)


@pytest.mark.parametrize("second", [2, 3])
def test_broken_off_at_every_step(tmp_path: Path, second: int) -> None:
    """Whoever reads finds whole pages with all they need; the next one heals, of whatever version it is."""
    into = tmp_path / "site"
    calls = 0
    while True:
        there = tmp_path / str(calls)
        publish_version(1, into)
        send(into, Elsewhere(there))
        publish_version(2, into)
        try:
            send(into, Elsewhere(there, calls))
            is_done = True
        except BrokenOffError:
            is_done = False
        assert check_whole(there, is_one_version=is_done) <= {1, 2}
        # Another is broken off at the same step.
        publish_version(second, into)
        try:
            send(into, Elsewhere(there, calls))
        except BrokenOffError:
            assert check_whole(there, is_one_version=False) <= {1, 2, second}
        publish_version(1, into)
        send(into, Elsewhere(there))
        assert check_whole(there, is_one_version=True) == {1}
        assert is_as_published(into, there)
        if is_done:
            break
        calls += 1
    assert calls > 10


def test_all_is_sent_where_that_is_asked_for(tmp_path: Path) -> None:
    """Somebody has spoilt what is there, which no list tells; what is not wanted goes all the same."""
    into, place = tmp_path / "site", Elsewhere(tmp_path / "there")
    publish_files({"a.html": "1", "b.html": "1"}, into)
    send(into, place)
    (place.folder / "a.html").write_text("spoilt")
    publish_files({"a.html": "1"}, into)
    manifest = read_manifest(into)
    assert manifest is not None
    found = prepare(into, manifest, place, is_all=True)
    assert (found.sent, found.going) == (["a.html"], ["b.html"])
    deploy(into, tmp_path, found, place)
    assert is_as_published(into, place.folder)


@pytest.mark.parametrize("path", ["../mine", "/mine", "a/../../mine", ".sitegen/manifest.json"])
def test_a_list_there_leads_nowhere_else(tmp_path: Path, path: str) -> None:
    """Whoever may write there cannot have other files removed."""
    into, place = tmp_path / "site", Elsewhere(tmp_path / "there")
    publish_files({"a.html": "1"}, into)
    send(into, place)
    for name in (NEXT, f"{KNOWN}/kept.json"):
        (place.folder / name).write_text(json.dumps({path: {"sha256": 64 * "0"}}))
    manifest = read_manifest(into)
    assert manifest is not None
    assert [*prepare(into, manifest, place).going] == []


@pytest.mark.parametrize("broken", ["", "{", "[]", "null", '{"a.html": 1}', "\xff"])
@pytest.mark.parametrize("path", [MANIFEST, NEXT, f"{KNOWN}/kept.json"])
def test_a_list_there_is_broken(tmp_path: Path, path: str, broken: str) -> None:
    """It tells nothing: what is not certain is sent."""
    into, place = tmp_path / "site", Elsewhere(tmp_path / "there")
    publish_files({"a.html": "1", "b.html": "1"}, into)
    send(into, place)
    (place.folder / path).write_text(broken, "latin-1")
    publish_files({"a.html": "2", "b.html": "1"}, into)
    send(into, place)
    assert published_files(place.folder) == {"a.html": "2", "b.html": "1"}


def test_what_is_not_as_its_manifest_says_is_not_sent(tmp_path: Path) -> None:
    """Somebody has changed it by hand, or half of it is gone."""
    into, place = tmp_path / "site", Elsewhere(tmp_path / "there")
    publish_files({"a.html": "1", "b.html": "1"}, into)
    (into / "a.html").write_text("2")
    with pytest.raises(NotWholeError):
        send(into, place)
    assert not place.folder.exists()


def test_headers_and_compressed_files(tmp_path: Path) -> None:
    """Each file goes with its own headers; compressed ones stay where nobody asks for them."""
    into, place = tmp_path / "site", Elsewhere(tmp_path / "there")
    publish_files({"a.css": "1", "a.html": "1", "a.html.br": "0", "a.html.gz": "0"}, into)
    manifest = read_manifest(into)
    assert manifest is not None
    found = prepare(into, manifest, place, with_variants=False)
    deploy(into, tmp_path, found, place, lambda path: (f"X: {path.rpartition('.')[2]}",))
    assert published_files(place.folder) == {"a.css": "1", "a.html": "1"}
    # What the place is told is what it has.
    there = read_manifest(place.folder)
    assert there is not None
    assert [*verify_folder(place.folder, there)] == []
    assert prepare(into, manifest, place, with_variants=False) == Deployment((), ())
    assert prepare(into, manifest, place).sent == ["a.html.br", "a.html.gz"]
    assert {path: place.headers[path] for path in ("a.css", "a.html")} == {
        "a.css": ("X: css",),
        "a.html": ("X: html",),
    }


@pytest.mark.parametrize(
    ("path", "caching", "kind"),
    [
        ("assets/css/site.0123456789.css", FOR_EVER, "text/css; charset=utf-8"),
        ("assets/x.0123456789", FOR_EVER, "application/octet-stream"),
        ("assets/site.css", ASK_AGAIN, "text/css; charset=utf-8"),
        ("en/x.0123456789.css", ASK_AGAIN, "text/css; charset=utf-8"),
        ("en/index.html", ASK_AGAIN, "text/html; charset=utf-8"),
        ("en/search/texts.json", ASK_AGAIN, "application/json"),
        ("en/feed.xml", ASK_AGAIN, "application/atom+xml; charset=utf-8"),
        ("sitemap.xml", ASK_AGAIN, "application/xml; charset=utf-8"),
    ],
)
def test_what_storage_keeps_with_a_file(path: str, caching: str, kind: str) -> None:
    """What has its digest in its name stays for ever; all else is asked for again."""
    assert sent_with(path) == (f"Cache-Control: {caching}", f"Content-Type: {kind}")


def test_the_command_sends_headers(tmp_path: Path, rclone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of each file, in one call for all that have the same."""
    sent: dict[str, tuple[str, ...]] = {}
    send = Rclone.send

    def note(self: Rclone, folder: Path, paths: Collection[str], headers: Collection[str] = ()) -> None:
        sent.update(dict.fromkeys(paths, tuple(headers)))
        send(self, folder, paths, headers)

    monkeypatch.setattr(Rclone, "send", note)
    assert run("deploy", "--root", built(tmp_path), tmp_path / "there").exit_code == 0
    del sent[NEXT]
    assert sent == {path: sent_with(path) for path in sent}
    assert len({*sent.values()}) > 4


def test_addresses_to_purge() -> None:
    """Of what changes; files that have their digest in their names never do."""
    found = Deployment(
        [["assets/a.0123456789.css"], ["index.html", "en/a/index.html", "en/a/index.html.br"]], ["b.html"]
    )
    assert purged(found, "https://example.org/x/") == [
        "https://example.org/x/b.html",
        "https://example.org/x/en/a/index.html",
        "https://example.org/x/en/a/",
        "https://example.org/x/index.html",
        "https://example.org/x/",
    ]


# With rclone


@pytest.fixture(scope="module")
def rclone() -> str:
    """The program."""
    return need("rclone")


def free_port() -> int:
    """A port that nobody has at the moment."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(params=["folder", "sftp", "webdav"])
def place(request: pytest.FixtureRequest, tmp_path: Path, rclone: str) -> Iterator[str]:
    """Where rclone sends to: the folder `there`, by itself or behind a server."""
    there = tmp_path / "there"
    there.mkdir()
    if request.param == "folder":
        yield str(there)
        return
    port = free_port()
    kind = request.param
    secret = subprocess.run(
        [rclone, "obscure", "secret"], capture_output=True, check=True, text=True
    ).stdout.strip()
    served = [
        rclone,
        "serve",
        kind,
        str(there),
        "--addr",
        f"127.0.0.1:{port}",
        "--user",
        "me",
        "--pass",
        "secret",
    ]
    with subprocess.Popen(served, stderr=subprocess.DEVNULL) as server:
        for _ in range(600):
            with closing(socket.socket()) as asking:
                if asking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        if kind == "sftp":
            yield f":sftp,host=127.0.0.1,port={port},user=me,pass={secret}:"
        else:
            yield f":webdav,url='http://127.0.0.1:{port}',user=me,pass={secret}:"
        server.kill()


def run(command: str, *arguments: object) -> Result:
    """Run a command of build.py."""
    return CliRunner(catch_exceptions=False).invoke(main, [command, *map(str, arguments)])


def test_deployed_and_rolled_back(place: str, tmp_path: Path) -> None:
    """Three releases of a site are sent, then the second is had back."""
    root, there = tmp_path / "root", tmp_path / "there"
    shutil.copytree(SITE / "content", root / "content")
    page = root / "content" / "pages" / "index.en.md"
    said: list[str] = []
    for number in (1, 2, 3):
        page.write_text(page.read_text("utf-8") + f"\nWords {number}.\n", "utf-8")
        assert run("build", "--root", root).exit_code == 0
        result = run("deploy", "--root", root, place)
        assert (result.exit_code, result.stderr) == (0, "")
        said.append(result.stdout)
        assert is_as_published(root / "site", there)
    assert " kB), 0 removed" in said[0]
    assert ": 2 files sent (" in said[1]
    assert "0 files to send (0 kB), 0 to remove" in run("deploy", "--root", root, place, "--dry-run").stdout
    assert run("rollback", "--root", root).exit_code == 0
    purge = tmp_path / "purge.txt"
    assert ": 2 files sent" in run("deploy", "--root", root, place, "--purge", purge).stdout
    assert "https://example.org/en/\n" in purge.read_text()
    assert is_as_published(root / "site", there)
    served = (there / "en" / "index.html").read_text("utf-8")
    assert ("Words 2." in served, "Words 3." in served) == (True, False)
    assert "pass=" not in place or "pass=…" in said[0]


def test_a_place_that_cannot_be_reached(tmp_path: Path, rclone: str) -> None:
    """It is never taken for an empty one."""
    root = tmp_path / "root"
    shutil.copytree(SITE / "content", root / "content")
    assert "has no manifest" in run("deploy", "--root", root, str(tmp_path)).stderr
    assert run("build", "--root", root).exit_code == 0
    port = free_port()
    place = f":webdav,url='http://127.0.0.1:{port}':"
    result = run("deploy", "--root", root, place, "--rclone=--low-level-retries=1", "--rclone=--retries=1")
    assert (result.exit_code, "cannot be reached: " in result.stderr) == (1, True)
    (root / "site" / "robots.txt").write_text("other")
    result = run("deploy", "--root", root, str(tmp_path / "there"))
    assert (result.exit_code, "is not deployed" in result.stderr) == (1, True)
    assert not (tmp_path / "there").exists()


def built(tmp_path: Path) -> Path:
    """A site that is published."""
    root = tmp_path / "root"
    shutil.copytree(SITE / "content", root / "content")
    assert run("build", "--root", root).exit_code == 0
    return root


def test_rclone_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said what to install."""
    with pytest.raises(NoRcloneError):
        Rclone("/x", program="no-such-program").read("y")
    root = built(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("deploy", "--root", root, "somewhere:")
    assert (result.exit_code, "apt-get install rclone" in result.stderr) == (1, True)


def test_places_that_are_refused(tmp_path: Path, rclone: str) -> None:
    """What the site is made of or published to, and what has something else; unless that is meant."""
    root = built(tmp_path)
    for place in (root, root / "site", root / "site" / "x", root / "content" / "pages", tmp_path):
        result = run("deploy", "--root", root, place)
        assert (result.exit_code, "choose another place" in result.stderr) == (2, True)
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "index.html").write_text("mine")
    result = run("deploy", "--root", root, tmp_path / "www")
    assert (result.exit_code, "add --allow-foreign" in result.stderr) == (2, True)
    assert (tmp_path / "www" / "index.html").read_text() == "mine"
    assert run("deploy", "--root", root, tmp_path / "www", "--allow-foreign").exit_code == 0
    assert run("deploy", "--root", root, tmp_path / "www").exit_code == 0


@pytest.mark.parametrize(
    "option", ["--dry-run", "-n", "-vn", "-i", "-h", "--help", "--include=*.css", "--max-size=1k"]
)
def test_options_that_would_do_something_else(tmp_path: Path, option: str) -> None:
    """rclone would say that all is well."""
    result = run("deploy", "--root", built(tmp_path), tmp_path / "there", f"--rclone={option}")
    assert (result.exit_code, f"`{option}`" in result.stderr) == (2, True)
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("option", ["-v", "--verbose", "--transfers=4", "--s3-acl=public-read", "-vv"])
def test_options_that_are_handed_on(option: str) -> None:
    """They change how, and not what."""
    assert refused([option]) == ""


def test_addresses_to_purge_are_written_before_anything_is_sent(tmp_path: Path, rclone: str) -> None:
    """A file that cannot be written ends it; where nothing changes, the last one stays."""
    root, purge = built(tmp_path), tmp_path / "purge.txt"
    result = run("deploy", "--root", root, tmp_path / "there", "--purge", tmp_path / "no" / "purge.txt")
    assert (result.exit_code, "purge.txt cannot be written" in result.stderr) == (1, True)
    assert not (tmp_path / "there").exists()
    for _ in range(2):
        assert run("deploy", "--root", root, tmp_path / "there", "--purge", purge).exit_code == 0
        assert "https://example.org/en/\n" in purge.read_text()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (":sftp,host=x,pass=abc:www", ":sftp,host=x,pass=…:www"),
        (":webdav,url='http://me:abc@x/':", ":webdav,url='http://me:…@x/':"),
        ("https://me:abc@x/", "https://me:…@x/"),
        (":s3,access_key_id=abc,secret_access_key='a,b':x", ":s3,access_key_id=…,secret_access_key=…:x"),
        ('failed ":sftp,pass=abc:www/y": no', 'failed ":sftp,pass=…:www/y": no'),
        ("storage:bucket/site", "storage:bucket/site"),
    ],
)
def test_passwords_are_not_shown(said: str, shown: str) -> None:
    """Neither in the name of a place nor in what rclone says of it."""
    assert without_secrets(said) == shown


def test_files_of_versions() -> None:
    """What this relies on: a version differs from another in every page."""
    one, two = files_of(1), files_of(2)
    assert all(json.dumps(one[path]) != json.dumps(two[path]) for path in one.keys() & two.keys())
