"""A room with a workshop in it: staff who lead, tablets at the door, the big screen."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.accounts.role import Role
from app.db import db
from app.workshops import holding
from app.workshops.models import Workshop, WorkshopSlip
from app.workshops.workshop import Stage
from tests.browser_without_script import Browser, Page
from tests.make import World


@dataclass
class Room:
    """A workshop at Regnbuen, led by Mette."""

    world: World
    workshop: int
    leading: Browser

    @classmethod
    def of(cls, world: World) -> "Room":
        """Planned and not begun."""
        mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
        return cls(world, world.workshop(by=mette), world.browser("mette"))

    def led(self) -> Page:
        """The page of whoever leads."""
        return self.leading.get(f"/workshops/{self.workshop}")

    def to(self, *stages: Stage) -> Page:
        """On through these stages, by the buttons."""
        answer = self.led()
        for stage in stages:
            answer = self.led().form("/stages").submit(("to", stage.value))
            assert answer.status == 303, (stage, answer.status)
        return answer

    def slips(self, number: int) -> list[str]:
        """So many slips, by the page; answers with the words of all."""
        form = self.leading.get(f"/workshops/{self.workshop}/slips").form("/slips")
        form["number"] = str(number)
        assert form.submit().status == 303
        with self.world.app.app_context():
            mine = sa.select(WorkshopSlip).where(WorkshopSlip.workshop_id == self.workshop)
            return [holding.words(one) for one in db.session.scalars(mine.order_by(WorkshopSlip.number))]

    def tablet(self) -> Browser:
        """A tablet at the citizens' door."""
        return self.world.door("mette")

    def screen(self) -> Browser:
        """The wall."""
        return self.world.screen("mette")

    def say(self, tablet: Browser, words: str) -> Page:
        """An idea from a tablet."""
        form = tablet.get("/workshops/door").form("/door/ideas")
        form["words"] = words
        return form.submit()

    def draw(self, tablet: Browser, slip: str) -> Page:
        """Somebody takes the tablet with a slip."""
        form = tablet.get("/workshops/door").form("/door/slip")
        form["slip"] = slip
        return form.submit()

    def dot(self, tablet: Browser, idea: int) -> Page:
        """A dot for an idea."""
        button = ("give", str(idea))
        return tablet.get("/workshops/door").form("/door/dots").submit(button)

    def stage(self) -> Stage:
        """How far it is."""
        with self.world.app.app_context():
            return db.session.get_one(Workshop, self.workshop).stage
