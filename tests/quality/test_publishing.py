"""Publishing that is killed hundreds of times, on disks that fill up, and to object storage."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from subprocess import PIPE

import pytest
from broken_off import LONGEST, WHERE, break_off
from published import published_files
from supply.environments import environment
from versions import MixedError, check_pages, check_whole, publish_version

from sitegen.publish.manifest import read_manifest
from sitegen.publish.verify import verify_folder

ROOT = Path(__file__).parents[2]
ROUNDS = 200


Tell = Callable[[str], None]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Say on the terminal what was seen: figures are the point of an audit."""

    def tell(what: str) -> None:
        with capsys.disabled():
            print(what)

    return tell


@pytest.mark.parametrize("where", WHERE)
def test_killed(tmp_path: Path, told: Tell, where: str) -> None:
    """Two hundred times, at random moments, while somebody reads without a pause."""
    seen = break_off(tmp_path / "site", ROUNDS, where)
    told(f"{where}: {seen.kills} kills, {seen.loads} loads of {len(seen.versions)} versions")


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """Mount something at a folder; only root may."""
    folder.mkdir(parents=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_killed_at_a_mount(tmp_path: Path, told: Tell) -> None:
    """A file system of its own, and another folder of the same one, which look different from outside."""
    with mounted(tmp_path / "one" / "site", "-t", "tmpfs", "tmpfs") as folder:
        seen = break_off(folder, ROUNDS // 2, "exchanged", is_mount=True)
        told(f"tmpfs: {seen.kills} kills, {seen.loads} loads")
    (tmp_path / "www").mkdir()
    with mounted(tmp_path / "two" / "site", "--bind", str(tmp_path / "www")) as folder:
        seen = break_off(folder, ROUNDS // 2, "exchanged", is_mount=True)
        told(f"bound: {seen.kills} kills, {seen.loads} loads")


def refusal(work: Callable[[], object]) -> OSError | None:
    """What the disk says to some work; None if it lets it be done."""
    try:
        work()
    except OSError as error:
        return error
    return None


def fill(file: Path, but: int) -> None:
    """Fill the disk with a file, but for so many bytes."""
    with file.open("wb", buffering=0) as filling:
        while (refused := refusal(lambda: filling.write(b"x" * 4096))) is None:
            pass
    assert refused.errno == errno.ENOSPC
    os.truncate(file, max(0, file.stat().st_size - but))


@pytest.mark.parametrize("is_site", [False, True], ids=["above the site", "the site"])
def test_the_disk_is_full(tmp_path: Path, told: Tell, is_site: bool) -> None:
    """Whatever room is left: the old site stays, and the next run heals once there is room."""
    refused = 0
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=8m", "tmpfs") as disk:
        into = disk if is_site else disk / "site"
        publish_version(1, into)
        for version, room in enumerate(range(0, 240, 4), 2):
            fill(disk / "filling", room * 1024)
            said = refusal(partial(publish_version, version, into))
            if said is not None:
                refused += 1
                assert (said.errno, bool(said.filename)) == (errno.ENOSPC, True)
            assert max(check_whole(into, is_one_version=not is_site)) in (version - 1, version)
            (disk / "filling").unlink()
            publish_version(version, into)
            assert check_whole(into, is_one_version=True) == {version}
    told(f"full {'at' if is_site else 'above'} the site: refused {refused} times of 60")
    assert refused > 5


@pytest.mark.parametrize("where", WHERE)
def test_the_folder_vanishes(tmp_path: Path, where: str) -> None:
    """Somebody removes it while it is written, again and again: an error names a file; the next run heals."""
    into, chance = tmp_path / "site", random.Random(3)  # noqa: S311 - nothing secret
    command = [sys.executable, str(ROOT / "tests" / "versions.py"), str(into), "2", where]
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(30):
        publish_version(1, into, is_in_place=where == "in-place")
        with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, text=True, env=path) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.random() * LONGEST)
            shutil.rmtree(into, ignore_errors=True)
            time.sleep(LONGEST)
            writer.kill()
            said = writer.communicate()[1].strip().rpartition("\n")[2]
            assert not said or re.match(r"(FileNotFoundError|OSError): .*'/", said), said
        publish_version(1, into, is_in_place=where == "in-place")
        assert check_whole(into, is_one_version=True) == {1}
        manifest = read_manifest(into)
        assert manifest is not None
        assert [each for each in verify_folder(into, manifest) if each.kind != "unlisted"] == []


@pytest.fixture(scope="module")
def storage() -> Iterator[str]:
    """Object storage that speaks S3, on this machine; the address of a bucket that all may read."""
    python = environment(sys.executable, ROOT / "tests" / "quality" / "s3.lock")
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    server = python.with_name("moto_server")
    with subprocess.Popen(
        [str(server), "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):
            with closing(socket.socket()) as asking:
                if asking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        with closing(HTTPConnection("127.0.0.1", port)) as asking_for:
            asking_for.request("PUT", "/site")
            assert asking_for.getresponse().status == HTTPStatus.OK
        yield address
        running.kill()


def deploy_command(root: Path, into: Path, address: str) -> list[str]:
    """The command that sends what is published in a folder to the bucket."""
    keys = "access_key_id=testing,secret_access_key=testing"
    place = f":s3,provider=Other,endpoint='{address}',region=us-east-1,{keys},acl=public-read:site"
    return [sys.executable, str(ROOT / "build.py"), "deploy", "--root", str(root), "--into", str(into), place]


def test_deploying_is_killed(tmp_path: Path, told: Tell, storage: str) -> None:
    """Half-way, again and again: who reads finds each page with all that it refers to; the next one heals."""
    root, into, chance = tmp_path / "root", tmp_path / "site", random.Random(5)  # noqa: S311 - nothing secret
    (root / "content").mkdir(parents=True)

    asked = HTTPConnection(storage.removeprefix("http://"))

    def read(path: str) -> str:
        asked.request("GET", f"/site/{path}")
        answer = asked.getresponse()
        said = answer.read().decode()
        if answer.status != HTTPStatus.OK:
            raise MixedError(f"{path}: {answer.status}")
        return said

    command = deploy_command(root, into, storage)
    # rclone’s client for S3 takes no certificates of others beside its own transport.
    there = {name: value for name, value in os.environ.items() if name != "AWS_CA_BUNDLE"}
    publish_version(1, into)
    subprocess.run(command, check=True, env=there)
    killed = 0
    for version in range(2, 26):
        publish_version(version, into)
        with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, start_new_session=True, env=there) as one:
            time.sleep(0.3 + chance.random() * 1.2)
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGKILL)
                killed += 1
        check_pages(read, is_one_version=False)
    subprocess.run(command, check=True, env=there)
    assert check_pages(read, is_one_version=True) == {version}
    for path, text in published_files(into).items():
        assert read(path) == text
    told(f"S3: killed {killed} times of {version - 1}")
    assert killed > 5
