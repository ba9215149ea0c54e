"""Whatever is written at the door: a sentence beside the field, and nothing is lost."""

from __future__ import annotations

import io
import random
import struct
import uuid
import zlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from PIL import Image

from app import clock
from app.picture import LONGEST_SIDE, MOST_DOTS, Reason, Refusal, drawn_anew
from tests.applications.at_door import APPLICATION, begun, filled, opened, tablet, words_of
from tests.browser_without_script import Browser, Page
from tests.database import one_table
from tests.kernel.test_hostile import FIELDS, WORDS
from tests.make import World

MEGABYTE = 1024 * 1024


def beside(page: Page, field: str) -> str:
    """The sentence beside a field; nothing where there is none."""
    found = page.soup.find(id=f"{field}-fejl")
    return found.get_text(" ", strip=True) if found else ""


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **how: object) -> bytes:
    """A picture as a telephone makes it."""
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **how)
    return made.getvalue()


def test_each_thing_that_is_wrong_has_its_sentence_and_all_of_it_stays(world: World) -> None:
    door = tablet(world)
    page = begun(door)
    words = words_of(page)
    first = clock.today() + timedelta(days=9)
    wrong = {
        "kroner_1": ("-20", "Skriv, hvor mange kroner det er. Tallet skal være over 0."),
        "kroner_2": ("99999999999", "Beløbet er for stort."),
        "kroner_3": ("12.50", "Skriv beløbet i kroner, som 1.234,50."),
        "people": ("1", "I skal være mindst to."),
        "to_on": ((first - timedelta(days=1)).isoformat(), "Det slutter, før det starter."),
        "what": ("ord " * 10_000, "Her står 40.000 tegn. Der er plads til 4.000."),
        "applicants": ("Ida\nTom", "Tom arbejder her og kan ikke søge."),
    }
    form = filled(
        page, text_3="Kaffe", from_on=first.isoformat(), **{name: typed for name, (typed, _) in wrong.items()}
    )
    answer = form.submit(("do", "send"))
    assert answer.status == 422
    for field, (typed, sentence) in wrong.items():
        assert sentence in beside(answer, field), field
        assert answer.form(APPLICATION)[field].strip() == typed.strip()
    assert answer.form(APPLICATION)["roles"] == "Ida køber ind. Bo dækker bord."
    # It was kept on the server as well, wrong as it is.
    kept = opened(door, words).form(APPLICATION)
    assert (kept["kroner_1"], kept["what"].strip()) == ("-20", wrong["what"][0].strip())


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("people", "mange", "Skriv et helt tal."),
        ("people", "99999999999999999999", "Det er for mange."),
        ("from_on", "31.2.2027", "Skriv en dato"),
        ("from_on", "2020-01-01", "Den dag er gået."),
        ("from_on", "9999-12-30", ""),
        ("kroner_1", "", "Skriv, hvad det koster."),
        ("text_1", " ", "Skriv, hvad pengene skal gå til."),
        ("applicants", "\n ,", "Skriv, hvem I er."),
        ("helper", "010203-1234", "Skriv ikke CPR-numre."),
    ],
)
def test_one_thing_is_wrong(world: World, field: str, typed: str, sentence: str) -> None:
    door = tablet(world)
    answer = filled(begun(door), **{field: typed}).submit(("do", "send"))
    assert answer.status == 422
    assert sentence in beside(answer, field)
    assert answer.form(APPLICATION)["what"] == "Vi laver mad sammen hver fredag."


def test_more_words_than_a_draft_holds_are_refused_and_stay_on_the_page(world: World) -> None:
    answer = filled(begun(tablet(world)), what="ord " * 60_000).submit(("do", "pause"))
    assert answer.status == 422
    assert "240.000 tegn" in beside(answer, "what")
    assert len(answer.form(APPLICATION)["what"]) == 240_000


def test_another_line_keeps_all_and_adds_up_what_can_be_added(world: World) -> None:
    form = filled(begun(tablet(world)), text_3="Kaffe", kroner_3="ti kroner")
    form = form.submit(("do", "line")).follow().form(APPLICATION)
    assert (form["kroner_3"], form["text_4"], form["kroner_1"]) == ("ti kroner", "", "1.250,50")
    assert "text_5" not in form.values
    assert "1.650,50" in form.page


def _send(world: World, content: bytes, name: str = "billede.jpg") -> Page:
    door = tablet(world)
    begun(door)
    return _add(door, content, name)


def _add(door: Browser, content: bytes, name: str = "billede.jpg") -> Page:
    form = door.get("/applications/door/pictures").form("/applications/door/pictures")
    said = {name: values[0] for name, values in form.values.items()} | {"what": "Pris på gryder"}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in said.items()]
    parts.append(f'--x\r\nContent-Disposition: form-data; name="picture"; filename="{name}"\r\n')
    # By hand, since the test client would leave a file of its own open.
    body = "".join(parts).encode() + b"Content-Type: image/jpeg\r\n\r\n" + content + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return Page(door, door.client.post("/applications/door/pictures", data=body, content_type=kind))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7\n1 0 obj", "Det er ikke et billede."),
        (b"", "Vælg et billede først."),
        (b"GIF89a" + b"\0" * 40, "Det er ikke et billede."),
        (photo()[:200], "Billedet er gået i stykker."),
        (b"\xff\xd8" + b"x" * (50 * MEGABYTE), "Billedet er for stort."),
    ],
    ids=["a PDF called jpg", "nothing", "a GIF", "half a picture", "50 MB"],
)
def test_a_file_that_is_no_picture_of_ours_is_refused_with_a_sentence(
    world: World, content: bytes, sentence: str
) -> None:
    answer = _send(world, content)
    assert answer.status == 422
    assert sentence in beside(answer, "picture")
    assert answer.form("/door/pictures")["what"] == "Pris på gryder"


def test_eight_pictures_at_once_are_five(world: World) -> None:
    door = tablet(world)
    begun(door)
    cookie = door.client.get_cookie("vaeksthus")
    assert cookie is not None

    def add(_nth: int) -> int:
        tab = Browser(world.app)
        tab.client.set_cookie("vaeksthus", cookie.value)
        return _add(tab, photo()).status

    with ThreadPoolExecutor(8) as tabs:
        answers = Counter(tabs.map(add, range(8)))
    assert answers == {303: 5, 422: 3}
    assert "Der er fem billeder." in _add(door, photo())
    assert len(one_table(world.app, "application_picture")) == 5


def test_a_picture_is_drawn_anew_without_where_and_when_it_was_taken(world: World) -> None:
    hidden = Image.Exif()
    hidden[0x010E] = "hemmeligt sted"
    hidden[0x0112] = 6
    sent = photo(size=(40, 30), exif=hidden.tobytes())
    assert b"hemmeligt sted" in sent
    answer = _send(world, sent)
    assert answer.status == 303
    page = answer.follow()
    shown = page.soup.select_one("img.v-picture")
    assert shown is not None
    # Turned upright, as its hidden mark said.
    assert (shown["alt"], shown["width"], shown["height"]) == ("Pris på gryder", "30", "40")
    served = page.browser.client.get(str(shown["src"]))
    assert (served.mimetype, served.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert served.headers["Content-Disposition"] == "inline; filename=billede.jpg"
    kept = Image.open(io.BytesIO(served.data))
    assert (kept.format, dict(kept.getexif())) == ("JPEG", {})
    assert b"hemmeligt" not in served.data


def test_a_picture_of_too_many_dots_is_refused_before_it_is_drawn() -> None:
    small = photo("PNG")
    head = small[12:16] + struct.pack(">II", MOST_DOTS // 1000, 1001) + small[24:29]
    huge = small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:]
    with pytest.raises(Refusal) as refused:
        drawn_anew(huge)
    assert refused.value.reason is Reason.TOO_BIG


def test_a_file_that_was_made_to_hurt_is_drawn_anew_or_refused_and_nothing_else() -> None:
    hidden = Image.Exif()
    hidden[0x010E], hidden[0x0112], hidden[0x8825] = "et sted", 6, {1: "N", 2: (55.0, 1.0, 2.0)}
    whole = [photo(kind, size=(40, 30), exif=hidden.tobytes()) for kind in ("JPEG", "WEBP")]
    chance = random.Random(5)
    refused = 0
    for _ in range(4000):
        hurt = bytearray(chance.choice(whole))
        for _ in range(chance.choice((1, 2, 4))):
            hurt[chance.randrange(min(len(hurt), 250))] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))
        try:
            drawn_anew(bytes(hurt))
        except Refusal:
            refused += 1
    assert 0 < refused < 4000


def test_what_can_be_seen_through_becomes_white_and_a_big_picture_smaller() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (3200, 100), (0, 0, 0, 0)).save(made, "PNG")
    drawn = drawn_anew(made.getvalue())
    assert (drawn.width, drawn.height) == (LONGEST_SIDE, 50)
    assert Image.open(io.BytesIO(drawn.content)).getpixel((10, 10)) == (255, 255, 255)


def test_hostile_values_at_the_door_are_never_a_failure_of_ours(world: World) -> None:
    """Each form of the door with each value in every field, as the kernel's test does where somebody is signed in."""
    idea = world.idea("En tur til havet")
    door = tablet(world)
    token = begun(door).form(APPLICATION)["csrf_token"]
    paths = ("ideas/new", f"ideas/{idea}/support", "new", "application", "application/draft", "pictures", "answer")
    wrong = []
    for number, word in enumerate(WORDS):
        for path in (*paths, "code") if number < 8 else paths:
            data = {field: [word] for field in sorted(FIELDS - {"do"})} | {"csrf_token": [token]}
            data |= {"form_key": [uuid.uuid4().hex], "do": [("send", "line", word)[number % 3]]}
            answer = door.client.post(f"/applications/door/{path}", data=data)
            if answer.status_code >= 500:
                wrong.append((path, word[:30], answer.status_code))
        shown = [door.get(f"/applications/door/{page}?idea={word[:50]}&more={word[:50]}") for page in ("new", "ideas")]
        wrong += [(one.path, word[:30], one.status) for one in shown if one.status >= 500]
        words = begun(door, f"Kladde {number}") if door.get(APPLICATION).status != 200 else None
        assert words is None or words.status == 200
    assert wrong == []
