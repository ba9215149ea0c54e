"""An envelope: a few bytes sealed to a public key, so that only whoever holds the private key can read them.

Every envelope of one size looks like every other: a key pair of its own, the content padded, then encrypted.

    65 bytes   the envelope's own public key, P-256, uncompressed
    size       the content, a byte 0x80 and as many zeros as are missing, encrypted with AES-256-GCM
    16         the tag of AES-GCM

The key (32 bytes) and the nonce (12) come from HKDF-SHA256 over the shared secret of ECDH; its salt is the envelope's
public key followed by the recipient's, its info LABEL followed by what the envelope is `about`. The key is used once,
so the nonce need not be random. `static/seal.js` seals the same way in a browser, with WebCrypto.

Nobody needs the private key to seal, and sealing tells nobody who sealed. Whoever may write to the place where
envelopes lie can replace one by another: an envelope keeps a secret, it proves no author.
"""

import base64

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SIZE = 256
"""Bytes that a content is padded to, where nothing else is said; the longest content is one byte shorter."""
POINT, TAG = 65, 16
SEALED = POINT + SIZE + TAG
"""Bytes of an envelope of the usual size: 337."""
KEY, NONCE = 32, 12
PRIVATE = 32
LABEL = b"vaeksthus envelope 1"
_CURVE = ec.SECP256R1()


class NotOpened(ValueError):
    """Not an envelope, sealed to another key, about something else, or changed on the way; nobody can tell which."""


def new_pair() -> tuple[bytes, bytes]:
    """A fresh key pair: the private key (32 bytes, big-endian) and the public one (65 bytes, uncompressed)."""
    private = ec.generate_private_key(_CURVE)
    return private.private_numbers().private_value.to_bytes(PRIVATE, "big"), _bytes_of(private.public_key())


def public_of(private_key: bytes) -> bytes:
    """The public key that belongs to a private one; raises ValueError where it is none."""
    if len(private_key) != PRIVATE:
        raise ValueError("a private key has 32 bytes")
    return _bytes_of(ec.derive_private_key(int.from_bytes(private_key, "big"), _CURVE).public_key())


def is_public_key(key: bytes) -> bool:
    """Whether these are the 65 bytes of a point of the curve."""
    try:
        _public(key)
    except ValueError:
        return False
    return True


def seal(public_key: bytes, content: bytes, *, size: int = SIZE, about: bytes = b"") -> bytes:
    """Seal a content of up to `size` - 1 bytes; the envelope has `size` + 81 bytes whatever the content.

    Raises ValueError for a content that is too long, or a public key that is none.
    """
    if len(content) >= size:
        raise ValueError(f"the content has {len(content)} bytes; {size - 1} fit in")
    recipient = _public(public_key)
    own = ec.generate_private_key(_CURVE)
    point = _bytes_of(own.public_key())
    key, nonce = _derived(own.exchange(ec.ECDH(), recipient), point + public_key, about)
    padded = (content + b"\x80").ljust(size, b"\0")
    return point + AESGCM(key).encrypt(nonce, padded, None)


def open(private_key: bytes, envelope: bytes, *, about: bytes = b"") -> bytes:
    """The content of an envelope of any size; raises NotOpened."""
    try:
        own = ec.derive_private_key(int.from_bytes(private_key, "big"), _CURVE)
        point, sealed = envelope[:POINT], envelope[POINT:]
        secret = own.exchange(ec.ECDH(), _public(point))
        key, nonce = _derived(secret, point + _bytes_of(own.public_key()), about)
        padded = AESGCM(key).decrypt(nonce, sealed, None)
    except (ValueError, InvalidTag) as why:
        raise NotOpened from why
    content, mark, rest = padded.rpartition(b"\x80")
    if not mark or rest.strip(b"\0"):
        raise NotOpened
    return content


def text_of(raw: bytes) -> str:
    """Bytes as they stand in a page or a file: base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    """The bytes of such a text; raises ValueError where it is none, or is not as `text_of` writes it."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as why:
        raise ValueError("not base64 for addresses") from why
    if text_of(raw) != text:
        raise ValueError("not base64 for addresses")
    return raw


def _public(key: bytes) -> ec.EllipticCurvePublicKey:
    if len(key) != POINT or key[:1] != b"\x04":
        raise ValueError("a public key has 65 bytes, the first of them 4")
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, key)


def _bytes_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(secret: bytes, salt: bytes, about: bytes) -> tuple[bytes, bytes]:
    both = HKDF(SHA256(), KEY + NONCE, salt, LABEL + about).derive(secret)
    return both[:KEY], both[KEY:]
