"""How big and how long: from the environment, so that a short form can run as a test."""

import os
from dataclasses import dataclass

GROWN = 10
"""The page of figures is measured again with this many times fewer contacts, in the same register."""


@dataclass(frozen=True)
class Sizes:
    """Rows of the databases, repetitions of each measured request, and seconds of the crowd."""

    contacts: int = 1_000_000
    citizens: int = 100_000
    rounds: int = 100
    seconds: float = 8.0
    clients: int = 16
    tablets: int = 60
    writers: int = 6
    databases: tuple[str, ...] = ("sqlite", "postgresql")


def sizes() -> Sizes:
    """CONTACTS, CITIZENS, ROUNDS, SECONDS, CLIENTS, TABLETS, WRITERS and DATABASES (names with a
    space between), where they are set.
    """
    given = Sizes()
    environment = os.environ
    return Sizes(
        contacts=int(environment.get("CONTACTS") or given.contacts),
        citizens=int(environment.get("CITIZENS") or given.citizens),
        rounds=int(environment.get("ROUNDS") or given.rounds),
        seconds=float(environment.get("SECONDS") or given.seconds),
        clients=int(environment.get("CLIENTS") or given.clients),
        tablets=int(environment.get("TABLETS") or given.tablets),
        writers=int(environment.get("WRITERS") or given.writers),
        databases=tuple((environment.get("DATABASES") or " ".join(given.databases)).split()),
    )
