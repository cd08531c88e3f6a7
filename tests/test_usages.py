"""Which usage a site is written in, and which conversion derives an edition from it."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_site import GOOD, SITE, changed, run, write_site

from sitegen.facts.voices.usages import usage_of_language
from sitegen.make import make_site
from sitegen.model import Edition, Place, Site, Words
from sitegen.read.profiles import derive_profiles
from sitegen.text.script.conversion import ALL_PROFILES
from sitegen.text.script.usages import USAGES, find_usage, profile_between

PLACE = Place("content/site.yaml")


def edition(tag: str, profile: str | None = None, language: str = "zh") -> Edition:
    """An edition with a tag and, where an editor wrote one, a profile."""
    said = [Words(text, PLACE) for text in (tag, tag.lower(), tag, language)]
    return Edition(*said, Words(profile, PLACE) if profile else None)


def site(*editions: Edition, written_in: str | None = None) -> Site:
    """A site with these editions."""
    words = Words("x", PLACE)
    said = Site({}, {}, words, words, editions)
    return replace(said, written_in=Words(written_in, PLACE)) if written_in else said


@pytest.mark.parametrize(
    ("tag", "forms"),
    [
        ("zh-Hans", "s"),
        ("ZH-HANS", "s"),
        ("zh-Hans-SG", "s"),
        ("zh-Hans-MY", "s"),
        ("zh-CN", "s"),
        ("zh", "s"),
        ("zh-Hant", "tw"),
        ("zh-Hant-TW", "tw"),
        ("zh-TW", "tw"),
        ("zh-Hant-HK", "hk"),
        ("zh-Hant-MO", "hk"),
        ("zh-HK", "hk"),
        ("en", None),
        ("zha", None),
        ("", None),
    ],
)
def test_a_tag_is_looked_up(tag: str, forms: str | None) -> None:
    """A tag that has no row goes by the longest beginning that has one."""
    found = find_usage(tag)
    assert (found.forms if found else None) == forms


def test_every_couple_of_usages_has_a_profile_that_exists() -> None:
    """Where one is derived from another a converter can be made; where forms are alike none is needed."""
    for written in USAGES:
        for wanted in USAGES:
            profile = profile_between(written, wanted)
            assert profile in ALL_PROFILES if written.forms != wanted.forms else profile is None


@pytest.mark.parametrize(
    ("made", "written", "profiles"),
    [
        (site(edition("zh-Hans"), edition("zh-Hant-TW")), "zh-Hans", [None, "s2tw"]),
        (site(edition("zh-Hans"), edition("zh-Hant-HK", "s2hk")), "zh-Hans", [None, "s2hk"]),
        (site(edition("zh-Hant-HK", "s2hk")), "zh-Hans", ["s2hk"]),
        (site(edition("zh-Hant-TW")), "zh-Hant-TW", [None]),
        (
            site(edition("zh-Hant-TW"), edition("zh-Hans-SG"), edition("zh-Hant-MO")),
            "zh-Hant-TW",
            [None, "tw2s", "tw2hk"],
        ),
        (site(edition("zh-Hant-HK"), edition("zh-Hant-TW")), "zh-Hant-HK", [None, "hk2tw"]),
        (
            site(edition("zh-Hans"), edition("zh-Hant-HK"), written_in="zh-Hant-HK"),
            "zh-Hant-HK",
            ["hk2s", None],
        ),
        (site(edition("zh-Hans"), written_in="zh-Hant-TW"), "zh-Hant-TW", ["tw2s"]),
        (site(edition("en", language="en"), edition("en-GB", language="en")), "zh-Hans", [None, None]),
    ],
)
def test_profiles_follow_from_the_tags(made: Site, written: str, profiles: list[str | None]) -> None:
    """The first edition without a profile is the written one, unless the site says which."""
    derived = derive_profiles(made)
    assert [each.profile for each in derived.editions] == profiles
    assert usage_of_language(made, "zh").tag == written
    # It holds for what was derived, too.
    assert usage_of_language(derived, "zh").tag == written
    assert derive_profiles(derived) == derived


@pytest.mark.parametrize(
    ("old", "new", "profile"),
    [
        ("label: 台灣, language: zh, profile: s2tw", "label: 台灣, language: zh, profile: s2hk", "s2hk"),
        ("label: 台灣, language: zh, profile: s2tw", "label: 台灣, language: zh, profile: tw2s", "tw2s"),
        ("label: English, language: en", "label: English, language: en, profile: s2tw", "s2tw"),
    ],
)
def test_a_profile_that_leads_elsewhere_is_named(tmp_path: Path, old: str, new: str, profile: str) -> None:
    """Whoever writes a profile that does not fit the tag is told to leave it to the tag."""
    found = run("check", "--root", write_site(tmp_path, changed(SITE, old, new)))
    assert f"the profile `{profile}` does not lead from zh-Hans to" in found.stderr
    assert "Take `profile` away" in found.stderr


def test_an_unknown_usage_is_named(tmp_path: Path) -> None:
    """The nearest tag is proposed."""
    files = {SITE: f"{GOOD[SITE]}written_in: zn-Hant-TW\n"}
    found = run("check", "--root", write_site(tmp_path, files))
    assert "`written_in: zn-Hant-TW` is no usage of Chinese [editions]" in found.stderr
    assert "Did you mean `zh-Hant-TW`?" in found.stderr


def test_profiles_need_not_be_written(tmp_path: Path) -> None:
    """The site without its profiles is the site."""
    with_profiles = make_site(write_site(tmp_path / "with"))
    text = GOOD[SITE].replace(", profile: s2hk", "").replace(", profile: s2tw", "")
    without = make_site(write_site(tmp_path / "without", {SITE: text}))
    assert without.outputs == with_profiles.outputs
    assert without.outputs
