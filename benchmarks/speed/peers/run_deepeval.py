"""The nearest job to one call a row through deepeval: each row graded by a G-Eval metric whose steps are given, so one call a case."""

from deepeval import evaluate
from deepeval.evaluate.configs import AsyncConfig, CacheConfig, DisplayConfig
from deepeval.metrics import GEval
from deepeval.models import LocalModel
from deepeval.test_case import LLMTestCase, SingleTurnParams
from job import ASK, MODEL, Job, given_job, report


def main(job: Job) -> None:
    """A row is valid when it has a score."""
    metric = GEval(
        name="stated",
        evaluation_params=[SingleTurnParams.INPUT, SingleTurnParams.ACTUAL_OUTPUT],
        evaluation_steps=["Check that the output states what the input asks for."],
        model=LocalModel(model=MODEL, base_url=job.url, api_key="none"),
    )
    cases = [LLMTestCase(input=ASK, actual_output=row["text"]) for row in job.rows]
    made = evaluate(
        test_cases=cases,
        metrics=[metric],
        async_config=AsyncConfig(max_concurrent=job.at_once),
        display_config=DisplayConfig(show_indicator=False, print_results=False),
        cache_config=CacheConfig(write_cache=False),
    )
    scores = [data.score for result in made.test_results for data in result.metrics_data or []]
    report('{"question": 1}' if score is not None else "" for score in scores)


if __name__ == "__main__":
    main(given_job())
