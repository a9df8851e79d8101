"""Everything that Bookwright raises on purpose.

BookwrightError
├── InputError            what the user gave cannot be used; exit code 2
│   ├── DocumentError     one document cannot be read; the others go on
│   └── RunError          the run directory cannot be used
│       └── ReplayMissed  a recorded run was asked for an answer that it does not hold
├── LibraryLocked         another process owns the library or the run
├── RequestRefused        the server does not do what a request asks; it has an HTTP status
│   └── ServerStopping    the server ends while a request waits
├── RunStopped            the run ended before its work was done, on purpose; what was done is kept
└── ModelError            a call to a model has failed for good
    ├── ModelUnreachable  no answer within the attempts allowed
    ├── ModelRefused      the server or the model declined the request
    └── ReplyUnreadable   an answer came, was paid for, and cannot be used
"""


class BookwrightError(Exception):
    """The root. `str(error)` is one line that a user can act on."""


class InputError(BookwrightError):
    """What the user gave cannot be used: the line names the file or field, what is wrong and what to do."""


class DocumentError(InputError):
    """One document cannot be read. `reason` is a short word for tables, the text is the whole line."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        super().__init__(f"{path}: {reason}" + (f"; {advice}" if advice else ""))
        self.path, self.reason, self.advice = path, reason, advice

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[str, str, str]]:
        return DocumentError, (self.path, self.reason, self.advice)


class RunError(InputError):
    """The run directory cannot be used."""


class ReplayMissed(RunError):
    """A recorded run was asked for an answer that it does not hold."""


class LibraryLocked(BookwrightError):
    """Another process owns the library or the run; the line names it."""


class RequestRefused(BookwrightError):
    """The server does not do what a request asks: `status` is the HTTP status that says so on every wire, `after` in how many seconds it
    may be asked again."""

    def __init__(self, status: int, message: str, after: int | None = None) -> None:
        super().__init__(message)
        self.status, self.after = status, after


class ServerStopping(RequestRefused):
    """The server ends while a request waits for a run, which goes on when it is back."""

    def __init__(self) -> None:
        super().__init__(503, "the server is stopping; runs go on when it is back, ask again then", 5)


class RunStopped(BookwrightError):
    """The run ended before its work was done, on purpose: `cause` is "budget", "interrupted" or "batch". What was done is kept."""

    def __init__(self, cause: str, message: str) -> None:
        super().__init__(message)
        self.cause = cause


class ModelError(BookwrightError):
    """A call to a model has failed for good; `kind` is the row of the failure table."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind

    def __reduce__(self) -> tuple[type["ModelError"], tuple[str, str]]:
        return type(self), (self.kind, str(self))


class ModelUnreachable(ModelError):
    """No answer within the attempts allowed."""


class ModelRefused(ModelError):
    """The server or the model declined the request."""


class ReplyUnreadable(ModelError):
    """An answer came and was paid for, and it cannot be used: empty, cut, or not of the schema."""
