"""The job through sdg_hub: a flow of prompt, chat and extraction."""

import json

import pandas as pd
from job import ASK, MODEL, Job, given_job, report
from sdg_hub import Flow

FLOW = """
metadata: {name: rows, description: one call a row, version: 1.0.0, author: none}
blocks:
  - block_type: PromptBuilderBlock
    block_config: {block_name: build, input_cols: [text], output_cols: messages, prompt_config_path: prompt.yaml}
  - block_type: LLMChatBlock
    block_config: {block_name: ask, input_cols: messages, output_cols: response, async_mode: true}
  - block_type: LLMResponseExtractorBlock
    block_config: {block_name: extract, input_cols: response, field_prefix: the_, extract_content: true}
"""


def main(job: Job) -> None:
    """The flow and its prompt are files, as flows are."""
    (job.folder / "prompt.yaml").write_text(json.dumps([{"role": "user", "content": ASK + "{{ text }}"}]), encoding="utf-8")
    (job.folder / "flow.yaml").write_text(FLOW, encoding="utf-8")
    flow = Flow.from_yaml(str(job.folder / "flow.yaml"))
    flow.set_model_config(model=f"openai/{MODEL}", api_base=job.url, api_key="none")
    made = flow.generate(pd.DataFrame(job.rows), max_concurrency=job.at_once)
    report(made["the_content"])


if __name__ == "__main__":
    main(given_job())
