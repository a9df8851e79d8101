"""Is ROUGE-L over a pool that of rouge-score, how much faster is it, and what does Self-Instruct's filter cost at 20,000 instructions?

    python -m benchmarks.instruct --data DATA [--rouge PYTHON] [--instructions 20000] [--pool 50000] [--pairs 20000] [--queries 200]

DATA holds self_instruct/, mbpp/, gsm8k/ and xquad/. Of their instructions, questions and problems the first third of one, the second of
another and the last of a third are put together, as a hash draws them: every instruction shares its words with many others, and some come
near to others. PYTHON is an interpreter
that has the package rouge-score; without it the comparisons are left out, and said to be. Its time for the whole pool is reckoned from a
sample of comparisons. The filter runs in a process of its own, on one core. Ends with 1 when a promise is broken: scores that differ by
more than 1e-9, less than 50 times as fast, more than 3 minutes for 20,000 or more than 1 GB.
"""

import argparse
import json
import multiprocessing
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time

from rich.console import Console
from rich.table import Table

from bookwright.curation.instruct.rouge import Pool, rouge_l, tokens
from bookwright.curation.instruct.rules import InstructionRules

THRESHOLD = 0.7
MOST_DIFFERENT, LEAST_FASTER, MOST_SECONDS, MOST_BYTES = 1e-9, 50, 180.0, 10**9
INSTRUCTIONS = 20_000
"""What the seconds are promised for; for others in proportion."""
SAMPLE = 2000
"""Comparisons that rouge-score is timed on."""
FEWEST_WORDS = 6
SCORING = """
import json, sys, time
from rouge_score import rouge_scorer
scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False)
pairs = json.load(sys.stdin)
cut = [(scorer._tokenizer.tokenize(a), scorer._tokenizer.tokenize(b)) for a, b in pairs[:SAMPLE]]
begun = time.perf_counter()
scores = [scorer.score(a, b)["rougeL"].fmeasure for a, b in pairs[:SAMPLE]]
whole = time.perf_counter() - begun
begun = time.perf_counter()
for a, b in cut:
    rouge_scorer._score_lcs(a, b)
bare = time.perf_counter() - begun
scores += [scorer.score(a, b)["rougeL"].fmeasure for a, b in pairs[SAMPLE:]]
print(json.dumps({"scores": scores, "seconds": whole / len(cut), "bare": bare / len(cut)}))
"""

Pairs = Sequence[tuple[str, str]]


def texts_of(data: Path) -> list[str]:
    """Instructions, questions and problems of several data sets, in one line each."""
    found = [
        row["instruction"] for name in ("seed_tasks", "user_oriented_instructions") for row in _rows(data / f"self_instruct/{name}.jsonl")
    ]
    found += [row["text"] for row in _rows(data / "mbpp/mbpp.jsonl")]
    found += [row["question"] for row in _rows(data / "gsm8k/test.jsonl")]
    articles = json.loads((data / "xquad/xquad.en.json").read_text(encoding="utf-8"))["data"]
    found += [asked["question"] for article in articles for paragraph in article["paragraphs"] for asked in paragraph["qas"]]
    lines = dict.fromkeys(" ".join(text.split()) for text in found)
    return [line for line in lines if len(line.split()) >= FEWEST_WORDS]


def made(texts: Sequence[str], count: int) -> list[str]:
    """So many instructions: the first third of one text, the second of another and the last of a third, as a hash draws them."""
    instructions = []
    for number in range(count):
        digest = sha256(str(number).encode()).digest()
        drawn = [texts[int.from_bytes(digest[place : place + 8]) % len(texts)].split() for place in (0, 8, 16)]
        thirds = (words[part * len(words) // 3 : (part + 1) * len(words) // 3] for part, words in enumerate(drawn))
        instructions.append(" ".join(word for words in thirds for word in words))
    return instructions


def filtered(instructions: Sequence[str]) -> tuple[int, int, float, float, int]:
    """How many break a rule, how many are too near, the seconds that it took, by the clock and of the processor, and the most memory that
    the process had, in bytes."""
    rules, pool = InstructionRules(), Pool(THRESHOLD)
    against = near = 0
    begun, busy = perf_counter(), process_time()
    for number, instruction in enumerate(instructions):
        if rules.broken(instruction):
            against += 1
        elif pool.nearest(instruction):
            near += 1
        else:
            pool.add(str(number), instruction)
    return against, near, perf_counter() - begun, process_time() - busy, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def pairs_of(instructions: Sequence[str], count: int) -> Iterator[tuple[str, str]]:
    """So many pairs: half of them any two, half an instruction with itself as it is after a few words were moved or lost."""
    for number in range(count):
        digest = sha256(f"pair {number}".encode()).digest()
        first, second = (instructions[int.from_bytes(part) % len(instructions)] for part in (digest[:8], digest[8:16]))
        words = first.split()
        cut = digest[16] % len(words)
        yield first, second if number % 2 else " ".join((*words[cut:], *words[: cut // 2]))


def scored(python: str, pairs: Pairs) -> tuple[list[float], float, float]:
    """What rouge-score says of the pairs, and its seconds for one of them, with and without cutting the texts into tokens."""
    done = subprocess.run(
        [python, "-c", SCORING.replace("SAMPLE", str(SAMPLE))], input=json.dumps(pairs), capture_output=True, text=True, check=True
    )
    said = json.loads(done.stdout)
    return said["scores"], said["seconds"], said["bare"]


def looked_up(instructions: Sequence[str], queries: Sequence[str]) -> float:
    """The seconds in which one query is held against all the instructions."""
    pool = Pool(THRESHOLD)
    for number, instruction in enumerate(instructions):
        pool.add(str(number), instruction)
    begun = perf_counter()
    for query in queries:
        pool.nearest(query)
    return (perf_counter() - begun) / len(queries)


def main() -> int:
    """Measures and prints the table; 1 where a promise is broken."""
    asked = _asked()
    texts = texts_of(asked.data)
    instructions = made(texts, asked.pool + asked.queries)
    with multiprocessing.get_context("spawn").Pool(1) as process:
        against, near, seconds, busy, most = process.apply(filtered, (instructions[: asked.instructions],))
    share = asked.instructions / INSTRUCTIONS
    rows = [
        ("instructions filtered", f"{asked.instructions:,}: {against:,} break a rule, {near:,} too near", "", True),
        ("seconds", f"{seconds:.1f}", f"< {MOST_SECONDS * share:.0f}", seconds < MOST_SECONDS * share),
        ("seconds of the processor", f"{busy:.1f}", "", True),
        ("memory at its most, MB", f"{most / 1e6:.0f}", f"< {MOST_BYTES / 1e6:.0f}", most < MOST_BYTES),
    ]
    lookup = looked_up(instructions[: asked.pool], instructions[asked.pool :])
    rows.append((f"one against {asked.pool:,}, ms", f"{1000 * lookup:.2f}", "", True))
    if asked.rouge:
        pairs = list(pairs_of(instructions, asked.pairs))
        scores, one, bare = scored(asked.rouge, pairs)
        apart = max(abs(rouge_l(tokens(a), tokens(b)) - score) for (a, b), score in zip(pairs, scores, strict=True))
        rows += [
            (f"most that {asked.pairs:,} scores differ", f"{apart:.1e}", f"<= {MOST_DIFFERENT:.0e}", apart <= MOST_DIFFERENT),
            (f"rouge-score for the same, s ({SAMPLE:,} comparisons × {asked.pool / SAMPLE:g})", f"{one * asked.pool:.2f}", "", True),
            ("times faster", f"{one * asked.pool / lookup:,.0f}", f">= {LEAST_FASTER}", one * asked.pool / lookup >= LEAST_FASTER),
            ("times faster than its LCS alone, on tokens", f"{bare * asked.pool / lookup:,.0f}", "", True),
        ]
    else:
        rows.append(("against rouge-score", "left out: no --rouge PYTHON", "", True))
    table = Table("measured", "", "promised", title=f"Self-Instruct's filter, on instructions made of {len(texts):,} texts")
    for name, value, promise, kept in rows:
        table.add_row(name, value, promise if kept else f"{promise} BROKEN")
    Console().print(table)
    return 0 if all(kept for *_, kept in rows) else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rouge", help="an interpreter that has rouge-score")
    parser.add_argument("--instructions", type=int, default=INSTRUCTIONS)
    parser.add_argument("--pool", type=int, default=50_000)
    parser.add_argument("--pairs", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=200)
    return parser.parse_args()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
