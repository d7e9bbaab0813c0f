"""The separate environment of the other tools, and the versions of everything that is measured."""

import hashlib
import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path

from tests.bench.failure import BenchError
from tests.bench.question import ROOT
from tests.browser.chromium import LAUNCH

VENV = ROOT / ".venv-bench"
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
STAMP = VENV / "requirements.sha256"
CHROMIUM = Path(LAUNCH["executable_path"])
INSTALL_TIMEOUT_S = 900


def other_python() -> Path:
    """Return the Python with Streamlit and Panel, made on first use from hashed requirements."""
    python = VENV / "bin" / "python"
    digest = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if python.exists() and STAMP.exists() and STAMP.read_text(encoding="ascii") == digest:
        return python
    sys.stderr.write(f"bench: {VENV.name} wordt gemaakt (eenmalig, ongeveer een minuut)\n")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    run([str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(REQUIREMENTS)])
    STAMP.write_text(digest, encoding="ascii")
    return python


def run(command: list[str]) -> None:
    """Run an installation step; raise with its last line when it fails."""
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=INSTALL_TIMEOUT_S, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["geen uitvoer"])[-1]
        message = f"{VENV.name} maken lukte niet: {last}"
        raise BenchError(message)


def machine() -> str:
    """Return where the figures come from: machine, versions, extensions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    cores, size = os.cpu_count(), f"{memory:.0f} GiB"
    cores, size = os.cpu_count(), f"{memory:.0f} GiB"
    hardware = f"{cores} kernen, {size}, {processor()}, belasting vooraf {load:.1f}"
    tools = [f"Python {platform.python_version()}", chromium_version()]
    tools += [f"{name} {installed(name)}" for name in ("playwright", "voila", "ipywidgets")]
    tools += [f"{name} {installed_beside(name)}" for name in ("streamlit", "panel")]
    lines = [f"Machine: {hardware}", f"Versies: {', '.join(tools)}"]
    return "\n".join([*lines, f"Labextensies die stock Voilà meelaadt: {labextensions()}"])


def labextensions() -> str:
    """Return the JupyterLab extensions here: stock Voilà sends them with every page."""
    root = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    found = (*root.glob("*/package.json"), *root.glob("@*/*/package.json"))
    return ", ".join(sorted(str(path.parent.relative_to(root)) for path in found)) or "geen"


def processor() -> str:
    """Return the name of the processor, as far as Linux tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def chromium_version() -> str:
    """Return the name and version of the system's Chromium."""
    try:
        done = subprocess.run(
            [str(CHROMIUM), "--version"], capture_output=True, text=True, timeout=30, check=False
        )
    except OSError:
        return "Chromium ontbreekt"
    return " ".join(done.stdout.split()[:2])


def installed(name: str) -> str:
    """Return the version of a package in the project's own environment."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "ontbreekt"


def installed_beside(name: str) -> str:
    """Return the version of a package in the environment of the other tools."""
    folders = [str(folder) for folder in VENV.glob("lib/python*/site-packages")]
    return next((found.version for found in distributions(name=name, path=folders)), "ontbreekt")
