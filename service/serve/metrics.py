"""What Prometheus reads, in its text format. It tells of no owner."""

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from bookwright.service.serve.disk import Disk
from bookwright.service.serve.service import RunService
from bookwright.service.serve.traffic import BUCKETS, Traffic

MEMORY = Path("/proc/self/statm")


class Sample(NamedTuple):
    """A number with its labels; `part` is what a histogram adds to the name."""

    value: float
    labels: Mapping[str, str] = MappingProxyType({})
    part: str = ""


async def metrics_of(service: RunService, traffic: Traffic, disk: Disk) -> str:
    """Runs, requests, what waits, and what the process and its folder take."""
    runs = service.store.counted()
    metrics = [
        ("bookwright_runs", "gauge", "Runs by status; interrupted ones have asked a person.", _by("status", runs)),
        ("bookwright_runs_at_work", "gauge", "Runs that this process works on.", [Sample(service.executor.at_work)]),
        ("bookwright_runs_queued", "gauge", "Runs that wait for their turn.", [Sample(runs["pending"])]),
        (
            "bookwright_threads",
            "gauge",
            "Threads by status; interrupted ones wait for a person.",
            _by("status", service.store.threads_counted()),
        ),
        ("bookwright_webhooks_waiting", "gauge", "Webhooks that are still to be delivered.", [Sample(service.webhooks.waiting)]),
        ("bookwright_requests_total", "counter", "Requests by method, route and status.", _requests(traffic)),
        ("bookwright_request_seconds", "histogram", "Seconds until an answer began.", _waits(traffic)),
        ("bookwright_data_bytes", "gauge", "Size of the server's folder, at most five minutes old.", [Sample(await disk.used())]),
        ("bookwright_disk_free_bytes", "gauge", "What is free on its disk.", [Sample(disk.free())]),
        ("process_resident_memory_bytes", "gauge", "Memory of the server's process, without its jobs.", _memory()),
    ]
    return "".join(f"{line}\n" for metric in metrics for line in _lines(*metric))


def _lines(name: str, kind: str, words: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"
    for value, labels, part in samples:
        inside = ",".join(f'{label}="{said}"' for label, said in labels.items())
        yield f"{name}{part}{f'{{{inside}}}' if inside else ''} {value:.15g}"


def _by(label: str, counted: dict[str, int]) -> list[Sample]:
    return [Sample(count, {label: name}) for name, count in counted.items()]


def _requests(traffic: Traffic) -> Iterator[Sample]:
    for (method, route, status), count in sorted(traffic.requests.items()):
        yield Sample(count, {"method": method, "route": route, "status": str(status)})


def _waits(traffic: Traffic) -> Iterator[Sample]:
    bounds = [*(f"{bound:g}" for bound in BUCKETS), "+Inf"]
    for (method, route), seconds in sorted(traffic.seconds.items()):
        labels = {"method": method, "route": route}
        counts = list(accumulate(traffic.waits[method, route, place] for place in range(len(bounds))))
        yield from (Sample(count, {**labels, "le": bound}, "_bucket") for bound, count in zip(bounds, counts, strict=True))
        yield Sample(seconds, labels, "_sum")
        yield Sample(counts[-1], labels, "_count")


def _memory() -> Iterator[Sample]:
    """None where the system does not tell it in this way."""
    if MEMORY.exists():
        yield Sample(int(MEMORY.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE"))
