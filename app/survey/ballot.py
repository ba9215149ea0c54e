"""What an envelope of the survey says. Plain rules, no database.

JSON: `{"centre": 3, "effort": 1, "answers": [1, 2, null, 5, 1]}`, an answer for each question in order, 1 the best and
5 the worst, null where it was skipped. `"answers": null` is a refusal, or a page that nobody came back to; `"effort":
null` a talk that belongs to none.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.survey.figures import ANSWERS


@dataclass(frozen=True)
class Ballot:
    """What was in an envelope; without answers it is a blank."""

    centre: int
    effort: int | None
    answers: tuple[int | None, ...] | None


def written(centre: int, effort: int | None, answers: Sequence[int | None] | None) -> bytes:
    """The content of an envelope, as `static/seal.js` writes it."""
    said = list(answers) if answers and any(answer is not None for answer in answers) else None
    return json.dumps({"centre": centre, "effort": effort, "answers": said}, separators=(",", ":")).encode()


def read(content: bytes, questions: int) -> Ballot | None:
    """What an envelope says to so many questions; nothing where it is no ballot of theirs. Browsers write ballots, so
    anything may stand here.
    """
    try:
        said = json.loads(content)
        centre, effort, answers = said["centre"], said["effort"], said["answers"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if type(centre) is not int or (effort is not None and type(effort) is not int):
        return None
    if answers is None:
        return Ballot(centre, effort, None)
    if type(answers) is not list or len(answers) != questions or not all(map(_is_answer, answers)):
        return None
    return Ballot(centre, effort, tuple(answers) if any(answer is not None for answer in answers) else None)


def _is_answer(answer: object) -> bool:
    return answer is None or (type(answer) is int and 1 <= answer <= len(ANSWERS))
