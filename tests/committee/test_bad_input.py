"""Whatever is sent to the committee and the pool, by those who may: never a failure of ours, and always a sentence."""

import uuid
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from app.accounts.role import Role
from tests.committee.around import one_of_each
from tests.database import one_table
from tests.kernel.test_hostile import FIELDS, WORDS, _failures
from tests.make import World


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_hostile_values_in_every_field_of_every_form(world: World) -> None:
    pool = world.pool()
    world.account("lene", Role.LEADER, at=())
    ids = {f"{name}_id": id for name, id in {**pool, **one_of_each(world)}.items()}
    with world.app.test_request_context():
        adapter = world.app.url_map.bind("localhost")
        paths = [
            adapter.build(rule.endpoint, {name: ids[name] for name in rule.arguments})
            for rule in world.app.url_map.iter_rules()
            if rule.endpoint.startswith(("committee.", "pool.")) and "POST" in (rule.methods or set())
        ]
    before = {table: len(one_table(world.app, table)) for table in ("vote", "grant_decision")}

    def answers() -> Iterator[tuple[object, TestResponse]]:
        for name in ("lene", "u-ane"):
            browser = world.browser(name)
            token = browser.get("/accounts/me").form("")["csrf_token"]
            mine = [path for path in paths if name == "lene" or "/points/" in path or "/ballots/" in path]
            for number, word in enumerate(WORDS[:: 2 if name == "lene" else 4]):
                for path in mine:
                    data = dict.fromkeys(sorted(FIELDS), [word, word] if number % 2 else [word])
                    data |= {"csrf_token": [token], "form_key": [uuid.uuid4().hex]}
                    yield (name, path, word[:30]), browser.client.post(path, data=data)

    assert "\n".join(map(str, _failures(answers()))) == ""
    assert {table: len(one_table(world.app, table)) for table in before} == before
