#!/usr/bin/env python3
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Move 5 million rows between two PostgreSQL servers of this machine: by pg_dump and psql, and all ways of postgres_transfer.

In turns, so that whatever else the machine does hits all of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from types import SimpleNamespace

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY / ".venv" / "collections"), str(REPOSITORY / "tests"), str(REPOSITORY / "tests" / "migration")]

import clusters
from moving import move
from writers import writing

# A small server of RDS: it writes to disk in earnest.
clusters.SETTINGS |= {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "shared_buffers": "512MB",
                      "max_wal_size": "4GB", "checkpoint_timeout": "15min"}  # fmt: skip
DATABASE = "school"
ROWS = {table: f'SELECT count(*) FROM "{table}"' for table in ("Student", "Word", "Content", "Homework", "Attempt")}


@contextmanager
def school(scale: float):
    """Two servers, of which the older has a school."""
    with clusters.cluster(16) as source, clusters.cluster(18) as target:
        source.run("postgres", "CREATE ROLE railway", f"CREATE DATABASE {DATABASE}")
        target.run("postgres", "CREATE ROLE app")
        source.run(DATABASE, (REPOSITORY / "bench" / "databases.sql").read_text().replace("{scale}", str(scale)))
        source.run(DATABASE, "VACUUM", "CHECKPOINT")
        yield SimpleNamespace(source=source, target=target, name=DATABASE)


def filed(made) -> dict:
    """As the source document has it: pg_dump writes a file of SQL, which psql then reads."""
    dump, restore = _programs(made)
    path = made.folder / "backup.sql"
    with path.open("wb") as file:
        subprocess.run(**dump, stdout=file, check=True)
    with path.open("rb") as file:
        subprocess.run(**restore, stdin=file, stdout=subprocess.DEVNULL, check=True)
    return {}


def piped(made) -> dict:
    """The same at once: one stream of SQL from pg_dump to psql."""
    dump, restore = _programs(made)
    with subprocess.Popen(**dump, stdout=subprocess.PIPE) as dumped:
        subprocess.run(**restore, stdin=dumped.stdout, stdout=subprocess.DEVNULL, check=True)
    return {}


def _programs(made) -> Iterator[dict]:
    programs = clusters.programs(18)
    ways = ((made.source, ["pg_dump", "--no-owner", "--no-acl"]), (made.target, ["psql", "--quiet", "--set=ON_ERROR_STOP=1"]))
    for server, (program, *options) in ways:
        url = f"host=127.0.0.1 port={server.port} user=owner dbname={DATABASE}"
        yield {"args": [programs / program, *options, "--dbname", url], "env": {**os.environ, "PGPASSWORD": server.password}}


def dumped(made, jobs: int) -> dict:
    """By postgres_transfer, method dump."""
    return move(made, method="dump", jobs=jobs)["seconds"]


def kept(made, jobs: int) -> dict:
    """The same with a folder, in which a dump is kept."""
    return move(made, method="dump", jobs=jobs, folder=str(made.folder / "dump"))["seconds"]


def followed(made, jobs: int) -> dict:
    """By postgres_transfer, method logical, while two writers write."""
    with writing(made.source, DATABASE) as writers:
        seconds = move(made, method="logical", jobs=jobs)["seconds"]
    return {**seconds, "written meanwhile": sum(len(writer.committed) for writer in writers)}


def measured(made, way) -> tuple[float, dict]:
    """Move into an empty database, see that all rows are there, and leave both sides as they were."""
    made.target.run("postgres", f"CREATE DATABASE {DATABASE}", "CHECKPOINT")
    made.folder = Path(tempfile.mkdtemp(prefix="skylift-bench-", dir=REPOSITORY / "bench" / ".work"))
    began = time.monotonic()
    told = way(made)
    seconds = time.monotonic() - began
    for table, query in ROWS.items():
        sides = [each.value(DATABASE, query) for each in (made.source, made.target)]
        assert sides[0] == sides[1], f"{table}: {sides}"
    shutil.rmtree(made.folder)
    made.target.run("postgres", f"DROP DATABASE {DATABASE} WITH (FORCE)")
    made.source.run("postgres", f"ALTER DATABASE {DATABASE} RESET default_transaction_read_only")
    # The writers of the next round register the same students.
    made.source.run(DATABASE, """DELETE FROM "Student" WHERE "email" LIKE 'w%'""")
    return seconds, told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--only", nargs="*", default=["pg_dump > file", "pg_dump | psql", "dump", "dump, kept", "logical"])
    given = parser.parse_args()
    (REPOSITORY / "bench" / ".work").mkdir(exist_ok=True)
    ways = {"pg_dump > file": filed, "pg_dump | psql": piped, "dump": partial(dumped, jobs=given.jobs),
            "dump, kept": partial(kept, jobs=given.jobs), "logical": partial(followed, jobs=given.jobs)}  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name in given.only}
    with school(given.scale) as made:
        rows = sum(made.source.value(DATABASE, query) for query in ROWS.values())
        size = made.source.value(DATABASE, "SELECT pg_size_pretty(pg_database_size(current_database()))")
        print(f"{rows} rows, {size}", flush=True)
        for number in range(given.rounds):
            for name in given.only:
                seconds, told = measured(made, ways[name])
                taken[name].append(seconds)
                print(f"round {number + 1}, {name}: {seconds:.1f} s {told}", flush=True)
    for name, seconds in taken.items():
        print(f"{name}: {median(seconds):.1f} s ({min(seconds):.1f} to {max(seconds):.1f})")


if __name__ == "__main__":
    main()
