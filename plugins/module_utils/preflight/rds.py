# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""RDS: names, credentials and settings of databases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

IDENTIFIER = re.compile(r"[a-z](?!.*--)[a-z0-9-]{0,62}(?<!-)")
USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,15}")
DATABASE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
PASSWORD = re.compile(r"[!-~]*")
RESERVED_EVERYWHERE = ("rdsadmin",)
RESERVED_BY_POSTGRESQL = ("admin",)
LONGEST_PASSWORD = {"mysql": 41, "mariadb": 41, "aurora": 41, "oracle": 30}
RESTORED_FROM = ("source_dbi_resource_id", "source_db_instance_automated_backups_arn")
INHERITS_FROM = ("db_cluster_identifier", "source_db_instance_identifier", *RESTORED_FROM)
SIGN_IN = (
    "master_user_password",
    "manage_master_user_password",
    "master_user_authentication_type",
    "db_snapshot_identifier",
    *INHERITS_FROM,
)
MONITORING_INTERVALS = (0, 1, 5, 10, 15, 30, 60)


def engine_of(database: Subject) -> str:
    """Return the engine, declared or found; "" when nothing tells."""
    return database.text("engine") or str(database.item.get("Engine", ""))


def parameter_of(group: Subject, name: str) -> View | None:
    """Return what a parameter group says of a parameter; None when it leaves that to RDS."""
    return next((each for each in group.each("parameters") if each.text("parameter_name") == name), None)


@of_each("rds_db_instance", "rds_db_parameter_group", "rds_db_subnet_group", code="RDS-IDENTIFIER")
def identifiers_are_lower_case(thing: Subject) -> Iterator[Problem]:
    """RDS API: CreateDBInstance, DBInstanceIdentifier (stored in lower case; no double or trailing hyphen)."""
    name = thing.name
    if name != name.lower():
        yield thing.problem("name", f'RDS would store "{name}" in lower case', f"write {name.lower()}")
    elif thing.desired.type != "rds_db_subnet_group" and not IDENTIFIER.fullmatch(name):
        yield thing.problem("name", f'"{name}" is no name that RDS takes',
                            "use letters, digits and single hyphens, up to 63, with a letter first")  # fmt: skip
    elif name == "default":
        yield thing.problem("name", '"default" is reserved by RDS', "choose another name")


@of_each("rds_db_instance", code="RDS-MASTER-USERNAME")
def the_master_user_may_have_this_name(database: Subject) -> Iterator[Problem]:
    """RDS API: CreateDBInstance, MasterUsername (no reserved word of the engine)."""
    name = database.text("master_username")
    if name is None:
        return
    postgresql = engine_of(database).endswith(("postgres", "postgresql"))
    reserved = RESERVED_EVERYWHERE + (RESERVED_BY_POSTGRESQL if postgresql else ())
    if name.lower() in reserved or (postgresql and name.lower().startswith("pg_")):
        by = "PostgreSQL on RDS" if postgresql else "RDS"
        yield database.problem("master_username", f'"{name}" is reserved by {by}', "use another name")
    elif not USERNAME.fullmatch(name):
        yield database.problem("master_username", f'"{name}" is no name that RDS takes',
                               "use letters, digits and underscores, up to 16, with a letter first")  # fmt: skip


@of_each("rds_db_instance", code="RDS-MASTER-PASSWORD")
def the_master_password_may_be_this(database: Subject) -> Iterator[Problem]:
    """RDS API: CreateDBInstance, MasterUserPassword (printable ASCII but / " @ and space; 8 characters at least)."""
    password = database.text("master_user_password")
    if password is None:
        return
    longest = next((most for engine, most in LONGEST_PASSWORD.items() if engine_of(database).startswith(engine)), 128)
    if not PASSWORD.fullmatch(password) or set(password) & set('/"@'):
        yield database.problem("master_user_password", "holds characters that RDS does not take",
                               'use printable ASCII without the space and / " @')  # fmt: skip
    if not 8 <= len(password) <= longest:
        yield database.problem("master_user_password", "is too short or too long", f"use 8 to {longest} characters")


@of_each("rds_db_instance", code="RDS-ONE-PASSWORD")
def there_is_one_master_password(database: Subject) -> Iterator[Problem]:
    """RDS API: CreateDBInstance, ManageMasterUserPassword (excludes MasterUserPassword; one of them is required)."""
    managed = database.flag("manage_master_user_password")
    if managed and database.declares("master_user_password"):
        yield database.problem(
            "master_user_password", "is given, and manage_master_user_password too", "give one of them"
        )
    alone = database.desired.type == "rds_db_instance" and database.is_new and engine_of(database)
    if alone and not any(database.declares(option) for option in SIGN_IN):
        yield database.problem("master_user_password", "is required for a new database",
                               "set it, or manage_master_user_password: true")  # fmt: skip


@of_each("rds_db_instance", code="RDS-DB-NAME")
def the_first_database_may_have_this_name(database: Subject) -> Iterator[Problem]:
    """RDS API: CreateDBInstance, DBName (PostgreSQL: a letter or underscore first, up to 63 characters)."""
    name = database.text("db_name")
    if name is not None and engine_of(database) == "postgres" and not DATABASE.fullmatch(name):
        yield database.problem("db_name", f'"{name}" is no database name that RDS takes',
                               "use letters, digits and underscores, up to 63, with a letter first")  # fmt: skip


@of_each("rds_db_instance", code="RDS-MULTI-AZ-ZONE")
def two_zones_are_not_one(database: Subject) -> Iterator[Problem]:
    """RDS API: CreateDBInstance, AvailabilityZone (not for a Multi-AZ deployment)."""
    if database.flag("multi_az") and database.declares("availability_zone"):
        yield database.problem("availability_zone", "is given, and multi_az too", "leave one of them out")


@of_each("rds_db_instance", code="RDS-MONITORING")
def monitoring_has_its_role(database: Subject) -> Iterator[Problem]:
    """RDS API: CreateDBInstance, MonitoringInterval (needs a MonitoringRoleArn if not 0)."""
    interval = database.number("monitoring_interval")
    if interval is None:
        return
    if interval not in MONITORING_INTERVALS:
        choices = ", ".join(str(each) for each in MONITORING_INTERVALS)
        yield database.problem(
            "monitoring_interval", f"{interval} is no interval that RDS offers", f"use one of {choices}"
        )
    elif interval and not database.declares("monitoring_role_arn") and not database.item.get("MonitoringRoleArn"):
        yield database.problem("monitoring_role_arn", "is required with monitoring_interval",
                               "name a role that monitoring.rds.amazonaws.com may assume")  # fmt: skip


@of_each("rds_db_instance", code="RDS-INSIGHTS-RETENTION")
def insights_are_kept_for_whole_months(database: Subject) -> Iterator[Problem]:
    """RDS API: CreateDBInstance, PerformanceInsightsRetentionPeriod (7, 731, or 31 times 1 to 23)."""
    days = database.number("performance_insights_retention_period")
    if days is not None and days not in (7, 731) and not (days % 31 == 0 and 1 <= days // 31 <= 23):
        yield database.problem("performance_insights_retention_period", f"{days} days are not offered",
                               "use 7, 731, or a multiple of 31 up to 713")  # fmt: skip
