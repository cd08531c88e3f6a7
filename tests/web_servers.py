"""nginx and Caddy as they are installed, started for a site with the very files that `servers` writes."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from needs import missing, need

PATIENCE = 10.0
# Of what Debian installs beside nginx, and other systems elsewhere.
MODULES = Path("/usr/lib/nginx/modules")
NGINX = """\
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/log;
{modules}
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    # As Debian has it, and against what the site’s own file says.
    gzip on;
    server_tokens on;
    include {folder}/site.conf;
}}
"""
CADDY = """\
{{
	admin off
	auto_https off
	log {{
		output file {folder}/log
	}}
}}
"""


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: HTTPMessage
    body: bytes


class Connection(HTTPConnection):
    """A connection to a socket in a folder: no port can be somebody else’s."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=PATIENCE)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


@dataclass(frozen=True)
class Running:
    """A server that runs: its name, where it listens, and which host it serves."""

    name: str
    folder: Path
    host: str

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        *,
        listens: str = "socket",
    ) -> Answer:
        """Ask for exactly `path`: nothing in between tidies it up or follows redirects."""
        connection = Connection(str(self.folder / listens))
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": self.host, **(headers or {})}.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()


def _nginx(folder: Path, files: Path, root: Path) -> list[str]:
    """Lay out what nginx reads: the site’s own file, at sockets instead of ports; secure where it can be."""
    said = (files / "nginx.conf").read_text("utf-8")
    said = re.sub(r"(?m)^ +(?:listen \[::\]).*\n", "", said)
    said = said.replace("listen 80;", f"listen unix:{folder}/plain;")
    secure, kept = re.subn(r"(?m)^    (ssl_certificate\S*) .*/(\S+);$", rf"    \1 {folder}/\2;", said)
    assert kept == 2
    if (files / "fullchain.pem").exists():
        for name in ("fullchain.pem", "privkey.pem"):
            shutil.copy(files / name, folder)
        said, found = re.subn(r"listen 443 (ssl http2);", rf"listen unix:{folder}/socket \1;", secure)
    else:
        said = re.sub(r"(?m)^ +ssl_.*\n", "", said)
        said, found = re.subn(r"listen 443 ssl http2;", f"listen unix:{folder}/socket;", said)
    said, rooted = re.subn(r"(?m)^    root .*$", f"    root {root};", said)
    assert (found, rooted) == (1, 1)
    (folder / "site.conf").write_text(said, "utf-8")
    module = MODULES / "ngx_http_brotli_static_module.so"
    if not module.exists():
        missing("the Brotli module of nginx")
    loaded = f"load_module {module};" if "brotli_static" in said else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, modules=loaded), "utf-8")
    return [need("nginx", "/usr/sbin/nginx"), "-e", f"{folder}/log", "-c", f"{folder}/nginx.conf"]


def _caddy(folder: Path, files: Path, root: Path) -> list[str]:
    """Lay out what Caddy reads, in the same way."""
    said = (files / "Caddyfile").read_text("utf-8")
    at = f"\nhttp://\\1 {{\n\tbind unix/{folder}/socket\n"
    said, found = re.subn(r"\nhttps://(\S+) \{\n", at, said)
    said, rooted = re.subn(r"(?m)^\troot \* .*$", f"\troot * {root}", said)
    assert (found, rooted) == (1, 1)
    (folder / "Caddyfile").write_text(CADDY.format(folder=folder) + said, "utf-8")
    return [need("caddy"), "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"]


LAID_OUT: Mapping[str, Callable[[Path, Path, Path], list[str]]] = {"nginx": _nginx, "caddy": _caddy}


@contextmanager
def running(name: str, files: Path, root: Path, host: str) -> Iterator[Running]:
    """Run a server with what the command wrote into `files`, for the site below `root`."""
    # A socket’s path has a hundred characters at the most, and a test’s own folder may have more.
    with TemporaryDirectory(prefix="served-") as temporary:
        folder = Path(temporary)
        command = LAID_OUT[name](folder, files, root)
        homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), temporary)
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said, env=os.environ | homes)
        try:
            _wait(process, folder)
            yield Running(name, folder, host)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with closing(Connection(str(folder / "socket"))) as connection:
            try:
                connection.connect()
            except OSError:
                time.sleep(0.01)
            else:
                return
    said = [(folder / name).read_text("utf-8") for name in ("said", "log") if (folder / name).exists()]
    pytest.fail("\n".join(["The server does not answer.", *said]), pytrace=False)
