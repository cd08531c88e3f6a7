"""A chart of what was measured, as SVG that can be read on light and on dark pages."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from benchmarks.results import CASES, Results, median, said

# In the chart stand the cases that editors wait for.
SHOWN = ("cold", "word", "nothing", "preview")
WIDTH, LEFT, ROOM, BAR, GAP = 720, 140, 110, 16, 4
_STYLE = """text { font: 13px system-ui, sans-serif; fill: #333 }
.case { font-weight: 600 }
.bar { fill: #9aa5ab }
.ours { fill: #1f6f9c }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd }
  .bar { fill: #6d787e }
  .ours { fill: #58a9d6 }
}"""


def draw(results: Results, names: Mapping[str, str], size: int) -> str:
    """Return the medians of one size as bars, case by case, each case on a scale of its own."""
    marks: list[str] = []
    top = 24
    for case in SHOWN:
        medians = {
            peer: value for peer in names if (value := median(results.of(size, peer, case))) is not None
        }
        if not medians:
            continue
        marks.append(f'<text class="case" x="0" y="{top}">{escape(CASES[case])}, seconds</text>')
        top += 8
        longest = max(medians.values())
        for peer, value in sorted(medians.items(), key=lambda item: item[1]):
            width = max(1, round((WIDTH - LEFT - ROOM) * value / longest))
            middle = top + BAR - 3
            kind = "ours" if peer == "ours" else "bar"
            marks += [
                f'<text x="{LEFT - 8}" y="{middle}" text-anchor="end">{escape(names[peer])}</text>',
                f'<rect class="{kind}" x="{LEFT}" y="{top}" width="{width}" height="{BAR}" rx="2"/>',
                f'<text x="{LEFT + width + 6}" y="{middle}">{said(value)}</text>',
            ]
            top += BAR + GAP
        top += 24
    title = f"Seconds that generators take for {size:,} page pairs; shorter is better"
    body = "\n".join(marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img" '
        f'aria-labelledby="title">\n<title id="title">{title}</title>\n'
        f"<style>{_STYLE}</style>\n{body}\n</svg>\n"
    )
