"""Looking at a page: axe's rules, the size of what is tapped and read, and whether anything runs off the side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.tablet import DEVICES

SMALLEST_TARGET, SMALLEST_TEXT = 48, 16
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = ("color-contrast", "color-contrast-enhanced")
EVERYTHING = {"runOnly": TAGS, "rules": {"color-contrast-enhanced": {"enabled": True}}}
BUT_CONTRAST = {"runOnly": TAGS, "rules": {"color-contrast": {"enabled": False}}}
"""A colour is the same at every width, and looking at them is half the work."""
NARROW = ((390, 844), (320, 844), (410, 590))
"""A phone, the narrowest phone, and a tablet at 200 % zoom."""

# What can be tapped, with the label that taps it too. Excepted: what is not on the screen, and a link inside running
# text: a link drawn inline in a paragraph, list item or table cell that has other words beside it (WCAG 2.5.8).
MEASURED = """() => {
  const hidden = new Map();
  const isHidden = (part) => {
    if (!part) return false;
    if (!hidden.has(part)) {
      const clipped = getComputedStyle(part).clipPath !== "none" && part.getBoundingClientRect().width <= 1;
      const folded = part.matches("details:not([open]) > :not(summary)");
      hidden.set(part, clipped || folded || isHidden(part.parentElement));
    }
    return hidden.get(part);
  };
  const shown = (thing) => {
    if (!thing.checkVisibility({ opacityProperty: false, visibilityProperty: true }) || isHidden(thing)) return false;
    const { right, width, height } = thing.getBoundingClientRect();
    return width > 0 && height > 0 && right > 0;
  };
  const named = (thing) => {
    const words = thing.getAttribute("aria-label") || thing.textContent || thing.name || "";
    return `${thing.localName}${thing.id ? "#" + thing.id : ""} «${words.trim().replace(/\\s+/g, " ").slice(0, 40)}»`;
  };
  const inRunningText = (link) => {
    if (link.localName !== "a" || getComputedStyle(link).display !== "inline") return false;
    const around = link.closest("p, li, dd, td, th, figcaption");
    return around !== null && around.textContent.trim().length > link.textContent.trim().length;
  };
  const targets = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((thing) => shown(thing) && !inRunningText(thing))
    .map((thing) => {
      const boxes = [thing, ...(thing.labels ?? [])].map((one) => one.getBoundingClientRect());
      return {
        name: named(thing),
        width: Math.max(...boxes.map(({ width }) => width)),
        height: Math.max(...boxes.map(({ height }) => height)),
      };
    });
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || around.matches("script, style, title, option") || !shown(around)) continue;
    texts.push({ name: named(around), size: parseFloat(getComputedStyle(around).fontSize) });
  }
  for (const typed of document.querySelectorAll("input, select, textarea")) {
    if (shown(typed)) texts.push({ name: named(typed), size: parseFloat(getComputedStyle(typed).fontSize) });
  }
  const cut = [...document.querySelectorAll("body *")]
    .filter((thing) => thing.scrollWidth > thing.clientWidth + 1 && getComputedStyle(thing).overflowX === "hidden")
    .filter(shown)
    .map(named);
  const root = document.documentElement;
  return { targets, texts, cut, sideways: root.scrollWidth - root.clientWidth };
}"""

# Only what is read below is worked out and sent: what passed is most of it, and three quarters of the time.
FOUND = """async (rules) => {
  const { violations, incomplete } = await axe.run({ ...rules, resultTypes: ["violations", "incomplete"] });
  return { violations, incomplete };
}"""

# What a page is built of, without its words and numbers: its elements with what axe reads of them, alike siblings once.
SHAPE = r"""() => {
  const told = new Set(["class", "id", "role", "type", "for", "lang", "name", "tabindex", "style", "scope", "fill"]);
  const part = ({ name, value }) => {
    const whole = told.has(name) || (name.startsWith("aria-") && name !== "aria-label");
    return `${name}=${whole ? value.replace(/\d+/g, "N") : value.trim() !== ""}`;
  };
  const shape = (element) => {
    const inside = new Set();
    for (const node of element.childNodes) {
      inside.add(node.nodeType === Node.ELEMENT_NODE ? shape(node) : node.nodeValue.trim() && "words");
    }
    return `<${element.localName} ${[...element.attributes].map(part).sort().join(" ")}>${[...inside].join("")}</>`;
  };
  return shape(document.documentElement);
}"""

OPENED = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
}"""


@contextmanager
def whole(page: Page, width: int) -> Iterator[None]:
    """A window as high as the page, so that the bar at the bottom lies over nothing, as it does after scrolling."""
    usual = next(height for known, height in DEVICES.values() if known == width)
    if page.viewport_size != {"width": width, "height": usual}:
        page.set_viewport_size({"width": width, "height": usual})
    high = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": high})
    yield
    page.set_viewport_size({"width": width, "height": usual})


def shape_of(page: Page) -> str:
    """What the page is built of."""
    return str(page.evaluate(SHAPE))


class Known:
    """The shapes that axe has looked at: in this process, or in all that share a folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._names: set[str] = set()

    def is_new(self, shape: str) -> bool:
        """Whether nobody has asked about this shape before; whoever is told so looks at it."""
        name = hashlib.sha256(shape.encode()).hexdigest()
        if name in self._names:
            return False
        self._names.add(name)
        try:
            if self._folder:
                (self._folder / f"shape-{name}").touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@dataclass
class Seen:
    """What was found on the pages that were looked at. What axe says hangs on a page's shape and not on its words, so
    of pages with a shape that is `known` it hears of the first alone; what hangs on words is measured on every page.
    """

    known: Known = field(default_factory=Known)
    pages: int = 0
    shapes: int = 0
    violations: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    smallest_target: float = float("inf")
    smallest_text: float = float("inf")

    def add(self, page: Page, where: str) -> None:
        """Look at the page as it stands on a tablet, then with every fold open and narrower. The window is put back."""
        self.pages += 1
        wide, high = DEVICES["tablet"]
        page.wait_for_load_state()
        # What comes after the answer by itself would make the page higher than the window that is set for it.
        expect(page.locator("[data-rest]")).to_have_count(0)
        new = self.known.is_new(shape_of(page))
        self.shapes += new
        if new:
            with whole(page, wide):
                self._axe(page, where, BUT_CONTRAST)
        self._measure(page, f"{where} at {wide}")
        page.evaluate(OPENED)
        self._measure(page, f"{where} at {wide}, opened")
        for width, height in NARROW:
            page.set_viewport_size({"width": width, "height": height})
            self._measure(page, f"{where} at {width}, opened")
            if new and width == DEVICES["phone"][0]:
                with whole(page, width):
                    self._axe(page, f"{where} on a phone, opened", EVERYTHING)
        page.set_viewport_size({"width": wide, "height": high})

    def _axe(self, page: Page, where: str, rules: dict[str, object]) -> None:
        """What axe finds. A contrast that it cannot tell counts as found: white on white is one. The figures of a
        chart are excepted: they stand in SVG, whose ground axe never tells, and are in the table beside it."""
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate(FOUND, rules)
        undecided = [rule for rule in found["incomplete"] if rule["id"] in CONTRAST]
        for rule in found["violations"] + undecided:
            for node in rule["nodes"]:
                if rule in undecided and node["html"].startswith("<text "):
                    continue
                said = [check["message"] for check in node["any"] + node["all"] + node["none"]]
                self.violations.append(f"{where}: {rule['id']}: {node['html'][:200]}: {'; '.join(said)}")

    def _measure(self, page: Page, where: str) -> None:
        found = page.evaluate(MEASURED)
        for target in found["targets"]:
            side = round(min(target["width"], target["height"]), 1)
            self.smallest_target = min(self.smallest_target, side)
            if side < SMALLEST_TARGET:
                self.faults.append(f"{where}: a target of {side} px: {target['name']}")
        for text in found["texts"]:
            self.smallest_text = min(self.smallest_text, text["size"])
            if text["size"] < SMALLEST_TEXT:
                self.faults.append(f"{where}: text of {text['size']} px: {text['name']}")
        self.faults += [f"{where}: cut off: {name}" for name in found["cut"]]
        if found["sideways"] > 0:
            self.faults.append(f"{where}: scrolls {found['sideways']} px sideways")

    def told(self, who: str) -> str:
        """One line for the end of the run."""
        return (
            f"pages {who}: {self.pages}, of new shapes: {self.shapes}, "
            f"axe violations: {len(self.violations)}, faults: {len(self.faults)}, "
            f"smallest target {self.smallest_target:g} px, smallest text {self.smallest_text:g} px"
        )
