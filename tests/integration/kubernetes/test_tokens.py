# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token of a cluster: one that EKS takes, and that nobody finds on command lines or on disk."""

from __future__ import annotations

import base64
import threading
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes import kubectl
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.kubectl import Kubectl, KubectlFailed
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.token import token_for

SETTINGS = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"LOG_LEVEL": "info"}}
PASSWORD = "sesame-open-the-door"


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


def test_nobody_finds_it(shop):
    seen: dict[str, set[str]] = {"argv": set(), "disk": set()}
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(seen, ended))
    watch.start()
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "keys"}, "stringData": {"KEY": PASSWORD}}
    made = shop.converge(SETTINGS, secret)
    ended.set()
    watch.join()
    assert not made.get("failed"), made["msg"]
    tokens = shop.cluster.authenticator.tokens
    assert len(tokens) > 3
    assert any("kubectl" in line for line in seen["argv"])
    everything = "\n".join([*seen["argv"], *seen["disk"]])
    assert [token for token in tokens if token in everything] == []
    assert PASSWORD not in everything
    assert base64.b64encode(PASSWORD.encode()).decode() not in everything


def _watch(seen: dict[str, set[str]], ended: threading.Event) -> None:
    """Note every command line of the machine, and what is in the folders that kubectl works in."""
    while not ended.is_set():
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            seen["argv"].add(_text(path).replace("\0", " "))
        for folder in Path("/tmp").glob("skylift-*"):
            seen["disk"] |= {_text(path) for path in folder.rglob("*") if path.is_file()}
        time.sleep(0.005)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError:
        return ""


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
