"""The negation gate: a "not" lost or gained is caught, and a sound paraphrase is left alone."""

import pytest

from bookwright.curation.gates.negation import negation, polarity
from tests.curation.conftest import submit

TURNED = [
    ("The key must not be shared.", "The key must be shared."),
    ("The key must be shared with the verifier.", "The key must not be shared with the verifier."),
    ("The engine does not ask a model.", "The engine asks a model."),
    ("A tenant may assign the lease.", "A tenant cannot assign the lease."),
    ("The drug doesn't interact with alcohol.", "The drug interacts with alcohol."),
    ("Users never see the password.", "Users see the password."),
    ("Neither party may disclose the terms.", "Either party may disclose the terms."),
    ("The function returns None without raising an error.", "The function returns None, raising an error."),
    ("Bytes are base units; kilobytes are not.", "Bytes are not base units; kilobytes are not."),
    ("The key must not be shared unless it is new.", "The key must be shared unless it is new."),
    ("The door is open at noon, and it is not locked until nine.", "The door is not open at noon, and it is not locked until nine."),
]
SOUND = [
    ("The key must not be shared.", "It must not be shared."),
    ("The key must not be shared.", "Sharing the key is prohibited."),
    ("The key must not be shared.", "Sharing the key is not allowed."),
    ("No fee is charged.", "The service is free of charge."),
    ("Requests without a token are rejected.", "A request needs a token."),
    ("It may not be disclosed except to the board.", "It may be disclosed only to the board."),
    ("The session does not expire until noon.", "The session expires at noon."),
    ("No more than five users may connect.", "At most five users may connect."),
    ("It is not only fast but also safe.", "It is fast and safe."),
    ("The tenant, but not the landlord, may end it.", "The tenant may end it, and not the landlord."),
    ("The engine does not ask a model.", "The engine doesn't ask a model."),
    ("Neither the tenant nor the guest may end it early.", "Not the tenant or the guest may end it early."),
    ("Public gists cannot be made secret.", "No, public gists cannot be made secret."),
    ("Neither the tenant nor the guest may end it early.", "Not the tenant or the guest may end it early."),
    ("Nobody may enter the hall.", "No one may enter the hall."),
    ("It is not known whether the valve opens.", "Whether the valve opens is unknown."),
    ("The verifier must end the session.", "The session must be ended by the verifier."),
    ("The nonce is either new each time or is based on a clock.", "A nonce that is not based on a clock is new each time."),
    ("A scan may or may not show intent.", "It depends on the scan whether intent is shown."),
    ("Use base units (bytes - not kilobytes, megabytes).", "Bytes are base units; kilobytes and megabytes are not."),
    ("Do not use a gauge to count events.", "A gauge is therefore ruled out for counting."),
    ("A title cannot be changed unless the board of the house agrees.", "A title can be changed once the board gives its consent to it."),
    ("Do not mix seconds with minutes in one name.", "To mix seconds with minutes in one name breaks the rule."),
    ("A scan shows intent.", "A scan shows intent, which a pulse may or may not show."),
    (
        "The change of any label, including adding or removing one, will create a new series.",
        "Touching any label, be it by one more or one less, does not rename a series but begins another.",
    ),
]


@pytest.mark.parametrize(("source", "answer"), TURNED)
def test_a_not_lost_or_gained_is_a_fault_with_the_sentence(source: str, answer: str) -> None:
    (fault,) = negation(submit(source, answer))
    assert fault.kind == "negation_mismatch"
    assert fault.quote == answer


@pytest.mark.parametrize(("source", "answer"), SOUND)
def test_a_sound_paraphrase_passes(source: str, answer: str) -> None:
    assert negation(submit(source, answer)) == ()


def test_a_cue_reaches_three_words_within_its_clause() -> None:
    denied, affirmed = polarity("The valve does not open under heavy load, and the pump runs.")
    assert denied == {"open", "heavi"}
    assert affirmed == {"valv", "load", "pump", "run"}
