# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ECS: a cluster without capacity providers says so, and one with services stays."""

from __future__ import annotations

from ..additions.ecs_services import SERVICES
from ..additions.ecs_services.services import status
from ..rules import Refusal, completes, refuses


@completes("ecs:DescribeClusters")
def lists_no_capacity_providers(call, answer):
    """moto leaves out what AWS answers as an empty list."""
    for cluster in answer.get("clusters", []):
        cluster.setdefault("capacityProviders", [])
        cluster.setdefault("defaultCapacityProviderStrategy", [])


@refuses("ecs:DeleteCluster")
def clusters_with_services_stay(call):
    """moto does not know the services of the sandbox."""
    cluster = call.params["cluster"].rpartition("/")[2]
    if any(
        service["clusterArn"].rpartition("/")[2] == cluster and status(service) != "INACTIVE"
        for service in call.memory(SERVICES).values()
    ):
        raise Refusal(
            "ClusterContainsServicesException",
            "The Cluster cannot be deleted while Services are active.",
        )
