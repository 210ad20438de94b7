"""The audit trail: what proves the change log, in the workbook and in a file beside it that the workbook cannot reach.

`verify` says what is wrong with the trail of a workbook, `entries_of` what happened to a learner.
"""

from addin.audit.verdict import Trouble, Verdict, entries_of, verdict_on, verify

__all__ = ["Trouble", "Verdict", "entries_of", "verdict_on", "verify"]
