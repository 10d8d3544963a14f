# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role of an application in a cluster, and a manifest in a task without a stack, by ansible-playbook itself."""

from __future__ import annotations

import sys

import pytest
import yaml
from deployment import Deployment

STACK = {"stack": "journal-prod", "region": "us-east-1"}
VARIABLES = {
    "stack_name": "journal-prod",
    "stack_region": "us-east-1",
    "kubernetes_cluster_capacity_arns": [],
    "kubernetes_cluster_version": "1.35",
    "kubernetes_application_deregistration_seconds": 20,
    "kubernetes_application_services": [
        {"name": "gateway", "image": "journal/gateway:1", "environment": {"LOG_LEVEL": "info"}},
        {"name": "posts", "image": "journal/posts:1", "port": 9000, "target_group_arn": "arn:aws:elasticloadbalancing:x",
         "container": {"workingDir": "/srv"}, "pod": {"securityContext": {"runAsNonRoot": True}}},
    ],
    "kubernetes_application_first": [
        {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "migrate"},
         "spec": {"template": {"spec": {"restartPolicy": "Never",
                                        "containers": [{"name": "migrate", "image": "journal/posts:1"}]}}}},
    ],
    "kubernetes_application_ingress": {"spec": {"defaultBackend": {"service": {"name": "gateway", "port": {"number": 80}}}}},
}  # fmt: skip
NAMESPACE = "namespaces/journal-prod"


@pytest.fixture
def play(tmp_path, sandbox, cluster):
    """Runs tasks in a playbook and returns what was printed."""
    deployment = Deployment(tmp_path, sandbox)
    names = {"cluster_name": "name", "endpoint": "endpoint", "certificate_authority_data": "certificate_authority_data"}
    place = {f"kubernetes_cluster_{names[option]}": value for option, value in cluster.options.items()}

    def run(defaults: dict, *tasks: dict) -> str:
        book = {"hosts": "localhost", "connection": "local", "gather_facts": False, "tasks": list(tasks),
                "vars": {**VARIABLES, **place, "ansible_python_interpreter": sys.executable},
                "module_defaults": {"group/skylift.aws.all": defaults}}  # fmt: skip
        (tmp_path / "play.yml").write_text(yaml.safe_dump([book], sort_keys=False))
        done = deployment.play(tmp_path / "play.yml", "-i", "localhost,").wait()
        assert done.code == 0, done.ending
        return done.printed

    return run


APPLICATION = ({"ansible.builtin.include_role": {"name": "skylift.aws.kubernetes_application"}}, {"skylift.aws.stack": {}})


def test_an_application_runs_over_zones_and_scales(play, cluster):
    play(STACK, *APPLICATION)
    gateway = cluster.get(f"/apis/apps/v1/{NAMESPACE}/deployments/gateway")
    pod = gateway["spec"]["template"]["spec"]
    container = pod["containers"][0]
    assert gateway["spec"]["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    assert pod["topologySpreadConstraints"][0]["topologyKey"] == "topology.kubernetes.io/zone"
    assert pod["terminationGracePeriodSeconds"] == 50
    assert container["lifecycle"]["preStop"]["exec"]["command"] == ["sleep", "20"]
    assert container["readinessProbe"]["httpGet"] == {"path": "/health", "port": "http", "scheme": "HTTP"}
    assert container["resources"]["requests"] == {"cpu": "250m", "memory": "256Mi"}
    posts = cluster.get(f"/apis/apps/v1/{NAMESPACE}/deployments/posts")["spec"]["template"]["spec"]
    assert (posts["containers"][0]["workingDir"], posts["securityContext"]["runAsNonRoot"]) == ("/srv", True)
    scaler = cluster.get(f"/apis/autoscaling/v2/{NAMESPACE}/horizontalpodautoscalers/gateway")["spec"]
    assert (scaler["minReplicas"], scaler["metrics"][0]["resource"]["target"]["averageUtilization"]) == (2, 70)
    assert cluster.get(f"/apis/policy/v1/{NAMESPACE}/poddisruptionbudgets/gateway")["spec"]["maxUnavailable"] == 1
    bound = cluster.get(f"/apis/elbv2.k8s.aws/v1beta1/{NAMESPACE}/targetgroupbindings")["items"]
    assert [each["metadata"]["name"] for each in bound] == ["posts"]
    ingress = cluster.get(f"/apis/networking.k8s.io/v1/{NAMESPACE}/ingresses/journal-prod")
    assert ingress["metadata"]["annotations"]["alb.ingress.kubernetes.io/target-type"] == "ip"
    assert cluster.get(f"/apis/batch/v1/{NAMESPACE}/jobs/migrate")["status"]["succeeded"] == 1
    assert "0 to create, 0 to update, 0 to replace, 0 to delete, 2 kept" in play(STACK, *APPLICATION)


def test_who_goes_back_runs_the_images_of_then_and_does_nothing_once_more(play, cluster):
    def images() -> list[str]:
        running = cluster.get(f"/apis/apps/v1/{NAMESPACE}/deployments")["items"]
        return [each["spec"]["template"]["spec"]["containers"][0]["image"] for each in running]

    def run(**variables) -> str:
        later = yaml.safe_load(yaml.safe_dump(VARIABLES).replace(":1", ":2"))
        return play(STACK, {**APPLICATION[0], "vars": {**later, **variables}}, APPLICATION[1])

    play(STACK, *APPLICATION)
    run()
    migrated = cluster.get(f"/apis/batch/v1/{NAMESPACE}/jobs/migrate")["metadata"]["uid"]
    assert images() == ["journal/gateway:2", "journal/posts:2"]
    was = {"gateway": "journal/gateway:1", "posts": "journal/posts:1"}
    run(stack_release={"kubernetes_application_images": was})
    assert images() == ["journal/gateway:1", "journal/posts:1"]
    assert cluster.get(f"/apis/batch/v1/{NAMESPACE}/jobs/migrate")["metadata"]["uid"] == migrated


def test_the_cluster_counts_its_servers(play, cluster):
    platform = {"ansible.builtin.include_role": {"name": "skylift.aws.kubernetes_platform"}}
    play({**STACK, "stack": "platform-prod"}, platform, {"skylift.aws.stack": {}})
    autoscaler = cluster.get("/apis/apps/v1/namespaces/kube-system/deployments/cluster-autoscaler")
    container = autoscaler["spec"]["template"]["spec"]["containers"][0]
    assert container["image"] == "registry.k8s.io/autoscaling/cluster-autoscaler:v1.35.0"
    assert "--balance-similar-node-groups" in container["command"]
    rights = cluster.get("/apis/rbac.authorization.k8s.io/v1/clusterroles/cluster-autoscaler")["rules"]
    assert {"apiGroups": [""], "resources": ["nodes"], "verbs": ["delete", "patch", "update"]} in rights


def test_a_task_without_a_stack_applies_at_once(play, cluster):
    task = {"skylift.aws.k8s_manifest": {
        "name": "settings", **cluster.options,
        "manifests": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "alone"}, "data": {"A": "b"}}],
    }}  # fmt: skip
    alone = {"region": "us-east-1"}
    assert "changed=1" in play(alone, task)
    assert "changed=0" in play(alone, task)
    assert cluster.get("/api/v1/namespaces/default/configmaps/alone")["data"] == {"A": "b"}
