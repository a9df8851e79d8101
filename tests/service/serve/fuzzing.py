"""Requests made from the server's own OpenAPI, fitting and unfitting ones: every answer must be one that it tells of."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
SECONDS = 600.0
"""A run that is waited for stands behind all that were asked for before."""


@dataclass
class Tried:
    """How often each status came, by route, and what was no answer that the OpenAPI tells of."""

    statuses: dict[str, Counter[int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def cases(self) -> int:
        """How many requests were made."""
        return sum(counted.total() for counted in self.statuses.values())


@dataclass(frozen=True)
class Fuzzing:
    """A server and its OpenAPI. `headers` are used in turn. `ids` name things that there are, by the names of path parameters; every other
    request has them. With `documents`, every other run that is asked for is one that can be done."""

    url: str
    openapi: dict[str, Any]
    headers: Sequence[Mapping[str, str]]
    ids: Mapping[str, str]
    documents: tuple[str, ...] = ()

    def run(self, examples: int, seed: int, modes: Sequence[Any] = MODES) -> Tried:
        """So many requests to every route in each mode; what takes something out comes last."""
        tried = Tried()
        operations = [found.ok() for found in schemathesis.openapi.from_dict(self.openapi).get_all_operations()]
        for operation in sorted(operations, key=lambda one: one.method.upper() == "DELETE"):
            counted = tried.statuses.setdefault(f"{operation.method.upper()} {operation.path}", Counter())
            for mode in modes:
                tried.wrong += self._tried(operation, mode, counted, examples, seed)
        return tried

    def _tried(self, operation: Any, mode: Any, counted: Counter[int], examples: int, seed: int) -> Iterator[str]:
        wrong: dict[str, None] = {}
        headers = cycle(self.headers)
        strategy = operation.as_strategy(generation_mode=mode)

        @given(case=strategy, known=st.booleans())
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=seed == 0,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def one(case: Any, known: bool) -> None:
            if known:
                self._know(case)
            response = case.call(base_url=self.url, headers=dict(next(headers)), timeout=SECONDS)
            counted[response.status_code] += 1
            try:
                case.validate_response(response, checks=CHECKS)
            except FailureGroup as failures:
                wrong.update(
                    {f"{operation.method.upper()} {operation.path}: {response.status_code} {one}": None for one in failures.exceptions}
                )

        try:
            one()
        except Exception as error:  # a mode that an operation has no cases of
            if "Unsatisfiable" not in type(error).__name__ and "NoSuch" not in type(error).__name__:
                wrong[f"{operation.method.upper()} {operation.path}: {type(error).__name__} {error}"] = None
        return iter(wrong)

    def _know(self, case: Any) -> None:
        """Puts ids in that there are."""
        for name in case.path_parameters or {}:
            if name in self.ids:
                case.path_parameters[name] = self.ids[name]
        if "name" in (case.query or {}):
            case.query["name"] = "own.md"
        if self.documents and isinstance(case.body, dict) and "input" in case.body:
            case.body.update(assistant_id="qa", input={"documents": list(self.documents), "count": 1}, command=None)
