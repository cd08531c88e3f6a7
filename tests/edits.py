"""What editors do to a site: edits of the site `three-languages`, in place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

SITE = Path(__file__).parent / "sites" / "three-languages"
Edit = Callable[[Path], None]


def lay_out(root: Path) -> Path:
    """Copy the site to `root`, which is empty or not there; give `root`."""
    for folder in ("content", "templates"):
        shutil.copytree(SITE / folder, root / folder)
    return root


def rewrite(path: str, change: Callable[[bytes], bytes]) -> Edit:
    """Change what a file says; the second time, have it as it was, with its time of change."""

    def edit(root: Path) -> None:
        file, kept = root / path, root / "kept" / str(id(edit))
        if kept.exists():
            kept.replace(file)
        elif file.exists():
            kept.parent.mkdir(exist_ok=True)
            shutil.copy2(file, kept)
            file.write_bytes(change(file.read_bytes()))

    return edit


def change(path: str, old: str, new: str) -> Edit:
    """Exchange the first of some words in a file, if they are there."""
    return rewrite(path, lambda data: data.replace(old.encode(), new.encode(), 1))


def break_off(path: str) -> Edit:
    """Leave a file half written."""
    return rewrite(path, lambda data: data[: len(data) // 2])


def write(path: str, text: str) -> Edit:
    """Write a file, or take it away again."""

    def edit(root: Path) -> None:
        file = root / path
        if file.exists():
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="")

    return edit


def hide(path: str) -> Edit:
    """Take a file away, or put it back as it was, with its time of change."""

    def edit(root: Path) -> None:
        file, hidden = root / path, root / "hidden" / path
        if file.exists():
            hidden.parent.mkdir(parents=True, exist_ok=True)
            file.replace(hidden)
        elif hidden.exists():
            hidden.replace(file)

    return edit


def swap(one: str, other: str) -> Edit:
    """Let two files change places."""

    def edit(root: Path) -> None:
        if (root / one).exists() and (root / other).exists():
            (root / one).replace(root / "aside")
            (root / other).replace(root / one)
            (root / "aside").replace(root / other)

    return edit


def rename(one: str, other: str) -> Edit:
    """Give a file another name, or the name that it had."""

    def edit(root: Path) -> None:
        old, new = (root / one, root / other) if (root / one).exists() else (root / other, root / one)
        if old.exists():
            old.replace(new)

    return edit


def date_back(path: str) -> Edit:
    """Let a file look as if it had been changed long ago."""

    def edit(root: Path) -> None:
        if (root / path).exists():
            os.utime(root / path, (1_000_000_000, 1_000_000_000))

    return edit


ZH, EN, FR = (f"content/pages/river.{language}.md" for language in ("zh", "en", "fr"))
HOME, TERMS, SOURCE = "content/pages/index.zh.md", "content/glossary.yaml", "content/sources/water-law.yaml"
NEW = "---\ntitle: {title}\nsummary: {title}\n---\n\n## A {{#a}}\n\n{title} [W-1](source:W-1)\n"

EDITS: Mapping[str, Edit] = {
    "a word": change(ZH, "任何人", "哪个人"),
    "a word in English": change(EN, "belongs to", "is for"),
    "a word of the same length": change(FR, "personne", "personnA"),
    "a word that is one otherwise in Traditional": change(HOME, "大海", "后里"),
    "an empty line above": change(ZH, "---\n\n", "---\n\n\n"),
    "a title": change(ZH, "title: ", "title: 新"),
    "a summary": change(EN, "summary: ", "summary: A new "),
    "a label": change(ZH, "title: ", "label: 短\ntitle: "),
    "a draft": change(EN, "title: ", "draft: true\ntitle: "),
    "an old address": change(EN, "title: ", "aliases: [old-river]\ntitle: "),
    "a date": change(EN, "title: ", "updated: 2026-01-02\ntitle: "),
    "words of a page": change(ZH, "title: ", "conversion: {keep: [河流]}\ntitle: "),
    "a heading": change(HOME, "## ", "## 新"),
    "the id of a heading": change(HOME, "{#", "{#new-"),
    "a citation less": change(ZH, "[W-1](source:W-1)", ""),
    "a citation that is none": change(EN, "source:W-1", "source:W-9"),
    "a link": change(ZH, "\n---\n\n", "\n---\n\n[首页](page:index) "),
    "a link to a term": change(FR, "\n---\n\n", "\n---\n\n[fleuve](term:he-liu) "),
    "a footnote": change(EN, "\n---\n\n", "\n---\n\nA note.[^n]\n\n[^n]: Below.\n\n"),
    "the explanation of a term": change(TERMS, "explanation: {zh: ", "explanation: {zh: 新的"),
    "a name of a term": change(TERMS, "en: river", "en: stream"),
    "a form of a term": change(TERMS, "explanation: ", "forms: {zh-Hant-TW: 大河}\n        explanation: "),
    "the gist of a paragraph": change(SOURCE, "gist: {zh: ", "gist: {zh: 新的"),
    "a phrase": change(SOURCE, "河流归众人", "河流归大家"),
    "the name of a source": change(SOURCE, "short_title: {zh: ", "short_title: {zh: 新"),
    "the title of the site": change("content/site.yaml", "title: {zh: ", "title: {zh: 新"),
    "the name of a group": change("content/site.yaml", "zh: 全部页面", "zh: 全部"),
    "the order of pages": change("content/site.yaml", "index, river", "river, index"),
    "a page out of the navigation": change("content/site.yaml", ", river", ""),
    "what a rule weighs": change(
        "content/site.yaml", "base_url:", "severities: {citations-differ: warning}\nbase_url:"
    ),
    "compressed files": change(
        "content/site.yaml", "base_url:", "publishing: {compressed: [br, gz]}\nbase_url:"
    ),
    "an address": change("content/site.yaml", "https://example.org/", "https://example.org/below/"),
    "a label of a picture": change("content/pictures/water.yaml", "大海", "海洋"),
    "a word of the templates": write("content/interface.yaml", "zh: {home: 起点, footnotes: 脚注}\n"),
    "a word of an edition": write("content/interface.yaml", "zh-Hant: {home: 起點, footnotes: 腳註}\n"),
    "words of the site": write("content/conversion.yaml", "phrases: {河流: 河留}\n"),
    "a style": write("content/style.yaml", "longest_sentence: {zh: 3, en: 3}\n"),
    "a page more": write("content/pages/more.zh.md", NEW.format(title="河流又一页")),
    "its partner": write("content/pages/more.en.md", NEW.format(title="One more")),
    "a template": change("templates/page.html", "{{ body }}", "<main>{{ body }}</main>"),
    "a template that fails": change("templates/page.html", "{{ body }}", "{{ body }}{{ page.nothing }}"),
    "a template of the project": hide("templates/source.html"),
    "a style sheet": write("assets/css/site.css", "body { color: red }\n"),
    "a page gone": hide(EN),
    "a term base gone": hide(TERMS),
    "a picture gone": hide("content/pictures/water.yaml"),
    "two pages for one another": swap(ZH, HOME),
    "another name of a page": rename(FR, "content/pages/fleuve.fr.md"),
    "a clock set back": date_back(ZH),
    "half a page": break_off(EN),
    "half a source": break_off(SOURCE),
    "half of the settings": break_off("content/site.yaml"),
    "half a template": break_off("templates/home.html"),
    "nothing": lambda root: None,
}
