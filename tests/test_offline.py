"""What is read offline, file by file: workers, what they keep, and what ends it."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from small_site import SITE, run, write_site

from sitegen.make import make_site
from sitegen.write.policy import HEADER_POLICY, META_POLICY, header_policy

# The small site has templates of its own; these are the project’s.
BARE = {"templates/offline.html": "{{ words.offline }}\n"}


def built(root: Path, setting: str, *, is_preview: bool = False, **more: str) -> dict[str, bytes]:
    """The files of the small site with a line more in its settings."""
    write_site(root, {**BARE, **more})
    settings = root / SITE
    settings.write_text(settings.read_text("utf-8") + setting, "utf-8")
    made = make_site(root, is_preview=is_preview)
    assert made.outputs, made.diagnostics
    return {each.path: each.data for each in made.outputs}


def kept(outputs: dict[str, bytes], prefix: str) -> dict[str, dict[str, str]]:
    """What the worker of an edition is told."""
    found = re.search(rb"=(\{.*?\});", outputs[f"{prefix}/worker.js"].replace(b"const{", b"", 1))
    assert found
    return json.loads(found[1])


def test_nothing_is_offline_unasked(tmp_path: Path) -> None:
    """No worker, no policy that vouches for one."""
    outputs = built(tmp_path, "")
    assert not [path for path in outputs if path.endswith(("worker.js", ".webmanifest", "offline.html"))]
    assert "trusted-types 'none'" in META_POLICY
    assert "worker-src" not in HEADER_POLICY


def test_a_worker_knows_its_build(tmp_path: Path) -> None:
    """Each page of its edition and what these share, by digest; its cache is named by all of these."""
    first = built(tmp_path / "one", "offline: true\n")
    data = kept(first, "en")
    assert set(data["pages"]) == {
        path.removeprefix("en/").removesuffix("index.html")
        for path in first
        if path.startswith("en/") and path.endswith("/index.html")
    }
    for url, digest in {**data["assets"], **data["files"]}.items():
        assert len(digest) == 16
        assert unquote(url).lstrip("/") in first
    assert "/en/offline.html" in data["files"]
    english = {"content/pages/city.en.md": "---\ntitle: City\nsummary: One sentence.\n---\n\nMore.\n"}
    second = built(tmp_path / "two", "offline: true\n", **english)
    assert kept(second, "en")["name"] != data["name"]
    assert second["zh-hans/worker.js"] == first["zh-hans/worker.js"]
    manifest = json.loads(first["en/app.webmanifest"])
    assert (manifest["start_url"], manifest["scope"], manifest["lang"]) == ("/en/", "/en/", "en")
    assert manifest["icons"][0]["src"].lstrip("/") in first


def test_a_worker_goes_when_it_is_over(tmp_path: Path) -> None:
    """Where it was, there is one that removes what readers have kept."""
    outputs = built(tmp_path, "offline: false\n")
    script = outputs["en/worker.js"].decode()
    assert "unregister" in script
    assert '"offline /en/ "' in script
    assert "en/offline.html" not in outputs
    assert "en/app.webmanifest" not in outputs


def test_a_preview_keeps_nothing(tmp_path: Path) -> None:
    """Or editors would see what they have changed already."""
    outputs = built(tmp_path, "offline: true\n", is_preview=True)
    assert "en/worker.js" not in outputs


@pytest.mark.parametrize(("setting", "has_worker"), [("offline: true\n", True), ("", False)])
def test_servers_are_told(tmp_path: Path, setting: str, has_worker: bool) -> None:
    """The policy of the header is that of the pages: browsers hold to both."""
    built(tmp_path / "site", setting)
    done = run("servers", "--root", tmp_path / "site", "--into", tmp_path / "told")
    assert done.exit_code == 0, done.output
    for name in ("nginx.conf", "Caddyfile", "_headers"):
        assert header_policy(has_worker=has_worker) in (tmp_path / "told" / name).read_text("utf-8")
    assert ("trusted-types service-worker" in header_policy(has_worker=has_worker)) is has_worker


def test_true_or_false(tmp_path: Path) -> None:
    """Anything else is told."""
    write_site(tmp_path)
    settings = tmp_path / SITE
    settings.write_text(settings.read_text("utf-8") + "offline: sometimes\n", "utf-8")
    made = make_site(tmp_path)
    assert [each.rule.name for each in made.diagnostics] == ["wrong-type"]
