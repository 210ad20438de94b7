"""Builds the add-in for the Python this runs in: ``python -m vba_bridge.libreoffice --out DIR``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from vba_bridge.libreoffice.oxt import oxt


def main(argv: Sequence[str] | None = None) -> int:
    """Writes ``ILR.oxt`` into a folder."""
    parser = argparse.ArgumentParser(prog="python -m vba_bridge.libreoffice", description="Build the add-in for Calc.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for ILR.oxt")
    path = parser.parse_args(argv).out / "ILR.oxt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(oxt([sys.executable, "-I", "-B", "-m", "vba_bridge.pipe"]))
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
