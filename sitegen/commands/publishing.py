"""The commands that work on what is published: manifest, releases, rollback, deploy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sitegen.commands.group import fail, language_option, main, misused, root_option
from sitegen.commands.site import PUBLISHED, changes, published_option, writing
from sitegen.publish.deploy.deploy import NotWholeError, deploy, is_foreign, prepare, purged
from sitegen.publish.deploy.rclone import NoRcloneError, Rclone, RcloneError, refused
from sitegen.publish.manifest import Manifest, ManifestError, print_manifest, read_manifest
from sitegen.publish.releases import Keeping, Release
from sitegen.publish.rollback import NotBackError, releases_of, roll_back
from sitegen.publish.standing import KEPT, read_kept
from sitegen.publish.target import is_published
from sitegen.publish.verify import Difference, verify_folder, verify_server
from sitegen.rules.catalogue import read_catalogue
from sitegen.serving.table import sent_with
from sitegen.unchanged import AUTHORED

_TIME = "%Y-%m-%d %H:%M:%S UTC"


@main.command("manifest")
@root_option
@published_option
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
    folder = into or root / PUBLISHED
    if where is None:
        click.echo(print_manifest(_manifest(folder, language)), nl=False)
        return
    said = read_catalogue(language)["publishing"]
    is_url = "://" in where
    folder = folder if is_url or not where else Path(where)
    manifest = _manifest(folder, language)
    try:
        found = [*(verify_server(where, manifest) if is_url else verify_folder(folder, manifest))]
    except ValueError:
        misused(said["not_here"].format(url=where), language)
    except OSError as error:
        why = said["why"]["other"].format(words=error.strerror or error)
        fail(said["unread"].format(path=error.filename or where or folder, why=why), language)
    for each in found:
        click.echo(_difference(each, said), err=True)
    if wrong := sum(each.kind != "unlisted" for each in found):
        fail(said["unverified"].format(wrong=wrong, count=len(manifest.files)), language)
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
@published_option
@language_option
def releases_command(root: Path, into: Path | None, language: str) -> None:
    """List the release that is published and those before it, which `rollback` brings back."""
    folder = into or root / PUBLISHED
    said = read_catalogue(language)["publishing"]["releases"]
    _refuse_unpublished(folder, language)
    with writing(folder, "build.py releases", language) as target:
        standing, past = releases_of(target)
        kept = read_kept(target.folder / KEPT)
        if standing is not None:
            click.echo(_line(standing, standing, said["standing"]))
        for each in past:
            click.echo(_line(each, standing, said["past"]))
        if not past and standing is None:
            fail(said["none"].format(folder=folder), language)
        if kept:
            until = max(kept.values()).strftime(_TIME)
            click.echo(said["kept"].format(count=len(kept), until=until))


@main.command("rollback")
@root_option
@published_option
@click.argument("name", required=False)
@language_option
def rollback_command(root: Path, into: Path | None, name: str | None, language: str) -> None:
    """Publish an earlier release again: the one before, or the one that is named."""
    folder = into or root / PUBLISHED
    said = read_catalogue(language)["publishing"]["releases"]
    _refuse_unpublished(folder, language)
    with writing(folder, "build.py rollback", language) as target:
        standing, past = releases_of(target)
        found = next((each for each in past if name in (None, each.name)), None)
        if found is None and standing is not None and name == standing.name:
            misused(said["same"].format(name=name), language)
        if found is None:
            message = (
                said["no_other"].format(folder=folder) if name is None else said["unknown"].format(name=name)
            )
            misused(message)
        try:
            published = roll_back(target, found, Keeping(releases=max(len(past), Keeping().releases)))
        except ManifestError:
            fail(said["damaged"].format(name=found.name), language)
        except NotBackError as error:
            words = {"name": found.name, "count": len(error.lost), "first": error.lost[0]}
            fail(said["incomplete"].format(**words), language)
        click.echo(said["back"].format(folder=folder, name=found.name, changed=changes(published, language)))


@main.command("deploy")
@root_option
@published_option
@click.argument("place")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be sent and removed; change nothing.")
@click.option(
    "--all", "is_all", is_flag=True, help="Send what is there already, too: somebody may have changed it."
)
@click.option("--without-compressed", "is_plain", is_flag=True, help="Leave .br and .gz files out.")
@click.option("--allow-foreign", is_flag=True, help="Send to a place that has something else.")
@click.option(
    "--purge",
    type=click.Path(dir_okay=False),
    help="File for the addresses whose answers change, one a line, for a CDN that has kept them.",
)
@click.option(
    "--rclone",
    "options",
    multiple=True,
    metavar="OPTION",
    help="An option for rclone, as --rclone=--option.",
)
@language_option
def deploy_command(
    root: Path,
    into: Path | None,
    place: str,
    is_dry: bool,
    is_all: bool,
    is_plain: bool,
    allow_foreign: bool,
    purge: str | None,
    options: tuple[str, ...],
    language: str,
) -> None:
    """Send the published site to a PLACE as rclone names it: only what differs, in a safe order."""
    folder, said = into or root / PUBLISHED, read_catalogue(language)["publishing"]
    if option := refused(options):
        misused(said["option"].format(option=option), language)
    manifest = _manifest(folder, language)
    _refuse_own(place, folder, root, language)
    there = Rclone(place, options)
    is_sending = False
    with writing(folder, "build.py deploy", language) as target:
        try:
            if not allow_foreign and is_foreign(there):
                misused(said["foreign"].format(place=there.shown), language)
            deployment = prepare(target.folder, manifest, there, with_variants=not is_plain, is_all=is_all)
            if purge is not None and deployment.parts and not is_dry:
                with click.open_file(purge, "w", encoding="utf-8") as file:
                    file.writelines(f"{each}\n" for each in purged(deployment, manifest.base_url))
            is_sending = not is_dry
            if is_sending:
                deploy(target.folder, target.work, deployment, there, sent_with)
        except NotWholeError as error:
            words = {"count": len(error.differences), "first": error.differences[0].path}
            fail(said["not_whole"].format(folder=folder, **words), language)
        except NoRcloneError:
            fail(said["no_rclone"], language)
        except RcloneError as error:
            fail(
                said["undeployed" if is_sending else "unasked"].format(place=there.shown, why=error), language
            )
    size = f"{deployment.size / 1000:,.0f}"
    counts = {
        "place": there.shown,
        "sent": len(deployment.sent),
        "size": size,
        "removed": len(deployment.going),
    }
    click.echo(said["to_deploy" if is_dry else "deployed"].format(**counts))


def _refuse_own(place: str, folder: Path, root: Path, language: str) -> None:
    """End with the reason where a place is a folder of this machine that the site is made of, or is in it."""
    if ":" in place.partition("/")[0]:
        return
    there = Path(place).resolve()
    own = [folder.resolve(), *(root.resolve() / name for name in AUTHORED)]
    if any(there.is_relative_to(each) or each.is_relative_to(there) for each in own):
        said = read_catalogue(language)["publishing"]
        misused(said["own"].format(place=there), language)


def _refuse_unpublished(folder: Path, language: str) -> None:
    """End with the reason where nothing was ever published to a folder."""
    if not is_published(folder):
        fail(read_catalogue(language)["publishing"]["releases"]["none"].format(folder=folder), language)


def _line(release: Release, standing: Release | None, said: str) -> str:
    until = release.until.strftime(_TIME) if release.until else ""
    manifest = _read(release)
    other = standing.manifest.digests if standing else {}
    differing = sum(other.get(path) != digest for path, digest in manifest.digests.items())
    return said.format(
        name=release.name,
        made=release.made.strftime(_TIME),
        until=until,
        files=len(manifest.files),
        differing=differing,
        commit=manifest.commit[:12] or "–",
    )


def _read(release: Release) -> Manifest:
    """The manifest of a release; one that names nothing where its record is damaged."""
    try:
        return release.manifest
    except ManifestError:
        return Manifest({})
