"""The commands that work on what is published: manifest, releases, rollback, deploy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, TextIO

import click

from sitegen.commands.group import fail, language_option, main, misused, root_option
from sitegen.commands.site import changes, into_option, writing
from sitegen.publish.deploy.deploy import NotWholeError, deploy, prepare, purged
from sitegen.publish.deploy.rclone import Rclone, RcloneError
from sitegen.publish.manifest import Manifest, ManifestError, print_manifest, read_manifest
from sitegen.publish.releases import Keeping, Release
from sitegen.publish.rollback import NotBackError, releases_of, roll_back
from sitegen.publish.standing import KEPT, read_kept
from sitegen.publish.verify import Difference, verify_folder, verify_server
from sitegen.rules.catalogue import read_catalogue
from sitegen.serving.table import sent_with

_TIME = "%Y-%m-%d %H:%M UTC"


@main.command("manifest")
@root_option
@into_option("site/ in the root folder")
@click.option(
    "--verify",
    "where",
    is_flag=False,
    flag_value="",
    metavar="[DIR|URL]",
    help="Compare a folder with its manifest, or what a server of this machine answers with it.",
)
@language_option
def manifest_command(root: Path, into: Path | None, where: str | None, language: str) -> None:
    """Print the manifest of the published site: each file, its size, its SHA-256 digest; or verify it."""
    folder = into or root / "site"
    if where is None:
        click.echo(print_manifest(_manifest(folder, language)), nl=False)
        return
    said = read_catalogue(language)["publishing"]
    is_url = "://" in where
    folder = folder if is_url or not where else Path(where)
    manifest = _manifest(folder, language)
    try:
        found = [*(verify_server(where, manifest) if is_url else verify_folder(folder, manifest))]
    except ValueError as error:
        misused(str(error))
    except OSError as error:
        fail(
            said["unread"].format(path=where or folder, why=said["why"]["other"].format(words=error)),
            language,
        )
    for each in found:
        click.echo(_difference(each, said), err=True)
    if any(each.kind != "unlisted" for each in found):
        sys.exit(1)
    click.echo(said["verified"].format(count=len(manifest.files)))


def _difference(each: Difference, said: dict[str, Any]) -> str:
    return str(said[each.kind].format(path=each.path))


def _manifest(folder: Path, language: str) -> Manifest:
    said = read_catalogue(language)["publishing"]
    try:
        manifest = read_manifest(folder)
    except ManifestError as error:
        fail(said["bad_manifest"].format(folder=folder, why=error), language)
    except OSError as error:
        why = said["why"]["other"].format(words=error.strerror)
        fail(said["unread"].format(path=error.filename, why=why), language)
    if manifest is None:
        fail(said["no_manifest"].format(folder=folder), language)
    return manifest


@main.command("releases")
@root_option
@into_option("site/ in the root folder")
@language_option
def releases_command(root: Path, into: Path | None, language: str) -> None:
    """List the release that is published and those before it, which `rollback` brings back."""
    folder = into or root / "site"
    said = read_catalogue(language)["publishing"]["releases"]
    with writing(folder, "build.py releases", language) as target:
        standing, past = releases_of(target)
        if standing is None:
            fail(said["none"].format(folder=folder), language)
        click.echo(_line(standing, standing, said["standing"]))
        for each in past:
            click.echo(_line(each, standing, said["past"]))
        kept = read_kept(target.folder / KEPT)
        if kept:
            until = max(kept.values()).strftime(_TIME)
            click.echo(said["kept"].format(count=len(kept), until=until))


@main.command("rollback")
@root_option
@into_option("site/ in the root folder")
@click.argument("name", required=False)
@language_option
def rollback_command(root: Path, into: Path | None, name: str | None, language: str) -> None:
    """Publish an earlier release again: the one before, or the one that is named."""
    folder = into or root / "site"
    said = read_catalogue(language)["publishing"]["releases"]
    with writing(folder, "build.py rollback", language) as target:
        _, past = releases_of(target)
        found = next((each for each in past if name in (None, each.name)), None)
        if found is None:
            message = (
                said["no_other"].format(folder=folder) if name is None else said["unknown"].format(name=name)
            )
            misused(message)
        try:
            published = roll_back(target, found, Keeping(releases=max(len(past), Keeping().releases)))
        except NotBackError as error:
            words = {"name": found.name, "count": len(error.lost), "first": error.lost[0]}
            fail(said["incomplete"].format(**words), language)
        click.echo(said["back"].format(folder=folder, name=found.name, changed=changes(published)))


@main.command("deploy")
@root_option
@into_option("site/ in the root folder")
@click.argument("place")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be sent and removed; change nothing.")
@click.option("--without-compressed", "is_plain", is_flag=True, help="Leave .br and .gz files out.")
@click.option(
    "--purge",
    type=click.File("w", encoding="utf-8"),
    help="File for the addresses whose answers change, one a line, for a CDN that has kept them.",
)
@click.option(
    "--rclone", "options", multiple=True, metavar="OPTION", help="An option for rclone, as often as needed."
)
@language_option
def deploy_command(
    root: Path,
    into: Path | None,
    place: str,
    is_dry: bool,
    is_plain: bool,
    purge: TextIO | None,
    options: tuple[str, ...],
    language: str,
) -> None:
    """Send the published site to a PLACE as rclone names it: only what differs, in a safe order."""
    folder = into or root / "site"
    said = read_catalogue(language)["publishing"]
    with writing(folder, "build.py deploy", language) as target:
        manifest = _manifest(folder, language)
        there = Rclone(place, options)
        try:
            deployment = prepare(target.folder, manifest, there, with_variants=not is_plain)
            counts = {
                "place": there.shown,
                "sent": len(deployment.sent),
                "size": f"{deployment.size / 1000:,.0f}",
                "removed": len(deployment.going),
            }
            if not is_dry:
                deploy(target.folder, target.work, deployment, there, sent_with)
        except NotWholeError as error:
            words = {"count": len(error.differences), "first": error.differences[0].path}
            fail(said["not_whole"].format(folder=folder, **words), language)
        except RcloneError as error:
            fail(said["undeployed"].format(place=there.shown, why=error), language)
        if purge is not None:
            purge.writelines(f"{address}\n" for address in purged(deployment, manifest.base_url))
        click.echo(said["to_deploy" if is_dry else "deployed"].format(**counts))


def _line(release: Release, standing: Release, said: str) -> str:
    until = release.until.strftime(_TIME) if release.until else ""
    try:
        manifest, other = release.manifest, standing.manifest.digests
    except ManifestError:
        manifest, other = Manifest({}), {}
    differing = sum(other.get(path) != digest for path, digest in manifest.digests.items())
    return said.format(
        name=release.name,
        made=release.made.strftime(_TIME),
        until=until,
        files=len(manifest.files),
        differing=differing,
    )
