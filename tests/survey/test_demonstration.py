"""The demo's surveys are really asked, sealed, stored and counted, and one of them is the table of the source."""

from pathlib import Path

from flask_migrate import upgrade

from app import clock
from app.demo.story import Story
from app.survey import demonstration, results
from app.survey.results import ANSWERS, Event, Shown
from tests.conftest import program
from tests.database import one_table

PUBLISHED = {
    "place": [59, 39, 1, 1, 0],
    "safe": [58, 40, 1, 1, 0],
    "heard": [64, 33, 3, 0, 0],
    "mattered": [65, 34, 1, 0, 0],
    "time": [67, 31, 2, 0, 0],
}
"""Page 11 of the report; SIV-60."""
POSITIVE = [98, 98, 97, 99, 98]
"""SIV-55."""


def test_four_hundred_envelopes_give_the_published_table(tmp_path: Path) -> None:
    app = program(f"sqlite:///{tmp_path / 'vaeksthus.sqlite'}", tmp_path)
    with app.app_context():
        upgrade()
        story = Story()
        story.places()
        said = list(demonstration.load())
        assert said[2] == "The survey of 2016-Q3: 429 envelopes, counted"
        published, before, first = results.closed()
        assert (published.name, before.name, first.name) == ("2016-Q3", "2016-Q2", "2016-Q1")
        assert (published.answered, published.refused, published.not_returned) == (400, 29, 43)
        assert published.response_percent is not None
        assert published.response_percent > 80
        assert {row.question: [row.percent(answer) for answer in ANSWERS] for row in published.everybody} == PUBLISHED
        assert [row.positive_percent for row in published.everybody] == POSITIVE
        assert {group.shown for group in published.everybody} == {Shown.FIVE}
        assert {row.shown for group in published.centres for row in group.rows} == {Shown.AT_LEAST}
        small = next(group for group in published.centres if group.member is None)
        assert (small.answered or 0) >= 10
        assert {story.centres[name].id for name in ("Brugerhuset", "Parasollen")}.isdisjoint(
            {group.member for group in published.centres}
        )
        assert (first.outcome, first.answered) == (Event.TOO_FEW, None)
        now = results.running()
        assert now is not None
        assert (now.asked, now.returned, now.starts_on <= clock.today() <= now.ends_on) == (31, 28, True)
    assert min(one.name for one in (tmp_path / "survey_keys").iterdir()) == f"{now.name}.key"
    assert len(one_table(app, "survey_box")) == 2
