"""Stages after what a recipe has accepted: roles of the user's own, whose fields travel in the record under their names."""

from collections.abc import Sequence
from typing import Any, TypeVar

import structlog

from bookwright.agents.chat import tally
from bookwright.agents.defect import in_one_line
from bookwright.agents.failures import HOPELESS
from bookwright.agents.seating import Stage
from bookwright.agents.stage import Accepted
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield
from bookwright.errors import BookwrightError, ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.stages import added

Made = TypeVar("Made", bound=Yield[Any, Any])


async def with_stages(made: Made, stages: Sequence[Stage]) -> Made:
    """What an item came to after every stage, in their order. A failed call makes the record a reject, "stage:kind", a role that breaks
    "defect:cause"."""
    for stage in stages:
        ended = await abreast(_added(stage, record, made.rejected_as()) for record in made.records)
        records = tuple(one for one in ended if isinstance(one, RecipeRecord))
        rejects = tuple(one for one in ended if isinstance(one, RecipeReject))
        made = made.model_copy(update={"records": records, "rejects": (*made.rejects, *rejects)})
    return made


def accepted_of(record: RecipeRecord[Any]) -> Accepted:
    """The record as a stage sees it: of the fields that its own kind adds those that are text."""
    own = [name for name in type(record).model_fields if name not in RecipeRecord.model_fields]
    texts = {name: value for name in own if isinstance(value := getattr(record, name), str)}
    return Accepted(id=record.id, kind=record.kind, language=record.language, texts=texts, evidence=record.evidence)


async def _added(stage: Stage, record: RecipeRecord[Any], reject: type[RecipeReject[Any]]) -> RecipeRecord[Any] | RecipeReject[Any]:
    gained: dict[str, object] | None = None
    reason = detail = ""
    with tally() as usage:
        try:
            gained = added(stage, record, await stage.role(accepted_of(record)))
        except ModelError as error:
            if error.kind in HOPELESS:
                raise
            reason, detail = f"{stage.name}:{error.kind}", str(error)
        except BookwrightError:
            raise
        except Exception as error:  # a role that broke costs its record, not the run; the log has the trace
            structlog.get_logger().exception("defect", kind=type(error).__name__)
            reason, detail = f"defect:{type(error).__name__}", f"{in_one_line(error)}; see log.jsonl"
    spent = record.model_copy(update={"usage": record.usage.plus(usage)})
    return reject.of(spent, reason, detail) if gained is None else spent.model_copy(update=gained)
