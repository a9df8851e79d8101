"""Kills a server over and over while its runs work, wait for a person and queue, and looks whether anybody could tell.

    python -m benchmarks.kill_server [--kills 28] [--rules-kills 12] [--seed 1]

Three owners want thirteen runs: questions and answers, and textbooks; three of them one behind the other on one thread, six of them with a
person who looks at records or at a plan. A server answers them once without being killed, and once with a SIGKILL at each of so many
moments: after some answers of the model, before it answers, while a file is written, soon after a person's answer, and while the jobs of
the life before still end. It is begun again on the same folder each time. The first series has a scripted model on loopback, the second
none. Clients listen all the while, and go on behind the last event that they saw.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.endpoint.client import running
from tests.endpoint.plan import Marks

from benchmarks.crash.remains import Served
from benchmarks.server.errands import ERRANDS
from benchmarks.server.series import Came, Series
from benchmarks.server.verdict import faults, paid_again


async def with_model(folder: Path, kills: int, passages: int, chance: Random) -> tuple[dict[str, float], dict[str, list[str]]]:
    """The numbers, and every promise with what breaks it, of a server whose runs ask a model."""
    with running(folder / "requests.jsonl") as endpoint:
        endpoint.follow(latency=0.05, faulty=0.4, evolving=0.5, marks=Marks.REQUEST)
        served = Served(endpoint.log_path)
        series = Series(folder, ("--model", "scripted", "--base-url", endpoint.url), passages, served, _tell)
        await series.prepare()
        whole = await series.go("whole", 0, chance)
        asked = endpoint.served()["asked"]
        killed = await series.go("killed", kills, chance)
        served.more()
        known, again = paid_again(served.lines, killed.before)
        numbers = _numbers(killed) | {"requests of the unkilled server": asked, "of the killed one": endpoint.served()["asked"] - asked}
        numbers["requests told apart"] = known
        return numbers, {**faults(killed, whole, folder), "answers paid for twice though stored": again, **_of_the_unkilled(whole)}


async def with_rules(folder: Path, kills: int, passages: int, chance: Random) -> tuple[dict[str, float], dict[str, list[str]]]:
    """The same of a server without a model."""
    series = Series(folder, (), passages, None, _tell)
    await series.prepare()
    whole = await series.go("whole", 0, chance)
    killed = await series.go("killed", kills, chance)
    return _numbers(killed), {**faults(killed, whole, folder), **_of_the_unkilled(whole)}


def main() -> None:
    """Runs both series, prints what was found, and exits with 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=28, help="of the server with a model")
    parser.add_argument("--rules-kills", type=int, default=12, help="of the server without one")
    parser.add_argument("--passages", type=int, default=10, help="of each document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for what the servers leave, to look at it afterwards")
    given = parser.parse_args()
    broken = []
    with tempfile.TemporaryDirectory() as temporary:
        base = (given.keep or Path(temporary)).resolve()
        for name, kills, go in (("model", given.kills, with_model), ("rules", given.rules_kills, with_rules)):
            if kills:
                (base / name).mkdir(parents=True)
                numbers, found = asyncio.run(go(base / name, kills, given.passages, Random(given.seed)))
                print(f"\n{name}, load of the machine {os.getloadavg()[0]:.1f}\n")
                print("\n".join(f"| {title} | {number:g} |" for title, number in numbers.items()))
                print("\n".join(f"| **{promise}** | {len(words)} |" for promise, words in found.items()))
                print(*(word for words in found.values() for word in words[:20]), sep="\n", flush=True)
                broken += [f"{name}: {word}" for words in found.values() for word in words]
    sys.exit(bool(broken))


def _numbers(came: Came) -> dict[str, float]:
    kills = {f"kills: {kind}": float(count) for kind, count in came.kinds.most_common()}
    heard = sum(len(messages) for told in came.told for messages in told.messages)
    return {
        **kills,
        "kills in all": float(came.kinds.total()),
        "errands ended": float(len(came.told)),
        "of": float(len(ERRANDS)),
        "events heard": float(heard),
        "longest that a process outlived its server, s": round(came.longest_end, 1),
        "seconds": round(came.seconds),
    }


def _of_the_unkilled(whole: Came) -> dict[str, list[str]]:
    return {"faults of the unkilled server": whole.wrong}


def _tell(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
