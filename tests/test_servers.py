"""nginx and Caddy, told of a site by the files that `servers` writes: what they answer."""

import gzip
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
from conftest import ROOT, make_project
from needs import need
from small_site import run
from web_servers import Answer, Running, running

from sitegen.serving.hosted import (
    LONGEST_HEADER,
    LONGEST_REDIRECT,
    MOST_RULES,
    print_headers,
    print_redirects,
)
from sitegen.serving.servers import print_all
from sitegen.serving.table import ASK_AGAIN, FOR_EVER, HEADERS, TRANSPORT, TYPES, Served

EXAMPLE = Path(__file__).parent / "sites" / "base-path"
HOST = "example.org"
ALWAYS = {**HEADERS, **dict([TRANSPORT])}
HTML = "text/html; charset=utf-8"
# What stands in a folder of an operator beside what was built, or may come to.
BESIDE = {
    "en/feed.xml": "<feed/>",
    "en/empty/note.txt": "note",
    "letters.woff2": "letters",
    "page.webmanifest": "{}",
    "unknown.xyz": "what",
    ".sitegen-files": "secret",
    ".sitegen/manifest.json": "secret",
    ".git/config": "secret",
    "en/.hidden/page.html": "secret",
}


@dataclass(frozen=True)
class Shown:
    """A site that a server shows: where its home is, and in which folder it lies."""

    server: Running
    home: str
    folder: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for what is below the home of the site."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.server.ask(f"{self.home}{path}", method, named)

    def file(self, path: str) -> bytes:
        """What a file of the site holds."""
        return (self.folder / path).read_bytes()

    @property
    def style(self) -> str:
        """The path of the style sheet."""
        return next(
            path.relative_to(self.folder).as_posix() for path in self.folder.glob("assets/site.*.css")
        )


def write_example(root: Path, base_url: str, compressed: str = "[br, gz]") -> None:
    """Write a site with two editions and with addresses that moved, and pages that are worth compressing."""
    shutil.copytree(EXAMPLE / "content", root / "content")
    shutil.copytree(EXAMPLE / "templates", root / "templates")
    (root / "assets").mkdir()
    (root / "assets/site.css").write_text("".join(f".a{n} {{ top: {n}px }}\n" for n in range(99)), "utf-8")
    settings = (root / "content/site.yaml").read_text("utf-8")
    settings, found = re.subn("(?m)^base_url: .*$", f"base_url: {base_url}", settings)
    assert found == 1
    (root / "content/site.yaml").write_text(
        f"{settings}publishing: {{compressed: {compressed}}}\n", encoding="utf-8"
    )
    for language, words in (("en", "The city is large. "), ("zh", "城市很大。")):
        page = root / f"content/pages/city.{language}.md"
        page.write_text(f"{page.read_text('utf-8')}\n{words * 99}\n", encoding="utf-8")


def publish_example(folder: Path, base_path: str, compressed: str = "[br, gz]") -> tuple[Path, Path]:
    """Publish that site below `base_path`; give the root of a server, and what servers are told."""
    source, root, files = folder / "source", folder / "www", folder / "deploy"
    write_example(source, f"https://{HOST}{base_path}", compressed)
    into = root / base_path.strip("/")
    for command in ("build", "servers"):
        done = run(command, "--root", source, "--into", into if command == "build" else files)
        assert done.exit_code == 0, done.output
    for path, text in BESIDE.items():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_text(text, encoding="utf-8")
    (root / ".well-known").mkdir()
    (root / ".well-known/security.txt").write_text("Contact: us\n", encoding="utf-8")
    (folder / "secret").write_text("secret", encoding="utf-8")
    return root, files


CASES = [(name, base_path) for name in ("nginx", "caddy") for base_path in ("/", "/a/b/")]


@pytest.fixture(scope="module", params=CASES, ids=[f"{name}{path}" for name, path in CASES])
def shown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The example as each server shows it, at the root of its host and below that."""
    name, base_path = request.param
    root, files = publish_example(tmp_path_factory.mktemp("served"), base_path)
    with running(name, files, root, HOST) as server:
        yield Shown(server, base_path, root / base_path.strip("/"))


def said(answer: Answer, names: Mapping[str, str]) -> dict[str, list[str] | None]:
    """The headers of these names, each as often as it was sent."""
    return {name: answer.headers.get_all(name) for name in names}


def headers(**expected: str) -> dict[str, list[str]]:
    """What `said` is to be."""
    return {name: [value] for name, value in {**ALWAYS, **expected}.items()}


# Headers


def test_every_answer_has_the_headers(shown: Shown) -> None:
    """Whatever its status, each once; and none says what the server is."""
    etag = str(shown.ask("en/").headers["ETag"])
    day = str(shown.ask("en/").headers["Last-Modified"])
    asked = {
        "page": (shown.ask("en/"), 200),
        "compressed": (shown.ask("en/city/", Accept_Encoding="br"), 200),
        "asset": (shown.ask(shown.style), 200),
        "same etag": (shown.ask("en/", If_None_Match=etag), 304),
        "same day": (shown.ask("en/", If_Modified_Since=day), 304),
        "part": (shown.ask(shown.style, Range="bytes=0-9"), 206),
        "no such part": (shown.ask(shown.style, Range="bytes=99999-"), 416),
        "moved": (shown.ask("en/town/"), 301),
        "lost": (shown.ask("en/nowhere/"), 404),
        "no page": (shown.ask("assets/"), 404),
        "head": (shown.ask("en/", "HEAD"), 200),
        "method": (shown.ask("en/", "POST"), 405),
    }
    assert {name: answer.status for name, (answer, _) in asked.items()} == {
        name: status for name, (_, status) in asked.items()
    }
    for name, (answer, _) in asked.items():
        assert (name, said(answer, ALWAYS)) == (name, headers())
        assert not re.search(r"[0-9]|caddy", str(answer.headers.get("Server", "")), re.IGNORECASE)


def test_hashed_assets_are_kept_for_ever_and_nothing_else(shown: Shown) -> None:
    for path in (shown.style, "assets/pages/map.b8071fd96a.svg"):
        assert said(shown.ask(path), {"Cache-Control": ""}) == {"Cache-Control": [FOR_EVER]}
    again = (
        "", "en/", "en/city/", "en/feed.xml", "sitemap.xml", "robots.txt", "letters.woff2",
        "en/town/", "en/nowhere", "assets/nowhere.0123456789.css",
    )  # fmt: skip
    for path in again:
        assert (path, shown.ask(path).headers.get_all("Cache-Control")) == (path, [ASK_AGAIN])


def test_what_is_still_so_is_not_sent_again(shown: Shown) -> None:
    for path in ("en/city/", shown.style):
        for accepted in ("identity", "br", "gzip"):
            first = shown.ask(path, Accept_Encoding=accepted)
            again = shown.ask(path, Accept_Encoding=accepted, If_None_Match=str(first.headers["ETag"]))
            assert (again.status, again.body) == (304, b"")
            assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
            assert again.headers["ETag"] == first.headers["ETag"]
        assert shown.ask(path, If_None_Match='"another"').status == 200


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("", HTML),
        ("en/", HTML),
        ("en/index.html", HTML),
        ("en/nowhere.css", HTML),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("en/feed.xml", "application/atom+xml; charset=utf-8"),
        ("assets/pages/map.b8071fd96a.svg", "image/svg+xml"),
        ("letters.woff2", "font/woff2"),
        ("page.webmanifest", "application/manifest+json"),
        ("unknown.xyz", "application/octet-stream"),
    ],
)
def test_types(shown: Shown, path: str, type_: str) -> None:
    assert shown.ask(path).headers.get_all("Content-Type") == [type_]


def test_types_of_what_is_compressed(shown: Shown) -> None:
    """They are those of the text."""
    for accepted in ("br", "gzip", "identity"):
        found = [shown.ask(path, Accept_Encoding=accepted) for path in ("en/city/", shown.style)]
        assert [answer.headers["Content-Type"] for answer in found] == [HTML, TYPES[".css"]]


# Compression


DECODED = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=0.5, br;q=0", "gzip"),
        ("gzip;q=0, br;q=0", None),
        ("br;q=0", None),
        ("*;q=0, identity", None),
        ("deflate", None),
        ("zstd", None),
    ],
)
def test_negotiation(shown: Shown, accepted: str | None, sent: str | None) -> None:
    """What a browser can read is sent, as small as can be; and whatever was sent, it says the same."""
    asked = {} if accepted is None else {"Accept_Encoding": accepted}
    for path, file in (("en/city/", "en/city/index.html"), (shown.style, shown.style)):
        answer = shown.ask(path, **asked)
        coding = answer.headers.get("Content-Encoding")
        assert (answer.status, coding) == (200, sent)
        assert DECODED[coding](answer.body) == shown.file(file)
        assert answer.headers.get_all("Vary") == ["Accept-Encoding"]
        head = shown.ask(path, "HEAD", **asked)
        assert (head.status, head.headers.get("Content-Encoding"), head.body) == (200, sent, b"")


def test_whoever_takes_anything_gets_what_everybody_can_read(shown: Shown) -> None:
    answer = shown.ask("en/city/", Accept_Encoding="*")
    assert DECODED[answer.headers.get("Content-Encoding")](answer.body) == shown.file("en/city/index.html")


def test_lost_pages_are_compressed_too(shown: Shown) -> None:
    (shown.folder / "en/404.html.br").write_bytes(brotli.compress(shown.file("en/404.html")))
    answer = shown.ask("en/nowhere", Accept_Encoding="br")
    assert (answer.status, answer.headers.get_all("Vary")) == (404, ["Accept-Encoding"])
    assert answer.headers["Content-Encoding"] == "br"
    assert brotli.decompress(answer.body) == shown.file("en/404.html")


def test_what_is_no_text_does_not_vary(shown: Shown) -> None:
    assert shown.ask("letters.woff2", Accept_Encoding="br").headers.get("Vary") is None


def test_compressed_files_have_no_address_of_their_own(shown: Shown) -> None:
    for path in ("en/city/index.html.br", "en/city/index.html.gz", f"{shown.style}.br"):
        assert (shown.folder / path).is_file()
        assert shown.ask(path).status == 404


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip"])
def test_parts(shown: Shown, accepted: str) -> None:
    """A part is one of what would be sent whole; who has no parts of what is compressed sends all of it."""
    whole = shown.ask(shown.style, Accept_Encoding=accepted)
    part = shown.ask(shown.style, Accept_Encoding=accepted, Range="bytes=5-14")
    if part.status == 200 and accepted != "identity":
        assert part.body == whole.body
        return
    assert (part.status, part.body) == (206, whole.body[5:15])
    assert part.headers["Content-Range"] == f"bytes 5-14/{len(whole.body)}"
    assert part.headers.get("Content-Encoding") == whole.headers.get("Content-Encoding")


def test_an_error_has_no_parts(shown: Shown) -> None:
    lost = shown.ask("en/nowhere")
    again = shown.ask(
        "en/nowhere",
        Range="bytes=0-4",
        If_None_Match=str(lost.headers.get("ETag")),
        Accept_Encoding="identity",
    )
    assert (again.status, again.body) == (404, lost.body)


# Addresses


def test_old_addresses_lead_on(shown: Shown) -> None:
    """By a redirect, whichever way they were noted."""
    for path in ("en/town/", "en/town", "en/town/index.html", "en/old/town/", "en/old/town"):
        answer = shown.ask(path)
        assert (path, answer.status, answer.headers["Location"]) == (path, 301, f"{shown.home}en/city/")
    assert shown.ask("zh-hans/town/").status == 404


def test_a_folder_without_its_slash_leads_to_the_page(shown: Shown) -> None:
    """At the same host, however that is called from outside."""
    for path in ("en", "en/city", "zh-hans/city"):
        answer = shown.ask(path)
        assert answer.status in (301, 308)
        assert answer.headers["Location"] == f"{shown.home}{path}/"
    answer = shown.server.ask(f"/{shown.home}en/city")
    assert not str(answer.headers.get("Location", "")).startswith("//")


def test_lost_pages_are_those_of_the_edition(shown: Shown) -> None:
    pages = {
        "nowhere": "404.html",
        "en/nowhere": "en/404.html",
        "en/city/nowhere/": "en/404.html",
        "en/.hidden/page.html": "en/404.html",
        "en/empty/": "en/404.html",
        "en/404.html": "en/404.html",
        "zh-hans/nowhere.css": "zh-hans/404.html",
        "zh-hansom/nowhere": "404.html",
        "assets/": "404.html",
        "404.html": "404.html",
    }
    for path, file in pages.items():
        answer = shown.ask(path, Accept_Encoding="identity")
        assert (path, answer.status, answer.body) == (path, 404, shown.file(file))
        assert answer.headers.get_all("Content-Type") == [HTML]
    assert shown.file("en/404.html") != shown.file("zh-hans/404.html") != shown.file("404.html")


def test_nothing_is_outside_of_the_site(shown: Shown) -> None:
    """Where it stands below the root of its host, that has nothing else, and its page for what is lost."""
    if shown.home != "/":
        for path in ("/", "/en/", "/a/"):
            answer = shown.server.ask(path)
            assert (answer.status, answer.body) == (404, shown.file("404.html"))
        assert shown.server.ask("/a/b").headers["Location"] == "/a/b/"


@pytest.mark.parametrize(
    "path",
    [
        ".sitegen-files",
        ".sitegen/manifest.json",
        ".git/config",
        ".git/",
        "en/.hidden/page.html",
        "%2egit/config",
        "%2Egit%2Fconfig",
        "en/..%2f.git/config",
        ".well-known/.git/config",
        "en/%2e%2e/.git/config",
    ],
)
def test_what_begins_with_a_dot_is_not_there(shown: Shown, path: str) -> None:
    answer = shown.ask(path)
    assert answer.status in (400, 404)
    assert b"secret" not in answer.body


def test_the_one_folder_with_a_dot_that_is_known(shown: Shown) -> None:
    answer = shown.server.ask("/.well-known/security.txt")
    assert (answer.status, answer.body) == (200, b"Contact: us\n")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret",
        "/..%2fsecret",
        "/%2e%2e/secret",
        "/%2e%2e%2fsecret",
        "/..%5csecret",
        "/en/../../secret",
        "/en/%2e%2e/%2e%2e/%2e%2e/secret",
        "//secret",
        "//etc/passwd",
        "/%00",
        "/en/%00",
        "/%0d%0aX: y",
        f"/{'a' * 300}/",
        f"/{'%E5%9F%8E' * 100}",
        f"/{'a/' * 3000}",
        "/%",
        "/%zz",
        "/%c0%ae%c0%ae/secret",
        "*",
    ],
)
def test_odd_paths_are_refused(shown: Shown, path: str) -> None:
    """Neither do they lead out, nor is any of them a fault of the server’s."""
    path = path.replace("X: y", "X:%20y")
    answer = shown.server.ask(path)
    assert answer.status in (400, 404)
    assert b"root:" not in answer.body
    assert b"secret" not in answer.body
    assert answer.headers.get("X") is None


def test_very_long_addresses_are_refused(shown: Shown) -> None:
    assert shown.server.ask(f"/{'a' * 100_000}").status in (400, 404, 414, 431)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "FOO"])
def test_nothing_but_reading_is_answered(shown: Shown, method: str) -> None:
    """And what is, is said."""
    for path in ("en/", "en/nowhere", shown.style):
        answer = shown.ask(path, method, Content_Length="0")
        assert (path, answer.status) == (path, 405)
        if method != "TRACE":
            assert answer.headers.get_all("Allow") == ["GET, HEAD"]


# The rest of what is told


def test_http_leads_to_https(tmp_path: Path) -> None:
    """To the same address at the same host. Caddy does so by itself."""
    root, files = publish_example(tmp_path, "/a/b/")
    with running("nginx", files, root, HOST) as server:
        answer = server.ask("/a/b/en/?q=1", listens="plain")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/a/b/en/?q=1")


def test_what_is_told_of_certificates_is_understood(tmp_path: Path) -> None:
    """Readers come over TLS 1.3, in HTTP/2."""
    root, files = publish_example(tmp_path, "/")
    options = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1"
    names = f"-subj /CN={HOST} -keyout privkey.pem -out fullchain.pem"
    subprocess.run(
        [need("openssl"), "req", *options.split(), *names.split()],
        cwd=files,
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(cafile=files / "fullchain.pem")
    context.check_hostname = False
    context.set_alpn_protocols(["h2", "http/1.1"])
    with running("nginx", files, root, HOST) as server, closing(socket.socket(socket.AF_UNIX)) as plain:
        plain.connect(str(server.folder / "socket"))
        with context.wrap_socket(plain, server_hostname=HOST) as line:
            assert (line.selected_alpn_protocol(), line.version()) == ("h2", "TLSv1.3")


def test_caddy_takes_its_file_as_it_is(tmp_path: Path) -> None:
    """With a certificate that it would get by itself."""
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(tmp_path))
    command = [
        need("caddy"),
        "validate",
        "--adapter",
        "caddyfile",
        "--config",
        str(ROOT / "deploy/Caddyfile"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | homes)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_without_compressed_files_the_server_compresses(name: str, tmp_path: Path) -> None:
    root, files = publish_example(tmp_path, "/", "[]")
    with running(name, files, root, HOST) as server:
        for path in ("/en/city/", "/en/city/index.html"):
            answer = server.ask(path, headers={"Accept-Encoding": "gzip"})
            assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(answer.body) == (root / "en/city/index.html").read_bytes()
            assert answer.headers.get_all("Vary") == ["Accept-Encoding"]


def test_an_http_site_promises_no_https(tmp_path: Path) -> None:
    write_example(tmp_path / "source", f"http://{HOST}:8080/")
    assert run("servers", "--root", tmp_path / "source").exit_code == 0
    files = {path.name: path.read_text("utf-8") for path in (tmp_path / "source/deploy").iterdir()}
    assert files.keys() == {"nginx.conf", "Caddyfile", "_headers", "_redirects"}
    assert not [name for name, text in files.items() if "https" in text or "Strict-Transport" in text]
    assert "listen 8080;" in files["nginx.conf"]
    assert f"http://{HOST}:8080 {{" in files["Caddyfile"]


def test_hosts_take_what_they_are_told() -> None:
    """Lines, rules and redirects are as many and as long as Cloudflare Pages takes."""
    moved = tuple((f"en/{'a' * 99}{number}/index.html", f"/a/b/en/{number}/") for number in range(9))
    served = Served(True, HOST, "", "/a/b/", ("en", "zh-hans"), moved, ("br", "gz"))
    lines = print_headers(served).splitlines()
    rules = [line for line in lines if not line.startswith(" ")]
    assert rules == ["/a/b/*", "/a/b/assets/*"]
    assert len(rules) <= MOST_RULES
    assert max(map(len, lines)) <= LONGEST_HEADER
    # Two rules that match have no header in common: their values would be joined.
    assert len({line.partition(":")[0] for line in lines}) == len(lines)
    redirects = [line for line in print_redirects(served).splitlines() if not line.startswith("#")]
    assert max(map(len, redirects)) <= LONGEST_REDIRECT
    assert f"/a/b/en/{'a' * 99}0/ /a/b/en/0/ 301" in redirects
    assert "/a/b/zh-hans/* /a/b/zh-hans/404.html 404" in redirects


def test_more_redirects_than_a_host_takes_are_told(tmp_path: Path) -> None:
    write_example(tmp_path, f"https://{HOST}/")
    page = tmp_path / "content/pages/city.en.md"
    names = ", ".join(f"old-{number}" for number in range(700))
    page.write_text(page.read_text("utf-8").replace("[town, old/town]", f"[{names}]"), encoding="utf-8")
    done = run("servers", "--root", tmp_path)
    assert done.exit_code == 0
    assert "Cloudflare Pages takes 2,000 redirects, these are 2,100." in done.stderr


def test_a_site_with_errors_is_told_to_nobody(tmp_path: Path) -> None:
    write_example(tmp_path, "https://example.org/?x")
    done = run("servers", "--root", tmp_path)
    assert done.exit_code == 1
    assert "[base-url]" in done.stderr
    assert not (tmp_path / "deploy").exists()


def test_what_this_project_has_is_what_the_command_writes() -> None:
    """deploy/ is up to date: `python build.py servers` writes it anew."""
    served = make_project(ROOT).served
    assert served is not None
    kept = {path.name: path.read_text("utf-8") for path in (ROOT / "deploy").iterdir()}
    assert kept == print_all(served)
