"""The critic of a house: words that it does not use, and sentences that are too long."""

import re

from bookwright.agents.items import Critique, Fault, FaultKind, Submission


class HouseStyle:
    """Submission to critique. `banned` are words in any case; `longest` is the most words of a sentence."""

    maker = "rules"

    def __init__(self, banned: list[str] | None = None, longest: int = 40) -> None:
        self.banned = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in banned or ["very"]), re.IGNORECASE)
        self.longest = longest

    async def __call__(self, item: Submission, /) -> Critique:
        faults = [
            Fault(kind=FaultKind.UNCLEAR, quote=found.group(), reason=f'the house does not write "{found.group()}"', remedy="leave it out")
            for claim in item.draft.claims
            for found in self.banned.finditer(claim.text)
        ]
        faults += [
            Fault(kind=FaultKind.LENGTH, quote=claim.text, reason=f"more than {self.longest} words in a sentence", remedy="divide it")
            for claim in item.draft.claims
            if len(claim.text.split()) > self.longest
        ]
        return Critique(draft_sha256=item.draft.sha256, by="house-style", faults=tuple(faults))
