# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RDS engine versions and orderable classes of PostgreSQL, as offered in November 2026."""

from __future__ import annotations

from ..rules import answers
from .paging import page

# Newest last; 18.5 was never released.
MINORS = {
    "13": ["13.23"],
    "14": [f"14.{minor}" for minor in range(1, 25)],
    "15": [f"15.{minor}" for minor in range(2, 20)],
    "16": [f"16.{minor}" for minor in range(1, 16)],
    "17": [f"17.{minor}" for minor in range(1, 12)],
    "18": ["18.1", "18.2", "18.3", "18.4", "18.6"],
}
# The newest minor that no new instance can have.
DEPRECATED_UP_TO = {"13": 22, "14": 17, "15": 12, "16": 8, "17": 4, "18": 0}
ENGINES = {"postgres": "PostgreSQL", "aurora-postgresql": "Aurora PostgreSQL"}
DEFAULT_VERSION = "17.11"
EXTENDED_SUPPORT = {"13"}
SIZES = ("micro", "small", "medium", "large", "xlarge", "2xlarge")
CLASSES = [
    *(f"db.{family}.{size}" for family in ("t3", "t4g") for size in SIZES),
    *(
        f"db.{family}.{size}"
        for family in ("m6g", "m7g", "m8g", "r6g", "r7g", "r8g")
        for size in ("large", "xlarge", "2xlarge", "4xlarge")
    ),
    *(
        f"db.{family}.{size}"
        for family in ("m5", "m6i", "m7i", "r5", "r6i", "r7i")
        for size in ("large", "xlarge", "2xlarge", "4xlarge")
    ),
]
STORAGE = {"gp2": (20, 65536), "gp3": (20, 65536), "io1": (100, 65536), "io2": (100, 65536), "standard": (5, 3072)}


def is_deprecated(version: str) -> bool:
    """Whether no new instance can have this version."""
    major, _, minor = version.partition(".")
    return int(minor) <= DEPRECATED_UP_TO[major]


def creatable(engine_version: str | None) -> str | None:
    """The full version that a create call gets for a full or a major version; None if there is none."""
    if not engine_version:
        return DEFAULT_VERSION
    offered = [version for version in MINORS.get(engine_version.partition(".")[0], []) if not is_deprecated(version)]
    if "." in engine_version:
        return engine_version if engine_version in offered else None
    return offered[-1] if offered else None


@answers("rds:DescribeDBEngineVersions")
def describe_versions(call):
    """All that match the filters; deprecated ones only when asked for."""
    params = call.params
    wanted = params.get("EngineVersion", "")
    found = []
    for engine in [params["Engine"]] if params.get("Engine") in ENGINES else ([] if params.get("Engine") else ENGINES):
        for major, minors in MINORS.items():
            for version in minors:
                matches = not wanted or wanted in (version, major)
                if matches and (params.get("IncludeAll") or not is_deprecated(version)):
                    found.append(_described(engine, major, version))
    if params.get("DBParameterGroupFamily"):
        found = [item for item in found if item["DBParameterGroupFamily"] == params["DBParameterGroupFamily"]]
    if params.get("DefaultOnly"):
        found = [item for item in found if item["EngineVersion"] == (creatable(wanted) if wanted else DEFAULT_VERSION)]
    shown, more = page(found, params, 100, "Marker", "MaxRecords")
    return {"DBEngineVersions": shown, **more}


@answers("rds:DescribeOrderableDBInstanceOptions")
def describe_orderable(call):
    """One entry for each class, version and storage type."""
    params = call.params
    versions = [version for minors in MINORS.values() for version in minors if not is_deprecated(version)]
    versions = [version for version in versions if params.get("EngineVersion") in (None, version)]
    classes = [name for name in CLASSES if params.get("DBInstanceClass") in (None, name)]
    options = (
        [
            {
                "Engine": "postgres",
                "EngineVersion": version,
                "DBInstanceClass": name,
                "LicenseModel": "postgresql-license",
                "StorageType": storage,
                "MinStorageSize": low,
                "MaxStorageSize": high,
                "Vpc": True,
                "MultiAZCapable": True,
                "ReadReplicaCapable": True,
                "SupportsStorageEncryption": True,
                "SupportsEnhancedMonitoring": True,
                "SupportsIAMDatabaseAuthentication": True,
                "SupportsPerformanceInsights": not name.endswith(("t3.micro", "t3.small")),
                "SupportsIops": storage != "gp2",
                "SupportsStorageAutoscaling": True,
                "SupportsStorageThroughput": storage == "gp3",
                "AvailabilityZones": [{"Name": f"{call.region}{letter}"} for letter in "abc"],
            }
            for version in versions
            for name in classes
            for storage, (low, high) in STORAGE.items()
        ]
        if params["Engine"] == "postgres"
        else []
    )
    shown, more = page(options, params, 100, "Marker", "MaxRecords")
    return {"OrderableDBInstanceOptions": shown, **more}


def _described(engine: str, major: str, version: str) -> dict:
    later = [
        target
        for targets in MINORS.values()
        for target in targets
        if _number(target) > _number(version) and not is_deprecated(target)
    ]
    return {
        "Engine": engine,
        "EngineVersion": version,
        "MajorEngineVersion": major,
        "DBParameterGroupFamily": f"{engine}{major}",
        "DBEngineDescription": ENGINES[engine],
        "DBEngineVersionDescription": f"{ENGINES[engine]} {version}",
        "Status": "deprecated" if is_deprecated(version) else "available",
        "SupportsReadReplica": True,
        "ExportableLogTypes": ["postgresql", "upgrade"],
        "SupportsLogExportsToCloudwatchLogs": True,
        "ValidUpgradeTarget": [
            {
                "Engine": engine,
                "EngineVersion": target,
                "Description": f"{ENGINES[engine]} {target}",
                "AutoUpgrade": False,
                "IsMajorVersionUpgrade": target.partition(".")[0] != major,
            }
            for target in later
        ],
    }


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
