"""What citizens do for each other at the centre's tablet."""

from tests.browser_without_script import Browser, Page


def hung(tablet: Browser, **changed: str) -> Page:
    """Bodil hangs something up; answers with what the tablet says."""
    form = tablet.get("/peers/door/new").form("/door/new")
    said = {
        "kind": "offered",
        "what": "at ordne en cykel",
        "called": "Bodil",
        "found": "Spørg efter Bodil om torsdagen",
    }
    for name, value in (said | changed).items():
        form[name] = value
    return form.submit()
