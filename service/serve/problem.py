"""What is answered where a request is not met."""

from collections.abc import Mapping
from typing import Any

from fastapi.responses import JSONResponse

OPENAI = "/v1/"
KINDS = {401: "authentication_error", 402: "insufficient_quota", 429: "rate_limit_error"}


def problem(path: str, detail: str, status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Why, in one line, as "detail"; under OpenAI's paths also as its clients show it."""
    content: dict[str, Any] = {"detail": detail}
    if path.startswith(OPENAI):
        kind = KINDS.get(status, "server_error" if status >= 500 else "invalid_request_error")
        content["error"] = {"message": detail, "type": kind, "param": None, "code": None}
    return JSONResponse(content, status, headers=dict(headers or {}))
