"""The reader: documents from files, each parsed in a child process that may fail without harm."""

import os
import selectors
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from bookwright.errors import BookwrightError, DocumentError
from bookwright.knowledge.document import Document, text_sha256
from bookwright.knowledge.exchange import LENGTH, ParseLimits, Reply, Task, framed
from bookwright.knowledge.sources import SourceFile

DEFAULT_LIMITS = ParseLimits()
START_SECONDS = 60.0
TRANSFER_SECONDS = 10.0
# How far the children may read ahead of the one who asks, for each of them.
AHEAD = 3
QUIET_THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
# A parser needs no key and no proxy of the user's.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "TMPDIR")

Outcome = Document | DocumentError


def read_documents(
    files: Sequence[SourceFile], *, licence: str | None = None, limits: ParseLimits = DEFAULT_LIMITS, workers: int = 2
) -> Iterator[tuple[SourceFile, Outcome]]:
    """Each file with its document, or with the reason why it has none, in the order given; read a little ahead of the one who asks."""
    with Crew(limits, licence, min(workers, len(files))) as crew:
        yield from crew.read(files)


class Child:
    """One parser process and the file it is at."""

    def __init__(self, limits: ParseLimits) -> None:
        self.limits = limits
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter on our own module
            [sys.executable, "-P", "-m", "bookwright.knowledge.parse_worker", limits.model_dump_json()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ} | QUIET_THREADS,
            # Ctrl-C is for the parent, which then ends its children itself.
            start_new_session=True,
            bufsize=0,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.stdin, self.stdout = self.process.stdin, self.process.stdout
        os.set_blocking(self.stdout.fileno(), False)
        self.index: int | None = None
        self.ready = False
        self.received = bytearray()
        self.deadline = time.monotonic() + START_SECONDS

    def give(self, index: int, task: Task) -> None:
        """Sends a task, whose time begins once the child is ready for it."""
        self.index = index
        self.stdin.write(framed(task))
        if self.ready:
            self.deadline = time.monotonic() + self.limits.seconds

    def receive(self) -> bytes | None:
        """The body of the answer, once all of it is there. EOFError when the child has ended, OverflowError when it says too much."""
        while True:
            # Read as it comes and never past the limit, whatever the child says.
            chunk = self.stdout.read(1 << 16)
            if chunk == b"":
                raise EOFError
            if chunk is None:
                return self.body()
            if self.ready and not self.received:
                self.deadline = max(self.deadline, time.monotonic() + TRANSFER_SECONDS)
            self.received += chunk
            if len(self.received) > self.limits.reply_bytes:
                raise OverflowError
            if (body := self.body()) is not None:
                return body

    def body(self) -> bytes | None:
        """The next whole message of those received; the empty one only starts the clock."""
        if len(self.received) < LENGTH.size:
            return None
        size = LENGTH.unpack_from(self.received)[0]
        if size > self.limits.reply_bytes:
            raise OverflowError
        if len(self.received) < LENGTH.size + size:
            return None
        body = bytes(memoryview(self.received)[LENGTH.size : LENGTH.size + size])
        del self.received[: LENGTH.size + size]
        if size:
            return body
        self.ready = True
        self.deadline = time.monotonic() + self.limits.seconds
        return self.body()

    def check_started(self) -> None:
        """BookwrightError where the child ended before it was ready, so that no other would do better."""
        if not self.ready:
            raise BookwrightError("the parser process does not start; `python -m bookwright.knowledge.parse_worker {}` shows why")

    def end(self) -> None:
        """Kills the process, if it still runs, and waits until it is gone."""
        self.process.kill()
        self.process.wait()
        self.stdin.close()
        self.stdout.close()


class Crew:
    """The children at work on a sequence of files."""

    def __init__(self, limits: ParseLimits, licence: str | None, size: int) -> None:
        self.limits, self.licence, self.size = limits, licence, size
        self.children: list[Child] = []
        self.selector = selectors.DefaultSelector()
        self.waiting: deque[tuple[int, SourceFile]] = deque()
        self.files: Sequence[SourceFile] = ()
        self.done: dict[int, Outcome] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for child in list(self.children):
            self.dismiss(child)
        self.selector.close()

    def read(self, files: Sequence[SourceFile]) -> Iterator[tuple[SourceFile, Outcome]]:
        """The outcomes in order. While the one who asks is busy with an outcome, the children are with the next files."""
        self.files = files
        self.waiting = deque(enumerate(files))
        for index, file in enumerate(files):
            self.hand_out(index)
            while index not in self.done:
                self.collect()
                self.hand_out(index)
            yield file, self.done.pop(index)

    def hand_out(self, index: int) -> None:
        """Gives files to children without work, up to a bounded distance from the outcome that is due."""
        while self.waiting and self.waiting[0][0] <= index + AHEAD * self.size:
            child = next((child for child in self.children if child.index is None), None) or self.hire()
            if child is None:
                return
            number, file = self.waiting.popleft()
            task = Task(path=os.fsencode(file.path.absolute()).hex(), name=file.name, licence=self.licence)
            try:
                child.give(number, task)
            except BrokenPipeError:
                # It ended between two tasks, which is not this file's doing.
                self.waiting.appendleft((number, file))
                self.dismiss(child)
                child.check_started()

    def hire(self) -> Child | None:
        """A new child, unless there are enough."""
        if len(self.children) >= self.size:
            return None
        child = Child(self.limits)
        self.children.append(child)
        self.selector.register(child.stdout, selectors.EVENT_READ, child)
        return child

    def dismiss(self, child: Child) -> None:
        """Ends a child."""
        self.children.remove(child)
        self.selector.unregister(child.stdout)
        child.end()

    def collect(self) -> None:
        """Waits for answers and deadlines, and takes in what has come of them."""
        now = time.monotonic()
        nearest = min((child.deadline for child in self.children if child.index is not None), default=now)
        for key, _ in self.selector.select(max(0.0, nearest - now)):
            self.take_from(key.data)
        now = time.monotonic()
        for child in [child for child in self.children if child.index is not None and child.deadline <= now]:
            self.fail(child, f"takes longer than {self.limits.seconds:g} s to read", "split it, or convert it to another type")

    def take_from(self, child: Child) -> None:
        """Takes in what a child has sent."""
        try:
            body = child.receive()
        except EOFError:
            self.fail(child, "made its parser crash", f"it is damaged, or needs more than {self.limits.memory_mb} MB of memory")
        except OverflowError:
            self.fail(child, f"holds more than {self.limits.text_mb:g} MB of text", "split it")
        else:
            if body is not None and child.index is not None:
                index, child.index = child.index, None
                reply = reply_of(body)
                self.done[index] = outcome(reply, self.files[index].name)
                if reply.last:
                    self.dismiss(child)

    def fail(self, child: Child, reason: str, advice: str) -> None:
        """Ends a child that is of no more use, with a reason for the file it was at."""
        self.dismiss(child)
        child.check_started()
        if child.index is not None:
            self.done[child.index] = DocumentError(self.files[child.index].name, reason, advice)


def reply_of(body: bytes) -> Reply:
    """The reply in a message. A child whose parser was taken over by its file may say anything."""
    try:
        return Reply.model_validate_json(body)
    except ValidationError:
        return Reply(reason="made its parser answer nonsense", advice="leave it out", last=True)


def outcome(reply: Reply, name: str) -> Outcome:
    """The document of a reply, if it keeps what a document promises, or the reason for its lack."""
    document = reply.document
    if document is None:
        return DocumentError(name, reply.reason, reply.advice)
    length = len(document.text)
    whole = all(0 <= span.start < span.end <= length for span in document.spans)
    if document.path != name or document.id != text_sha256(document.text) or not whole:
        return DocumentError(name, "made its parser answer nonsense", "leave it out")
    return document
