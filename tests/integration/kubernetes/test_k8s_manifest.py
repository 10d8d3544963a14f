# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manifests as a part of a stack, in a real API of Kubernetes."""

from __future__ import annotations

import copy

import pytest

WEB = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "web"},
    "spec": {
        "replicas": 2,
        "selector": {"matchLabels": {"app": "web"}},
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {
                "containers": [
                    {"name": "web", "image": "shop:1", "ports": [{"containerPort": 8080}],
                     "resources": {"requests": {"cpu": "0.5", "memory": "1024Mi"}}},
                ],
            },
        },
    },
}  # fmt: skip
SETTINGS = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"LOG_LEVEL": "info"}}
MIGRATION = {
    "apiVersion": "batch/v1",
    "kind": "Job",
    "metadata": {"name": "migrate"},
    "spec": {
        "backoffLimit": 0,
        "template": {
            "spec": {"restartPolicy": "Never", "containers": [{"name": "migrate", "image": "shop:1"}]},
        },
    },
}
CORE, BATCH = "api/v1", "apis/batch/v1"
ADDRESS = "k8s_manifest.shop"


def with_image(manifest: dict, image: str) -> dict:
    changed = copy.deepcopy(manifest)
    changed["spec"]["template"]["spec"]["containers"][0]["image"] = image
    return changed


def well(result):
    assert not result.get("failed"), result["msg"] + str(result.get("problems"))
    return result


def test_it_is_made_and_kept(shop):
    planned = well(shop.plan(WEB, SETTINGS))
    assert planned.actions() == {ADDRESS: "create"}
    assert shop.names("deployments") == []
    made = well(shop.converge(WEB, SETTINGS))
    web = shop.get("deployments", "web")
    assert web["status"]["availableReplicas"] == 2
    assert web["metadata"]["labels"] == {"skylift.stack": shop.stack, "skylift.resource": "shop"}
    assert {each["manager"] for each in web["metadata"]["managedFields"] if each["operation"] == "Apply"} == {"skylift"}
    assert made["resources"][ADDRESS] == {"id": "shop", "namespace": shop.namespace, "dns_name": None}
    again = well(shop.converge(WEB, SETTINGS))
    assert again.actions() == {ADDRESS: "keep"}
    assert again["changed"] is False


def test_an_edit_is_planned_field_by_field_and_rolled_out(shop):
    well(shop.converge(WEB, SETTINGS))
    edited = with_image(WEB, "shop:2")
    assert shop.differences(edited, {**SETTINGS, "data": {"LOG_LEVEL": "debug"}}) == [
        "Deployment/web.spec.template.spec.containers[web].image: shop:1 -> shop:2",
        "ConfigMap/settings.data.LOG_LEVEL: info -> debug",
    ]
    well(shop.converge(edited, SETTINGS))
    assert shop.get("deployments", "web")["status"]["updatedReplicas"] == 2
    assert shop.differences(edited, SETTINGS) == []


def test_a_field_that_is_taken_out_goes(shop):
    well(shop.converge({**SETTINGS, "data": {"LOG_LEVEL": "info", "COLOUR": "red"}}))
    assert shop.differences(SETTINGS) == ["ConfigMap/settings.data.COLOUR: red -> none"]
    well(shop.converge(SETTINGS))
    assert shop.get("configmaps", "settings", CORE)["data"] == {"LOG_LEVEL": "info"}


def test_what_somebody_else_changed_is_put_back(shop):
    well(shop.converge(WEB))
    path = f"/apis/apps/v1/namespaces/{shop.namespace}/deployments/web"
    shop.cluster.api.request("PATCH", path, {"spec": {"replicas": 5}}, "application/merge-patch+json")
    assert shop.differences(WEB)[0] == "Deployment/web.spec.replicas: 5 -> 2"
    well(shop.converge(WEB))
    assert shop.get("deployments", "web")["spec"]["replicas"] == 2


def test_what_is_declared_no_more_is_pruned_and_what_holds_data_stays(shop):
    claim = {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "files"},
             "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}  # fmt: skip
    well(shop.converge(WEB, SETTINGS, claim))
    assert shop.differences(SETTINGS) == ["Deployment/web: exists -> none"]
    well(shop.converge(SETTINGS))
    assert (shop.names("deployments"), shop.names("persistentvolumeclaims", CORE)) == ([], ["files"])
    assert well(shop.converge(SETTINGS)).actions() == {ADDRESS: "keep"}
    assert shop.differences(SETTINGS, with_data=True) == ["PersistentVolumeClaim/files: exists -> none"]


def test_all_of_it_goes_when_it_is_declared_absent(shop):
    well(shop.converge(WEB, SETTINGS))
    gone = well(shop.converge(state="absent"))
    assert gone.actions() == {ADDRESS: "delete"}
    assert shop.names("deployments") == []
    assert [name for name in shop.names("configmaps", CORE) if name != "kube-root-ca.crt"] == []
    assert well(shop.converge(state="absent")).change(ADDRESS)["reason"] == "already absent"


def test_the_stack_takes_it_along_when_it_is_destroyed(shop):
    well(shop.converge(WEB))
    well(shop.account.converge(shop.declared(WEB), state="absent"))
    assert shop.names("deployments") == []


def test_what_others_have_made_is_left_alone_unless_it_is_adopted(shop):
    shop.cluster.api.request("POST", f"/api/v1/namespaces/{shop.namespace}/configmaps", {**SETTINGS, "data": {"A": "b"}})
    refused = shop.plan(WEB, SETTINGS)
    assert "ConfigMap/settings exists already and does not belong to stack" in refused["msg"]
    assert shop.names("deployments") == []
    adopting = {**shop.declared(SETTINGS), "adopt": True}
    well(shop.account.converge(adopting))
    assert shop.get("configmaps", "settings", CORE)["data"] == {"A": "b", "LOG_LEVEL": "info"}


def test_a_job_is_done_before_anybody_goes_on_and_runs_anew_when_it_is_another(shop):
    well(shop.converge(MIGRATION))
    first = shop.get("jobs", "migrate", BATCH)
    assert first["status"]["succeeded"] == 1
    assert well(shop.converge(MIGRATION)).actions() == {ADDRESS: "keep"}
    second = with_image(MIGRATION, "shop:2")
    assert shop.differences(second) == [
        "Job/migrate.spec.template.spec.containers[migrate].image: shop:1 -> shop:2", "Job/migrate: has run -> runs anew",
    ]  # fmt: skip
    well(shop.converge(second))
    assert shop.get("jobs", "migrate", BATCH)["metadata"]["uid"] != first["metadata"]["uid"]
    assert well(shop.converge(second)).actions() == {ADDRESS: "keep"}


def test_a_job_that_fails_fails_the_converge_and_runs_again_in_the_next(shop):
    failed = shop.converge(with_image(MIGRATION, "shop-exits:1"))
    said = failed["problems"][0]["said"]
    assert said.startswith("Job/migrate: Job has reached the specified backoff limit"), said
    assert "migrate ended with exit code 1" in said
    well(shop.converge(with_image(MIGRATION, "shop:1")))


def test_a_rollout_that_fails_says_what_the_pods_say(shop):
    broken = with_image(WEB, "no-such-image:1")
    broken["spec"]["progressDeadlineSeconds"] = 3
    said = shop.converge(broken)["problems"][0]["said"]
    assert 'Deployment "web"' not in said
    assert "Deployment/web: ReplicaSet" in said and "has timed out progressing" in said
    assert 'web: ImagePullBackOff: Back-off pulling image "no-such-image:1"' in said
    assert any("status" in line for line in shop.differences(broken))
    well(shop.converge(WEB))


def test_mistakes_are_told_with_their_files_before_anything_is_changed(shop, tmp_path):
    (tmp_path / "web.yml").write_text("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n")
    (tmp_path / "worse.yml").write_text("a: [")
    (tmp_path / "nameless.yml").write_text("kind: ConfigMap\n")
    (tmp_path / "README.md").write_text("no manifest")
    said = shop.plan(source_folder=str(tmp_path))["msg"]
    assert "nameless.yml: ConfigMap has no apiVersion" in said
    assert "worse.yml: is no YAML: " in said


def test_what_the_server_refuses_names_object_and_file(shop, tmp_path):
    (tmp_path / "settings.yml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n")
    well(shop.converge(source_folder=str(tmp_path)))
    (tmp_path / "web.yml").write_text("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicaz: 1}\n")
    (tmp_path / "odd.yml").write_text("apiVersion: shop.example.com/v1\nkind: Trolley\nmetadata: {name: odd}\n")
    said = shop.plan(source_folder=str(tmp_path))["msg"]
    assert "web.yml: Deployment/web: " in said and 'unknown field "replicaz"' in said
    assert "settings.yml" not in said and shop.names("deployments") == []
    (tmp_path / "web.yml").unlink()
    well(shop.plan(source_folder=str(tmp_path)))  # other manifests may bring this kind first
    said = shop.converge(source_folder=str(tmp_path))["problems"][0]["said"]
    assert "odd.yml: Trolley/odd: " in said and 'no matches for kind "Trolley"' in said


def test_references_count_in_files_and_secrets_are_never_shown(shop, sandbox, tmp_path):
    (tmp_path / "all.yml").write_text("""
apiVersion: v1
kind: Secret
metadata: {name: keys}
stringData: {KEY: sesame-open-the-door}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {TOPIC: "${sns_topic.news.arn}"}
""")
    topic = {"type": "sns_topic", "name": "news", "state": "present", "options": {}}
    manifest = shop.declared(source_folder=str(tmp_path))
    planned = well(shop.account.plan(topic, manifest, diff=True))
    assert "sesame" not in str(planned) + str(shop.account.lines)
    assert "(known after converge)" in str(planned.differences(ADDRESS))
    well(shop.account.converge(topic, manifest))
    assert shop.get("configmaps", "settings", CORE)["data"]["TOPIC"].endswith(":news")
    (tmp_path / "all.yml").write_text((tmp_path / "all.yml").read_text().replace("sesame-open", "simsalabim-open"))
    changed = well(shop.account.plan(topic, manifest, diff=True))
    assert changed.differences(ADDRESS) == ["all.yml: Secret/keys.data.KEY: (sensitive) -> (sensitive)"]
    assert well(shop.account.converge(topic, manifest)).actions() == {"sns_topic.news": "keep", ADDRESS: "update"}
    assert well(shop.account.converge(topic, manifest))["changed"] is False


def test_a_namespace_and_a_kind_of_ones_own_come_first(shop):
    space = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": f"{shop.namespace}-own"}}
    kind = {
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": {"name": "baskets.shop.example.com"},
        "spec": {
            "group": "shop.example.com", "scope": "Namespaced", "names": {"kind": "Basket", "plural": "baskets"},
            "versions": [{"name": "v1", "served": True, "storage": True,
                          "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}}],
        },
    }  # fmt: skip
    basket = {"apiVersion": "shop.example.com/v1", "kind": "Basket",
              "metadata": {"name": "first", "namespace": f"{shop.namespace}-own"}, "spec": {"size": 3}}  # fmt: skip
    everything = (basket, kind, {**SETTINGS, "metadata": {"name": "settings", "namespace": f"{shop.namespace}-own"}}, space)
    well(shop.converge(*everything))
    assert well(shop.converge(*everything))["changed"] is False
    assert well(shop.plan(*everything[1:])).differences(ADDRESS) == ["Basket/first: exists -> none"]
    well(shop.converge(state="absent"))
    assert well(shop.converge(*everything))["changed"] is True


def test_an_ingress_tells_its_load_balancer(shop):
    ingress = {
        "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web"},
        "spec": {"ingressClassName": "alb",
                 "defaultBackend": {"service": {"name": "web", "port": {"number": 80}}}},
    }  # fmt: skip
    made = well(shop.converge(ingress))
    assert made["resources"][ADDRESS]["dns_name"] == f"k8s-{shop.namespace}-web.elb.amazonaws.com"


@pytest.mark.parametrize("option", ["cluster_name", "endpoint", "certificate_authority_data"])
def test_a_cluster_must_be_named(shop, option):
    assert f"k8s_manifest.shop: {option}: is required" in shop.plan(SETTINGS, **{option: None})["msg"]


def test_kinds_of_newer_versions_are_kept_and_go_like_any_other(shop):
    scaler = {
        "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": {"name": "web"},
        "spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}, "minReplicas": 2,
                 "maxReplicas": 6},
    }  # fmt: skip
    budget = {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "web"},
              "spec": {"maxUnavailable": 1, "selector": {"matchLabels": {"app": "web"}}}}  # fmt: skip
    well(shop.converge(SETTINGS, scaler, budget))
    assert shop.differences(SETTINGS, {**scaler, "spec": {**scaler["spec"], "maxReplicas": 8}}, budget) == [
        "HorizontalPodAutoscaler/web.spec.maxReplicas: 6 -> 8"]  # fmt: skip
    well(shop.converge(SETTINGS))
    assert shop.names("horizontalpodautoscalers", "apis/autoscaling/v2") == []
    assert shop.names("poddisruptionbudgets", "apis/policy/v1") == []
