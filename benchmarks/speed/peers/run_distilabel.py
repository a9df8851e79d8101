"""The job through distilabel: a pipeline of one TextGeneration task."""

from distilabel.models import OpenAILLM
from distilabel.pipeline import Pipeline
from distilabel.steps import LoadDataFromDicts
from distilabel.steps.tasks import TextGeneration
from job import ASK, MODEL, Job, given_job, report


def main(job: Job) -> None:
    """As many rows in a batch as may be asked at once: distilabel asks a batch at a time."""
    with Pipeline(name="rows", cache_dir=job.folder) as pipeline:
        load = LoadDataFromDicts(data=[{"instruction": ASK + row["text"]} for row in job.rows], batch_size=job.at_once)
        load >> TextGeneration(llm=OpenAILLM(model=MODEL, base_url=job.url, api_key="none"), input_batch_size=job.at_once)
    made = pipeline.run(use_cache=False)
    report(made["default"]["train"]["generation"])


if __name__ == "__main__":
    main(given_job())
