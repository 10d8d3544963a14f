# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the role of clusters makes of its variables, and that a second deployment finds nothing to do."""

from __future__ import annotations

import pytest
from support.shop import Shop

CLUSTER_ONLY = {
    "stack_roles": ["network", "encryption", "kubernetes_cluster"],
    "stack_outputs": {name: f"{{{{ kubernetes_cluster_{name} }}}}" for name in (
        "endpoint", "certificate_authority_data", "oidc_issuer", "security_group_id", "node_role_arn")}
    | {"service_endpoint": "http://127.0.0.1"},
    "smoke_test_checks": [],
    "network_nat_gateways": ["public-subnet-1"],
    "kubernetes_cluster_name": "shop",
}  # fmt: skip


@pytest.fixture
def eks(sandbox):
    """EKS, where nothing takes long."""
    sandbox.settings(delay=0.05)
    return sandbox.client("eks")


def test_a_cluster_is_made_with_all_that_it_takes_and_kept(tmp_path, sandbox, eks):
    shop = Shop(tmp_path, sandbox, **CLUSTER_ONLY)
    shop.is_deployed()
    cluster = eks.describe_cluster(name="shop")["cluster"]
    network = cluster["resourcesVpcConfig"]
    assert (network["endpointPrivateAccess"], network["endpointPublicAccess"]) == (True, False)
    assert cluster["accessConfig"]["authenticationMode"] == "API"
    assert cluster["encryptionConfig"][0]["resources"] == ["secrets"]
    assert eks.list_nodegroups(clusterName="shop")["nodegroups"] == ["workers"]
    addons = eks.list_addons(clusterName="shop")["addons"]
    assert addons == ["coredns", "eks-pod-identity-agent", "kube-proxy", "metrics-server", "vpc-cni"]
    assert {eks.describe_addon(clusterName="shop", addonName=each)["addon"]["status"] for each in addons} == {"ACTIVE"}
    groups = sandbox.client("logs").describe_log_groups(logGroupNamePrefix="/aws/eks/shop/cluster")["logGroups"]
    assert [group["retentionInDays"] for group in groups] == [30]


FULL = {
    "kubernetes_cluster_version": "1.34",
    "kubernetes_cluster_public_access_cidrs": ["203.0.113.0/24"],
    "kubernetes_cluster_creator_is_admin": False,
    "kubernetes_cluster_oidc_provider": True,
    "kubernetes_cluster_access_entries": [{
        "name": "pipeline",
        "principal_arn": "${iam_role.shop-pipeline.arn}",
        "access_policies": [{
            "policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
            "access_scope": {"type": "namespace", "namespaces": ["shop"]},
        }],
    }],
    "stack_roles": ["network", "encryption", "pipeline_access", "kubernetes_cluster"],
    "pipeline_access_name": "shop-pipeline",
    "pipeline_access_repository": "example/shop",
    "pipeline_access_statements": [
        {"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "{{ kubernetes_cluster_arn }}"},
    ],
    "kubernetes_cluster_node_groups": [
        {"name": "workers", "instance_types": ["m7i.large"], "scaling_config": {"min_size": 2, "max_size": 4, "desired_size": 2}},
        {"name": "spare", "capacity_type": "SPOT", "instance_types": ["m7i.large", "m6i.large"],
         "scaling_config": {"min_size": 1, "max_size": 3, "desired_size": 1},
         "taints": [{"key": "spot", "value": "true", "effect": "NO_SCHEDULE"}]},
    ],
    "kubernetes_cluster_fargate_profiles": [{"name": name, "selectors": [{"namespace": name}]} for name in ("day", "night")],
    "kubernetes_cluster_pod_identities": [{
        "name": "api", "namespace": "shop", "service_account": "api",
        "policies": [{"policy_name": "mail", "policy_document": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "ses:SendEmail", "Resource": "*"}]}}],
    }],
}  # fmt: skip


def test_spare_servers_fargate_people_and_pods_are_data_and_a_newer_version_goes_everywhere(tmp_path, sandbox, eks):
    shop = Shop(tmp_path, sandbox, **{**CLUSTER_ONLY, **FULL})
    assert shop.deploy(), shop.ending
    shop.keeps()
    assert eks.list_fargate_profiles(clusterName="shop")["fargateProfileNames"] == ["day", "night"]
    assert eks.describe_nodegroup(clusterName="shop", nodegroupName="spare")["nodegroup"]["capacityType"] == "SPOT"
    identity = eks.list_pod_identity_associations(clusterName="shop")["associations"][0]
    assert (identity["namespace"], identity["serviceAccount"]) == ("shop", "api")
    principals = eks.list_access_entries(clusterName="shop")["accessEntries"]
    assert "arn:aws:iam::123456789012:role/shop-pipeline" in principals
    assert "arn:aws:iam::123456789012:user/sandbox" not in principals
    issuer = eks.describe_cluster(name="shop")["cluster"]["identity"]["oidc"]["issuer"]
    providers = sandbox.client("iam").list_open_id_connect_providers()["OpenIDConnectProviderList"]
    assert any(each["Arn"].endswith(issuer.removeprefix("https://")) for each in providers)

    assert shop.deploy(kubernetes_cluster_version="1.35"), shop.ending
    assert "Plan: 0 to create, 3 to update, 0 to replace, 0 to delete" in shop.printed
    groups = [eks.describe_nodegroup(clusterName="shop", nodegroupName=name)["nodegroup"] for name in ("workers", "spare")]
    assert {group["version"] for group in groups} == {"1.35"}
    shop.keeps()
