# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon MSK: clusters with brokers and without, their changes, settings, tags."""

from __future__ import annotations

from ...rules import Refusal

CLUSTERS = "kafka clusters"
CONFIGURATIONS = "kafka configurations"
KIND = "kafka:cluster"

# As of November 2026; from 4.0 on there is no ZooKeeper any more.
VERSIONS = ("3.7.x", "3.7.x.kraft", "3.8.x", "3.8.x.kraft", "3.9.x", "3.9.x.kraft", "4.0.x.kraft", "4.1.x.kraft")


def bad_request(message: str) -> Refusal:
    """MSK's one word for a request that it does not take."""
    return Refusal("BadRequestException", message)


def state_of(cluster: dict) -> str:
    """ACTIVE, unless it is on its way somewhere."""
    return cluster["way"].state() or "ACTIVE"


def present(call) -> dict[str, dict]:
    """All that are there, or are about to go."""
    known = call.memory(CLUSTERS)
    for arn in [arn for arn, cluster in known.items() if cluster["leaving"] and cluster["way"].state() is None]:
        del known[arn]
    return known


def cluster_of(call) -> dict:
    """The cluster that the call is about."""
    found = present(call).get(call.params["ClusterArn"])
    if found is None:
        raise Refusal("NotFoundException", f"Cluster {call.params['ClusterArn']} does not exist.", 404)
    return found
