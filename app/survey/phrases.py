"""What the survey says to whoever answers, in the six languages of the question sets.

It is data of the survey, not of the catalogue of screens: one file a language in `languages/`. A question set brings
the questions; the five grades, which are the scale, and what stands around them are these. `{n}` and `{of}` are put in
by whoever says the phrase.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("languages")


@dataclass(frozen=True)
class Language:
    """What the language calls itself, which way it is read («ltr» or «rtl»), the grades from best to worst, and the
    other phrases by name.
    """

    code: str
    name: str
    dir: str
    grades: tuple[str, ...]
    phrases: Mapping[str, str]

    @property
    def on_screen(self) -> Mapping[str, object]:
        """As the page's script reads it."""
        return {"name": self.name, "dir": self.dir, "grades": self.grades, "phrases": self.phrases}

    def say(self, phrase: str, n: str = "") -> str:
        """The phrase, with what is put in; raises KeyError where there is none of this name."""
        return self.phrases[phrase].replace("{n}", n)


def _read(code: str) -> Language:
    kept = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    return Language(code, kept["name"], kept["dir"], tuple(kept["grades"]), kept["phrases"])


LANGUAGES: Mapping[str, Language] = {code: _read(code) for code in ("da", "en", "de", "pl", "uk", "ar")}
"""In the order in which they are offered."""
