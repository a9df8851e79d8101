"""Who is let in by a token that an identity provider has signed (JWT, RFC 7519): its keys come from a file, nothing is fetched."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from bookwright.errors import InputError, RequestRefused
from bookwright.knowledge.document import Frozen
from bookwright.service.serve.access import Authenticate, Keys, words_of
from bookwright.service.serve.principal import Principal

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
REQUIRED = ["exp", "iss", "aud", "sub"]
LEEWAY_SECONDS = 30
LONGEST_OWNER = 200
WRONG: tuple[tuple[type[Exception], str], ...] = (
    (jwt.ExpiredSignatureError, "has expired"),
    (jwt.ImmatureSignatureError, "is not valid yet"),
    (jwt.InvalidAudienceError, "is for another audience"),
    (jwt.InvalidIssuerError, "is by another issuer"),
    (jwt.InvalidAlgorithmError, "is signed by another algorithm than its key is for"),
    (jwt.InvalidSignatureError, "has a wrong signature"),
)


class TokenSettings(Frozen):
    """Tokens are let in that a key of the file `keys` (a JSON Web Key Set, or one public key as PEM) has signed for this issuer and
    audience."""

    keys: Path
    issuer: str
    audience: str


def by_token(settings: TokenSettings, kept: Keys) -> Authenticate:
    """Lets in whoever gives such a token, as its `sub`, with the budget that this owner's keys have. InputError where the file of keys
    cannot be used."""
    keys = public_keys(settings.keys)

    def authenticate(headers: Mapping[str, str]) -> Principal:
        owner = _owner(words_of(headers), keys, settings)
        return Principal(owner=owner, budget=kept.budget_of(owner))

    return authenticate


def public_keys(path: Path) -> tuple[jwt.PyJWK, ...]:
    """The keys of a file, each for the one algorithm that its `alg` names, or that its kind has. InputError, with what is wrong, where it
    holds none, or one that is not public, not for signing, too short, or of the same `kid` as another."""
    try:
        text = path.read_text(encoding="utf-8")
        rows = [_row_of_pem(text)] if text.lstrip().startswith("-----BEGIN") else json.loads(text)["keys"]
        keys = tuple(_key(row) for row in rows if row.get("use", "sig") == "sig")
    except OSError as error:
        raise InputError(f"--jwt-keys {path}: {error.strerror or error}") from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UnsupportedAlgorithm, jwt.PyJWTError) as error:
        why = str(error) if isinstance(error, _Unfit) else "cannot be read"
        raise InputError(f"--jwt-keys {path}: {why}; give a JSON Web Key Set, or one public key as PEM") from None
    names = [key.key_id for key in keys]
    if not keys or len(set(names)) < len(names):
        raise InputError(f"--jwt-keys {path}: {'two keys have one kid' if keys else 'holds no key for signatures'}; mend the file")
    return keys


class _Unfit(ValueError):
    """A key that must not be used."""


def _row_of_pem(text: str) -> dict[str, Any]:
    if "PRIVATE KEY" in text:
        raise _Unfit("holds a private key")
    key = load_pem_public_key(text.encode())
    if isinstance(key, RSAPublicKey):
        return RSAAlgorithm.to_jwk(key, as_dict=True)
    if isinstance(key, EllipticCurvePublicKey):
        return ECAlgorithm.to_jwk(key, as_dict=True)
    if isinstance(key, Ed25519PublicKey):
        return OKPAlgorithm.to_jwk(key, as_dict=True)
    raise _Unfit("holds a key of a kind that signs nothing here")


def _key(row: dict[str, Any]) -> jwt.PyJWK:
    if row.get("kty") == "oct":
        raise _Unfit("holds a shared secret")
    if "d" in row:
        raise _Unfit("holds a private key")
    if "alg" in row and row["alg"] not in ALGORITHMS:
        raise _Unfit(f"holds a key for {row['alg']}")
    key = jwt.PyJWK(row)
    if key.algorithm_name not in ALGORITHMS:  # such as a curve that no name stands for
        raise _Unfit(f"holds a key for {key.algorithm_name}")
    if short := key.Algorithm.check_key_length(key.key):
        raise _Unfit(short.rstrip("."))
    return key


def _owner(token: str, keys: tuple[jwt.PyJWK, ...], settings: TokenSettings) -> str:
    try:
        key = _key_of(token, keys)
        claims = jwt.decode(
            token,
            key.key,
            algorithms=[key.algorithm_name],
            audience=settings.audience,
            issuer=settings.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": REQUIRED},
        )
    except jwt.MissingRequiredClaimError as error:
        raise _refused(f"says no {error.claim}") from None
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise _refused(next((words for kind, words in WRONG if isinstance(error, kind)), "cannot be read")) from None
    owner = claims["sub"]
    if not owner.strip() or not owner.isprintable() or len(owner) > LONGEST_OWNER:
        raise _refused("has a sub that is no name")
    return str(owner)


def _key_of(token: str, keys: tuple[jwt.PyJWK, ...]) -> jwt.PyJWK:
    """The key that the token names; the only one where it names none, or where that one has no name."""
    kid = jwt.get_unverified_header(token).get("kid")
    named = next((key for key in keys if kid is not None and key.key_id == kid), None)
    if named is None and len(keys) == 1 and None in {kid, keys[0].key_id}:
        return keys[0]
    if named is None:
        raise _refused("is signed by a key that is not known")
    return named


def _refused(words: str) -> RequestRefused:
    return RequestRefused(401, f"the token {words}")
