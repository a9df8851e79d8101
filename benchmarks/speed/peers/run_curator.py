"""The job through Curator: an LLM class on its litellm backend, as its openai one needs the internet to start."""

from bespokelabs import curator
from job import ASK, MODEL, Job, given_job, report


class Asker(curator.LLM):
    """One prompt, one answer as it came."""

    def prompt(self, input: dict[str, str]) -> str:  # noqa: A002 - the library's name
        return ASK + input["text"]

    def parse(self, input: dict[str, str], response: str) -> dict[str, str]:  # noqa: A002, ARG002 - the library's name
        return {"answer": response}


def main(job: Job) -> None:
    """With limits on requests and tokens a minute that are never reached."""
    limits = {"max_concurrent_requests": job.at_once, "max_requests_per_minute": 10**6, "max_tokens_per_minute": 10**9}
    backend = {"base_url": job.url, "api_key": "none", **limits}
    asker = Asker(model_name=f"openai/{MODEL}", backend="litellm", backend_params=backend)
    made = asker(job.rows, working_dir=str(job.folder))
    report(made.dataset["answer"])


if __name__ == "__main__":
    main(given_job())
