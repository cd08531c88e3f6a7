"""The command that writes any text as an edition does."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_site import CONVERSION, write_site

from sitegen.commands import main

TEXT = "互联网的“门”和软体。\r\n\r\n他说：“互\n联网”，几分钟。\n"


def convert(root: Path, edition: str, *arguments: str, given: bytes | str = TEXT) -> Result:
    """Convert what a pipe brings."""
    command = ["convert", edition, "--root", str(root), *arguments]
    return CliRunner(catch_exceptions=False).invoke(main, command, input=given)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site with words of its own."""
    return write_site(tmp_path / "root", {CONVERSION: "editions:\n  tw: {软体: 軟件}\n"})


@pytest.mark.parametrize("name", ["zh-Hant-TW", "zh-hant-tw", "tw", "TW"])
def test_a_text_is_written_as_an_edition_writes_it(root: Path, name: str) -> None:
    """Terms, phrases and quotation marks are those of the site."""
    result = convert(root, name)
    assert result.exit_code == 0
    assert result.stdout == "網際網路的「門」和軟件。\n\n他說：「互\n聯網」，幾分鐘。\n"


def test_a_file_is_converted(root: Path, tmp_path: Path) -> None:
    """Doubts name the file, the line and the column."""
    file = tmp_path / "text.txt"
    file.write_text("干。\n\n他发现几个人对准。\n面。", encoding="utf-8")
    result = convert(root, "hk", str(file), "--lang", "zh")
    assert (result.exit_code, result.stdout) == (0, "幹。\n\n他發現幾個人對準。\n面。")
    assert f"{file}:4:1：“面”有几种写法（面/麵），这里写成“面”，没有人审过：" in result.stderr


@pytest.mark.parametrize(
    ("edition", "arguments", "given", "code", "said"),
    [
        ("fr", [], "字", 2, "没有叫fr的转换版本，有的是：zh-Hant-HK, zh-Hant-TW。"),
        ("zh-Hans", [], "字", 2, "没有叫zh-Hans的转换版本"),
        ("tw", ["no.txt"], "字", 2, "没有文件no.txt。"),
        ("tw", [], "上海软实力".encode("gb18030"), 1, "文件编码不是UTF-8"),
        ("tw", [], " ", 0, ""),
    ],
)
def test_what_cannot_be_converted_is_said(
    root: Path, edition: str, arguments: list[str], given: bytes | str, code: int, said: str
) -> None:
    """An unknown edition and a missing file are a wrong use, another encoding is to be mended."""
    result = convert(root, edition, *arguments, "--lang", "zh", given=given)
    assert (result.exit_code, result.stdout) == (code, " " * (code == 0))
    assert said in result.stderr


def test_a_broken_conversion_is_said(root: Path) -> None:
    """What would write nothing right is named by its place."""
    write_site(root, {CONVERSION: "phrases: {门: 大門}\n"})
    result = convert(root, "tw")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "content/conversion.yaml:1:" in result.stderr
