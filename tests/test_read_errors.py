"""What cannot be read is never taken for nothing: it is named, and no page or decision is lost by it."""

import errno
import io
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from small_site import GOOD, PAGE, SITE, page, run, write_site
from test_bad_input import snapshot
from told import told

from sitegen import unchanged
from sitegen.edit.accept import NotAcceptedError, accept
from sitegen.edit.cards import draw_cards
from sitegen.make import OWN, make_site
from sitegen.read import read_library
from sitegen.read.standing import is_file, is_folder
from sitegen.rules.catalogue import say
from sitegen.unchanged import Note, replay

SUB = "content/pages/sub/deep.zh.md"
FILES = {
    SUB: page("正文。", "title: 深\nsummary: 一句。"),
    "content/pages/sub/deep.en.md": page("Text.", "title: Deep\nsummary: One."),
    SITE: GOOD[SITE].replace("city,", "city, sub/deep,"),
    PAGE: page("见[深](sub/deep.zh.md)、[文](/assets/papers/a.pdf)。"),
    "content/made_from/city.en.yaml": "language: zh\nsections: {}\n",
    "assets/papers/a.pdf": "x",
    "assets/css/site.css": "p{color:red}",
    "assets/cards/en/city.png": "x",
    "templates/home.html": '{{ asset("css/site.css") }}{{ body }}\n',
}


@contextmanager
def refusing(call: str, path: Path, number: int) -> Iterator[None]:
    """Let the operating system refuse one call for what stands at a path, and below it."""
    module = io if call == "open" else os
    real = getattr(module, call)

    def refuse(asked: object = ".", *arguments: object, **named: object) -> object:
        name = asked.decode() if isinstance(asked, bytes) else str(asked)
        if name == str(path) or name.startswith(f"{path}{os.sep}"):
            raise OSError(number, os.strerror(number), name)
        return real(asked, *arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, call, refuse)
        yield


@pytest.fixture(name="site")
def fixture_site(tmp_path: Path) -> Path:
    """A site that was built, but for its card, which is none."""
    write_site(tmp_path, {name: text for name, text in FILES.items() if "cards" not in name})
    assert run("build", "--root", tmp_path).exit_code == 0
    return tmp_path


def assert_named(site: Path, path: str, case: str) -> None:
    """A build names what cannot be read, with what to do, and leaves its folder as it was."""
    before = snapshot(site / "site")
    made = make_site(site, with_gates=True)
    (fault,) = (each for each in made.diagnostics if each.place.path == path)
    assert told(fault).startswith(f"{path}:1:1 unreadable-file {case}")
    assert "permissions" in say(fault).hint or case == "kind"
    # Nothing else is said to be missing for that.
    assert {each.rule.name for each in made.diagnostics if each.severity.name == "ERROR"} == {
        "unreadable-file"
    }
    assert made.outputs == ()
    result = run("build", "--root", site)
    assert result.exit_code == 1
    assert f"{path}:1:1: error" in result.stderr
    assert snapshot(site / "site") == before


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE, errno.ENAMETOOLONG, errno.ELOOP])
@pytest.mark.parametrize(
    "path",
    [
        "content",
        "content/pages",
        "content/pages/sub",
        "content/made_from",
        "content/sources",
        "assets/papers",
    ],
)
def test_a_folder_that_cannot_be_listed(path: str, number: int, site: Path) -> None:
    """What lies in it is not gone."""
    with refusing("scandir", site / path, number):
        assert_named(site, path, "folder")
    result = run("build", "--root", site)
    assert (result.exit_code, "0 removed" in result.stdout) == (0, True)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
@pytest.mark.parametrize(
    "path",
    [
        *(SUB, SITE, "content/glossary.yaml", "content/made_from/city.en.yaml"),
        *("assets/papers/a.pdf", "assets/css/site.css", "templates/home.html"),
    ],
)
def test_a_file_that_cannot_be_opened(path: str, number: int, site: Path) -> None:
    """A file of the project does not stand in for it."""
    with refusing("open", site / path, number):
        assert_named(site, path, "file")


@pytest.mark.parametrize("path", ["assets/papers/a.pdf", "assets/css/site.css", "templates/home.html"])
def test_a_file_of_which_nothing_is_known(path: str, site: Path) -> None:
    """Whether it is there cannot be told."""
    with refusing("stat", site / path, errno.EIO):
        assert_named(site, path, "file")


@pytest.mark.parametrize("path", ["templates", "assets/cards"])
def test_a_folder_of_which_nothing_is_known(path: str, site: Path) -> None:
    """Templates of the project do not stand in for it, and no page loses its card."""
    (site / path).mkdir(exist_ok=True)
    with refusing("stat" if path == "assets/cards" else "scandir", site / path, errno.EACCES):
        assert_named(site, path, "folder")


@pytest.mark.parametrize("path", ["assets/css/site.css", "templates/home.html"])
def test_a_folder_in_the_place_of_a_file(path: str, site: Path) -> None:
    """It is no file, but not nothing either."""
    (site / path).unlink()
    (site / path).mkdir()
    assert_named(site, path, "file")


@pytest.mark.parametrize("name", ["assets", "templates", "content/pages/sub"])
def test_a_file_in_the_place_of_a_folder(name: str, site: Path) -> None:
    """What is no folder is said, where a folder is looked for."""
    folder = site / name
    folder.rename(site / "away")
    folder.write_text("x")
    said = {each.rule.name for each in make_site(site).diagnostics if each.place.path == name}
    assert said == ({"unread-file"} if name.startswith("content") else {"unreadable-file"})


@pytest.mark.parametrize("name", ["content/pages/pipe.zh.md", "assets/pipe.png"])
def test_pipes_and_sockets(name: str, site: Path) -> None:
    """Nobody waits for what comes out of them, and they are said."""
    os.mkfifo(site / name)
    assert_named(site, name, "kind")
    (site / name).unlink()
    here = Path.cwd()
    os.chdir((site / name).parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(Path(name).name)
    finally:
        os.chdir(here)
    assert_named(site, name, "kind")


def test_links_in_a_circle(site: Path) -> None:
    """They lead nowhere, in every version of Python."""
    for one, other in (("a", "b"), ("b", "a"), ("itself", "itself")):
        (site / f"content/pages/{one}.zh.md").symlink_to(f"{other}.zh.md")
    (site / "content/pages/sub/up").symlink_to("..")
    said = [told(each) for each in make_site(site).diagnostics]
    assert said == [
        f"content/pages/{name}:1:1 link-out nowhere"
        for name in ("a.zh.md", "b.zh.md", "itself.zh.md", "sub/up")
    ]
    assert run("build", "--root", site).exit_code == 1


@pytest.mark.parametrize("name", ["templates/home.html", "assets/css/site.css", "templates", "assets"])
@pytest.mark.parametrize("to", ["nowhere", "circle"])
def test_a_link_in_the_place_of_an_own_file(name: str, to: str, site: Path) -> None:
    """One that leads nowhere is not nothing: no other file is taken in its stead."""
    (site / "circle").symlink_to("circle")
    (site / name).rename(site / "away")
    (site / name).symlink_to(site / to)
    made = make_site(site)
    assert made.outputs == ()
    assert name in {each.place.path for each in made.diagnostics}


def test_folders_below_folders(tmp_path: Path) -> None:
    """As many as there may be are looked through, and by what knows that nothing has changed."""
    write_site(tmp_path)
    folder = str(tmp_path / "content")
    descriptor = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("a", dir_fd=descriptor)
        below = os.open("a", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
    os.close(descriptor)
    try:
        assert make_site(tmp_path).outputs
        Note(["build", "--root", str(tmp_path)], str(tmp_path), str(OWN))
    finally:
        # Who takes temporary folders away goes as deep as they are.
        outer, kept = tmp_path / "content/a", tmp_path / "kept"
        while (outer / "a").is_dir():
            (outer / "a").rename(kept)
            outer.rmdir()
            kept.rename(outer)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Do without the rights of root, which permissions do not bind."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.mark.parametrize("path", ["content/pages/sub", "assets/papers", "assets/css", "templates", SUB])
def test_permissions(path: str, site: Path) -> None:
    """What the operating system itself refuses."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        site.rename(root)
        for each in (Path(folder), *root.rglob("*")):
            each.chmod(0o755 if each.is_dir() else 0o644)
        root.chmod(0o755)
        (root / path).chmod(0)
        with as_nobody():
            made = make_site(root)
        (root / path).chmod(0o755)
        assert made.outputs == ()
        assert {told(each).split(" why")[0] for each in made.diagnostics} >= {
            f"{path}:1:1 unreadable-file {'file' if path == SUB else 'folder'}"
        }
        assert make_site(root).outputs


def test_a_preview_keeps_what_it_has(site: Path) -> None:
    """A folder that drops out holds all pages of a preview, and removes none."""
    with refusing("scandir", site / "content/pages/sub", errno.EIO):
        assert make_site(site, is_preview=True).outputs == ()


def test_what_stands(tmp_path: Path) -> None:
    """A path that no file can have has none."""
    assert [
        is_file(tmp_path / "none"),
        is_file("a\0b"),
        is_folder(tmp_path),
        is_file(f"{OWN}/build.py/x"),
    ] == [
        False,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("command", [("stamp", "--all"), ("audit",), ("cards",), ("accept", "后", "后来")])
def test_commands(command: tuple[str, ...], site: Path) -> None:
    """No command goes on without what cannot be read."""
    with refusing("scandir", site / "content/pages/sub", errno.EIO):
        result = run(*command, "--root", site)
    assert result.exit_code == 1
    assert "content/pages/sub:1:1: error: the folder cannot be read" in result.stderr


def test_the_folder_of_a_site_that_cannot_be_looked_at(site: Path) -> None:
    """The command line says so in a sentence."""
    with refusing("stat", site / "content", errno.EACCES):
        result = run("build", "--root", site)
    assert (result.exit_code, "cannot be read" in result.stderr) == (2, True)


def test_decisions_that_cannot_be_read_are_kept(site: Path) -> None:
    """To write one more would lose the others."""
    (site / "content/reviewed.yaml").write_text("后: {後: [后来]\n", "utf-8")
    library, _ = read_library(site, OWN)
    assert library is not None
    with pytest.raises(NotAcceptedError, match="would be lost"):
        accept(site, library, "后", "后来")


def test_cards_of_pages_that_cannot_be_read_are_kept(site: Path) -> None:
    """Only what surely has no page any more is removed."""
    card = site / "assets/cards/en/gone.png"
    card.parent.mkdir(parents=True)
    card.write_bytes(b"x")
    (site / SUB).write_text("", "utf-8")
    library, _ = read_library(site, OWN)
    assert library is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sitegen.edit.cards._draw", lambda *_: iter(()))
        list(draw_cards(site, OWN, library))
        assert card.is_file()
        (site / SUB).write_text(FILES[SUB], "utf-8")
        library, _ = read_library(site, OWN)
        assert library is not None
        with (
            refusing("scandir", site / "assets/cards", errno.EIO),
            pytest.raises(OSError, match="cannot be read"),
        ):
            list(draw_cards(site, OWN, library))
        list(draw_cards(site, OWN, library))
        assert not card.is_file()


# What knows that nothing has changed


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize(("call", "path"), [("scandir", "content/pages/sub"), ("stat", SUB), ("open", SUB)])
def test_what_could_not_be_read_is_looked_at_again(
    call: str, path: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither “it is gone” nor “it is there” is said again of what cannot be read now or could not before."""
    monkeypatch.setattr(unchanged, "_FINE", -1e9)
    words = ["check", "--root", str(site)]

    def noted() -> bool:
        from sitegen.commands import main

        with pytest.raises(SystemExit), Note(words, str(site), str(OWN)) as note:
            main(words, prog_name="build.py", obj=note)
        return replay(words, str(OWN)) is not None

    assert noted()
    with refusing(call, site / path, errno.EIO):
        # That a file cannot be opened no state tells: nothing has to be opened to say the same again.
        assert (replay(words, str(OWN)) is None) == (call != "open")
    (site / ".cache/sitegen/check.note").unlink()
    with refusing(call, site / path, errno.EIO):
        assert not noted()
    assert replay(words, str(OWN)) is None


def test_a_folder_that_is_none_is_noted(site: Path) -> None:
    """What stands in the place of a folder is not taken for nothing."""
    states = []
    for put in (lambda: None, lambda: (site / "assets").write_text("x"), lambda: (site / "assets").unlink()):
        if not states:
            (site / "assets").rename(site / "away")
        put()
        states.append(dict(unchanged._walk(str(site / "assets"))))
    assert states[0] == states[2] != states[1]
