"""The official rules: one function each, by field family, and the engine that runs them."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from ilr_core.rules.context import Context, Needs, ReturnFile
from ilr_core.rules.engine import BATCH, Check, Seen, in_file_order
from ilr_core.rules.registry import Rule, rules_of

FAMILIES = (
    "file", "learner", "employment", "aim", "aim_fam", "aim_validity", "finance", "hours", "cross_record",
    "higher_education",
)  # fmt: skip

for _family in FAMILIES:
    _package = import_module(f"ilr_core.rules.{_family}")
    for _module in pkgutil.iter_modules(_package.__path__):
        import_module(f"ilr_core.rules.{_family}.{_module.name}")

__all__ = ["BATCH", "Check", "Context", "Needs", "ReturnFile", "Rule", "Seen", "in_file_order", "rules_of"]
