"""Tokens of an identity provider: who is let in as whom, and who is not."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bookwright.errors import InputError, RequestRefused
from bookwright.service.serve.access import Authenticate, Keys
from bookwright.service.serve.app import create_app
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.tokens import LEEWAY_SECONDS, TokenSettings, by_token, public_keys
from tests.service.conftest import Command
from tests.service.serve.signing import AUDIENCE, ISSUER, PRIVATE, claims, part, pem, row, token


@pytest.fixture(scope="module")
def jwks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of three keys."""
    path = tmp_path_factory.mktemp("keys") / "jwks.json"
    path.write_text(json.dumps({"keys": [row("curve"), row("edwards"), row("rsa", alg="RS256", use="sig")]}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def let_in(jwks: Path) -> Authenticate:
    """Who is let in by that file."""
    return by_token(TokenSettings(keys=jwks, issuer=ISSUER, audience=AUDIENCE), Keys(jwks.parent))


def refusal(let_in: Authenticate, words: str) -> str:
    """Why a token is not let in."""
    with pytest.raises(RequestRefused) as refused:
        let_in({"authorization": f"Bearer {words}"})
    assert refused.value.status == 401
    return str(refused.value)


@pytest.mark.parametrize("name", ["curve", "edwards", "rsa"])
def test_the_subject_of_a_good_token_is_the_owner(name: str, let_in: Authenticate) -> None:
    for headers in ({"authorization": f"Bearer {token(name)}"}, {"x-api-key": token(name)}):
        assert let_in(headers).owner == "ada"
    assert let_in({"authorization": f"Bearer {token(name, aud=['x', AUDIENCE], nbf=1, iat=1)}"}).owner == "ada"


@given(st.sampled_from(["exp", "iss", "aud", "sub"]))
def test_a_token_must_say_all_that_is_asked_of_it(let_in: Authenticate, claim: str) -> None:
    assert refusal(let_in, token(**{claim: None})) == f"the token says no {claim}"


@given(st.integers(min_value=LEEWAY_SECONDS + 5, max_value=10**9))
def test_a_token_counts_between_its_times_alone(let_in: Authenticate, seconds: int) -> None:
    now = int(time.time())
    assert refusal(let_in, token(exp=now - seconds)) == "the token has expired"
    assert refusal(let_in, token(nbf=now + seconds)) == "the token is not valid yet"
    assert refusal(let_in, token(iat=now + seconds)) == "the token is not valid yet"


@given(st.text(min_size=1, max_size=30).filter(lambda words: words not in {ISSUER, AUDIENCE}))
def test_a_token_for_others_or_by_others_is_refused(let_in: Authenticate, other: str) -> None:
    assert refusal(let_in, token(aud=other)) == "the token is for another audience"
    assert refusal(let_in, token(aud=[other])) == "the token is for another audience"
    assert refusal(let_in, token(iss=other)) == "the token is by another issuer"


@given(st.sampled_from([7, True, ["ada"], {"is": "ada"}, "", " ", "a\nb", "x" * 201]))
def test_a_subject_is_a_name(let_in: Authenticate, subject: object) -> None:
    assert refusal(let_in, token(sub=subject)) in {"the token has a sub that is no name", "the token cannot be read"}


@given(st.sampled_from([float("inf"), float("nan"), "soon", [1], {}]))
def test_a_time_that_is_none_is_refused(let_in: Authenticate, when: object) -> None:
    assert refusal(let_in, token(exp=when))
    assert refusal(let_in, token(nbf=when))


@given(st.sampled_from(["none", "None", "NONE", "nOnE", "", None, 0]), st.sampled_from(["", "AA"]), st.sampled_from(["curve", None]))
def test_an_unsigned_token_is_refused(let_in: Authenticate, algorithm: object, signature: str, kid: str | None) -> None:
    assert refusal(let_in, f"{part({'alg': algorithm, 'kid': kid})}.{part(claims())}.{signature}")


SECRETS: list[Callable[[str], bytes]] = [pem, lambda name: pem(name).strip(), lambda name: json.dumps(row(name)).encode(), lambda _: b""]


@given(st.sampled_from(["curve", "edwards", "rsa"]), st.sampled_from([256, 384, 512]), st.sampled_from(SECRETS), st.booleans())
def test_a_public_key_is_no_shared_secret(let_in: Authenticate, name: str, bits: int, secret: Callable[[str], bytes], named: bool) -> None:
    head = {"alg": f"HS{bits}", "typ": "JWT"} | ({"kid": name} if named else {})
    signed = f"{part(head)}.{part(claims())}"
    seal = hmac.new(secret(name), signed.encode(), getattr(hashlib, f"sha{bits}")).digest()
    said = refusal(let_in, f"{signed}.{part(seal)}")
    assert said == f"the token is signed by {'another algorithm than its key is for' if named else 'a key that is not known'}"


@given(st.sampled_from(["RS384", "RS512", "PS256", "PS512"]))
def test_a_key_is_for_one_algorithm(let_in: Authenticate, algorithm: str) -> None:
    other = jwt.encode(claims(), PRIVATE["rsa"], algorithm=algorithm, headers={"kid": "rsa"})
    assert refusal(let_in, other) == "the token is signed by another algorithm than its key is for"


@given(st.text(max_size=20).filter(lambda kid: kid not in {"curve", "edwards", "rsa"}))
def test_a_key_that_is_not_in_the_file_opens_nothing_by_any_name(let_in: Authenticate, kid: str) -> None:
    assert refusal(let_in, jwt.encode(claims(), PRIVATE["curve"], algorithm="ES256", headers={"kid": kid}))
    assert refusal(let_in, token("other", kid="curve")) == "the token has a wrong signature"
    assert refusal(let_in, token("edwards", kid="curve")) == "the token is signed by another algorithm than its key is for"
    assert refusal(let_in, token(kid=None)) == "the token is signed by a key that is not known"


@pytest.mark.parametrize("more", [{"jwk": row("other")}, {"jku": "https://evil.example/jwks"}, {"x5u": "https://evil.example/x"}])
def test_a_token_brings_no_key_of_its_own(let_in: Authenticate, more: dict[str, Any]) -> None:
    for kid in ({}, {"kid": "curve"}, {"kid": "other"}):
        assert refusal(let_in, jwt.encode(claims(), PRIVATE["other"], algorithm="ES256", headers=more | kid))


@given(st.data())
def test_a_token_that_is_changed_anywhere_is_refused(let_in: Authenticate, data: st.DataObject) -> None:
    good = token()
    place = data.draw(st.integers(min_value=0, max_value=len(good) - 1).filter(lambda place: good[place] != "."))
    other = data.draw(
        st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_").filter(lambda c: c != good[place])
    )
    assert refusal(let_in, good[:place] + other + good[place + 1 :])


@given(st.lists(st.text(max_size=40) | st.binary(max_size=40).map(part), min_size=3, max_size=3))
def test_junk_is_refused_and_breaks_nothing(let_in: Authenticate, parts: list[str]) -> None:
    assert refusal(let_in, ".".join(parts))


def test_a_header_that_nests_for_ever_is_refused(let_in: Authenticate) -> None:
    assert refusal(let_in, f"{part(b'[' * 40_000)}.{part({})}.AA") == "the token cannot be read"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"keys": 3}', "cannot be read"),
        ('{"keys": [7]}', "cannot be read"),
        ('{"keys": []}', "holds no key for signatures"),
        (json.dumps({"keys": [row("rsa", use="enc")]}), "holds no key for signatures"),
        (json.dumps({"keys": [row("curve"), row("other", kid="curve")]}), "two keys have one kid"),
        (json.dumps({"keys": [row("curve"), {"kty": "oct", "k": "AAAA"}]}), "holds a shared secret"),
        (json.dumps({"keys": [row("rsa", alg="HS256")]}), "holds a key for HS256"),
        (json.dumps({"keys": [row("curve", d="AAAA")]}), "holds a private key"),
        (pem("curve", private=True).decode(), "holds a private key"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "cannot be read"),
    ],
)
def test_a_file_that_is_no_good_is_refused_at_the_start(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said) as error:
        public_keys(path)
    assert str(path) in str(error.value)


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    (tmp_path / "key.pem").write_bytes(short.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    with pytest.raises(InputError, match="1024 bits"):
        public_keys(tmp_path / "key.pem")


@pytest.mark.parametrize("name", ["curve", "edwards", "rsa"])
def test_one_public_key_as_pem_lets_its_tokens_in_by_any_name(name: str, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_bytes(pem(name))
    let_in = by_token(TokenSettings(keys=tmp_path / "key.pem", issuer=ISSUER, audience=AUDIENCE), Keys(tmp_path))
    for kid in (None, "any"):
        assert let_in({"authorization": f"Bearer {token(name, kid=kid)}"}).owner == "ada"
    assert refusal(let_in, token("other"))
    signed = f"{part({'alg': 'HS256'})}.{part(claims())}"
    seal = hmac.new(pem(name), signed.encode(), hashlib.sha256).digest()
    assert refusal(let_in, f"{signed}.{part(seal)}") == "the token is signed by another algorithm than its key is for"


def test_an_owner_has_one_budget_whatever_they_come_in_with(jwks: Path, tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    for budget in (None, 20, 10):
        keys.add("ada", budget)
    let_in = by_token(TokenSettings(keys=jwks, issuer=ISSUER, audience=AUDIENCE), keys)
    assert let_in({"authorization": f"Bearer {token()}"}).budget == 10
    assert let_in({"authorization": f"Bearer {token(sub='bob')}"}).budget is None


def test_keys_work_beside_tokens_and_an_owner_is_the_same_by_both(jwks: Path, tmp_path: Path) -> None:
    key = Keys(tmp_path).add("ada")[1]
    settings = ServeSettings(data=tmp_path, tokens=TokenSettings(keys=jwks, issuer=ISSUER, audience=AUDIENCE))
    with TestClient(create_app(settings)) as client:
        made = client.post("/threads", json={}, headers={"X-Api-Key": key}).json()["thread_id"]

        def status(words: str, path: str = f"/threads/{made}") -> int:
            return client.get(path, headers={"Authorization": f"Bearer {words}"}).status_code

        assert (status(key), status(token()), status(token(sub="bob"))) == (200, 200, 404)
        refused = client.get(f"/threads/{made}", headers={"Authorization": f"Bearer {token(exp=1)}"})
        assert (refused.status_code, refused.json()) == (401, {"detail": "the token has expired"})
        assert refused.headers["www-authenticate"].startswith("Bearer")
        assert (status("bw_wrong"), status(""), client.get(f"/threads/{made}").status_code) == (401, 401, 401)


def test_the_options_belong_together(within: Command, jwks: Path) -> None:
    done = within("serve", "--jwt-keys", jwks, "--jwt-issuer", ISSUER)
    assert (done.returncode, done.stderr.strip()) == (
        2,
        "bookwright: --jwt-audience: missing; tokens need all of --jwt-keys, --jwt-issuer, --jwt-audience",
    )
    missing = within("serve", "--jwt-keys", "no-such", "--jwt-issuer", ISSUER, "--jwt-audience", AUDIENCE)
    assert (missing.returncode, "no-such: No such file" in missing.stderr) == (2, True)
