# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two servers that live as long as the tests, a school to move for each of them, and a sandbox for its files."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from clusters import cluster

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from sandbox.fixture import sandbox, sandbox_server

__all__ = ["sandbox", "sandbox_server"]
NUMBERS = itertools.count(1)


def pytest_terminal_summary(terminalreporter):
    """Tell what was measured."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {name} {value}")


@pytest.fixture(scope="session")
def source():
    """The older server, with a school that every test gets a copy of."""
    with cluster(16) as made:
        made.run("postgres", "CREATE ROLE railway", "CREATE DATABASE school")
        made.run("school", (HERE / "school.sql").read_text())
        yield made


@pytest.fixture(scope="session")
def target():
    """The newer server."""
    with cluster(18) as made:
        made.run("postgres", "CREATE ROLE app")
        yield made


@pytest.fixture
def school(source, target, tmp_path):
    """A copy of the school, and an empty database for it."""
    name = f"school{next(NUMBERS)}"
    source.run("postgres", f"CREATE DATABASE {name} TEMPLATE school STRATEGY file_copy")
    target.run("postgres", f"CREATE DATABASE {name}")
    yield SimpleNamespace(source=source, target=target, name=name, folder=tmp_path)
    source.run("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def living_school(school):
    """A school that can be replicated: without large objects, which are not."""
    school.source.run(school.name, "SELECT lo_unlink(oid) FROM pg_largeobject_metadata")
    return school
