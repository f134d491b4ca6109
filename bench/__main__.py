"""`python -m bench`: our pages as shares of a floor that is measured in the same run, taking turns.

The floor is a view under the same middleware and server that does session, user, one indexed select and a tiny
template. The house is a twentieth of the whole (`bench.house.Numbers`); `--full` measures a hundredth and the whole,
and compares them. `--data FOLDER` keeps the houses there, so that the next run need not load them again.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import house, report

SHORT, SMALL, WHOLE = 0.05, 0.01, 1.0


def main() -> int:
    given = arguments()
    if given.out:
        given.out.write_text(json.dumps(measure(given.share, given.data)))
        return 0
    with tempfile.TemporaryDirectory(prefix="tertulia-bench-") as folder:
        data = given.data or Path(folder)
        if not given.full:
            return report.of_one(measured_apart(SHORT, data), SHORT)
        small = measured_apart(SMALL, data)
        return report.of_two(small, measured_apart(WHOLE, data), WHOLE)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="a hundredth and the whole: a quarter of an hour")
    parser.add_argument("--data", type=Path, help="keep the houses in this folder")
    parser.add_argument("--share", type=float, default=SHORT, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def measured_apart(share: float, data: Path) -> dict:
    """What another process finds: each house has its own settings."""
    folder = data / f"{share:g}"
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / "found.json"
    command = [sys.executable, "-m", "bench", "--share", str(share), "--data", str(folder), "--out", str(out)]
    subprocess.run(command, check=True)
    return json.loads(out.read_text())


def measure(share: float, data: Path) -> dict:
    with house.parts(data):
        import django

        django.setup()
        seconds = house.fill(share)
        # After the setup: they know the models.
        from bench import data as asked
        from bench import measuring

        known = asked.prepare()
        with house.served() as port:
            found = measuring.measured(port, known, with_crowd=share >= SHORT)
        return found | {"filled": seconds}


if __name__ == "__main__":
    sys.exit(main())
