"""Keys: the signing key of this user, and the public keys of people whose signatures are trusted.

What is to be signed: ``signing_key``. Whose a signature is: ``PublicKey.has_signed`` and ``owner_of``.
"""

from addin.keys.own_key import OwnKey, Passphrase, create_key, own_key, own_public_key, owner_of, signing_key
from addin.keys.public_key import PublicKey, public_key_of
from addin.keys.signing_key import SigningKey
from addin.keys.trusted_keys import TrustedKey, name_of_key, trust, trusted_keys, untrust

__all__ = [
    "OwnKey",
    "Passphrase",
    "PublicKey",
    "SigningKey",
    "TrustedKey",
    "create_key",
    "name_of_key",
    "own_key",
    "own_public_key",
    "owner_of",
    "public_key_of",
    "signing_key",
    "trust",
    "trusted_keys",
    "untrust",
]
