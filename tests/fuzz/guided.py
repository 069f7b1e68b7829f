"""Hostile inputs guided by coverage, where atheris is installed (it is no dependency of jianbao).

pip install atheris && python -m tests.fuzz.guided -runs=100000 -max_len=1500 CORPUS_FOLDER
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Instrument the stages and hand their inputs over to atheris."""
    import atheris

    with atheris.instrument_imports(include=["tasks"]):
        from tests.fuzz.stages import Spent, fuzz_file
    folder, spent = Path(tempfile.mkdtemp(prefix="jianbao-guided-")), Spent()
    atheris.Setup(sys.argv, lambda data: fuzz_file(data, folder, spent))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
