# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Engine versions of ElastiCache, as offered in November 2026."""

from __future__ import annotations

from ...rules import answers
from ..paging import page
from . import conflict, invalid

# Oldest first; the family of the parameter groups goes with the version.
OFFERED = {
    "valkey": {"7.2": "valkey7", "8.0": "valkey8", "8.1": "valkey8", "8.2": "valkey8", "9.0": "valkey9", "9.1": "valkey9"},
    "redis": {"5.0.6": "redis5.0", "6.0": "redis6.x", "6.2": "redis6.x", "7.0": "redis7", "7.1": "redis7"},
}


def number(version: str) -> tuple[int, ...]:
    """A version in a form that can be compared."""
    return tuple(int(part) for part in version.split("."))


def resolved(engine: str, version: str | None) -> tuple[str, str]:
    """(full version, family of parameter groups) for what a call asks for; the newest when it asks for none."""
    if engine not in OFFERED:
        raise invalid(f"The parameter Engine must be valkey or redis, not {engine}.")
    offered = OFFERED[engine]
    wanted = version or list(offered)[-1]
    found = next((name for name in reversed(offered) if wanted in (name, f"{name}.0") or name.startswith(f"{wanted}.")), None)
    if found is None:
        raise conflict(f"Cannot find version {wanted} for {engine}")
    return (found if found.count(".") == 2 else f"{found}.0"), offered[found]


@answers("elasticache:DescribeCacheEngineVersions")
def describe_versions(call):
    """All that match the filters."""
    params = call.params
    found = [
        {
            "Engine": engine,
            "EngineVersion": version,
            "CacheParameterGroupFamily": family,
            "CacheEngineDescription": engine.capitalize(),
            "CacheEngineVersionDescription": f"{engine} version {version}",
        }
        for engine, versions in OFFERED.items()
        for version, family in versions.items()
        if params.get("Engine") in (None, engine)
        and params.get("EngineVersion") in (None, version)
        and params.get("CacheParameterGroupFamily") in (None, family)
    ]
    shown, more = page(found, params, 100, "Marker", "MaxRecords")
    return {"CacheEngineVersions": shown, **more}
