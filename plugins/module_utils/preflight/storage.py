# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""RDS: how large and how fast the storage of a database may be."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rds import engine_of
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

SPEED_OPTIONS = ("iops", "storage_throughput")
# From this size in GiB on, gp3 is spread over four volumes, and only then can more speed be bought.
STRIPED_FROM = {"postgres": 400, "mysql": 400, "mariadb": 400, "oracle": 200}
STRIPED_IOPS = 12000
SIZES = {"gp2": (20, 65536), "gp3": (20, 65536), "io1": (100, 65536), "io2": (100, 65536)}
ENGINES = ("postgres", "mysql", "mariadb")
LEAST_GROWTH = 1.1


def size_of(database: Subject) -> int | None:
    """Return the size in GiB that the storage is to have."""
    return database.number("allocated_storage") or database.item.get("AllocatedStorage")


def type_of(database: Subject) -> str:
    """Return the storage type; gp3 is what RDS takes when none is named and no IOPS are asked for."""
    named = database.text("storage_type") or database.item.get("StorageType")
    if database.declares("storage_type") and not named:
        return ""
    return named or ("io1" if database.declares("iops") and not database.declares("storage_throughput") else "gp3")


@of_each("rds_db_instance", code="RDS-GP3-IOPS")
def small_gp3_has_one_speed(database: Subject) -> Iterator[Problem]:
    """Amazon RDS User Guide: General Purpose SSD (gp3) storage (3,000 IOPS and 125 MiB/s below the threshold)."""
    engine, size = engine_of(database).partition("-")[0], size_of(database)
    threshold = STRIPED_FROM.get(engine)
    if threshold is None or size is None or type_of(database) != "gp3":
        return
    if size < threshold:
        for option in SPEED_OPTIONS:
            if database.declares(option):
                said = f"cannot be set for {engine} on gp3 of {size} GiB, which has 3000 IOPS and 125 MiB/s as it is"
                yield database.problem(option, said, f"leave it out, or declare allocated_storage: {threshold} or more")
    elif (iops := database.number("iops")) is not None and iops < STRIPED_IOPS:
        said = f"{iops} is less than the {STRIPED_IOPS} that gp3 has from {threshold} GiB on"
        yield database.problem("iops", said, f"leave it out, or ask for {STRIPED_IOPS} or more")


@of_each("rds_db_instance", code="RDS-STORAGE-SIZE")
def the_size_is_offered(database: Subject) -> Iterator[Problem]:
    """RDS API: CreateDBInstance, AllocatedStorage (GiB, by engine and storage type)."""
    size, limits = database.number("allocated_storage"), SIZES.get(type_of(database))
    if size is not None and limits and engine_of(database) in ENGINES and not limits[0] <= size <= limits[1]:
        said = f"{size} GiB are not offered as {type_of(database)}"
        yield database.problem("allocated_storage", said, f"use {limits[0]} to {limits[1]}")


@of_each("rds_db_instance", code="RDS-STORAGE-SHRINKS")
def storage_only_grows(database: Subject) -> Iterator[Problem]:
    """Amazon RDS User Guide: Working with storage (storage never shrinks)."""
    size, present = database.number("allocated_storage"), database.item.get("AllocatedStorage")
    if size is not None and present is not None and size < present:
        said = f"the storage has {present} GiB and cannot shrink to {size}"
        yield database.problem("allocated_storage", said, f"declare {present}, or move the data to a new database")


@of_each("rds_db_instance", code="RDS-STORAGE-CEILING")
def growth_has_room(database: Subject) -> Iterator[Problem]:
    """Amazon RDS User Guide: Managing capacity automatically with storage autoscaling (at least 10 % more)."""
    size, most = size_of(database), database.number("max_allocated_storage")
    if size is not None and most is not None and most != size and most < size * LEAST_GROWTH:
        said = f"{most} GiB leave no room above the {size} GiB of allocated_storage"
        yield database.problem("max_allocated_storage", said, f"use {int(size * LEAST_GROWTH) + 1} or more")
