# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Servers of EKS: how many, of which kind, and what may run on those that end at any time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.kubernetes import CLUSTER, GROUP
from ansible_collections.skylift.aws.plugins.module_utils.preflight.reach import CLOSED, OF_REGISTRY, way_out
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

DATABASES = ("rds_db_instance", "rds_db_cluster")
BURSTABLE = re.compile(r"t\d+[a-z]*\.")
GRAVITON = re.compile(r"(a1|[a-z]+\d+g[a-z]*)\.")
X86_IMAGE = "AL2023_x86_64_STANDARD"


@of_each(GROUP, code="EKS-SCALING")
def the_number_of_nodes_is_within_its_bounds(group: Subject) -> Iterator[Problem]:
    """EKS API: NodegroupScalingConfig (minSize may not exceed desiredSize, nor that maxSize)."""
    scaling = group.part("scaling_config")
    options = ["min_size", "desired_size", "max_size"]
    if "scaling_config.desired_size" in group.desired.declaration.delegated and not group.is_new:
        options.remove("desired_size")
    told = [(option, number) for option in options if (number := scaling.number(option)) is not None]
    for (option, number), (other, limit) in zip(told, told[1:], strict=False):
        if number > limit:
            yield scaling.problem(option, f"{number} is above {other}, {limit}", "write the smaller one here")


@of_each(GROUP, code="EKS-DELEGATED", severity=WARNING)
def what_counts_the_nodes_is_left_alone(group: Subject) -> Iterator[Problem]:
    """Cluster Autoscaler FAQ: it sets the desired size; a converge would put the declared one back."""
    scaling = group.part("scaling_config")
    least, most = scaling.number("min_size"), scaling.number("max_size")
    delegated = {"scaling_config", "scaling_config.desired_size"}.intersection(group.desired.declaration.delegated)
    if scaling.declares("desired_size") and not delegated and least is not None and most is not None and least < most:
        said = "whatever moves the number of nodes between its bounds would lose against each converge"
        yield scaling.problem("desired_size", said, "add delegated: [scaling_config.desired_size]")


@of_each(GROUP, code="EKS-ARCHITECTURE")
def servers_can_run_their_image(group: Subject) -> Iterator[Problem]:
    """EKS API: CreateNodegroup (not a valid instance type for requested amiType; x86_64 unless set)."""
    image = group.text("ami_type") or ("" if group.declares("ami_type") or group.declares("launch_template") else X86_IMAGE)
    types = group.texts("instance_types")
    wrong = [each for each in types if bool(GRAVITON.match(each)) != ("ARM" in image)]
    if group.is_new and image not in ("", "CUSTOM") and wrong:
        other = X86_IMAGE if "ARM" in image else "AL2023_ARM_64_STANDARD"
        yield group.problem("ami_type", f"{image} does not run on {wrong[0]}", f"set it to {other}, or use other servers")


@over_all(GROUP, "ec2_subnet", "ec2_route_table", "ec2_vpc_endpoint", code="EKS-NO-WAY-OUT")
def servers_reach_the_registry(stack: Stack) -> Iterator[Problem]:
    """Amazon EKS User Guide: Private clusters (nodes without a way out need endpoints for ECR, EC2, STS and S3 to join)."""
    privately = any((each.text("service_name") or OF_REGISTRY).endswith(OF_REGISTRY) for each in stack.of("ec2_vpc_endpoint"))
    for group in stack.of(GROUP) if stack.is_whole and not privately else ():
        subnets = stack.targets(group, "subnets", "ec2_subnet")
        if closed := next((each for each in subnets if way_out(stack, each) == CLOSED), None):
            said = f"{closed.address} leads nowhere, and no server in it could pull an image and join the cluster"
            yield group.problem("subnets", said, "give the subnets a NAT gateway, or endpoints for ECR, EC2, STS and S3")


@of_each(GROUP, code="EKS-SPOT", severity=WARNING)
def only_what_can_wait_runs_on_spot(group: Subject) -> Iterator[Problem]:
    """Amazon EKS Best Practices Guide: Spot (taint what ends at two minutes' notice, and let it be of several types)."""
    if group.text("capacity_type") != "SPOT":
        return
    if not group.declares("taints") or group.get("taints") == []:
        said = "any pod may be put on servers that end at two minutes' notice"
        yield group.problem("taints", said, 'add a taint such as {key: spot, value: "true", effect: NO_SCHEDULE}')
    types = group.texts("instance_types")
    if len(types) < 2 and not group.declares("launch_template") and not group.hides("instance_types"):
        said = "servers of one type only may all end at once"
        yield group.problem("instance_types", said, "name several of the same size")


@over_all(GROUP, CLUSTER, *DATABASES, code="EKS-BURSTABLE", severity=WARNING)
def steady_load_has_steady_servers(stack: Stack) -> Iterator[Problem]:
    """Amazon EC2 User Guide: Burstable performance instances (above the baseline they cost more, or are slowed down).

    What has deletion protection, or a database in several zones, counts as production.
    """
    earnest = any(each.flag("deletion_protection") or each.flag("multi_az") for each in stack.of(CLUSTER, *DATABASES))
    for group in stack.of(GROUP) if earnest else ():
        declared = group.declares("instance_types") or group.declares("launch_template")
        types = group.texts("instance_types") if declared else ["t3.medium"]
        if burstable := next((each for each in types if BURSTABLE.match(each)), None):
            said = f"{burstable} is slowed down, or costs more, when it is busy for long"
            yield group.problem("instance_types", said, "use m7i.large or another type that does not live on credits")
