# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""RDS and Aurora: versions, replicas, and what is hard to change later."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rds import (
    INHERITS_FROM,
    RESTORED_FROM,
    engine_of,
    parameter_of,
)
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

# The oldest minor version of PostgreSQL that can still be created, by major version.
OLDEST_MINOR = {13: 23, 14: 18, 15: 13, 16: 9, 17: 5}
OLD_CLASSES = ("db.t1.", "db.t2.", "db.m1.", "db.m2.", "db.m3.", "db.m4.", "db.r3.", "db.r4.")
# The first minor version of Aurora PostgreSQL that can pause, by major version; newer majors all can.
PAUSES_FROM = {13: 15, 14: 12, 15: 7, 16: 3}


def version_of(database: Subject) -> tuple[int, int] | None:
    """Return major and minor version; None unless both are declared."""
    parts = (database.text("engine_version") or "").split("-")[0].split(".")
    return (int(parts[0]), int(parts[1])) if len(parts) == 2 and all(part.isdigit() for part in parts) else None


@of_each("rds_db_instance", code="RDS-ENGINE-VERSION")
def the_version_can_still_be_created(database: Subject) -> Iterator[Problem]:
    """Amazon RDS for PostgreSQL Release Notes: Deprecated minor versions (no new instance of them)."""
    version = version_of(database)
    if engine_of(database) != "postgres" or version is None or not database.is_new or not database.was_read:
        return
    major, minor = version
    if major < min(OLDEST_MINOR) or minor < OLDEST_MINOR.get(major, 0):
        oldest = OLDEST_MINOR.get(major)
        remedy = f"write {major} alone, or {major}.{oldest} or newer" if oldest else "use a newer major version"
        yield database.problem("engine_version", f"{major}.{minor} cannot be created any more", remedy)


@of_each("rds_db_instance", code="RDS-CLASS", severity=WARNING)
def the_class_is_of_a_living_generation(database: Subject) -> Iterator[Problem]:
    """Amazon RDS User Guide: DB instance class types (generations that no current version of an engine runs on)."""
    name = database.text("db_instance_class") or ""
    if database.is_new and name.startswith(OLD_CLASSES):
        yield database.problem(
            "db_instance_class", f"{name} is of a generation that ends", "use db.t4g, db.m7g or newer"
        )


@of_each("rds_db_cluster", code="AURORA-ACU")
def aurora_scales_within_what_its_version_can(cluster: Subject) -> Iterator[Problem]:
    """Amazon Aurora User Guide: Aurora Serverless v2, scaling to zero (from 13.15, 14.12, 15.7 and 16.3; steps of 0.5)."""
    scaling, version = cluster.part("serverless_v2_scaling_configuration"), version_of(cluster)
    least, most = scaling.amount("min_capacity"), scaling.amount("max_capacity")
    for option, value in (("min_capacity", least), ("max_capacity", most)):
        if value is not None and (value * 2) % 1:
            yield scaling.problem(option, f"{value:g} is no step of half an ACU", "use 0, 0.5, 1, 1.5 ...")
    if least is not None and most is not None and least > most:
        yield scaling.problem(
            "min_capacity", f"{least:g} is above max_capacity, {most:g}", "write the smaller one here"
        )
    old = version is not None and version[1] < PAUSES_FROM.get(version[0], 0)
    if least == 0 and cluster.text("engine") == "aurora-postgresql" and old:
        said = f"{cluster.text('engine_version')} cannot pause"
        yield scaling.problem("min_capacity", said, f"use {version[0]}.{PAUSES_FROM[version[0]]} or newer, or 0.5")
    if scaling.declares("seconds_until_auto_pause") and least:
        said = f"goes with a min_capacity of 0 only, which is {least:g}"
        yield scaling.problem("seconds_until_auto_pause", said, "leave it out")


@over_all("rds_db_instance", code="RDS-REPLICA")
def a_replica_can_be_made_of_its_source(stack: Stack) -> Iterator[Problem]:
    """RDS API: CreateDBInstanceReadReplica (backups of the source must be on; a key of the replica's own region)."""
    for replica in stack.of("rds_db_instance"):
        source = stack.target(replica, "source_db_instance_identifier", "rds_db_instance")
        if source is None:
            continue
        days = source.number("backup_retention_period")
        if days == 0 or (
            not source.declares("backup_retention_period") and source.item.get("BackupRetentionPeriod") == 0
        ):
            said = f"{source.address} has no backups, of which a replica is made"
            yield replica.problem(
                "source_db_instance_identifier", said, "give it a backup_retention_period of 1 or more"
            )
        abroad = source.region and replica.region and source.region != replica.region
        if abroad and source.flag("storage_encrypted") and not replica.declares("kms_key_id"):
            said = f"is required, since {source.address} is encrypted with a key of {source.region}"
            yield replica.problem("kms_key_id", said, f"name a key of {replica.region}")


@of_each("rds_db_instance", code="RDS-RESTORE")
def a_restore_has_a_source_and_a_moment(database: Subject) -> Iterator[Problem]:
    """RDS API: RestoreDBInstanceToPointInTime (RestoreTime or UseLatestRestorableTime, and one source)."""
    moments = [option for option in ("restore_time", "use_latest_restorable_time") if database.get(option)]
    sources = [option for option in RESTORED_FROM if database.declares(option)]
    if len(moments) > 1 or len(sources) > 1:
        given = moments if len(moments) > 1 else sources
        yield database.problem(given[1], f"is given, and {given[0]} too", "give one of them")
    elif moments and not sources:
        yield database.problem(moments[0], "does not tell from what it is restored", f"set {' or '.join(RESTORED_FROM)}")
    elif sources and not moments:
        remedy = "set restore_time, or use_latest_restorable_time: true"
        yield database.problem(sources[0], "does not tell to when it is restored", remedy)


@of_each("rds_db_instance", "rds_db_cluster", code="RDS-ENCRYPTION", severity=WARNING)
def data_is_encrypted_from_the_beginning(database: Subject) -> Iterator[Problem]:
    """Amazon RDS User Guide: Encrypting Amazon RDS resources (off by default; it cannot be turned on later)."""
    inherits = any(database.declares(option) for option in INHERITS_FROM)
    plain = not database.declares("storage_encrypted") or database.flag("storage_encrypted") is False
    if database.is_new and plain and not inherits and not database.declares("kms_key_id"):
        said = "cannot be turned on later but by a copy"
        yield database.problem("storage_encrypted", said, "set it to true")


@of_each("rds_db_instance", code="RDS-PUBLIC", severity=WARNING)
def a_database_is_not_on_the_internet(database: Subject) -> Iterator[Problem]:
    """AWS Security Hub controls for Amazon RDS: RDS.2 (no public access, as the PubliclyAccessible setting determines)."""
    if database.flag("publicly_accessible"):
        yield database.problem("publicly_accessible", "gives it an address on the internet", "set it to false")


@over_all("rds_db_instance", "rds_db_parameter_group", code="RDS-LOG-EXPORT", severity=WARNING)
def slow_queries_are_seen(stack: Stack) -> Iterator[Problem]:
    """Amazon RDS User Guide: Publishing PostgreSQL logs to CloudWatch Logs (else they stay on the instance)."""
    for database in stack.of("rds_db_instance"):
        group = stack.target(database, "db_parameter_group_name", "rds_db_parameter_group")
        told = parameter_of(group, "log_min_duration_statement") if group else None
        limit = told.number("parameter_value") if told else None
        exported = database.declares("enable_cloudwatch_logs_exports") and database.get("enable_cloudwatch_logs_exports") != []
        if limit is not None and limit >= 0 and engine_of(database) == "postgres" and not exported and database.is_new:
            said = f"{group.address} has slow queries logged, and nobody sees them on the instance"
            yield database.problem("enable_cloudwatch_logs_exports", said, "set it to [postgresql]")
