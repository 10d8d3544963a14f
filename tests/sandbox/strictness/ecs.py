# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ECS: a cluster without capacity providers says so."""

from __future__ import annotations

from ..rules import completes


@completes("ecs:DescribeClusters")
def lists_no_capacity_providers(call, answer):
    """moto leaves out what AWS answers as an empty list."""
    for cluster in answer.get("clusters", []):
        cluster.setdefault("capacityProviders", [])
        cluster.setdefault("defaultCapacityProviderStrategy", [])
