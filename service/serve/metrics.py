"""What Prometheus reads."""

from bookwright.service.serve.entities import RunStatus
from bookwright.service.serve.service import RunService


def metrics_of(service: RunService) -> str:
    """The counts of runs in the exposition format."""
    counted = service.store.counted()
    lines = ["# HELP bookwright_runs Runs by status.", "# TYPE bookwright_runs gauge"]
    lines += [f'bookwright_runs{{status="{status}"}} {counted.get(status, 0)}' for status in RunStatus]
    lines += ["# HELP bookwright_runs_at_work Runs that this process works on.", "# TYPE bookwright_runs_at_work gauge"]
    lines.append(f"bookwright_runs_at_work {service.executor.at_work}")
    return "\n".join(lines) + "\n"
