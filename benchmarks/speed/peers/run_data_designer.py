"""The job through DataDesigner: a seed dataset and one column of text."""

import data_designer.config as dd
import pandas as pd
from data_designer.interface import DataDesigner
from job import ASK, MODEL, Job, given_job, report


def main(job: Job) -> None:
    """One row group holds all rows."""
    parameters = dd.ChatCompletionInferenceParams(max_parallel_requests=job.at_once)
    model = dd.ModelConfig(alias="asked", model=MODEL, provider="local", inference_parameters=parameters, skip_health_check=True)
    builder = dd.DataDesignerConfigBuilder(model_configs=[model])
    builder.with_seed_dataset(dd.DataFrameSeedSource(df=pd.DataFrame(job.rows)))
    builder.add_column(dd.LLMTextColumnConfig(name="answer", prompt=ASK + "{{ text }}", model_alias="asked"))
    provider = dd.ModelProvider(name="local", endpoint=job.url, provider_type="openai", api_key="none")
    designer = DataDesigner(artifact_path=job.folder, model_providers=[provider])
    made = designer.create(builder, num_records=len(job.rows))
    report(made.load_dataset()["answer"])


if __name__ == "__main__":
    main(given_job())
