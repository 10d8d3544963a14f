# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cluster that knows its users as EKS does, and stacks that are converged in it."""

from __future__ import annotations

import os
import shutil

import pytest
from kubernetes_api.authenticator import Authenticator
from kubernetes_api.control_plane import NOT_BUILT, PROGRAMS, ControlPlane, is_built
from kubernetes_api.nodes import Nodes
from support.account import Account, Result, declared

NAME = "shop-prod"


class Cluster:
    """One cluster for all tests of a process; each test has namespaces of its own."""

    def __init__(self, folder, sts: str):
        self.authenticator = Authenticator(NAME, sts)
        self.api = ControlPlane(folder, self.authenticator.url)
        self.nodes = Nodes(self.api)

    @property
    def options(self) -> dict:
        """How a declaration names it."""
        told = {"endpoint": self.api.endpoint, "certificate_authority_data": self.api.certificate_authority_data}
        return {"cluster_name": NAME, **told}

    def stop(self) -> None:
        """End it."""
        self.nodes.stop()
        self.api.stop()
        self.authenticator.stop()

    def get(self, path: str) -> dict:
        """Ask its API."""
        return self.api.request("GET", path)


@pytest.fixture(scope="session")
def kubectl():
    """The kubectl that goes with the control plane."""
    if not is_built():
        pytest.skip(NOT_BUILT)
    os.environ["PATH"] = os.pathsep.join([str(PROGRAMS), os.environ["PATH"]])
    assert shutil.which("kubectl")


@pytest.fixture(scope="session")
def cluster(kubectl, sandbox_server, tmp_path_factory):
    """A cluster whose users are those of the sandbox's STS."""
    made = Cluster(tmp_path_factory.mktemp("cluster"), sandbox_server.url)
    yield made
    made.stop()


class Shop:
    """A stack with one set of manifests in a namespace of its own."""

    def __init__(self, sandbox, cluster: Cluster, stack: str):
        self.account = Account(sandbox, stack)
        self.stack = stack
        self.cluster = cluster
        self.namespace = stack.replace("_", "-")

    def declared(self, *manifests: object, **options) -> dict:
        """The declaration of these manifests."""
        given = {"manifests": list(manifests)} if manifests else {}
        return declared("k8s_manifest", {"name": "shop", "namespace": self.namespace, **self.cluster.options, **given, **options})

    def converge(self, *manifests: object, **options) -> Result:
        """Converge the stack of these manifests."""
        return self.account.converge(self.declared(*manifests, **options))

    def plan(self, *manifests: object, **options) -> Result:
        """Plan the stack of these manifests."""
        return self.account.plan(self.declared(*manifests, **options))

    def differences(self, *manifests: object, **options) -> list[str]:
        """What the plan says of them."""
        result = self.plan(*manifests, **options)
        assert not result.get("failed"), result["msg"]
        return result.differences("k8s_manifest.shop")

    def get(self, plural: str, name: str = "", group: str = "apis/apps/v1") -> dict:
        """What the cluster has in the namespace."""
        return self.cluster.get(f"/{group}/namespaces/{self.namespace}/{plural}/{name}".rstrip("/"))

    def names(self, plural: str, group: str = "apis/apps/v1") -> list[str]:
        """The names of what the cluster has in the namespace."""
        return [each["metadata"]["name"] for each in self.get(plural, group=group)["items"]]


@pytest.fixture
def shop(sandbox, cluster, request):
    """A stack of this test alone; its namespace is there."""
    made = Shop(sandbox, cluster, request.node.name.replace("[", "_").rstrip("]").removeprefix("test_")[:60].rstrip("_-"))
    space = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": made.namespace}}
    cluster.api.request("POST", "/api/v1/namespaces", space)
    return made
