"""A command killed at random points and gone on with: is what it makes that of a run that was never killed, and is anything paid twice?"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from tests.endpoint.client import Endpoint
from tests.promises import broken_promises

from benchmarks.crash.findings import Requests
from benchmarks.crash.lives import Life, Nursery
from benchmarks.crash.remains import Served, stored_answers, texts_of

LONGEST_LIFE = 600.0
WRITING = 4
"""Every so many kills one strikes while the files are written."""


class Trial:
    """An endpoint, and lives of one command on run directories in one folder. `made` are the files that it makes there."""

    def __init__(self, folder: Path, command: Sequence[str | Path], made: Sequence[str], endpoint: Endpoint, lives: Nursery) -> None:
        self.folder, self.command, self.made, self.lives, self.endpoint = folder, command, made, lives, endpoint
        self.served = Served(endpoint.log_path)

    def start(self, run: str, key: str) -> Life:
        """One life more."""
        asked = ["--out", run, "--model", "scripted", "--base-url", self.endpoint.url, "--concurrency", "8"]
        return self.lives.start([*map(str, self.command), *asked], self.folder, key, BOOKWRIGHT_API_KEY=key)

    def through(self, run: str, key: str, due: Callable[[Life, int], bool] = lambda *_: False) -> tuple[Life, int]:
        """A life until it ends or is due to be killed, and how many answers it had been sent by then."""
        life, sent = self.start(run, key), 0
        while not life.ended() and time.monotonic() < life.began + LONGEST_LIFE:
            sent += self.served.count_of(key, "sent")
            if due(life, sent):
                life.kill()
            time.sleep(0.002)
        return life, sent + self.served.count_of(key, "sent")


def stored_texts(run: Path) -> set[str]:
    """The hashes of all texts in the ledger."""
    return {text for reply in stored_answers(run).values() for text in texts_of(reply)}


def killed(trial: Trial, kills: int, whole: int, chance: Random) -> tuple[Counter[str], list[str]]:
    """So many kills of one run, then its end; the numbers, and what is wrong."""
    numbers: Counter[str] = Counter()
    wrong: list[str] = []
    before: dict[str, set[str]] = {}
    run = trial.folder / "killed"
    for number in range(kills):
        key, left = f"life-{number}", whole - len(stored_answers(run))
        before[key] = stored_texts(run)
        writing = number % WRITING == WRITING - 1 and left == 0
        after = chance.randint(0, max(1, 2 * left // max(1, kills - number)))
        part = run / f"{chance.choice(trial.made)}.part"
        life, sent = trial.through(
            "killed", key, lambda _, sent, writing=writing, after=after, part=part: part.exists() if writing else sent >= after
        )
        numbers["kills" if life.status == -9 else "ended before"] += 1
        if life.status not in {-9, 0}:
            wrong.append(f"{key}: exit code {life.status}: {life.said[1][-300:]}")
        numbers["answers sent"] += sent
    before["last"] = stored_texts(run)
    life, sent = trial.through("killed", "last")
    numbers["answers sent"] += sent
    if life.status != 0:
        wrong.append(f"the last life: exit code {life.status}: {life.said[1][-300:]}")
    trial.served.more()
    requests = Requests(trial.served.lines)
    bodies: defaultdict[str, set[str]] = defaultdict(set)
    for line in trial.served.lines:
        if line["event"] == "sent" and line["status"] == 200:
            bodies[line["answer"]].add(line["body"])
    own = {answer: next(iter(asked)) for answer, asked in bodies.items() if len(asked) == 1}  # other answers do not tell their request
    numbers["requests told apart"] = len(own)
    for key, texts in before.items():
        again = {own[text] for text in texts if text in own} & set(requests.asked_by(key))
        wrong += [f"{key} asked again for what was stored: {body}" for body in again]
    numbers["asked twice by one life"] = sum(times > 1 for key in before for times in requests.asked_by(key).values())
    wrong += [
        f"{name} differs from the unkilled run's" for name in trial.made if _bytes(run / name) != _bytes(trial.folder / "whole" / name)
    ]
    wrong += broken_promises(run)
    return numbers, wrong


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
