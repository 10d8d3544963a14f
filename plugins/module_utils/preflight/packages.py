# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Packages of functions: what installs their dependencies, and which ones that are."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.packages import contents
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

OPEN = re.compile(r"^\s*[A-Za-z0-9][\w.-]*\s*(\[[^]]*\])?\s*([<>~!]=?[^=]*)?(;.*|#.*)?$")
"""A line of requirements.txt that leaves the version open."""


@of_each("lambda_package", code="LAMBDA-PACKAGE-TOOL")
def what_is_to_be_packed_has_its_installer(package: Subject) -> Iterator[Problem]:
    """Skylift: dependencies are installed where the collection runs, by npm ci for Node.js."""
    options = package.desired.options
    if not package.was_read or not Path(package.text("source_folder") or "/nowhere").is_dir():
        return
    if contents.installer(options) == "npm" and not shutil.which("npm") and not _is_there(package):
        remedy = "install Node.js with npm, or deploy where it is"
        yield package.problem("source_folder", "has a package-lock.json, and npm is not installed", remedy)


def _is_there(package: Subject) -> bool:
    return contents.key(package.name, package.desired.options) in package.item.get("keys", ())


@of_each("lambda_package", code="LAMBDA-PACKAGE-VERSIONS", severity=WARNING)
def versions_of_dependencies_are_fixed(package: Subject) -> Iterator[Problem]:
    """pip documentation: Repeatable Installs (pinned versions)."""
    folder = Path(package.text("source_folder") or "/nowhere")
    runtime = package.text("runtime") or ""
    if runtime.startswith("nodejs") and (folder / "package.json").is_file() and not (folder / contents.NODE).is_file():
        said = "has a package.json and no package-lock.json: nothing is installed"
        yield package.problem("source_folder", said, "run npm install there once, and keep the lock file")
    requirements = folder / contents.PYTHON
    if runtime.startswith("python") and requirements.is_file():
        lines = requirements.read_text(encoding="utf-8", errors="replace").splitlines()
        loose = [line.strip() for line in lines if OPEN.match(line)]
        if loose:
            said = f"requirements.txt leaves versions open ({', '.join(loose)}): another day makes another package"
            yield package.problem("source_folder", said, "pin them, by pip freeze or pip-compile")
