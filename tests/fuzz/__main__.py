"""Hostile inputs by chance, through every stage.

    python -m tests.fuzz 10000 [--seed 1] [--keep FOLDER] [--lines]

Half of them are files of bytes, which are read first, half are texts. With --lines all are texts whose lines go
to splitting as they are: cleaning takes most of the time, and takes out what may break the stages behind it.
An input that raises or hangs is kept
and its seed named; at the end stands the worst processor time per KB of each stage.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import traceback
from pathlib import Path

from tests.fuzz.hostile import hostile_bytes, hostile_text
from tests.fuzz.stages import Spent, fuzz_file, fuzz_lines, fuzz_text


def run(inputs: int, seed: int, keep: Path, spent: Spent, as_lines: bool = False) -> int:
    """Try so many inputs, only texts that are split as they are if `as_lines`; how many failed."""
    failed = 0
    for number in range(inputs):
        chance = random.Random(f"{seed}-{number}")
        given = hostile_bytes(chance) if number % 2 and not as_lines else hostile_text(chance)
        try:
            if isinstance(given, bytes):
                fuzz_file(given, keep, spent)
            elif as_lines:
                fuzz_lines(given, spent)
            else:
                fuzz_text(given, spent)
        except Exception:
            failed += 1
            traceback.print_exc()
            kept = keep / f"failed-{seed}-{number}"
            kept.write_bytes(given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass"))
            print(f"input {seed}-{number} failed; it is kept as {kept}", flush=True)
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--lines", action="store_true")
    options = parser.parse_args()
    keep = options.keep or Path(tempfile.mkdtemp(prefix="jianbao-fuzz-"))
    keep.mkdir(exist_ok=True)
    spent = Spent()
    failed = run(options.inputs, options.seed, keep, spent, options.lines)
    for stage, (seconds, given) in spent.worst.items():
        mean = 1000 * spent.seconds[stage] / spent.inputs[stage]
        kept = keep / f"worst-{stage}-{options.seed}"
        kept.write_bytes(given)
        print(
            f"{stage}: {spent.inputs[stage]} inputs, {mean:.1f} ms each, "
            f"at worst {1000 * seconds:.1f} ms per KB ({len(given)} bytes)"
        )
    print(f"{options.inputs} inputs, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
