# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""ElastiCache: replication groups that AWS would refuse, or that could be read by others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

GROUP = "elasticache_replication_group"
NAME = re.compile(r"[A-Za-z](?!.*--)[A-Za-z0-9-]{0,39}(?<!-)")
TOKEN = re.compile(r"[A-Za-z0-9!&#$^<>-]{16,128}")


def _nodes(group: Subject) -> int | None:
    """How many nodes each shard has."""
    replicas = group.number("replicas_per_node_group")
    return replicas + 1 if replicas is not None else group.number("num_cache_clusters")


@of_each(GROUP, code="ELASTICACHE-FAILOVER")
def a_failover_has_somewhere_to_go(group: Subject) -> Iterator[Problem]:
    """ElastiCache API: CreateReplicationGroup, AutomaticFailoverEnabled (two nodes at least) and MultiAZEnabled (needs it).

    Of a group with several shards it must be enabled, however few nodes they have.
    """
    several, nodes = group.flag("multi_az_enabled"), _nodes(group)
    failover = group.flag("automatic_failover_enabled")
    unsure = group.declares("automatic_failover_enabled") and failover is None
    if several and not failover and not unsure:
        yield group.problem("multi_az_enabled", "needs automatic_failover_enabled", "set that to true too")
    failover = failover and (group.number("num_node_groups") or 1) < 2
    if (failover or several) and nodes is not None and nodes < 2:
        option = "automatic_failover_enabled" if failover else "multi_az_enabled"
        said = "a single node has nowhere to fail over to"
        yield group.problem(option, said, "set num_cache_clusters: 2 or more, or leave it out")


@of_each(GROUP, code="ELASTICACHE-TOKEN")
def a_token_is_sent_encrypted(group: Subject) -> Iterator[Problem]:
    """ElastiCache API: CreateReplicationGroup, AuthToken (needs TLS; 16 to 128 characters, few of them special)."""
    if not group.declares("auth_token"):
        return
    encrypted = group.flag("transit_encryption_enabled")
    if encrypted is False or not group.declares("transit_encryption_enabled"):
        yield group.problem("auth_token", "needs transit_encryption_enabled", "set that to true too")
    token = group.text("auth_token")
    if token is not None and not TOKEN.fullmatch(token):
        yield group.problem("auth_token", "has a length or characters that ElastiCache does not take",
                            "use 16 to 128 letters, digits and ! & # $ ^ < > -")  # fmt: skip


@of_each(GROUP, code="ELASTICACHE-PLAIN", severity=WARNING)
def a_cache_speaks_tls(group: Subject) -> Iterator[Problem]:
    """Amazon ElastiCache User Guide: In-transit encryption (off unless set; turning it on later takes two steps)."""
    if group.is_new and (
        group.flag("transit_encryption_enabled") is False or not group.declares("transit_encryption_enabled")
    ):
        said = "sessions and tokens would pass in the clear"
        yield group.problem("transit_encryption_enabled", said, "set it to true, and use rediss:// in the application")


@of_each(GROUP, code="ELASTICACHE-DEFAULT-VPC", severity=WARNING)
def a_cache_is_in_a_network_of_ones_own(group: Subject) -> Iterator[Problem]:
    """ElastiCache API: CreateReplicationGroup, CacheSubnetGroupName (the default VPC unless set, where no task gets to)."""
    if group.is_new and not group.declares("cache_subnet_group_name"):
        yield group.problem(
            "cache_subnet_group_name", "it would be in the default VPC", "name a subnet group of the stack"
        )


@of_each(GROUP, code="ELASTICACHE-NAME")
def a_cache_may_have_this_name(group: Subject) -> Iterator[Problem]:
    """ElastiCache API: CreateReplicationGroup, ReplicationGroupId (1 to 40; a letter first; stored in lower case)."""
    if not NAME.fullmatch(group.name):
        yield group.problem("name", f'"{group.name}" is no name that ElastiCache takes',
                            "use letters, digits and single hyphens, up to 40, with a letter first")  # fmt: skip
    elif group.name != group.name.lower():
        said = f'ElastiCache would store "{group.name}" in lower case'
        yield group.problem("name", said, f"write {group.name.lower()}")
