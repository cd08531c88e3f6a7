"""The commands of build.py, from outside: what they say, how they end, and which folders they write."""

import errno
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from small_site import without_source

from sitegen import __version__
from sitegen.commands import main
from sitegen.edit.report import summary
from sitegen.make import CACHE
from sitegen.model import Diagnostic, Place, Rule, Severity
from sitegen.publish.manifest import MANIFEST
from sitegen.publish.target import opened

ROOT = Path(__file__).parents[1]
GOOD = ROOT / "tests" / "sites" / "base-path"
COMMANDS = ("build", "check", "serve")


def run(*arguments: str | Path, **environment: str) -> Result:
    """Run a command of build.py; what it did not foresee is raised."""
    runner = CliRunner(catch_exceptions=False, env=environment)
    return runner.invoke(main, [str(argument) for argument in arguments], color=None)


def start(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run build.py in a process of its own, with nothing of a terminal around it."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder, what is remembered left out: its bytes and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_relative_to(folder / CACHE)
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small good site."""
    return Path(shutil.copytree(GOOD, tmp_path / "root", ignore=shutil.ignore_patterns("expected*")))


def spoil(site: Path) -> str:
    """Put a fault into the site; give what is said of it."""
    page = site / "content" / "pages" / "city.en.md"
    page.write_text(page.read_text(encoding="utf-8").replace("index.en.md", "indx.en.md"), encoding="utf-8")
    return "content/pages/city.en.md:7:6: error: there is no page `indx.en.md` [unknown-page]"


# Words


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_the_commands_and_the_exit_codes(option: str) -> None:
    """Who runs it for the first time learns what there is to run."""
    result = run(option)
    assert (result.exit_code, result.stderr) == (0, "")
    assert all(re.search(rf"^  {command} ", result.stdout, re.MULTILINE) for command in COMMANDS)
    assert "Exit code 0" in result.stdout


@pytest.mark.parametrize("command", main.list_commands(click.Context(main)))
def test_each_command_has_help(command: str) -> None:
    """The help says what the command does and explains each of its options."""
    result = run(command, "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    for option in main.commands[command].params:
        if isinstance(option, click.Option) and not option.hidden:
            assert option.opts[0] in result.stdout
            assert option.help


def test_version() -> None:
    """The version is the package's."""
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"build.py, version {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("biuld",), "No such command 'biuld'"),
        (("build", "--rot", "x"), "No such option"),
        (("build", "extra"), "unexpected extra argument"),
        (("build", "--root", "no/such/folder"), "Directory 'no/such/folder' does not exist"),
        (("check", "--root", "build.py"), "Directory 'build.py' is a file"),
        (("serve", "--port", "http"), "not a valid integer"),
        (("serve", "--port", "65536"), "not in the range"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that was used wrongly says so, in exit code 2 too."""
    monkeypatch.chdir(ROOT)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_root_without_content(command: str, tmp_path: Path) -> None:
    """A folder that holds no content is the wrong folder, not a site with a fault; nothing is made there."""
    result = run(command, "--root", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: there is no folder {tmp_path / 'content'}; choose another --root.\n"
    assert not list(tmp_path.iterdir())


# Exit codes of a build and of a check


def test_build_says_what_it_built(site: Path) -> None:
    """A line tells pages, editions, files, the folder and the time."""
    result = run("build", "--root", site)
    assert (result.exit_code, result.stderr) == (0, "")
    files = len(snapshot(site / "site")) - 1
    assert re.fullmatch(
        rf"Built 2 pages in 2 editions, {files} files into {re.escape(str(site / 'site'))}"
        rf" \({files} written, 0 removed\) in \d+\.\d\d s\n",
        result.stdout,
    )


def test_check_says_that_all_is_well_and_writes_nothing(site: Path) -> None:
    """A good site passes."""
    before = snapshot(site)
    result = run("check", "--root", site)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "2 pages in 2 editions are ready: nothing to mend.\n"
    assert snapshot(site) == before


@pytest.mark.parametrize("command", ["build", "check"])
def test_errors_fail_what_makes_a_site_for_readers(site: Path, command: str) -> None:
    """A fault in the content is exit code 1."""
    said = spoil(site)
    result = run(command, "--root", site)
    assert (result.exit_code, result.stdout) == (1, "")
    assert without_source(result.stderr).startswith(
        f"{said}\n    Did you mean `index.en.md`?\n1 error (unknown-page); "
    )


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("", "nothing to mend"),
        ("ea", "1 error (a)"),
        ("ea ea", "2 errors (a)"),
        ("eb ea ea", "3 errors (2 a, 1 b)"),
        ("nc wa ga eb eb", "2 errors (b), 1 gate (a), 1 warning (a), 1 note (c)"),
        ("wa wb wc wd we wf", "6 warnings (1 a, 1 b, 1 c, 1 d, 1 e, 1 f)"),
        ("wa wb wc wd we wf wg wg", "8 warnings (2 g, 1 a, 1 b, 1 c, 1 d, 1 e, …)"),
    ],
)
def test_summary(rules: str, says: str) -> None:
    """The last line counts by severity and names the most frequent rules of each."""
    severities = {severity.name[0].lower(): severity for severity in Severity}
    said = [Diagnostic(Place("x"), Rule(rule), severity=severities[letter]) for letter, rule in rules.split()]
    assert summary(said) == says


# The output folder


def refused(site: Path, into: Path) -> str:
    """The reason for which an output folder is refused by `build` and by `serve`; nothing changes."""
    before = snapshot(site)
    said = set()
    for command in ("build", "serve"):
        result = run(command, "--root", site, "--into", into)
        assert (result.exit_code, result.stdout) == (2, "")
        said.add(result.stderr)
    assert snapshot(site) == before
    (reason,) = said
    return reason.removeprefix("Error: ")


@pytest.mark.parametrize("place", [".", "content", "content/pages/new", "templates", "assets/new"])
def test_a_folder_that_authors_write_is_refused(site: Path, place: str) -> None:
    """The output neither holds the content, the templates or the assets, nor lies in them."""
    holds = {"templates": "templates", "assets/new": "assets"}.get(place, "content")
    into = site / place
    assert refused(site, into) == f"{into} holds {holds}/ or lies in it; choose another output folder.\n"


@pytest.mark.parametrize("place", [".", "content", "templates/partials", "assets", "sitegen", "tests"])
def test_the_projects_own_folders_are_refused(site: Path, place: str) -> None:
    """Also while the content of another folder is built."""
    result = run("build", "--root", site, "--into", ROOT / place)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: {ROOT / place} ")


def test_a_link_to_the_content_is_refused(site: Path, tmp_path: Path) -> None:
    """What counts is where the folder is, not what it is called."""
    (tmp_path / "elsewhere").symlink_to(site / "content")
    assert "holds content/ or lies in it" in refused(site, tmp_path / "elsewhere")


def test_a_foreign_folder_is_refused(site: Path, tmp_path: Path) -> None:
    """A folder with files of somebody else stays as it is."""
    folder = tmp_path / "photographs"
    folder.mkdir()
    (folder / "index.html").write_text("mine", encoding="utf-8")
    before = snapshot(folder)
    assert refused(site, folder) == (
        f"{folder} is not empty and was not written by this generator; choose another folder.\n"
    )
    assert snapshot(folder) == before


def test_a_file_for_a_folder_is_refused(site: Path, tmp_path: Path) -> None:
    """A file is not made a folder."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    result = run("build", "--root", site, "--into", tmp_path / "file")
    assert result.exit_code == 2
    assert "is a file" in result.stderr


@pytest.mark.parametrize("keeper", ["", ".gitignore", ".gitkeep"])
def test_an_empty_folder_is_taken(site: Path, tmp_path: Path, keeper: str) -> None:
    """Also one with the file that keeps it in a repository, which stays."""
    folder = tmp_path / "empty"
    folder.mkdir()
    if keeper:
        (folder / keeper).write_text("*\n", encoding="utf-8")
    assert run("build", "--root", site, "--into", folder).exit_code == 0
    assert (folder / "index.html").is_file()
    assert not keeper or (folder / keeper).read_text(encoding="utf-8") == "*\n"


def test_a_second_build_writes_nothing(site: Path) -> None:
    """What is the same keeps its date, so that little has to be uploaded."""
    run("build", "--root", site)
    before = snapshot(site / "site")
    result = run("build", "--root", site)
    assert "(0 written, 0 removed)" in result.stdout
    assert snapshot(site / "site") == before


def test_what_was_built_is_said_in_either_language(site: Path) -> None:
    """How much, where, what changed, and how long it took."""
    chinese = run("build", "--root", site, "--lang", "zh")
    assert re.fullmatch(
        rf"生成了\d+页、2个版本、(\d+)个文件，放在{site}/site（写入\1个，删除0个），用时[\d.]+秒\n",
        chinese.stdout,
    )
    english = run("build", "--root", site)
    assert re.fullmatch(
        rf"Built \d+ pages in 2 editions, \d+ files into {site}/site \(0 written, 0 removed\) in [\d.]+ s\n",
        english.stdout,
    )


def test_a_change_writes_what_changed(site: Path) -> None:
    """Only the files that differ are written anew."""
    run("build", "--root", site)
    before = snapshot(site / "site")
    (site / "content/pages/city.en.md").write_text(
        "---\ntitle: City\nsummary: The city.\n---\n\nNew.\n\n## Origin {#origin}\n", encoding="utf-8"
    )
    result = run("build", "--root", site, "--allow-removals")
    after = snapshot(site / "site")
    assert "(1 written, 2 removed)" in result.stdout
    changed = {path for path in before if before[path] != after.get(path)}
    assert changed == {"en/city/index.html", "en/town/index.html", "en/old/town/index.html", MANIFEST}


def test_what_an_earlier_build_left_is_removed(site: Path) -> None:
    """A page that is gone leaves no file and no empty folder, and files of others stay."""
    run("build", "--root", site)
    (site / "site" / "en" / "mine.html").write_text("mine", encoding="utf-8")
    (site / "site" / "en" / "old" / "mine").mkdir()
    (site / "content/pages/city.en.md").write_text(
        "---\ntitle: City\nsummary: The city.\n---\n\n## Origin {#origin}\n", encoding="utf-8"
    )
    result = run("build", "--root", site, "--allow-removals")
    assert (result.exit_code, "2 removed" in result.stdout) == (0, True)
    assert not (site / "site/en/town").exists()
    assert not (site / "site/en/old/town").exists()
    assert (site / "site/en/old/mine").is_dir()
    assert (site / "site/en/mine.html").read_text(encoding="utf-8") == "mine"


def test_a_list_of_files_names_nothing_outside(site: Path) -> None:
    """Whoever writes into the list of files cannot make the generator remove others'."""
    run("build", "--root", site)
    mine = site / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    manifest = site / "site" / MANIFEST
    file = '{"sha256": "' + 64 * "0" + '", "size": 4}'
    added = "".join(f'"{path}": {file},\n' for path in ("../mine.txt", "en/../../mine.txt", mine))
    manifest.write_text(manifest.read_text("utf-8").replace('"files": {', '"files": {' + added), "utf-8")
    (site / "site" / ".sitegen-files").write_text(f"../mine.txt\nen/../../mine.txt\n{mine}\n", "utf-8")
    assert run("build", "--root", site).exit_code == 0
    assert mine.read_text(encoding="utf-8") == "mine"


def page_of(site: Path) -> Path:
    """An author’s page of the site."""
    return site / "content" / "pages" / "city.en.md"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (errno.ENOSPC, "the disk is full; make room on it"),
        (errno.EROFS, "the disk is read-only; choose another folder"),
        (errno.EACCES, "it is not allowed; let whoever builds write there"),
        (errno.ENAMETOOLONG, "the name is too long for the disk; choose shorter names"),
        (errno.ENOTDIR, "a folder stands where a file is due, or a file where a folder is; move it away"),
        (errno.EIO, "the system says “Input/output error”"),
    ],
)
@pytest.mark.parametrize("way", [(), ("--in-place",)], ids=["exchanged", "in place"])
def test_what_the_disk_refuses_is_said(
    site: Path, monkeypatch: pytest.MonkeyPatch, code: int, why: str, way: tuple[str, ...]
) -> None:
    """In a sentence: which file, why, what to do, how the folder stands; warnings before it are not lost."""
    run("build", "--root", site, *way)
    before = snapshot(site / "site")
    page = page_of(site)
    page.write_text(page.read_text("utf-8") + "\nNew [words](http://example.org/).\n", "utf-8")

    def refuse(folder: Path) -> None:
        raise OSError(code, os.strerror(code), "/x/y")

    monkeypatch.setattr("sitegen.publish.publish.settle", refuse)
    result = run("build", "--root", site, *way)
    assert result.exit_code == 1
    *said, last = result.stderr.splitlines()
    folder = site / "site"
    whole, half = f"{folder} stands as it did.", f"Files of two builds stand in {folder} until "
    assert last.startswith(f"Error: /x/y cannot be written: {why}. {half if way else whole}")
    assert any("warning:" in each for each in said)
    assert way or snapshot(folder) == before
    monkeypatch.undo()
    assert run("build", "--root", site, *way).exit_code == 0


def test_another_build_is_under_way(site: Path) -> None:
    """It is said who writes, in either language; nothing is changed."""
    with opened(site / "site", "build.py build"):
        result = run("build", "--root", site)
        chinese = run("build", "--root", site, "--lang", "zh")
    assert (result.exit_code, chinese.exit_code) == (1, 1)
    assert re.fullmatch(
        rf"Error: {site}/site is being written by build\.py build \(process \d+ on \S+, since .* UTC\)\. "
        r"Try again when that has ended\.\n",
        result.stderr,
    )
    assert "正由另一个程序写入：build.py build (process " in chinese.stderr
    assert chinese.stderr.endswith("。等它结束再试。\n")
    assert not (site / "site").exists()


def test_many_pages_would_be_gone(site: Path) -> None:
    """It is asked for; which page is named, and the option that says so."""
    run("build", "--root", site)
    before = snapshot(site / "site")
    for page in (site / "content" / "pages").glob("city.*"):
        page.unlink()
    navigation = site / "content" / "site.yaml"
    navigation.write_text(navigation.read_text("utf-8").replace(", city", ""), "utf-8")
    for page in (site / "content" / "pages").glob("*.md"):
        page.write_text(re.sub(r"\[([^]]*)\]\(city[^)]*\)", r"\1", page.read_text("utf-8")), "utf-8")
    result = run("build", "--root", site)
    assert result.exit_code == 1
    assert re.search(
        r"Error: \d+ of \d+ published pages would be removed, en/city/index\.html among them\. "
        rf"If that is meant, add --allow-removals\. {site}/site stands as it did\.\n$",
        result.stderr,
    )
    assert snapshot(site / "site") == before
    assert run("build", "--root", site, "--allow-removals").exit_code == 0
    assert not (site / "site" / "en" / "city").exists()


# Consoles


def test_no_colour_but_on_a_terminal(site: Path) -> None:
    """What is read by a program, or kept in a file, has no marks for colours."""
    spoil(site)
    assert "\x1b" not in run("build", "--root", site).output
    assert b"\x1b" not in start("build.py", "build", "--root", site).stderr


@pytest.mark.parametrize(("environment", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_on_a_terminal(site: Path, environment: dict[str, str], is_coloured: bool) -> None:
    """Severities are coloured for readers who have not asked for no colours (no-color.org)."""
    spoil(site)
    reader, writer = os.openpty()
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, ROOT / "build.py", "build", "--root", site],
        stderr=writer,
        env=inherited | {"TERM": "xterm"} | environment,
    ) as process:
        os.close(writer)
        said = b""
        while b"stays as it was" not in said:
            said += os.read(reader, 4096)
        assert process.wait(timeout=60) == 1
    os.close(reader)
    assert (b"\x1b[31merror" in said) == is_coloured
    assert is_coloured or b"\x1b" not in said


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_utf8_whatever_the_console(site: Path, environment: dict[str, str]) -> None:
    """Chinese is written as UTF-8 also where the console is set to another code page."""
    page = site / "content" / "pages" / "index.zh.md"
    page.write_text(page.read_text(encoding="utf-8").replace("{#here}", ""), encoding="utf-8")
    done = start("build.py", "check", "--root", site, **environment)
    assert done.returncode == 1
    assert "the heading “这里” has no id [missing-heading-id]" in done.stderr.decode("utf-8")


def test_a_build_says_what_took_how_long(site: Path, tmp_path: Path) -> None:
    """Each stage with how often it was asked for and run; the shares are those of the whole."""
    said = run("build", "--root", site, "--into", tmp_path / "out", "--profile").stdout
    head, *rows = said.partition("stage ")[2].splitlines()
    assert head.split() == ["asked", "run", "ms", "share"]
    assert any(row.startswith("read.page.read_page ") for row in rows)
    assert rows[-1].startswith("all else ")
    assert 98 < sum(float(row.split()[-1].rstrip("%")) for row in rows) < 102


def test_started_from_anywhere(site: Path, tmp_path: Path) -> None:
    """Neither the code nor the content is looked for in the folder where one happens to be."""
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", "check", "--root", "root"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_build_ends_at_once(site: Path, tmp_path: Path) -> None:
    """Nothing is done when all is said, and all that was said has come; other commands end as programs do."""
    code = (
        "import atexit, runpy, sys\n"
        "atexit.register(print, 'later')\n"
        "sys.argv = ['build.py', *sys.argv[1:]]\n"
        "runpy.run_path('build.py', run_name='__main__')"
    )
    done = start("-c", code, "build", "--root", site, "--into", tmp_path / "out")
    assert done.returncode == 0
    assert done.stdout.startswith(b"Built ")
    assert b"later" not in done.stdout
    assert start("-c", code, "--version").stdout.split()[-1] == b"later"


def test_without_its_packages_it_says_what_to_run(tmp_path: Path) -> None:
    """Who starts it without the set-up reads `make build`, not the name of a package alone."""
    shutil.copytree(ROOT / "sitegen", tmp_path / "sitegen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", tmp_path)
    done = start("-S", "-E", "-X", "utf8", tmp_path / "build.py", "build")
    said = done.stderr.decode("utf-8")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Traceback" not in said
    assert "`make build`" in said
    assert "pip install" in said


def test_without_its_packages_it_starts_where_they_are() -> None:
    """What `make` has set up is found by whichever Python starts it, in no environment."""
    done = start("-S", "-E", "build.py", "--version")
    assert (done.returncode, done.stdout) == (0, f"build.py, version {__version__}\n".encode())


def test_a_busy_port_is_told(site: Path) -> None:
    """Another program on the port is named as the reason, with a way out."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = start("build.py", "serve", "--root", site, "--port", str(port))
    said = done.stderr.decode("utf-8")
    assert done.returncode == 2
    assert said == (
        f"Error: port {port} is in use, perhaps by another preview: stop that or take another port.\n"
    )
    assert b"http://" not in done.stdout
