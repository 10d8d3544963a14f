# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What a function's package is made of, as a checksum and as a zip file that is the same whenever it is made."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from ansible_collections.skylift.aws.plugins.module_utils.aws import archive
from ansible_collections.skylift.aws.plugins.module_utils.images import programs

LENGTH = 16
PYTHON, NODE = "requirements.txt", "package-lock.json"
INSTALLED = "node_modules"
MACHINES = {"x86_64": ("x86_64", "x64"), "arm64": ("aarch64", "arm64")}
"""What pip and npm call the processors of Lambda."""

FIRST_WITH_NEW_LIBRARY = (3, 12)
"""Runtimes from here on are on Amazon Linux 2023 with glibc 2.34, earlier ones on Amazon Linux 2 with 2.26."""


def installer(options: Mapping[str, object]) -> str:
    """Return the program that installs what the folder names: pip, npm, or "" if it names nothing."""
    folder, runtime = Path(str(options["source_folder"])), str(options.get("runtime") or "")
    if runtime.startswith("python") and (folder / PYTHON).is_file():
        return "pip"
    return "npm" if runtime.startswith("nodejs") and (folder / NODE).is_file() else ""


def checksum(options: Mapping[str, object]) -> str:
    """Return the checksum of the folder, and of what else decides what is installed. Raises OSError."""
    settings = {option: options.get(option) for option in ("runtime", "architecture")}
    told = json.dumps([settings, installer(options)], sort_keys=True).encode()
    return hashlib.sha256(told + archive.zipped(str(options["source_folder"]), _left_out(options))).hexdigest()[:LENGTH]


def key(name: str, options: Mapping[str, object]) -> str:
    """Return the key of the package of a name. Raises OSError."""
    return f"{name}-{checksum(options)}.zip"


def built(options: Mapping[str, object], report: Callable[[str], None]) -> bytes:
    """Return the folder with its dependencies as a zip file. Raises ProgramFailed, OSError, and what C(report) does."""
    source = Path(str(options["source_folder"]))
    with tempfile.TemporaryDirectory(prefix="skylift-package-") as place:
        folder = Path(place, "package")
        hidden = shutil.ignore_patterns(*archive.LEFT_OUT, *_left_out(options))
        shutil.copytree(source, folder, ignore=hidden)
        if installer(options) == "pip":
            _run(_pip(options, folder, Path(place, "installed")), folder, report)
            _merge(Path(place, "installed"), folder)
        elif installer(options) == "npm":
            _run(_npm(options), folder, report)
        return archive.zipped(str(folder))


def _left_out(options: Mapping[str, object]) -> frozenset[str]:
    return frozenset({INSTALLED}) if installer(options) == "npm" else frozenset()


def _pip(options: Mapping[str, object], folder: Path, target: Path) -> list[str]:
    version = str(options["runtime"]).removeprefix("python")
    machine = MACHINES[_architecture(options)][0]
    libraries = ["manylinux2014"]
    if tuple(map(int, version.split("."))) >= FIRST_WITH_NEW_LIBRARY:
        libraries += ["manylinux_2_28", "manylinux_2_34"]
    platforms = [part for library in libraries for part in ("--platform", f"{library}_{machine}")]
    return [
        sys.executable, "-m", "pip", "install", "--target", str(target), "--requirement", str(folder / PYTHON), *platforms,
        "--python-version", version, "--implementation", "cp", "--only-binary", ":all:", "--no-compile", "--no-input",
        "--disable-pip-version-check", "--quiet",
    ]  # fmt: skip


def _npm(options: Mapping[str, object]) -> list[str]:
    machine = MACHINES[_architecture(options)][1]
    quiet = ("--no-audit", "--no-fund", "--loglevel", "error")
    return ["npm", "ci", "--omit", "dev", "--os", "linux", "--cpu", machine, "--libc", "glibc", *quiet]


def _architecture(options: Mapping[str, object]) -> str:
    return str(options.get("architecture") or "x86_64")


def _run(command: list[str], folder: Path, report: Callable[[str], None]) -> None:
    program = "pip" if "pip" in command else command[0]
    done = programs.run(command, lambda said: report(f"{program}: {said}"), folder=str(folder))
    done.check(f"{program} could not install what is needed", "correct what the folder asks for, and run it again")


def _merge(installed: Path, folder: Path) -> None:
    """Programs that came along begin with the path of this machine's Python, and Lambda runs none of them."""
    shutil.rmtree(installed / "bin", ignore_errors=True)
    shutil.copytree(installed, folder, dirs_exist_ok=True)
