# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What EKS wants of networks, roles and keys."""

from __future__ import annotations

import json
from urllib.parse import unquote

from ...roles import must_be_assumable
from ...rules import Refusal
from . import invalid


def subnets_of(call, ids: list[str]) -> list[dict]:
    """The subnets, which must exist."""
    try:
        return call.ask("ec2", "DescribeSubnets", SubnetIds=ids)["Subnets"]
    except Refusal as refusal:
        raise invalid(refusal.message) from None


def network_of(call, ids: list[str]) -> str:
    """The VPC of a cluster's subnets, which must be in several zones of it."""
    found = subnets_of(call, ids) if ids else []
    if len({subnet["AvailabilityZone"] for subnet in found}) < 2:
        raise invalid("Subnets specified must be in at least two different AZs")
    networks = {subnet["VpcId"] for subnet in found}
    if len(networks) > 1:
        raise invalid("Subnets specified must belong to the same VPC")
    return networks.pop()


def must_be_in(call, network: str, ids: list[str]) -> None:
    """Subnets of what belongs to a cluster must be in its VPC."""
    outside = [subnet["SubnetId"] for subnet in subnets_of(call, ids) if subnet["VpcId"] != network]
    if outside:
        raise invalid(f"Subnets {outside} are not in the VPC of the cluster, {network}")


def security_groups_exist(call, network: str, ids: list[str]) -> None:
    """And they are of the VPC."""
    try:
        groups = call.ask("ec2", "DescribeSecurityGroups", GroupIds=ids)["SecurityGroups"] if ids else []
    except Refusal as refusal:
        raise invalid(refusal.message) from None
    if any(group["VpcId"] != network for group in groups):
        raise invalid("Security group(s) are not in the same VPC as the subnets. Please specify a security group in the VPC.")


def is_public(call, subnet: str) -> bool:
    """Whether the subnet's way out is an internet gateway."""
    of_subnet = [{"Name": "association.subnet-id", "Values": [subnet]}]
    tables = call.ask("ec2", "DescribeRouteTables", Filters=of_subnet)["RouteTables"]
    if not tables:
        network = subnets_of(call, [subnet])[0]["VpcId"]
        main = [{"Name": "vpc-id", "Values": [network]}, {"Name": "association.main", "Values": ["true"]}]
        tables = call.ask("ec2", "DescribeRouteTables", Filters=main)["RouteTables"]
    return any(route.get("GatewayId", "").startswith("igw-") for table in tables for route in table["Routes"])


def cluster_role(call, arn: str) -> None:
    """EKS must be able to act as it."""
    said = f"Role with arn: {arn}, could not be assumed because it does not exist or the trusted entity is not correct"
    must_be_assumable(call, arn, "eks.amazonaws.com", invalid(said))


def node_role(call, arn: str) -> None:
    """Servers must be able to act as it."""
    _must_exist(call, arn)
    said = "Following required service principals [ec2.amazonaws.com] were not found in the trust relationships "
    said += f"of nodeRole {arn}"
    must_be_assumable(call, arn, "ec2.amazonaws.com", invalid(said))


def fargate_role(call, arn: str) -> None:
    """Fargate must be able to act as it."""
    _must_exist(call, arn)
    said = "Misconfigured PodExecutionRole Trust Policy; Please add the eks-fargate-pods.amazonaws.com Service Principal"
    must_be_assumable(call, arn, "eks-fargate-pods.amazonaws.com", invalid(said))


def pod_role(call, arn: str) -> None:
    """Pods must be able to act as it, and to tag the session."""
    refusal = invalid("Trust policy of the role provided is invalid. Follow the official documentation to resolve the issue.")
    must_be_assumable(call, arn, "pods.eks.amazonaws.com", refusal)
    role = call.ask("iam", "GetRole", RoleName=arn.rpartition("/")[2])["Role"]
    document = role["AssumeRolePolicyDocument"]
    document = json.loads(unquote(document)) if isinstance(document, str) else document
    if "sts:TagSession" not in json.dumps(document):
        raise refusal


def auto_mode(params: dict) -> None:
    """Nodes, disks and load balancers are AWS's together, and nothing of one's own does their work."""
    compute = params.get("computeConfig", {})
    parts = (compute, params.get("storageConfig", {}).get("blockStorage", {}),
             params.get("kubernetesNetworkConfig", {}).get("elasticLoadBalancing", {}))  # fmt: skip
    if len({bool(part.get("enabled")) for part in parts}) > 1:
        raise invalid("For EKS Auto Mode, please ensure that all required configs, including computeConfig, "
                      "kubernetesNetworkConfig, and blockStorage are all either fully enabled or fully disabled.")  # fmt: skip
    if compute.get("enabled") and params.get("bootstrapSelfManagedAddons", True):
        raise invalid("When EKS Auto Mode is enabled, bootstrapSelfManagedAddons must be set to false.")
    if compute.get("enabled") and params.get("accessConfig", {}).get("authenticationMode", "CONFIG_MAP") == "CONFIG_MAP":
        raise invalid("EKS Auto Mode is only supported with authentication mode API or API_AND_CONFIG_MAP.")
    if bool(compute.get("nodePools")) != bool(compute.get("nodeRoleArn")):
        raise invalid("When Compute Config nodeRoleArn is not null or empty, nodePool value(s) must be provided.")


def key_exists(call, configuration: list[dict]) -> None:
    """The key that secrets are encrypted with."""
    for each in configuration:
        try:
            call.ask("kms", "DescribeKey", KeyId=each["provider"]["keyArn"])
        except Refusal as refusal:
            raise invalid(f"The keyArn in encryptionConfig provider: {refusal.message}") from None


def _must_exist(call, arn: str) -> None:
    name = arn.rpartition("/")[2]
    try:
        call.ask("iam", "GetRole", RoleName=name)
    except Refusal:
        said = f"The role with name {name} cannot be found. (Service: AmazonIdentityManagement; Error Code: NoSuchEntity)"
        raise invalid(said) from None
