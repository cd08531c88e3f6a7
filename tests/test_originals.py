"""English beside Chinese: what stands there in Chinese is not said twice."""

import pytest

from sitegen.text.body.flat import plain_text
from sitegen.text.body.parse import parse_body
from sitegen.text.body.readings import without_originals


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("The sea (海) is wide.", "The sea is wide."),
        ("The sea (海, [hǎi](lang:pinyin)) and the river.", "The sea and the river."),
        ("It is called great (“巨大优越性”) and vital (“蓬勃生命力”).", "It is called great and vital."),
        (
            "One line (“敢为天下先、当惊世界殊” [C-5](source:C-5) [R-5](source:R-5)) says it.",
            "One lineC-5R-5 says it.",
        ),
        ("*The sea* (**海**) is wide.", "The sea is wide."),
        # What is more than the original is kept, and so is what is no original.
        (
            "Hard tech (硬核科技, literally hard-core) is new.",
            "Hard tech (硬核科技, literally hard-core) is new.",
        ),
        ("The sea (all of it) is wide.", "The sea (all of it) is wide."),
        (
            "Two seas (海, 海) and one (river) and (, [hǎi](lang:pinyin)).",
            "Two seas and one (river) and (, hǎi).",
        ),
        ("海 (sea) 川", "海 (sea) 川"),
    ],
)
def test_brackets(written: str, left: str) -> None:
    """Brackets go that hold ideographs, their readings and nothing else; citations in them stay."""
    said = without_originals(parse_body(written, "en")[0])
    assert ["".join(plain_text(run.items)) for run in said.runs()] == [left]


def test_what_has_no_brackets_stays_itself() -> None:
    """The very same runs, so that nothing is made anew."""
    body = parse_body("A sea.\n\nA *river* (海, or a sea).", "en")[0]
    assert [*map(id, without_originals(body).runs())] == [*map(id, body.runs())]
