"""What every measurement shares: the machine, the moment, memory, and the file it is kept in."""

import json
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
_MEGABYTE = 1024 * 1024


def machine() -> dict[str, Any]:
    """The machine a result was measured on, and when; filled in here, never typed."""
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "python": platform.python_version(),
        "commit": _commit(),
    }


def keep(name: str, result: Mapping[str, Any], folder: Path = RESULTS) -> Path:
    """Write a result with its machine beside the earlier ones; the path written."""
    made = {"measurement": name, "machine": machine(), **result}
    moment = made["machine"]["measured_at"].replace(":", "").replace("+0000", "Z")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{moment}.json"
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def peak_memory_mb() -> float:
    """The most memory this process has held at once, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts kilobytes, macOS bytes.
    return round(peak / _MEGABYTE if sys.platform == "darwin" else peak / 1024, 1)


def resident_memory_mb(process_id: int) -> float | None:
    """Memory a process holds now, in MB; None where the system does not tell."""
    shown = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process_id)], capture_output=True, text=True, check=False
    )
    return round(int(shown.stdout) / 1024, 1) if shown.stdout.strip().isdigit() else None


def percentile(values: Sequence[float], share: int) -> float:
    """The nearest-rank percentile, in the unit of the values; 0 of none."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)] if ordered else 0.0


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.exists():
        for line in described.read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def _commit() -> str:
    shown = subprocess.run(
        ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
    )
    return shown.stdout.strip()
