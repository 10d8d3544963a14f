# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A site that is built from sources: whether they have changed, and the command that builds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN, Secret, holds_unknown
from ansible_collections.skylift.aws.plugins.module_utils.images import programs
from ansible_collections.skylift.aws.plugins.module_utils.sites.files import sources_checksum

SETTINGS = ("build_command", "build_environment", "cache_control")


def sources(options: Mapping[str, object]) -> object:
    """Return the checksum of what a site is built from, None if it is not built, UNKNOWN while a setting is. Raises OSError."""
    if not options.get("build_command"):
        return None
    settings = [options.get(option) for option in SETTINGS]
    if holds_unknown(settings):
        return UNKNOWN
    return sources_checksum(folder_of(options), Path(str(options["folder"])), *settings)


def folder_of(options: Mapping[str, object]) -> Path:
    """Return the folder in which the command runs."""
    return Path(str(options.get("build_folder") or Path(str(options["folder"])).parent))


def secret_names(options: Mapping[str, object]) -> Iterator[str]:
    """Yield the variables whose values would be in files that everybody may read."""
    variables = options.get("build_environment") or {}
    yield from (name for name, value in variables.items() if isinstance(value, Secret))


def build(options: Mapping[str, object], report: Callable[[str], None]) -> None:
    """Run the command. Raises ProgramFailed, and what C(report) raises: then the command is ended."""
    variables = {name: _text(value) for name, value in (options.get("build_environment") or {}).items()}
    command, folder = ["/bin/sh", "-c", str(options["build_command"])], str(folder_of(options))
    done = programs.run(command, lambda said: report(f"build: {said}"), environment=variables, folder=folder)
    done.check("build_command could not build it", "correct the sources or the command, and run it again; nothing was uploaded")


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
