"""What every team is: seats, who sits in them, and the prompts that they work from."""

from dataclasses import fields
from typing import Any, cast

from bookwright.agents.role import maker, prompt_sha256


class Seats:
    """The base of teams. A team is a frozen dataclass whose fields are its seats: a role, none, or a tuple of roles under a plural name."""

    def seats(self) -> dict[str, object]:
        """Every role by its seat's name; where a seat holds several, they are numbered from the second on."""
        named: dict[str, object] = {}
        for field in fields(cast(Any, self)):
            held, seat = getattr(self, field.name), field.name.replace("_", " ")
            if isinstance(held, tuple):
                seat = seat.removesuffix("s")
                named |= {seat if number == 1 else f"{seat} {number}": role for number, role in enumerate(held, 1)}
            elif held is not None:
                named[seat] = held
        return named

    def prompts(self) -> dict[str, str]:
        """The hash of the prompt in each seat that has one."""
        return {seat: sha for seat, role in self.seats().items() if (sha := prompt_sha256(role))}

    def makers(self) -> dict[str, str]:
        """Who sits where: "rules" or a model's name."""
        return {seat: maker(role) for seat, role in self.seats().items()}
