# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Amazon MQ offers: versions, sizes, and which goes with which; as of November 2026."""

from __future__ import annotations

from ...rules import answers
from ..paging import page
from . import ACTIVEMQ, RABBITMQ, bad_request

# Minor version, as it is asked for, and the patch version that a broker of it runs; oldest first.
VERSIONS = {
    RABBITMQ: {"3.13": "3.13.7", "4.2": "4.2.3"},
    ACTIVEMQ: {"5.17": "5.17.6", "5.18": "5.18.4", "5.19": "5.19.1"},
}
MODES = {
    RABBITMQ: ("SINGLE_INSTANCE", "CLUSTER_MULTI_AZ"),
    ACTIVEMQ: ("SINGLE_INSTANCE", "ACTIVE_STANDBY_MULTI_AZ"),
}
SMALLEST = "mq.t3.micro"
M5 = tuple(f"mq.m5.{size}" for size in ("large", "xlarge", "2xlarge", "4xlarge"))
M7G = tuple(f"mq.m7g.{size}" for size in ("medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"))


def minor(engine: str, version: str | None) -> str:
    """The minor version that a call asks for; the newest when it asks for none."""
    offered = VERSIONS[engine]
    if version is None:
        return list(offered)[-1]
    if version not in offered:
        said = f"Broker engine version [{version}] is invalid for broker engine type [{engine}]."
        raise bad_request(f"{said} Valid values: [{', '.join(offered)}].")
    return version


def running(engine: str, version: str) -> str:
    """The minor version of a patch version."""
    return next(name for name, patch in VERSIONS[engine].items() if version in (name, patch))


def sizes(engine: str, version: str, mode: str) -> tuple[str, ...]:
    """The instance types that a broker may have."""
    smallest = (SMALLEST,) if mode == "SINGLE_INSTANCE" or engine == ACTIVEMQ else ()
    if engine == ACTIVEMQ:
        return (*smallest, *M5)
    return M7G if version.startswith("4.") else (*smallest, *M5, *M7G)


@answers("mq:DescribeBrokerEngineTypes")
def describe_engines(call):
    """Engines with their versions, newest first."""
    wanted = (call.params.get("EngineType") or "").upper()
    engines = [
        {"EngineType": engine, "EngineVersions": [{"Name": version} for version in reversed(versions)]}
        for engine, versions in VERSIONS.items()
        if wanted in ("", engine)
    ]
    return {"BrokerEngineTypes": engines, "MaxResults": 20}


@answers("mq:DescribeBrokerInstanceOptions")
def describe_options(call):
    """One entry for each engine, size and kind of storage."""
    zones = call.ask("ec2", "DescribeAvailabilityZones")["AvailabilityZones"]
    found = [
        {
            "EngineType": engine,
            "HostInstanceType": size,
            "StorageType": "EBS",
            "SupportedDeploymentModes": [mode for mode in MODES[engine] if _fits(engine, size, mode)],
            "SupportedEngineVersions": [version for version in VERSIONS[engine] if _runs_on(engine, size, version)],
            "AvailabilityZones": [{"Name": zone["ZoneName"]} for zone in zones],
        }
        for engine in VERSIONS
        for size in (SMALLEST, *M5, *M7G)
        if any(_fits(engine, size, mode) for mode in MODES[engine])
        and (call.params.get("EngineType") or engine).upper() == engine
        and call.params.get("HostInstanceType") in (None, size)
    ]
    shown, more = page(found, call.params, 20)
    return {"BrokerInstanceOptions": shown, "MaxResults": 20, **more}


def _runs_on(engine: str, size: str, version: str) -> bool:
    return any(size in sizes(engine, version, mode) for mode in MODES[engine])


def _fits(engine: str, size: str, mode: str) -> bool:
    return any(size in sizes(engine, version, mode) for version in VERSIONS[engine])
