"""The keystroke-level model: how many seconds an expert takes, counted on the page as it is rendered.

A tap takes 0.8 s, a key 0.28 s, and a decision 1.35 s (Card, Moran and Newell): one before each group of controls
that is used, and one before saving. Which groups there are is read from the page, so that another required field
makes the figure rise by itself.
"""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

TAP, KEY, DECISION = 0.8, 0.28, 1.35
GROUP_OF = """control => {
  const group = control.closest("fieldset, [role=group], .v-field, ul, details, form, section");
  return `${location.pathname} ${[...document.querySelectorAll("*")].indexOf(group)}`;
}"""
UNANSWERED = """steps => steps.flatMap((step, number) => step.querySelector("input:checked") ? [] : [number])"""


@dataclass
class Expert:
    """Somebody who knows the page by heart: taps, keys and decisions so far."""

    page: Page
    taps: int = 0
    keys: int = 0
    decisions: int = 0
    groups: set[str] = field(default_factory=set)

    @property
    def seconds(self) -> float:
        """What it has taken, to a tenth of a second."""
        return round(self.taps * TAP + self.keys * KEY + self.decisions * DECISION, 2)

    def tap(self, control: Locator) -> None:
        """A tap on a control; the first in its group takes a decision."""
        group = str(control.evaluate(GROUP_OF))
        if group not in self.groups:
            self.groups.add(group)
            self.decisions += 1
        control.tap()
        self.taps += 1

    def type(self, control: Locator, text: str) -> None:
        """Tap into a field, whose content is chosen by that, and type."""
        self.tap(control)
        control.fill("")
        control.press_sequentially(text)
        self.keys += len(text)

    def save(self, button: Locator) -> None:
        """Decide that it is done, and tap."""
        self.decisions += 1
        button.tap()
        self.taps += 1

    def answer_what_is_required(self, topics: int) -> None:
        """Every numbered question of the page in which nothing is chosen yet; `topics` taps where several may be."""
        steps = self.page.locator("form#contact .v-step")
        for number in steps.evaluate_all(UNANSWERED):
            question = steps.nth(number)
            several = question.locator("input[type=checkbox]:visible")
            one = question.locator("input[type=radio]:visible")
            for turn in range(topics if several.count() else 1):
                self.tap((several if several.count() else one).nth(turn))

    def line(self, name: str, aim: float) -> str:
        """The figure as the benchmarks print it: name, value, unit, aim, and whether it is met."""
        met = "ok" if self.seconds <= aim else "missed"
        counted = f"{self.taps} taps, {self.keys} keys, {self.decisions} decisions"
        return f"{name} {self.seconds:.1f} s {aim:g} {met} ({counted})"
