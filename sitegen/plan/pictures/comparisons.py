"""How wordings of several sources are set below one another, with what differs in them told apart."""

from __future__ import annotations

from sitegen.model.drawings import AlignedRow, AlignedWording, AlignedWordings, Lead, Stretch
from sitegen.model.pictures import Compared, Comparison
from sitegen.plan.pictures.speaker import SourceSpeaker
from sitegen.text.difference import align


def compare(picture: Comparison, speaker: SourceSpeaker) -> AlignedWordings:
    """Return what a picture compares in the words of one edition, each wording in the script of that."""
    return AlignedWordings(tuple(_row(row, speaker) for row in picture.rows))


def _row(row: Compared, speaker: SourceSpeaker) -> AlignedRow:
    quoted = [speaker.quote(wording.text, wording.cites) for wording in row.wordings]
    language = next((each.language for each in quoted), speaker.language)
    # What readers see is compared: other characters in the script of the edition differ for them.
    columns = align([each.words for each in quoted], language)
    return AlignedRow(
        name=Lead(speaker.say(row.words), speaker.lead(row.to)),
        differs=speaker.say(row.differs),
        tag=next((each.tag for each in quoted), ""),
        wordings=tuple(
            AlignedWording(
                each.source,
                speaker.cite(wording.cites),
                tuple(Stretch(column.parts[index], column.is_shared) for column in columns),
            )
            for index, (wording, each) in enumerate(zip(row.wordings, quoted, strict=True))
        ),
    )
