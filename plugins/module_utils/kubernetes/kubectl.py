# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The program kubectl, and one cluster that it talks to."""

from __future__ import annotations

import base64
import functools
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable

from ansible_collections.skylift.aws.plugins.module_utils.aws import calls
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem, SkyliftError
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import SENSITIVE, Secret
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.token import token_for

PROGRAM = "kubectl"
MANAGER = "skylift"
"""Whom Kubernetes remembers as the one who set a field."""

CREDENTIAL = "SKYLIFT_KUBERNETES_CREDENTIAL"
SECONDS = 120
UNKNOWN_KIND = re.compile(r"""doesn't have a resource type "(?P<kind>[^".]+)|no matches for kind "(?P<other>[^"]+)""")

# What passes by itself: a control plane that is busy or changes places, and a cluster or an access entry of a moment ago.
INTERRUPTED = re.compile(
    "connection refused|connection reset|TLS handshake timeout|i/o timeout|no such host|unexpected EOF|etcdserver|"
    "ServiceUnavailable|InternalError|TooManyRequests|currently unable to handle the request"
)
UNAUTHORIZED = re.compile("Unauthorized|must be logged in|asked for the client to provide credentials")


_clusters: dict[tuple, Kubectl] = {}
_opening = threading.Lock()


class KubectlFailed(SkyliftError):
    """What kubectl said when it could not do something."""

    def __init__(self, said: str):
        super().__init__(said, _remedy(said))


def cluster_of(session, *options: str) -> Kubectl:
    """Return the cluster with these options; equal ones share what kubectl has learnt of it."""
    with _opening:
        key = (id(session), *options)
        if key not in _clusters:
            _clusters[key] = Kubectl(session, *options)
        return _clusters[key]


def missing() -> list[Problem]:
    """Return what keeps this machine from talking to Kubernetes: nothing, or one problem."""
    if shutil.which(PROGRAM):
        return []
    remedy = "install it where this runs: https://kubernetes.io/docs/tasks/tools/, in the version of the cluster or one beside it"
    return [Problem("the program kubectl is missing", remedy)]


class Kubectl:
    """One cluster. Each call signs in anew: a token is short-lived, and a wait may be long.

    The token is in the environment of the child alone, from which kubectl asks for it as from any credential plugin: neither
    command line nor disk ever has it. The kubeconfig, which has no secret, and what kubectl knows of the cluster's kinds are
    in a folder that ends with this process.
    """

    def __init__(self, session, cluster_name: str, endpoint: str, certificate_authority: str, namespace: str):
        self._session = session
        self._cluster_name = cluster_name
        self._folder = tempfile.TemporaryDirectory(prefix="skylift-")
        self._kubeconfig = os.path.join(self._folder.name, "kubeconfig")
        with open(self._kubeconfig, "w", encoding="utf-8") as file:
            json.dump(_kubeconfig(endpoint, certificate_authority, namespace), file)

    def call(self, *arguments: str, given: object = None) -> str:
        """Run kubectl until it is not interrupted, and return what it printed. Raises KubectlFailed, AwsError."""
        began, attempt = time.monotonic(), 0
        while True:
            try:
                return self._call(arguments, given)
            except KubectlFailed as failure:
                passes = INTERRUPTED.search(str(failure)) or UNAUTHORIZED.search(str(failure))
                if not passes or time.monotonic() - began >= calls.PATIENCE:
                    raise
            calls.sleep(calls.backoff(attempt))
            attempt += 1

    def _call(self, arguments: tuple[str, ...], given: object) -> str:
        token = token_for(self._session, self._cluster_name)
        credential = {"apiVersion": API, "kind": "ExecCredential", "status": {"token": token}}
        command = [PROGRAM, "--kubeconfig", self._kubeconfig, "--cache-dir", self._folder.name, "--request-timeout=60s"]
        try:
            done = subprocess.run(
                [*command, *arguments],
                input=json.dumps(given, default=str) if given is not None else "",
                env={**os.environ, CREDENTIAL: json.dumps(credential)},
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise KubectlFailed(f"kubectl {arguments[0]} did not end within {SECONDS} s") from None
        if done.returncode:
            raise KubectlFailed(_without_secrets(done.stderr.strip(), [token, *_secrets(given)]))
        return done.stdout

    def objects(self, *arguments: str, given: object = None) -> list[dict]:
        """Return the objects that a call prints. Raises KubectlFailed, AwsError."""
        printed = self.call(*arguments, "-o", "json", given=given)
        return [each for part in _documents(printed) for each in (part["items"] if part["kind"] == "List" else [part])]

    def get(self, objects: Iterable[dict]) -> list[dict]:
        """Return those of the objects that the cluster has. Raises KubectlFailed, AwsError."""
        named = [_named(each) for each in objects]
        while named:
            try:
                return self.objects("get", "--ignore-not-found", "-f", "-", given=_list(named))
            except KubectlFailed as failure:
                # There is nothing of a kind that the cluster does not know (yet).
                unknown = _unknown_kind(failure)
                rest = [each for each in named if each["kind"] != unknown]
                if len(rest) == len(named):
                    raise
                named = rest
        return []

    def labelled(self, kinds: Iterable[str], selector: str) -> list[dict]:
        """Return all objects of these kinds, C(Deployment.apps), with certain labels. Raises KubectlFailed, AwsError."""
        asked = sorted(kinds)
        while asked:
            try:
                return self.objects("get", ",".join(asked), "--all-namespaces", "--selector", selector)
            except KubectlFailed as failure:
                unknown = _unknown_kind(failure)
                rest = [each for each in asked if each.partition(".")[0] != unknown]
                if len(rest) == len(asked):
                    raise
                asked = rest
        return []

    def apply(self, objects: list[dict], dry_run: bool = False) -> list[dict]:
        """Apply objects on the server and return what comes of them. Raises KubectlFailed, AwsError.

        What is ours is as declared, whoever else has set its fields since.
        """
        how = ["--server-side", f"--field-manager={MANAGER}", "--force-conflicts", *(["--dry-run=server"] if dry_run else [])]
        return self.objects("apply", *how, "-f", "-", given=_list(objects)) if objects else []

    def delete(self, objects: list[dict]) -> None:
        """Begin to delete objects, what they own first. Raises KubectlFailed, AwsError."""
        if objects:
            how = ("--ignore-not-found", "--wait=false", "--cascade=foreground")
            self.call("delete", *how, "-f", "-", given=_list(_named(each) for each in objects))

    @functools.cached_property
    def versions(self) -> tuple[str, str]:
        """The versions of kubectl and of the cluster, such as C(v1.34.1). Raises KubectlFailed, AwsError."""
        told = json.loads(self.call("version", "-o", "json"))
        return told["clientVersion"]["gitVersion"], told["serverVersion"]["gitVersion"]


# kubectl has known this version of the protocol since 1.11, and the AWS command line speaks it, too.
API = "client.authentication.k8s.io/v1beta1"


def _kubeconfig(endpoint: str, certificate_authority: str, namespace: str) -> dict:
    plugin = {"apiVersion": API, "command": "printenv", "args": [CREDENTIAL], "interactiveMode": "Never"}
    cluster = {"server": endpoint, "certificate-authority-data": certificate_authority}
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "cluster", "cluster": cluster}],
        "users": [{"name": "user", "user": {"exec": plugin}}],
        "contexts": [{"name": "context", "context": {"cluster": "cluster", "user": "user", "namespace": namespace}}],
        "current-context": "context",
    }


def _list(objects: Iterable[dict]) -> dict:
    return {"apiVersion": "v1", "kind": "List", "items": list(objects)}


def _named(thing: dict) -> dict:
    """What tells an object apart, and nothing else of it."""
    metadata = {key: thing["metadata"][key] for key in ("name", "namespace") if key in thing["metadata"]}
    return {"apiVersion": thing["apiVersion"], "kind": thing["kind"], "metadata": metadata}


def _documents(printed: str) -> Iterable[dict]:
    """kubectl prints a list, one object after the other, or nothing at all."""
    decoder, rest = json.JSONDecoder(), printed.strip()
    while rest:
        document, end = decoder.raw_decode(rest)
        rest = rest[end:].lstrip()
        yield document


def _unknown_kind(failure: KubectlFailed) -> str:
    found = UNKNOWN_KIND.search(str(failure))
    return (found["kind"] or found["other"]) if found else ""


def _secrets(value: object) -> Iterable[str]:
    if isinstance(value, Secret) and value:
        yield str.__str__(value)
        yield base64.b64encode(value.encode()).decode()
    elif isinstance(value, dict):
        yield from (each for part in value.values() for each in _secrets(part))
    elif isinstance(value, (list, tuple)):
        yield from (each for part in value for each in _secrets(part))


def _without_secrets(said: str, secrets: Iterable[str]) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        said = said.replace(secret, SENSITIVE)
    return said


def _remedy(said: str) -> str:
    if UNAUTHORIZED.search(said):
        return "give the role that deploys an entry: eks_access_entry, or bootstrap_cluster_creator_admin_permissions"
    if "no such host" in said or "i/o timeout" in said or "Client.Timeout" in said:
        return "see that this machine reaches the endpoint of the cluster: its public_access_cidrs, or run inside the VPC"
    return ""
