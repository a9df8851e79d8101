"""The labeller whose labels stand in the data already."""

from bookwright.agents.label.items import Unlabelled, Vote


class RecordedLabeller:
    """Text to the vote that its data has under this name; none where it has none. It asks nobody."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, item: Unlabelled, /) -> Vote | None:
        label = item.recorded.get(self.name)
        return Vote(label=label, by=self.name) if label else None
