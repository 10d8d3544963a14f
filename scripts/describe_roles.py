#!/usr/bin/env python3
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the table of variables into each role's README, from its argument spec and its defaults.

With --check nothing is written; the exit code tells whether they are up to date.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- variables: written by scripts/describe_roles.py -->", "<!-- end of variables -->"
MARKUP = re.compile(r"[CMIBUV]\(((?:\\\)|[^()]|\([^()]*\))*)\)")


def roles() -> list[Path]:
    """Return the folders of all roles."""
    return sorted(path for path in (REPOSITORY / "roles").iterdir() if path.is_dir())


def load(file: Path) -> dict:
    """Return what a YAML file holds; nothing for none."""
    return (yaml.safe_load(file.read_text()) or {}) if file.exists() else {}


def spec(role: Path) -> dict:
    """Return the entry point of a role's argument spec."""
    return load(role / "meta" / "argument_specs.yml")["argument_specs"]["main"]


def defaults(role: Path) -> dict:
    """Return a role's defaults."""
    return load(role / "defaults" / "main.yml")


def variables(role: Path) -> list[str]:
    """Return the names of a role's variables, which are in one file or in several."""
    files = [role / "vars" / "main.yml", *sorted((role / "vars" / "main").glob("*.yml"))]
    return [name for file in files for name in load(file)]


def outputs(role: Path) -> list[str]:
    """Return the variables that a role has for others."""
    return [name for name in variables(role) if not name.startswith("__")]


def table(role: Path) -> str:
    """Return the variables of a role as Markdown: what goes in, and what comes out."""
    lines = ["| variable | type | default | |", "| --- | --- | --- | --- |"]
    for name, option in sorted(spec(role)["options"].items()):
        default = "required" if option.get("required") else f"`{shown(defaults(role).get(name))}`"
        lines.append(f"| `{name}` | {option['type']} | {default} | {told(option['description'])} |")
    if outputs(role):
        lines += ["", "For others: " + ", ".join(f"`{name}`" for name in outputs(role)) + "."]
    return "\n".join(lines)


def shown(value: object) -> str:
    """Return a default in one line; what is longer stands in the file."""
    text = yaml.safe_dump(value, default_flow_style=True, width=1000).replace("\n...", "").strip().replace("|", "\\|")
    return text if len(text) <= 80 else "see defaults/main.yml"


def told(description: str) -> str:
    """Return a description with Ansible's markup as Markdown."""
    return MARKUP.sub(r"`\1`", description).replace("\\)", ")")


def readme(role: Path) -> str:
    """Return the README of a role with an up-to-date table; what is written around it stays."""
    file = role / "README.md"
    text = file.read_text() if file.exists() else f"# {role.name}\n\n{spec(role)['short_description']}.\n\n{BEGIN}\n{END}\n"
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table(role)}\n\n{END}{after}"


def main() -> int:
    """Write, or with --check compare, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if something is not up to date")
    check = parser.parse_args().check
    stale = []
    for role in roles():
        file, content = role / "README.md", readme(role)
        if not file.exists() or file.read_text() != content:
            stale.append(str(file.relative_to(REPOSITORY)))
            if not check:
                file.write_text(content)
    for name in stale:
        print(f"{name}: {'is not up to date; run make generate' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
