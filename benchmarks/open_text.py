"""Published Traditional text, line by line, from snapshots of its repositories.

A snapshot is a git directory `owner+name/repo` below one folder; it needs no work tree. Nothing of the text
is kept. Only what may be used freely is learned from; the rest is there to measure on.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.text.characters import HAN

_HAN = re.compile(f"[{HAN}]")
# Every twentieth file is kept apart, to measure on.
_HELD_OUT = 20


def read_law(text: str) -> Iterator[str]:
    """Yield the articles of a law; its lines are broken at a width, so they are joined."""
    try:
        law = json.loads(text.lstrip("\ufeff"))
    except ValueError:
        return
    for article in law.get("法規內容", ()):
        words = article.get("條文內容") or ""
        yield from re.sub(f"(?<=[{HAN}，、；])\\s*\\r?\\n\\s*(?=[{HAN}])", "", words).split("\n")


def read_gazette(text: str) -> Iterator[str]:
    """Yield the sentences of an issue of a gazette; lists of names and addresses are none."""
    for page in re.findall(r"<HTMLContent><!\[CDATA\[(.*?)\]\]>", text, re.DOTALL):
        words = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)
        words = re.sub(r"</(?:p|td|tr|div|li)>|<br */?>", "\n", words)
        for line in html.unescape(re.sub(r"<[^>]*>", "", words)).split("\n"):
            if re.search("[，。；]", line) and len(_HAN.findall(line)) > 5:
                yield line


def read_markdown(text: str) -> Iterator[str]:
    """Yield the lines of a Markdown page without its code, its marks and its addresses."""
    words = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    words = re.sub(r"^(```|~~~).*?^\1", "", words, flags=re.DOTALL | re.MULTILINE)
    words = re.sub(r"`[^`\n]*`", "A", words)
    words = re.sub(r"\]\([^)\n]*\)|<[^>\n]*>|[*_\[\]#>|]", "", words)
    yield from re.sub(r"https?://\S+", "A", words).split("\n")


def read_machine_translation(text: str) -> Iterator[str]:
    """Yield the lines of a Markdown page in which no slip tells that it came by way of Simplified text."""
    slips = re.compile("于|系結|注釋|最多隻|髮生|回複")
    yield from (line for line in read_markdown(text) if not slips.search(line))


@dataclass(frozen=True, slots=True)
class Source:
    """A repository: which of its files are read, how, and what its licence lets be done."""

    repository: str
    licence: str
    files: str
    read: Callable[[str], Iterator[str]]
    profile: str = "s2tw"
    is_learned: bool = True


LAWS = Source(
    "kong0107/mojLawSplitJSON",
    "no object of copyright (Taiwan, Copyright Act, 9)",
    r"FalVMingLing/",
    read_law,
)
GAZETTE = Source(
    "kong0107/ey-gazette-data",
    "Open Government Data License",
    # The third of March, the fourth of April …: one issue in twenty or so.
    r"\d+/\d+-(?:01-11|02-10|03-(?:03|13|23)|04-(?:02|12|22)|05-(?:11|21)|06-(?:10|20)"
    r"|07-\d9|08-\d8|09-\d7|10-\d6|11-\d5|12-\d4)/",
    read_gazette,
)
TALKS = Source("audreyt/transcript", "CC0", r"[12]\d{3}.*\.md$", read_markdown)
RUST = Source("rust-tw/book-tw", "MIT or Apache-2.0", r"src/.*\.md$", read_markdown)
REACT = Source("reactjs/zh-hant.react.dev", "CC BY 4.0", r"src/content/.*\.md$", read_markdown)
DOTNET = Source("yowko/Docs.zh-tw", "CC BY 4.0", r".*\.md$", read_machine_translation)
NEWS = Source(
    "hkarchivist/hkcnews-article-archive",
    "all rights reserved: measured on only",
    r".*5\.md$",
    read_markdown,
    profile="s2hk",
    is_learned=False,
)
DICTIONARY = "openvanilla/McBopomofo"
SOURCES = (TALKS, LAWS, GAZETTE, RUST, REACT, DOTNET, NEWS)


def is_held_out(name: str) -> bool:
    """Tell whether a file is kept apart, to measure on."""
    return zlib.crc32(name.encode()) % _HELD_OUT == 0


def read_lines(folder: Path, source: Source) -> Iterator[tuple[str, str]]:
    """Yield each line of a source that has an ideograph, with the name of its file."""
    wanted = re.compile(source.files)
    for name, text in read_blobs(folder, source.repository, wanted):
        for line in source.read(text):
            if _HAN.search(line):
                yield name, line.strip()


def read_blobs(folder: Path, repository: str, wanted: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield the files of a snapshot, by name, with their text."""
    # Started without a shell, on a folder that whoever runs the benchmark has named.
    git = ["git", "-C", str(folder / repository.replace("/", "+") / "repo")]
    listed = subprocess.run(  # noqa: S603
        [*git, "ls-tree", "-r", "-z", "-l", "HEAD"], capture_output=True, check=True
    )
    blobs = []
    for entry in listed.stdout.decode().split("\0")[:-1]:
        kept, name = entry.split("\t", 1)
        _, kind, digest, size = kept.split()
        # A snapshot lists its largest files without having them.
        if kind == "blob" and size.isdigit() and wanted.match(name):
            blobs.append((name, digest))
    with subprocess.Popen(  # noqa: S603
        [*git, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        for name, digest in sorted(blobs):
            process.stdin.write(f"{digest}\n".encode())
            process.stdin.flush()
            length = int(process.stdout.readline().split()[2])
            text = process.stdout.read(length).decode("utf-8", "replace")
            process.stdout.read(1)
            yield name, text
        process.stdin.close()


def read_dictionary_words(folder: Path, most: int) -> Iterator[tuple[str, int]]:
    """Yield the Traditional words of McBopomofo (MIT) that its makers met, and how many places each is worth.

    A word counts by how often they met it, up to `most` places.
    """
    wanted = re.compile(r"Source/Data/phrase\.occ$")
    (_, phrases), *_ = read_blobs(folder, DICTIONARY, wanted)
    for line in phrases.splitlines():
        word, _, times = line.partition(" ")
        if len(word) > 1 and times.strip().isdigit() and int(times):
            yield word, min(most, 2 + int(times) // 20)
