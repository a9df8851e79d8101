"""The events of a run as a stream: whoever was cut off goes on behind the last message, wherever that was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.service.serve.entities import Event
from bookwright.service.serve.wire.stream import FROM_THE_FIRST, Seen, messages_of, seen_of

KINDS = st.sampled_from(["metadata", "custom", "values", "error"])
MODES = st.sets(st.sampled_from(["values", "updates", "custom"])).map(tuple)


def told(events: list[Event], modes: tuple[str, ...], seen: Seen) -> list[bytes]:
    """What a stream gives from there on."""
    later = [messages_of(event, "qa", modes) for event in events if event.seq > seen.after]
    return [message for number, messages in enumerate(later) for message in messages[seen.told if number == 0 else 0 :]]


@given(kinds=st.lists(KINDS, max_size=8), modes=MODES, data=st.data())
def test_a_stream_that_is_cut_anywhere_goes_on_without_a_gap_or_a_repeat(
    kinds: list[str], modes: tuple[str, ...], data: st.DataObject
) -> None:
    events = [Event(seq=number, event=kind, data={"n": number}) for number, kind in enumerate(kinds, start=1)]
    whole = told(events, modes, FROM_THE_FIRST)
    cut = data.draw(st.integers(0, len(whole)))
    last = whole[cut - 1].split(b"\n")[0].removeprefix(b"id: ").decode() if cut else None
    assert whole[:cut] + told(events, modes, seen_of(last)) == whole


@pytest.mark.parametrize("last", ["", "x", "-1", "1.x", "²", "٣", "9" * 40, "1." + "9" * 40])
def test_an_id_that_is_none_of_ours_begins_anew(last: str) -> None:
    assert seen_of(last) == FROM_THE_FIRST
