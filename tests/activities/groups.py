"""A group with its three words at the tablet, and a picture of a receipt."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from app.accounts.role import Role
from tests.browser_without_script import Browser, Page
from tests.make import World


def picture(size: tuple[int, int] = (40, 60)) -> bytes:
    """A photograph of a receipt, as a telephone makes it."""
    kept = BytesIO()
    Image.new("RGB", size, "white").save(kept, "JPEG")
    return kept.getvalue()


@dataclass
class Group:
    """A granted application at Regnbuen, opened with its words at Mette's tablet."""

    world: World
    application: int
    words: str
    tablet: Browser
    mette: int

    @classmethod
    def of(cls, world: World, ore: int = 300_000) -> "Group":
        """Granted, and nothing more."""
        mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
        application, words = world.granted(by=mette, ore=ore)
        return cls(world, application, words, opened(world, words), mette)

    def get(self, path: str = "") -> Page:
        """A page of the group."""
        return self.tablet.get(f"/activities/door/own{path}")

    def send(self, path: str, button: tuple[str, str] | None = None, index: int = 0, **entered: str) -> Page:
        """A form of that page, filled in."""
        form = self.get(path).form(f"/own{path}" if path else "/door/own", index)
        for name, value in entered.items():
            form[name] = value
        return form.submit(button)

    def with_picture(self, path: str, content: bytes, name: str = "bon.jpg", **entered: str) -> Page:
        """The same with a file."""
        form = self.get(path).form(path)
        data: dict[str, object] = {field: values[0] for field, values in form.values.items() if field != "receipt"}
        data |= {**entered, "receipt": (BytesIO(content), name)}
        sent = self.tablet.client.post(form.action, data=data, content_type="multipart/form-data", buffered=True)
        sent.request.environ["wsgi.input"].close()
        return Page(self.tablet, sent)


def opened(world: World, words: str, by: str = "mette") -> Browser:
    """A tablet at the door on which these words were written."""
    tablet = world.door(by)
    form = tablet.get("/applications/door/code").form("/door/code")
    form["words"] = words
    assert form.submit().status == 303
    return tablet
