"""``ilr keys``: the user's signing key and the keys of people whose signatures count."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from addin.cli.options import Subparsers
from ilr_core.errors import InputError

if TYPE_CHECKING:
    from addin.keys import OwnKey, PublicKey

_LARGEST = 65_536


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("keys", help="your signing key, and the keys of people whose signatures you trust")
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("show", help="your public key and its fingerprint, to be compared by telephone")
    create = actions.add_parser("create", help="make your signing key; it stays on this computer")
    create.add_argument("--new", action="store_true", help="make another one though there is one, which stays trusted")
    export = actions.add_parser("export", help="print or save your public key, to give to others")
    export.add_argument("--out", type=Path, metavar="FILE", help="the file to save it in")
    trust = actions.add_parser("trust", help="trust the signatures of somebody else")
    trust.add_argument("key", metavar="FILE|KEY", help="a file with the public key, or the key itself (ilr-key:...)")
    trust.add_argument("--name", required=True, help="whose key it is")
    untrust = actions.add_parser("untrust", help="trust a key no more")
    untrust.add_argument("named", metavar="NAME|KEY", help="its name, its fingerprint or the key itself")
    actions.add_parser("list", help="the trusted keys")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    print({"show": _show, "create": _create, "export": _export, "trust": _trust, "untrust": _untrust, "list": _list}[
        arguments.action
    ](arguments))  # fmt: skip
    return 0


def _show(arguments: argparse.Namespace) -> str:
    return _described(_own())


def _create(arguments: argparse.Namespace) -> str:
    from addin.cli.passphrase import chosen_passphrase
    from addin.keys import create_key

    made = create_key(chosen_passphrase, replace=arguments.new)
    return f"Made your signing key.\n{_described(made)}"


def _export(arguments: argparse.Namespace) -> str:
    text = _own().public.text
    if not arguments.out:
        return text
    try:
        with arguments.out.open("x", encoding="utf-8") as file:
            file.write(f"{text}\n")
    except FileExistsError as error:
        raise InputError(f"{arguments.out} is there already. Choose another name.") from error
    return f"Saved your public key as {arguments.out}. Who gets it runs: ilr keys trust FILE --name NAME"


def _trust(arguments: argparse.Namespace) -> str:
    from addin.cli import clock
    from addin.keys import trust

    added = trust(_key_in(arguments.key), arguments.name, clock.now().date())
    return (
        f"Signatures of {added.name} are trusted now. Compare the fingerprint with {added.name} by telephone:\n"
        f"{_fingerprint(added.key)}"
    )


def _untrust(arguments: argparse.Namespace) -> str:
    from addin.keys import untrust

    return f"Signatures of {untrust(arguments.named).name} are not trusted any more."


def _list(arguments: argparse.Namespace) -> str:
    from addin.keys import trusted_keys

    lines = [
        f"{one.name}{f', since {one.since:%d/%m/%Y}' if one.since else ''}\n{_fingerprint(one.key)}"
        for one in trusted_keys()
    ]
    return "\n".join(lines) or "No key of somebody else is trusted. Trust one with: ilr keys trust FILE --name NAME"


def _own() -> OwnKey:
    from addin.keys import own_key

    own = own_key()
    if own is None:
        raise InputError("You have no signing key yet. Make one with: ilr keys create")
    return own


def _key_in(given: str) -> PublicKey:
    from addin.keys import public_key_of

    if given.startswith("ilr-key:"):
        return public_key_of(given)
    with Path(given).open("rb") as file:
        return public_key_of(file.read(_LARGEST).decode("utf-8", errors="replace"))


def _described(own: OwnKey) -> str:
    place = "the key store of this computer" if own.place == "key store" else "a file that your passphrase protects"
    return f"Public key   {own.public.text}\n{_fingerprint(own.public)}\nThe secret half lies in {place}."


def _fingerprint(key: PublicKey) -> str:
    return f"Fingerprint  {key.words}\n             {key.fingerprint}"
