# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token of a cluster: one that EKS takes, and that nobody finds on command lines or on disk."""

from __future__ import annotations

import base64
import os
import shutil
from urllib.parse import parse_qs, urlsplit

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes import kubectl
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.kubectl import Kubectl, KubectlFailed
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.token import token_for

SETTINGS = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"LOG_LEVEL": "info"}}
PASSWORD = "sesame-open-the-door"
# Notes the command line, and afterwards what is in the folder that kubectl works in.
WATCHED = """#!/bin/sh
echo "$*" >>{seen}
{kubectl} "$@"
code=$?
find "$(dirname "$2")" -type f -exec cat {{}} + >>{seen}
exit $code
"""


@pytest.fixture
def patient(monkeypatch):
    """Nothing is tried again."""
    monkeypatch.setattr(kubectl.calls, "PATIENCE", 0)


def test_it_is_a_question_to_sts_signed_for_one_cluster(sandbox):
    asked = session({"region": "eu-central-1", "access_key": "AKIDEXAMPLE", "secret_key": "secret"})
    token = token_for(asked, "shop-prod")
    assert (token[:11], repr(token)) == ("k8s-aws-v1.", "(sensitive)")
    assert "=" not in token
    encoded = token.removeprefix("k8s-aws-v1.")
    url = urlsplit(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode())
    query = {name: values[0] for name, values in parse_qs(url.query).items()}
    assert url.netloc == "sts.eu-central-1.amazonaws.com"
    assert (query["Action"], query["X-Amz-Expires"], query["X-Amz-SignedHeaders"]) == (
        "GetCallerIdentity", "60", "host;x-k8s-aws-id")  # fmt: skip
    assert asked.client("sts").meta.config.retries["mode"] == "standard"


def test_another_cluster_does_not_take_it(shop, patient):
    said = shop.plan(SETTINGS, cluster_name="shop-staging")["msg"]
    assert "k8s_manifest.shop: " in said and "give the role that deploys an entry" in said


def test_nobody_finds_it(shop, tmp_path, monkeypatch):
    watched = tmp_path / "kubectl"
    watched.write_text(WATCHED.format(seen=tmp_path / "seen", kubectl=shutil.which("kubectl")))
    watched.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path), os.environ["PATH"]]))
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "keys"}, "stringData": {"KEY": PASSWORD}}
    made = shop.converge(SETTINGS, secret)
    assert not made.get("failed"), made["msg"]
    tokens = shop.cluster.authenticator.tokens
    assert len(tokens) > 3
    seen = (tmp_path / "seen").read_text(errors="replace")
    assert "--server-side" in seen and "client.authentication.k8s.io" in seen
    assert [token for token in tokens if token in seen] == []
    assert PASSWORD not in seen
    assert base64.b64encode(PASSWORD.encode()).decode() not in seen


def test_what_kubectl_says_is_free_of_secrets(shop, patient):
    cluster = Kubectl(session(shop.account.connection), *shop.cluster.options.values(), shop.namespace)
    name = kubectl.Secret(PASSWORD.upper())
    with pytest.raises(KubectlFailed) as failed:
        cluster.apply([{**SETTINGS, "metadata": {"name": name}}])
    assert PASSWORD.upper() not in str(failed.value)
    assert "(sensitive)" in str(failed.value)


def test_without_kubectl_it_is_told_what_to_install(shop, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    said = shop.plan(SETTINGS)["msg"]
    assert "the program kubectl is missing; install it where this runs: " in said


def test_it_knows_the_versions_of_both_sides(shop):
    cluster = kubectl.cluster_of(session(shop.account.connection), *shop.cluster.options.values(), shop.namespace)
    assert cluster.versions == ("v1.20.2", "v1.20.2")
