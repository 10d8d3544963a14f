# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A base image with Python, made of what Debian has installed: no registry of the world is asked."""

from __future__ import annotations

import re
import subprocess
import tarfile
from pathlib import Path

NAME = "skylift-python"
PROGRAM = "/usr/bin/python3.11"
LIBRARY = "/usr/lib/python3.11"
LEFT_OUT = ("__pycache__", "test", "idlelib", "lib2to3", "ensurepip", "config-3.11-x86_64-linux-gnu")
FOLDERS = ("usr", "usr/bin", "usr/lib", "lib", "lib/x86_64-linux-gnu", "lib64")
"""What everybody may enter; folders that are not named are for root alone."""

GLIBC = tuple(f"/lib/x86_64-linux-gnu/{name}" for name in ("libdl.so.2", "libpthread.so.0", "libresolv.so.2", "librt.so.1"))
"""What Python itself does without, and drivers of databases do not."""

LIBRARIES = re.compile(r"(/\S+) \(0x")


def write(tar: Path) -> None:
    """Write the file system of the image into a file."""
    modules = [str(path) for path in Path(LIBRARY, "lib-dynload").glob("*.so")]
    told = subprocess.run(["ldd", PROGRAM, *modules], capture_output=True, text=True, check=True).stdout
    with tarfile.open(tar, "w", dereference=True) as image:
        for folder in FOLDERS:
            image.add("/usr", folder, recursive=False)
        for path in sorted({PROGRAM, *GLIBC, *LIBRARIES.findall(told)}):
            image.add(path, path.lstrip("/"))
        image.add(PROGRAM, "usr/bin/python3")
        image.add(LIBRARY, LIBRARY.lstrip("/"), filter=_needed)


def _needed(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if set(LEFT_OUT) & set(entry.name.split("/")) else entry
