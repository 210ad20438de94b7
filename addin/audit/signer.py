"""The key that signs the log: made silently where that can be, else missing until its user makes one."""

from __future__ import annotations

from addin.hosts.port import Host
from addin.hosts.questions import Asked
from addin.keys import SigningKey, create_key, own_key, signing_key
from addin.keys.own_key import can_create_silently
from ilr_core.errors import InputError

_ANSWER = "passphrase"
_refused: set[str] = set()
"""Keys whose user would rather not give the passphrase, so that one session asks once."""


def signer_for(host: Host) -> SigningKey | None:
    """This user's key; None if there is none, or it stays locked. A log is kept without a signature as well."""

    def ask(question: str) -> str | None:
        known = own_key()
        name = known.public.text if known else ""
        if name in _refused:
            return None
        about = "The change log is signed with your key. Without the passphrase this change stays unsigned."
        answers = host.ask_answers(question, [Asked(_ANSWER, "Passphrase", about, required=False, secret=True)])
        if not answers or not answers.get(_ANSWER):
            _refused.add(name)
            return None
        return answers[_ANSWER]

    try:
        if own_key() is None and can_create_silently():
            create_key()
        return signing_key(ask)
    except (InputError, OSError) as error:
        host.tell(f"The change is logged without a signature. {error}")
        return None
