"""A team as a TOML file: who sits where, on which model, by which rubric, and what stands between the steps."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, JsonValue, StringConstraints, ValidationError

from bookwright.agents.places import Place as Where
from bookwright.agents.places import line_of
from bookwright.agents.rubric import Rubric
from bookwright.agents.stage import Place
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen

Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Variable = Annotated[str, StringConstraints(pattern=r"^[A-Z_][A-Z0-9_]{0,63}$")]
AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
WISHES = {
    "key_env": "give the NAME of the environment variable that holds the key, in capitals; a key itself never stands in this file",
    "place": f"give one of {', '.join(f'{place.value!r}' for place in Place)}",
    "gates": "give true or false for the name of a gate",
    "temperature": "give a number from 0 to 2",
}


class Asked(Frozen):
    """Which model is asked, where, with the key in which environment variable, and how warm; what is not said is as in [default]."""

    model: Name | None = None
    base_url: Name | None = None
    key_env: Variable | None = None
    temperature: float | None = Field(default=None, ge=0, le=2)

    @property
    def label(self) -> str:
        """What tells the model from the same one at another temperature; empty where no model is named."""
        return (self.model or "") if self.temperature is None else f"{self.model}@{self.temperature:g}"

    @property
    def names_any(self) -> bool:
        """Whether anything of a model is said."""
        return any(value is not None for value in (self.model, self.base_url, self.key_env, self.temperature))

    def over(self, default: "Asked") -> Self:
        """With what it does not name from the default. A key goes to no other address than its own."""
        same = self.base_url is None or self.base_url == default.base_url
        return self.model_copy(
            update={
                "model": self.model or default.model,
                "base_url": self.base_url or default.base_url,
                "key_env": self.key_env or (default.key_env if same else None),
                "temperature": default.temperature if self.temperature is None and self.model is None else self.temperature,
            }
        )


class Seated(Asked):
    """Who sits in a seat: a role by name, else the one that sits there anyway, and its settings."""

    role: Name | None = None
    settings: dict[str, JsonValue] = Field(default_factory=dict)


class Staged(Asked):
    """A role that is put between the steps."""

    place: Place
    role: Name
    settings: dict[str, JsonValue] = Field(default_factory=dict)

    @property
    def name(self) -> str:
        """Under which its fields stand in the record: of `package.module:Role` the last part."""
        return self.role.rpartition(":")[2].rpartition(".")[2].lower()


def _several(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class TeamFile(Frozen):
    """What the file says. `settings` are fields of the command's own settings, such as rounds and thresholds; `gates` are switched by name.

    `path` and `text` are kept for messages alone.
    """

    default: Asked = Asked()
    seats: dict[str, Annotated[tuple[Seated, ...], BeforeValidator(_several), Field(min_length=1)]] = Field(default_factory=dict)
    stage: tuple[Staged, ...] = ()
    rubric: Rubric | None = None
    settings: dict[str, JsonValue] = Field(default_factory=dict)
    gates: dict[str, bool] = Field(default_factory=dict)
    path: str = Field(default="team", exclude=True)
    text: str = Field(default="", exclude=True, repr=False)

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """Reads a team file; a rubric is named by its path from there. InputError, with file and line, for what is wrong."""
        path = Path(path)
        try:
            text = path.read_text(encoding="utf-8")
            tables = tomllib.loads(text)
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}; name a team file") from None
        except tomllib.TOMLDecodeError as error:
            where = AT_LINE.search(str(error))
            line = f"line {where[1]}: " if where else ""
            raise InputError(f"{path}: {line}is no TOML ({AT_LINE.sub('', str(error))}); mend it") from None
        except ValueError:
            raise InputError(f"{path}: is no text in UTF-8; save it as such") from None
        if isinstance(tables.get("rubric"), str):
            tables["rubric"] = Rubric.load(path.parent / tables["rubric"])
        if odd := next((name for name in ("path", "text") if name in tables), None):
            raise cls(path=str(path), text=text).fault((odd,), "is no field of a team file; take it out")
        try:
            return cls(**tables, path=str(path), text=text)
        except ValidationError as error:
            first = error.errors()[0]
            raise cls(path=str(path), text=text).fault(first["loc"], _wish(first)) from None

    def fault(self, place: Where, words: str) -> InputError:
        """The error to raise for what stands at a place of the file."""
        if not self.text:
            return InputError(f"{self.path}: {'.'.join(map(str, place))}: {words}")
        return InputError(f"{self.path}: line {line_of(self.text, place)}: {_shown(place)}: {words}")

    @property
    def first_model(self) -> Asked | None:
        """The model for the seats that name none: that of [default], else the first that any seat names; None without any.

        A stage's model plays that stage alone.
        """
        every = (self.default, *(one for seat in self.seats.values() for one in seat))
        return next((Asked(**one.model_dump(include=set(Asked.model_fields))) for one in every if one.model), None)

    @property
    def stages_ask(self) -> bool:
        """Whether a stage names a model."""
        return any(one.model for one in self.stage)

    def with_default(self, default: Asked) -> Self:
        """With everything said of every model: what the file leaves open is as in [default] or else here."""
        filled = self.default.over(default)
        return self.model_copy(
            update={
                "default": filled,
                "seats": {name: tuple(one.over(filled) for one in seat) for name, seat in self.seats.items()},
                "stage": tuple(one.over(filled) for one in self.stage),
            }
        )


def _wish(fault: Any) -> str:
    if fault["type"] == "extra_forbidden":
        return "is no field of a team file; take it out"
    if fault["type"] == "missing":
        return "is missing"
    return next((WISHES[str(step)] for step in reversed(fault["loc"]) if step in WISHES), fault["msg"])


def _shown(place: Where) -> str:
    """ "seats.critics 2, role"; of a way through the file."""
    return "".join(f" {step + 1}" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")
