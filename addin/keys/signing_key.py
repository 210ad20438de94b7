"""A key that signs. Its secret half is never shown: not in text, not in a failure."""

from __future__ import annotations

from typing import Self

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from addin.keys.public_key import PublicKey


class SigningKey:
    """An Ed25519 key. Ed25519 signatures have 64 bytes and need no random numbers."""

    def __init__(self, private: Ed25519PrivateKey):
        self._private = private

    @classmethod
    def new(cls) -> Self:
        """A key that nobody had before."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def of_secret(cls, secret: bytes) -> Self:
        """The key of 32 secret bytes. ValueError for another number of them."""
        return cls(Ed25519PrivateKey.from_private_bytes(secret))

    @classmethod
    def of_pem(cls, pem: bytes, passphrase: str) -> Self | None:
        """The key in an encrypted PEM file; None if passphrase or file are wrong."""
        try:
            found = serialization.load_pem_private_key(pem, passphrase.encode())
        except (ValueError, TypeError):
            return None
        return cls(found) if isinstance(found, Ed25519PrivateKey) else None

    def __repr__(self) -> str:
        return f"SigningKey({self.public.fingerprint})"

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        return PublicKey(self._private.public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """The signature over some bytes: 64 bytes."""
        return self._private.sign(data)

    def secret(self) -> bytes:
        """The 32 secret bytes, for the key store of the system and nothing else."""
        return self._private.private_bytes_raw()

    def pem(self, passphrase: str) -> bytes:
        """The key as PEM (PKCS 8), encrypted with a passphrase."""
        return self._private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(passphrase.encode()),
        )
