"""The guarded side of algebra: reads one question per line, answers with one line, in a process that can be ended at any time.

In: `{"left": …, "right": …, "within": "1/200" or null}`. Out: `{"same": true, false or null, "why": …}`.
"""

import json
import sys
from fractions import Fraction

from bookwright.curation.verification.math.equality import says_the_same, with_products
from bookwright.curation.verification.math.parser import read
from bookwright.curation.verification.math.tree import Undefined, Unreadable, names

MEMORY = 1 << 30


def answer(line: str) -> str:
    """The answer to one question; whatever goes wrong with it is its answer."""
    question = json.loads(line)
    within = Fraction(question["within"]) if question["within"] else None
    try:
        left, right = read(question["left"]), read(question["right"])
        letters = names(left) | names(right)
        same = says_the_same(with_products(left, letters), with_products(right, letters), within)
    except Undefined as reason:
        return json.dumps({"same": False, "why": str(reason)})
    except Unreadable as reason:
        return json.dumps({"same": None, "why": str(reason)})
    except (Exception, RecursionError, MemoryError) as error:  # sympy raises of every kind on what it cannot do
        return json.dumps({"same": None, "why": f"it cannot be worked out ({type(error).__name__})"})
    return json.dumps({"same": same, "why": ""})


def main() -> None:
    """Answers until standard input ends."""
    try:
        import resource  # noqa: PLC0415 - not there on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # the time limit holds all the same
    for line in sys.stdin:
        sys.stdout.write(answer(line) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
