"""An identity provider: its keys, and the tokens that it signs."""

import base64
import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

ISSUER, AUDIENCE = "https://login.example.org/", "bookwright"
PRIVATE: dict[str, Any] = {
    "curve": ec.generate_private_key(ec.SECP256R1()),
    "other": ec.generate_private_key(ec.SECP256R1()),
    "edwards": ed25519.Ed25519PrivateKey.generate(),
    "rsa": rsa.generate_private_key(public_exponent=65537, key_size=2048),
}
ALGORITHM = {"curve": "ES256", "other": "ES256", "edwards": "EdDSA", "rsa": "RS256"}


def row(name: str, **more: str) -> dict[str, Any]:
    """The public key of that name as a JWKS has it."""
    kind = jwt.get_algorithm_by_name(ALGORITHM[name])
    made: dict[str, Any] = kind.to_jwk(PRIVATE[name].public_key(), as_dict=True)  # type: ignore[call-overload]
    return made | {"kid": name} | more


def pem(name: str, private: bool = False) -> bytes:
    """A key of that name as PEM."""
    key = PRIVATE[name]
    if private:
        return bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def claims(**changed: Any) -> dict[str, Any]:
    """What a good token says, with these changed; None takes one out."""
    good = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ada", "exp": int(time.time()) + 600}
    return {name: value for name, value in (good | changed).items() if value is not None}


def token(name: str = "curve", *, kid: str | None = "", **changed: Any) -> str:
    """A token signed with that key; its kid is the key's own name unless another is given, or None for none."""
    headers = {"kid": kid or name} if kid is not None else {}
    return jwt.encode(claims(**changed), PRIVATE[name], algorithm=ALGORITHM[name], headers=headers)


def part(content: object) -> str:
    """A part of a token."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
