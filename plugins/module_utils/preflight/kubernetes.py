# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""EKS: clusters that AWS would refuse, that cost more than they need, or that are open to everybody."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.manifests import objects
from ansible_collections.skylift.aws.plugins.module_utils.preflight.reach import ANYWHERE, PUBLIC, way_out
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

CLUSTER, GROUP, PROFILE = "eks_cluster", "eks_nodegroup", "eks_fargate_profile"
VERSION = re.compile(r"1\.\d\d")
# When standard support of a version ends; extended support, which costs six times as much, ends a year later.
STANDARD_UNTIL = {
    "1.31": datetime.date(2025, 11, 26),
    "1.32": datetime.date(2026, 3, 23),
    "1.33": datetime.date(2026, 7, 29),
    "1.34": datetime.date(2026, 12, 2),
    "1.35": datetime.date(2027, 3, 27),
}
NEWEST = list(STANDARD_UNTIL)[-1]
EXTENDED = datetime.timedelta(days=365)
FOR_BALANCERS = {True: "kubernetes.io/role/elb", False: "kubernetes.io/role/internal-elb"}


def version_of(subject: Subject) -> tuple[int, int] | None:
    """Return the declared version in a form that can be compared; None for what is none."""
    text = subject.text("version") or ""
    return (1, int(text[2:])) if VERSION.fullmatch(text) else None


def network_of(subnet: Subject) -> object:
    """Return the VPC of a subnet, by its address or as it stands; None when it is not known."""
    return next((each for each in subnet.refers_to("vpc_id") if each.startswith("ec2_vpc.")), None) or subnet.text("vpc_id")


@over_all(CLUSTER, GROUP, code="EKS-VERSION")
def a_version_is_one_that_eks_has(stack: Stack) -> Iterator[Problem]:
    """Amazon EKS User Guide: Kubernetes version lifecycle (offered for 26 months; YAML reads 1.30 as a number, 1.3)."""
    for subject in stack.of(CLUSTER, GROUP):
        version, text = version_of(subject), subject.text("version")
        if text is not None and version is None:
            said = f'"{text}" is no version of Kubernetes on EKS'
            yield subject.problem("version", said, f'write two numbers in quotes, such as "{NEWEST}"')
        elif version and (subject.is_new or text != subject.item.get("version")) and _is_over(text, stack.today):
            yield subject.problem("version", f"EKS offers {text} no more", f'use a newer one, such as "{NEWEST}"')


def _is_over(version: str, today: datetime.date) -> bool:
    oldest = min(int(each[2:]) for each in STANDARD_UNTIL)
    return int(version[2:]) < oldest or today > STANDARD_UNTIL.get(version, today) + EXTENDED


@over_all(CLUSTER, code="EKS-SUPPORT", severity=WARNING)
def a_version_is_in_standard_support(stack: Stack) -> Iterator[Problem]:
    """Amazon EKS User Guide: Kubernetes version lifecycle (after 14 months a cluster costs six times as much per hour)."""
    for cluster in stack.of(CLUSTER):
        text = cluster.text("version") or ""
        ended = STANDARD_UNTIL.get(text)
        if ended and ended < stack.today <= ended + EXTENDED:
            newer = next((each for each, until in STANDARD_UNTIL.items() if until >= stack.today), NEWEST)
            said = f"standard support of {text} ended on {ended}, and each hour costs six times as much since"
            yield cluster.problem("version", said, f'go up to "{newer}" or newer, one minor version at a time')


@of_each(CLUSTER, code="EKS-VERSION-STEP")
def a_cluster_goes_up_by_one_version(cluster: Subject) -> Iterator[Problem]:
    """EKS API: UpdateClusterVersion (Unsupported Kubernetes minor version update; one minor version at a time, upwards)."""
    version, present = version_of(cluster), str(cluster.item.get("version") or "")
    if version is None or not VERSION.fullmatch(present):
        return
    following = int(present[2:]) + 1
    if version[1] not in (following - 1, following):
        remedy = f'write "1.{following}", converge, and go on from there' if version[1] > following else f'write "{present}"'
        yield cluster.problem("version", f"AWS does not go from {present} to 1.{version[1]}", remedy)


@over_all(CLUSTER, GROUP, code="EKS-NODE-VERSION")
def nodes_are_not_ahead_of_their_cluster(stack: Stack) -> Iterator[Problem]:
    """Kubernetes documentation: Version skew policy (kubelet must not be newer than the API server)."""
    for group in stack.of(GROUP):
        cluster = stack.target(group, "cluster_name", CLUSTER)
        version, above = version_of(group), version_of(cluster) if cluster else None
        if version and above and version > above:
            said = f"1.{version[1]} is above 1.{above[1]} of {cluster.address}"
            yield group.problem("version", said, f'write "1.{above[1]}", or raise that of the cluster first')


@of_each(CLUSTER, code="EKS-AUTO-MODE")
def what_aws_runs_nobody_else_does(cluster: Subject) -> Iterator[Problem]:
    """EKS API: CreateCluster (Auto Mode wants no self-managed add-ons, and lets in its nodes by access entries)."""
    if not cluster.is_new or not cluster.part("compute_config").flag("enabled"):
        return
    if cluster.flag("bootstrap_self_managed_addons") is not False and not cluster.hides("bootstrap_self_managed_addons"):
        said = "EKS Auto Mode brings network, names and proxy itself"
        yield cluster.problem("bootstrap_self_managed_addons", said, "set it to false")
    access = cluster.part("access_config")
    if not cluster.hides("access_config") and (access.text("authentication_mode") or "CONFIG_MAP") == "CONFIG_MAP":
        said = "EKS Auto Mode lets in its nodes by access entries"
        yield access.problem("authentication_mode", said, "set it to API")


@of_each(CLUSTER, code="EKS-PUBLIC-API", severity=WARNING)
def the_api_is_not_open_to_the_world(cluster: Subject) -> Iterator[Problem]:
    """AWS Security Hub controls for Amazon EKS: EKS.1 (the API endpoint should not be publicly accessible; it is unless set)."""
    options = cluster.part("resources_vpc_config")
    unsure = not options.options or options.hides("public_access_cidrs") or options.hides("endpoint_public_access")
    if unsure or options.flag("endpoint_public_access") is False:
        return
    if not options.declares("public_access_cidrs") or ANYWHERE in options.texts("public_access_cidrs"):
        said = "everybody reaches the API of the cluster"
        remedy = "name the ranges of those who use it, or set endpoint_public_access to false"
        yield options.problem("public_access_cidrs", said, remedy)


@of_each(CLUSTER, code="EKS-PRIVATE-API", severity=WARNING)
def nodes_reach_the_api_from_inside(cluster: Subject) -> Iterator[Problem]:
    """Amazon EKS User Guide: Cluster API server endpoint (nodes need the private one, or their way out in the CIDRs)."""
    options = cluster.part("resources_vpc_config")
    private = options.flag("endpoint_private_access")
    unsure = options.declares("endpoint_private_access") and private is None
    restricted = options.declares("public_access_cidrs") and ANYWHERE not in options.texts("public_access_cidrs")
    if restricted and not private and not unsure and not options.hides("public_access_cidrs"):
        said = "nodes reach the API over the internet only, from where public_access_cidrs keeps them out"
        yield options.problem("endpoint_private_access", said, "set it to true")


@over_all(CLUSTER, "ec2_subnet", code="EKS-ZONES")
def a_cluster_is_in_two_zones(stack: Stack) -> Iterator[Problem]:
    """EKS API: CreateCluster (Subnets specified must be in at least two different AZs)."""
    for cluster in stack.of(CLUSTER):
        options = cluster.part("resources_vpc_config")
        listed, subnets = options.get("subnet_ids"), stack.targets(options, "subnet_ids", "ec2_subnet")
        zones = {subnet.text("availability_zone") for subnet in subnets}
        told = isinstance(listed, list) and len(subnets) == len(listed) and None not in zones
        if cluster.is_new and told and len(zones) < 2:
            yield options.problem("subnet_ids", "EKS wants subnets in two zones at least", "add one in another zone")


@over_all(CLUSTER, "ec2_subnet", "ec2_route_table", "k8s_manifest", code="EKS-BALANCER-TAGS", severity=WARNING)
def load_balancers_find_their_subnets(stack: Stack) -> Iterator[Problem]:
    """AWS Load Balancer Controller: Subnet auto-discovery (public ones by kubernetes.io/role/elb, others by internal-elb).

    Pods that are bound to target groups need no load balancer that is looked for a place.
    """
    bound = any(any(objects(each, "TargetGroupBinding")) for each in stack.of("k8s_manifest"))
    for cluster in stack.of(CLUSTER) if stack.is_whole and not bound else ():
        options = cluster.part("resources_vpc_config")
        vpcs = {network_of(subnet) for subnet in stack.targets(options, "subnet_ids", "ec2_subnet")}
        subnets = [each for each in stack.of("ec2_subnet") if network_of(each) in {None, *vpcs}]
        ways = {each.address: way_out(stack, each) for each in subnets}
        unsure = "" in ways.values() or any(each.hides("tags") or network_of(each) is None for each in subnets)
        public = [each for each in subnets if ways[each.address] == PUBLIC]
        tag = FOR_BALANCERS[bool(public)]
        if vpcs and not unsure and sum(tag in each.desired.tags for each in public or subnets) < 2:
            said = f"fewer than two {'public ' if public else ''}subnets carry the tag {tag}, so an Ingress gets no load balancer"
            yield options.problem("subnet_ids", said, f'give two of them, in two zones, the tag {tag}: "1"')


@over_all(GROUP, "ec2_subnet", "ec2_route_table", code="EKS-PUBLIC-NODES", severity=WARNING)
def nodes_are_not_on_the_internet(stack: Stack) -> Iterator[Problem]:
    """Amazon EKS Best Practices Guide: VPC and subnet considerations (nodes in private subnets)."""
    for group in stack.of(GROUP):
        subnets = stack.targets(group, "subnets", "ec2_subnet")
        if public := next((each for each in subnets if way_out(stack, each) == PUBLIC), None):
            said = f"nodes in {public.address} have addresses on the internet"
            yield group.problem("subnets", said, "use subnets behind a NAT gateway")


@over_all(PROFILE, "ec2_subnet", "ec2_route_table", code="EKS-PUBLIC-FARGATE")
def pods_on_fargate_are_in_private_subnets(stack: Stack) -> Iterator[Problem]:
    """EKS API: CreateFargateProfile (InvalidParameterException: the subnet is not a private subnet)."""
    for profile in stack.of(PROFILE):
        subnets = stack.targets(profile, "subnets", "ec2_subnet")
        if public := next((each for each in subnets if way_out(stack, each) == PUBLIC), None):
            said = f"{public.address} is no private subnet: it leads to the internet by itself"
            yield profile.problem("subnets", said, "use subnets behind a NAT gateway, or without a way out")
