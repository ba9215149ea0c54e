"""Every address of the program that can be opened, with the numbers of records that there are."""

from collections.abc import Iterator

from werkzeug.routing import BuildError, Rule

from tests.make import WORDS_IN_ADDRESSES, World

NO_PAGE = {"static", "health.healthz"}


def rules(world: World, method: str = "GET") -> list[Rule]:
    """The routes that answer this method, without files and answers for machines."""
    found = [rule for rule in world.app.url_map.iter_rules() if rule.endpoint not in NO_PAGE]
    return [rule for rule in found if method in (rule.methods or ())]


def addresses(world: World, ids: dict[str, int], method: str = "GET") -> Iterator[tuple[str, str]]:
    """Endpoint and path of every route whose records are among these (`citizen`: its number)."""
    values: dict[str, object] = {f"{kind}_id": number for kind, number in ids.items()} | {"kind": "citizens"}
    values |= WORDS_IN_ADDRESSES
    with world.app.test_request_context():
        adapter = world.app.create_url_adapter(None) or world.app.url_map.bind("localhost")
        built = []
        for rule in rules(world, method):
            try:
                path = adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}, method=method)
            except (BuildError, KeyError):
                continue
            built.append((rule.endpoint, path))
    yield from built
