# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EKS refuses what it refuses on AWS, takes its time, and makes one change at a time."""

from __future__ import annotations

import json

import pytest
from sandbox.given import refused, role, subnets, until

NODES = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"
ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"


@pytest.fixture
def eks(sandbox):
    sandbox.settings(delay=0.05)
    return sandbox.client("eks")


@pytest.fixture
def cluster(sandbox, eks):
    """What makes the cluster that is there."""
    network = {"subnetIds": subnets(sandbox), "endpointPrivateAccess": True}
    asked = {"name": "shop", "version": "1.34", "roleArn": role(sandbox, "eks"), "resourcesVpcConfig": network,
             "accessConfig": {"authenticationMode": "API"}}  # fmt: skip
    made = eks.create_cluster(**asked)["cluster"]
    assert (made["status"], "endpoint" in made) == ("CREATING", False)
    active(eks)
    return asked


def active(eks) -> dict:
    return until(lambda: eks.describe_cluster(name="shop")["cluster"], lambda found: found["status"] == "ACTIVE")


@pytest.fixture
def workers(sandbox, eks, cluster):
    """What makes a node group."""
    arn = role(sandbox, "ec2")
    sandbox.client("iam").attach_role_policy(RoleName="for-ec2", PolicyArn=NODES)
    return {"clusterName": "shop", "nodegroupName": "workers", "nodeRole": arn, "subnets": subnets(sandbox)}


def made(eks, group: dict) -> dict:
    """A node group that is made."""
    eks.create_nodegroup(**group)
    named = {key: group[key] for key in ("clusterName", "nodegroupName")}
    return until(lambda: eks.describe_nodegroup(**named)["nodegroup"], lambda found: found["status"] != "CREATING")


@pytest.mark.parametrize(("change", "code", "text"), [
    ({}, "ResourceInUseException", "Cluster already exists with name: shop"),
    ({"name": "x", "version": "1.19"}, "InvalidParameterException", "unsupported Kubernetes version"),
    ({"name": "x", "roleArn": "arn:aws:iam::123456789012:role/none"}, "InvalidParameterException", "could not be assumed"),
    ({"name": "x", "resourcesVpcConfig": {"subnetIds": ["subnet-1"]}}, "InvalidParameterException", "subnet-1"),
    ({"name": "x", "resourcesVpcConfig": {"endpointPublicAccess": False}}, "InvalidParameterException", "two different AZs"),
])  # fmt: skip
def test_clusters_that_are_refused(eks, cluster, change, code, text):
    with refused(code, text):
        eks.create_cluster(**{**cluster, **change})


def test_a_cluster_is_closed_to_nobody_or_to_some(sandbox, eks, cluster):
    closed = {**cluster["resourcesVpcConfig"], "endpointPrivateAccess": False, "endpointPublicAccess": False}
    with refused("InvalidParameterException", "cannot be false"):
        eks.create_cluster(**{**cluster, "name": "x", "resourcesVpcConfig": closed})
    with refused("InvalidParameterException", "not allowed in publicAccessCidrs"):
        eks.update_cluster_config(name="shop", resourcesVpcConfig={"publicAccessCidrs": ["10.0.0.0/8"]})


def test_one_change_of_one_kind_at_a_time(sandbox, eks, cluster):
    with refused("InvalidParameterException", "Only one type of update can be allowed."):
        eks.update_cluster_config(name="shop", deletionProtection=True, upgradePolicy={"supportType": "STANDARD"})
    with refused("InvalidParameterException", "already at the desired configuration"):
        eks.update_cluster_config(name="shop", deletionProtection=False)
    sandbox.settings(delay=1)
    update = eks.update_cluster_config(name="shop", deletionProtection=True)["update"]
    with refused("ResourceInUseException", f"currently has update {update['id']} in progress"):
        eks.update_cluster_version(name="shop", version="1.35")
    assert eks.describe_update(name="shop", updateId=update["id"])["update"]["status"] == "InProgress"
    assert active(eks)["deletionProtection"] is True
    assert eks.describe_update(name="shop", updateId=update["id"])["update"]["status"] == "Successful"
    with refused("InvalidRequestException", "deletion protection"):
        eks.delete_cluster(name="shop")


def test_versions_go_up_by_one(sandbox, eks, cluster):
    eks.create_cluster(**{**cluster, "name": "old", "version": "1.33"})
    until(lambda: eks.describe_cluster(name="old")["cluster"], lambda found: found["status"] == "ACTIVE")
    for version in ("1.35", "1.32"):
        with refused("InvalidParameterException", f"Unsupported Kubernetes minor version update from 1.33 to {version}"):
            eks.update_cluster_version(name="old", version=version)
    offered = eks.describe_cluster_versions()["clusterVersions"]
    assert {each["clusterVersion"]: each["status"] for each in offered}["1.33"] == "extended-support"


def test_a_change_that_fails_leaves_things_as_they_were(sandbox, eks, cluster):
    sandbox.settings(delay=0.05, eks_failing_updates=["shop"])
    update = eks.update_cluster_version(name="shop", version="1.35")["update"]
    assert active(eks)["version"] == "1.34"
    assert eks.describe_update(name="shop", updateId=update["id"])["update"]["status"] == "Failed"


def test_a_cluster_stays_while_something_is_in_it(eks, cluster, workers):
    assert made(eks, workers)["status"] == "ACTIVE"
    with refused("ResourceInUseException", "Cluster has nodegroups attached"):
        eks.delete_cluster(name="shop")
    eks.delete_nodegroup(clusterName="shop", nodegroupName="workers")
    until(lambda: eks.list_nodegroups(clusterName="shop")["nodegroups"], lambda names: not names)
    assert eks.delete_cluster(name="shop")["cluster"]["status"] == "DELETING"
    until(lambda: eks.list_clusters()["clusters"], lambda names: not names)
    with refused("ResourceNotFoundException", "No cluster found for name: shop."):
        eks.describe_cluster(name="shop")


@pytest.mark.parametrize(("change", "text"), [
    ({"version": "1.35"}, "higher than that of the cluster"),
    ({"instanceTypes": ["m9x.enormous"]}, "do not exist"),
    ({"instanceTypes": ["m7g.large"]}, "not a valid instance type for requested amiType"),
    ({"scalingConfig": {"minSize": 3, "maxSize": 5, "desiredSize": 2}}, "can't be greater than desired size"),
    ({"nodeRole": "arn:aws:iam::123456789012:role/none"}, "cannot be found"),
    ({"nodeRole": "arn:aws:iam::123456789012:role/for-eks"}, "ec2.amazonaws.com"),
])  # fmt: skip
def test_node_groups_that_are_refused(eks, workers, change, text):
    with refused("InvalidParameterException", text):
        eks.create_nodegroup(**{**workers, **change})


def test_servers_without_rights_join_no_cluster(sandbox, eks, workers):
    sandbox.client("iam").detach_role_policy(RoleName="for-ec2", PolicyArn=NODES)
    failed = made(eks, workers)
    assert (failed["status"], failed["health"]["issues"][0]["code"]) == ("CREATE_FAILED", "NodeCreationFailure")


def test_what_has_replicas_needs_nodes(eks, workers):
    for name in ("vpc-cni", "coredns"):
        eks.create_addon(clusterName="shop", addonName=name)

    def state(name: str) -> str:
        return eks.describe_addon(clusterName="shop", addonName=name)["addon"]["status"]

    assert until(lambda: state("vpc-cni"), lambda status: status != "CREATING") == "ACTIVE"
    assert until(lambda: state("coredns"), lambda status: status != "CREATING") == "DEGRADED"
    made(eks, workers)
    assert state("coredns") == "ACTIVE"
    with refused("InvalidParameterException", "Addon version specified is not supported"):
        eks.create_addon(clusterName="shop", addonName="adot", addonVersion="v0.0.1-eksbuild.1")


def test_one_fargate_profile_at_a_time_and_in_private_subnets(sandbox, eks, cluster):
    sandbox.settings(delay=1)
    public, private = subnets(sandbox)
    ec2 = sandbox.client("ec2")
    network = ec2.describe_subnets(SubnetIds=[public])["Subnets"][0]["VpcId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=network)
    table = ec2.create_route_table(VpcId=network)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=public)
    asked = {"clusterName": "shop", "podExecutionRoleArn": role(sandbox, "eks-fargate-pods"), "selectors": [{"namespace": "a"}]}
    with refused("InvalidParameterException", "is not a private subnet"):
        eks.create_fargate_profile(**asked, fargateProfileName="a", subnets=[public])
    eks.create_fargate_profile(**asked, fargateProfileName="a", subnets=[private])
    with refused("ResourceInUseException", "currently has Fargate profile a in status CREATING"):
        eks.create_fargate_profile(**asked, fargateProfileName="b", subnets=[private])


def test_who_is_let_in(sandbox, eks, cluster):
    people = role(sandbox, "ec2", "people")
    entry = eks.create_access_entry(clusterName="shop", principalArn=people)["accessEntry"]
    assert f"/role/123456789012/{people.rpartition('/')[2]}/" in entry["accessEntryArn"]
    with refused("ResourceInUseException", "already in use on this cluster"):
        eks.create_access_entry(clusterName="shop", principalArn=people)
    with refused("InvalidParameterException", "invalid principal"):
        eks.create_access_entry(clusterName="shop", principalArn="arn:aws:iam::123456789012:role/none")
    named = {"clusterName": "shop", "principalArn": people}
    with refused("InvalidParameterException", "policyArn"):
        eks.associate_access_policy(**named, policyArn="arn:aws:iam::aws:policy/x", accessScope={"type": "cluster"})
    eks.associate_access_policy(**named, policyArn=ADMIN, accessScope={"type": "cluster"})
    assert len(eks.list_associated_access_policies(**named)["associatedAccessPolicies"]) == 1
    eks.disassociate_access_policy(**named, policyArn=ADMIN)
    with refused("ResourceNotFoundException", "not associated"):
        eks.disassociate_access_policy(**named, policyArn=ADMIN)


def test_pods_have_one_role_that_lets_them_tag_their_sessions(sandbox, eks, cluster):
    asked = {"clusterName": "shop", "namespace": "shop", "serviceAccount": "api", "roleArn": role(sandbox, "pods.eks")}
    with refused("InvalidParameterException", "Trust policy of the role provided is invalid"):
        eks.create_pod_identity_association(**asked)
    pods = {"Service": "pods.eks.amazonaws.com"}
    statement = {"Effect": "Allow", "Principal": pods, "Action": ["sts:AssumeRole", "sts:TagSession"]}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sandbox.client("iam").update_assume_role_policy(RoleName="for-pods.eks", PolicyDocument=document)
    eks.create_pod_identity_association(**asked)
    with refused("ResourceInUseException", "Association already exists"):
        eks.create_pod_identity_association(**asked)


def test_what_has_tags_is_seen_by_the_tagging_api(sandbox, eks, cluster):
    arn = eks.describe_cluster(name="shop")["cluster"]["arn"]
    eks.tag_resource(resourceArn=arn, tags={"app": "shop"})
    found = sandbox.client("resourcegroupstaggingapi").get_resources(TagFilters=[{"Key": "app"}])["ResourceTagMappingList"]
    assert [each["ResourceARN"] for each in found] == [arn]
    eks.untag_resource(resourceArn=arn, tagKeys=["app"])
    assert eks.list_tags_for_resource(resourceArn=arn)["tags"] == {}
