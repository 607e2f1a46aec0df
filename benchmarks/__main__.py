"""`python -m benchmarks [NAME …]`: run cases beside their references and print the ratios.

Each measurement is a process of its own; a case and its reference take turns, so that a busy
machine slows both. The ratio is of the medians.
"""

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.cases import CASES

FOLDER = Path("build/bench")


def measure(name: str, size: int, folder: Path) -> dict[str, float]:
    """Do one case here and now: seconds, peak MB of this process or its largest child, rows, and
    what a case tells apart from them."""
    folder.mkdir(parents=True, exist_ok=True)
    work = CASES[name].prepare(folder, size)
    start = time.perf_counter()
    done = work()
    seconds = time.perf_counter() - start
    told = {"rows": done, "seconds": seconds} if isinstance(done, int) else asdict(done)
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(one).ru_maxrss for one in who) / 1024
    return {**told, "peak_mb": peak}


def _apart(name: str, size: int, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks", "--one", name, str(size), "--in", str(folder)]
    # modules are compiled once, as where the program is used, and not for every process anew
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return json.loads(done.stdout)


def compare(name: str, size: int, rounds: int, folder: Path) -> dict[str, float]:
    """A case and its reference in turns."""
    names = [name, *filter(None, [CASES[name].reference])]
    runs: dict[str, list] = {one: [] for one in names}
    for _ in range(rounds):
        for one in names:
            runs[one].append(_apart(one, size, folder))

    def middle(one: str, key: str) -> float:
        return statistics.median(run[key] for run in runs[one])

    seconds = middle(name, "seconds")
    ratio = seconds / middle(names[-1], "seconds")
    peak, rows = middle(name, "peak_mb"), runs[name][0]["rows"]
    apart = {key: middle(name, key) for key in runs[name][0] if key.endswith("_seconds")}
    return {"seconds": seconds, "ratio": ratio, "peak_mb": peak, "rows_per_s": rows / seconds,
            **apart}  # fmt: skip


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*CASES, []])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", type=int, help="this size instead of the case's own")
    parser.add_argument("--in", dest="folder", type=Path, default=FOLDER)
    parser.add_argument("--one", nargs=2, metavar=("NAME", "SIZE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.one[0], int(asked.one[1]), asked.folder)))
        return
    print(f"{'case':14}{'size':>10}{'seconds':>10}{'ratio':>8}{'peak MB':>10}{'per s':>12}")
    told = [name for name, case in CASES.items() if case.reference or case.by_itself]
    for name in asked.names or told:
        seconds = {}
        for size in [asked.size] if asked.size else CASES[name].sizes:
            found = compare(name, size, asked.rounds, asked.folder)
            seconds[size] = found["seconds"]
            print(f"{name:14}{size:>10}{found['seconds']:>10.2f}{found['ratio']:>8.2f}"
                  f"{found['peak_mb']:>10.0f}{found['rows_per_s']:>12.0f}", flush=True)  # fmt: skip
            for key in found:
                if key.endswith("_seconds"):
                    print(
                        f"{'':14}{'apart: ' + key.removesuffix('_seconds'):>20}{found[key]:>8.2f}"
                    )
        if len(seconds) > 1:
            (small, first), *_, (large, last) = sorted(seconds.items())
            growth = math.log(last / first) / math.log(large / small)
            print(f"{name:14}{'growth':>10}{growth:>10.2f}")


if __name__ == "__main__":
    main()
