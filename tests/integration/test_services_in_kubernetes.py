# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application of a stack as pods: who reaches them, what they know, what they run on, and how all of it goes again."""

from __future__ import annotations

import base64
import json
import ssl
import urllib.request

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.token import token_for
from deployment import Deployment
from kubernetes_api.control_plane import NOT_BUILT, is_built

pytestmark = pytest.mark.skipif(not is_built(), reason=NOT_BUILT)

NAME = "learning-platform-staging-api"
ARNS = "arn:aws:{}:us-east-1:123456789012:"
KEYED, PLAIN = (ARNS.format("secretsmanager") + f"secret:{name}-a1B2c3" for name in ("mail", "sign"))
SECRETS = {
    "DATABASE_URL": "${ssm_parameter./learning-platform-staging/DATABASE_URL.arn}",
    "LICENSE": ARNS.format("ssm") + "parameter/shared/license",
    "MAIL_USER": KEYED + ":user::",
    "MAIL_PASSWORD": KEYED + ":password:AWSPREVIOUS:",
    "SIGNING_KEY": PLAIN,
}
MOUNTED = [
    {"objectName": "/learning-platform-staging/DATABASE_URL", "objectType": "ssmparameter", "objectAlias": "DATABASE_URL"},
    {"objectName": "/shared/license", "objectType": "ssmparameter", "objectAlias": "LICENSE"},
    {"objectName": KEYED, "objectType": "secretsmanager", "objectAlias": "MAIL_USER.json",
     "jmesPath": [{"path": '"user"', "objectAlias": "MAIL_USER"}]},
    {"objectName": KEYED, "objectType": "secretsmanager", "objectAlias": "MAIL_PASSWORD.json",
     "jmesPath": [{"path": '"password"', "objectAlias": "MAIL_PASSWORD"}], "objectVersionLabel": "AWSPREVIOUS"},
    {"objectName": PLAIN, "objectType": "secretsmanager", "objectAlias": "SIGNING_KEY"},
]  # fmt: skip


@pytest.fixture
def system(tmp_path, sandbox) -> Deployment:
    """The learning platform's staging environment, in which nothing takes long."""
    sandbox.settings(delay=0.05)
    return Deployment(tmp_path, sandbox, environment="staging")


@pytest.fixture
def ask(sandbox):
    """Asks the API of the cluster."""

    def get(path: str) -> dict:
        cluster = sandbox.client("eks").describe_cluster(name=NAME)["cluster"]
        authority = base64.b64decode(cluster["certificateAuthority"]["data"]).decode()
        headers = {"Authorization": f"Bearer {token_for(sandbox, NAME)}"}
        asked = urllib.request.Request(cluster["endpoint"] + path, headers=headers)
        with urllib.request.urlopen(asked, context=ssl.create_default_context(cadata=authority), timeout=10) as answer:
            return json.loads(answer.read())

    return get


def test_pods_are_reached_know_what_they_must_and_go_with_their_cluster(system, sandbox, ask):
    chosen = {"kind": "eks", "secrets": SECRETS, "cpu_architecture": "ARM64"}
    made = system.run("-e", json.dumps({f"container_service_{key}": value for key, value in chosen.items()}))
    assert made.code == 0, made.ending
    assert "EKS-PUBLIC-API" in made.printed
    assert "EKS-BALANCER-TAGS" not in made.printed
    cluster = sandbox.client("eks").describe_cluster(name=NAME)["cluster"]
    assert cluster["computeConfig"]["enabled"] and cluster["storageConfig"]["blockStorage"]["enabled"]
    assert cluster["resourcesVpcConfig"]["publicAccessCidrs"] == ["0.0.0.0/0"]
    pods_are_behind_the_load_balancer(system, sandbox)
    pods_know_their_secrets(ask, made.printed)
    nodes_are_those_that_the_database_knows(sandbox, ask, cluster["resourcesVpcConfig"]["clusterSecurityGroupId"])

    gone = system.run("-e", "prune=true")
    assert gone.code == 0, gone.ending
    assert sandbox.client("eks").list_clusters()["clusters"] == []


def pods_are_behind_the_load_balancer(system, sandbox) -> None:
    balancers = sandbox.client("elbv2")
    group = balancers.describe_target_groups(Names=[f"{NAME}-k8"])["TargetGroups"][0]["TargetGroupArn"]
    tags = balancers.describe_tags(ResourceArns=[group])["TagDescriptions"][0]["Tags"]
    assert {"Key": "eks:eks-cluster-name", "Value": NAME} in tags
    assert {"Key": "app", "Value": "learning-platform"} in tags

    def ports() -> list[int]:
        told = balancers.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        return [each["Target"]["Port"] for each in told]

    assert system.until(lambda: ports() == [3000], 20)


def pods_know_their_secrets(ask, printed: str) -> None:
    known = ask(f"/apis/secrets-store.csi.x-k8s.io/v1/namespaces/{NAME}/secretproviderclasses/{NAME}")["spec"]
    assert json.loads(known["parameters"]["objects"]) == MOUNTED
    assert [each["key"] for each in known["secretObjects"][0]["data"]] == list(SECRETS)
    pod = ask(f"/apis/apps/v1/namespaces/{NAME}/deployments/{NAME}")["spec"]["template"]["spec"]
    container = pod["containers"][0]
    assert container["envFrom"] == [{"secretRef": {"name": NAME}}]
    assert container["env"] == [{"name": "NODE_ENV", "value": "production"}]
    assert container["resources"] == {"requests": {"cpu": "250m", "memory": "512Mi"}, "limits": {"memory": "512Mi"}}
    assert container["readinessProbe"]["httpGet"]["path"] == "/api/v1/health"
    assert "postgresql://" not in printed
    label = ask(f"/api/v1/namespaces/{NAME}")["metadata"]["labels"]
    assert label["eks.amazonaws.com/pod-readiness-gate-inject"] == "enabled"


def nodes_are_those_that_the_database_knows(sandbox, ask, own_group: str) -> None:
    nodes = ask(f"/apis/eks.amazonaws.com/v1/nodeclasses/{NAME}")["spec"]
    named = [{"Name": "tag:Name", "Values": ["learning-platform-staging-app-sg"]}]
    group = sandbox.client("ec2").describe_security_groups(Filters=named)["SecurityGroups"][0]["GroupId"]
    assert nodes["role"] == f"{NAME}-nodes"
    assert [each["id"] for each in nodes["securityGroupSelectorTerms"]] == [own_group, group]
    assert len(nodes["subnetSelectorTerms"]) == 2
    pool = ask(f"/apis/karpenter.sh/v1/nodepools/{NAME}")["spec"]["template"]["spec"]
    assert {"key": "kubernetes.io/arch", "operator": "In", "values": ["arm64"]} in pool["requirements"]
    entry = {"clusterName": NAME, "principalArn": f"arn:aws:iam::123456789012:role/{NAME}-nodes"}
    policies = sandbox.client("eks").list_associated_access_policies(**entry)["associatedAccessPolicies"]
    assert [each["policyArn"].rpartition("/")[2] for each in policies] == ["AmazonEKSAutoNodePolicy"]
