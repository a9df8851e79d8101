"""The parser process: reads one file after another within its limits. Run as `python -m bookwright.knowledge.parse_worker LIMITS`."""

import importlib
import os
import queue
import re
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from bookwright.errors import DocumentError
from bookwright.knowledge.document import BlockKind, Document, Parsed, compose
from bookwright.knowledge.exchange import LENGTH, ParseLimits, Reply, Task, framed
from bookwright.knowledge.language import language_of
from bookwright.knowledge.sniff import ENDINGS, sniff

LEAST_WORDS = 20
LANGUAGE_SAMPLE = 20_000
LARGEST_FILE = 256_000_000
# The scripts that are written without spaces count by the character.
WORD = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\\w+")
PROSE = (BlockKind.PARAGRAPH, BlockKind.ITEM)


def main() -> None:
    """Answers tasks from standard input until it closes."""
    limits = ParseLimits.model_validate_json(sys.argv[1])
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    loaders = {kind: importlib.import_module(f"bookwright.knowledge.loaders.{kind}") for kind in ENDINGS}
    restrict(limits)
    send(answers, None)
    while True:
        task = tasks.get()
        allow_time(limits)
        reply = answer(task, limits, loaders)
        send(answers, reply)
        if reply.last:
            return


def listen(source: BinaryIO, tasks: queue.SimpleQueue[Task]) -> None:
    """Puts the tasks that come in into a queue. When the source closes the parent is gone, and the process ends wherever it is."""
    while len(head := source.read(LENGTH.size)) == LENGTH.size:
        tasks.put(Task.model_validate_json(source.read(LENGTH.unpack(head)[0])))
    os._exit(0)


def send(answers: BinaryIO, reply: Reply | None) -> None:
    """Writes one message."""
    answers.write(framed(reply))
    answers.flush()


def restrict(limits: ParseLimits) -> None:
    """Bounds memory on top of what the process has by now, and forbids core dumps and the writing of files but in `files_allowed`."""
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if sys.platform == "linux" else 0
    most = taken + limits.memory_mb * 1_000_000
    for kind, bound in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (bound, bound))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, LARGEST_FILE))


@contextmanager
def files_allowed() -> Iterator[None]:
    """Inside the block a file may be written: the identifier of languages unpacks its model into one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, LARGEST_FILE))


def allow_time(limits: ParseLimits) -> None:
    """Bounds processor time for the next task. The parent keeps the deadline; this ends a parser whose parent was killed."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + 2 * limits.seconds) + 2, hard))


def answer(task: Task, limits: ParseLimits, loaders: dict[str, ModuleType]) -> Reply:
    """What becomes of a task. Whatever goes wrong in a parser is a reason in plain words."""
    try:
        return Reply(document=read(task, limits, loaders))
    except DocumentError as error:
        return Reply(reason=error.reason, advice=error.advice)
    except MemoryError:
        return Reply(reason=f"needs more than {limits.memory_mb} MB of memory to read", advice="split it", last=True)
    except OSError as error:
        return Reply(reason=f"cannot be opened ({error.strerror or error})", advice="check its permissions")
    except Exception:
        # Parsers of foreign files fail in any way there is.
        return Reply(reason="is damaged, or of a shape that its reader does not know", advice="get it again, or convert it to another type")


def read(task: Task, limits: ParseLimits, loaders: dict[str, ModuleType]) -> Document:
    """The document in a file."""
    data = read_bytes(Path(os.fsdecode(bytes.fromhex(task.path))), limits)
    kind = sniff(task.name, data)
    if kind in ("plain", "markdown") and len(data) > 4 * limits.text_bytes:
        raise too_much(limits)
    parsed: Parsed = loaders[kind].load(data)
    del data
    if len(parsed.blocks) > limits.blocks:
        raise DocumentError(task.name, f"falls into more than {limits.blocks:,} pieces", "split it")
    if sum(len(block.text.encode("utf-8")) for block in parsed.blocks) > limits.text_bytes:
        raise too_much(limits)
    words = word_count(parsed)
    if words < LEAST_WORDS:
        raise DocumentError(task.name, f"holds only {words} words", "nothing can be asked of so little")
    with files_allowed():
        language = parsed.language or language_of(sample_of(parsed))
    return compose(parsed, task.name, language, task.licence)


def read_bytes(path: Path, limits: ParseLimits) -> bytes:
    """The bytes of a file that leaves memory to parse it in."""
    size, most = path.stat().st_size, limits.memory_mb * 1_000_000 // 4
    if size > most:
        raise DocumentError(path.name, f"has {size / 1_000_000:.0f} MB, more than the {most // 1_000_000} MB that can be read", "split it")
    return path.read_bytes()


def too_much(limits: ParseLimits) -> DocumentError:
    """What is said of a document over the limit of text."""
    return DocumentError("document", f"holds more than {limits.text_mb:g} MB of text", "split it")


def word_count(parsed: Parsed) -> int:
    """The words of a document, counted no further than it takes to know that there are enough."""
    words = 0
    for block in parsed.blocks:
        words += len(WORD.findall(block.text[:10_000]))
        if words >= LEAST_WORDS:
            break
    return words


def sample_of(parsed: Parsed) -> str:
    """The beginning of a document's prose, or of all its text where it has no prose: enough to tell its language."""
    prose = [block.text for block in parsed.blocks if block.kind in PROSE] or [block.text for block in parsed.blocks]
    sample, length = [], 0
    for text in prose:
        sample.append(text[: LANGUAGE_SAMPLE - length])
        length += len(sample[-1]) + 1
        if length >= LANGUAGE_SAMPLE:
            break
    return "\n".join(sample)


if __name__ == "__main__":
    main()
