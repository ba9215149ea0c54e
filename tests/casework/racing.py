"""Several people who tap the same button in the same moment, over the real program."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass

from flask import Flask


@dataclass(frozen=True)
class Answer:
    """What somebody was told."""

    username: str
    status: int
    text: str


@dataclass
class Taker:
    """Somebody with a board open: the cookie and the token of their tablet."""

    app: Flask
    username: str
    cookie: str
    token: str

    def take(self, visit: int) -> Answer:
        """Tap «Tag imod»."""
        sent = {"csrf_token": self.token, "form_key": uuid.uuid4().hex, "step": "take"}
        client = self.app.test_client(use_cookies=False)
        answer = client.post(f"/casework/visits/{visit}/steps", data=sent, headers={"Cookie": self.cookie})
        return Answer(self.username, answer.status_code, answer.get_data(as_text=True))


def taken_at_once(takers: list[Taker], visit: int) -> list[Answer]:
    """All of them tap at once; answers with what each was told."""
    together = threading.Barrier(len(takers))
    answers: list[Answer] = []

    def tap(taker: Taker) -> None:
        together.wait()
        answers.append(taker.take(visit))

    threads = [threading.Thread(target=tap, args=(taker,)) for taker in takers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
