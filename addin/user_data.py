"""Where this tool keeps what its user has loaded: registers, lists, official texts. It stays on the machine."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "ILR_DATA"


def data_folder() -> Path:
    """The folder, which may not be there yet: ``ILR_DATA`` of the environment, else the usual place of the system."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path("ilr-excel", appauthor=False)
