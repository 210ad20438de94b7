"""Passwords of forms: sealed data of the web form (AES-GCM, key by PBKDF2), and encrypted workbooks.

The page's script seals and opens in the same way with the browser's own Web Cryptography.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from io import BytesIO

ITERATIONS = 600_000
"""OWASP Password Storage Cheat Sheet: PBKDF2 with HMAC-SHA256."""
_MOST_ITERATIONS = 2_000_000
_KEY, _SALT, _NONCE = 32, 16, 12


class WrongPassword(ValueError):
    """The password does not open it, or the data were changed."""


def sealed(data: bytes, password: str, iterations: int = ITERATIONS) -> dict[str, object]:
    """Data that only the password opens, ready for JSON."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    closed = AESGCM(_key(password, salt, iterations)).encrypt(nonce, data, None)
    texts = {name: b64encode(part).decode() for name, part in (("salt", salt), ("nonce", nonce), ("data", closed))}
    return {"iterations": iterations, **texts}


def opened(seal: Mapping[str, object], password: str) -> bytes:
    """The data of a seal. Raises WrongPassword; ValueError for what is no seal."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    iterations = seal.get("iterations")
    if not isinstance(iterations, int) or not 0 < iterations <= _MOST_ITERATIONS:
        raise ValueError("no seal")
    salt, nonce, data = (b64decode(str(seal.get(name)), validate=True) for name in ("salt", "nonce", "data"))
    if (len(salt), len(nonce)) != (_SALT, _NONCE):
        raise ValueError("no seal")
    try:
        return AESGCM(_key(password, salt, iterations)).decrypt(nonce, data, None)
    except InvalidTag as error:
        raise WrongPassword from error


def encrypted_book(workbook: bytes, password: str) -> bytes:
    """A workbook that Excel and LibreOffice open with the password only (agile encryption, AES)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    out = BytesIO()
    OOXMLFile(BytesIO(workbook)).encrypt(password, out)
    return out.getvalue()


def decrypted_book(data: bytes, password: str) -> bytes:
    """The workbook in an encrypted file. Raises WrongPassword; ValueError for what cannot be opened at all."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    out = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
        file.load_key(password=password, verify_password=True)
        file.decrypt(out, verify_integrity=True)
    except (InvalidKeyError, DecryptionError) as error:
        raise WrongPassword from error
    except (FileFormatError, ParseError, OSError, KeyError, AttributeError) as error:
        raise ValueError("not encrypted") from error
    return out.getvalue()


def _key(password: str, salt: bytes, iterations: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    return PBKDF2HMAC(SHA256(), _KEY, salt, iterations).derive(password.encode())
