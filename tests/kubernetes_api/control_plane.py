# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A control plane of Kubernetes in processes of its own: etcd, kube-apiserver and kube-controller-manager."""

from __future__ import annotations

import base64
import contextlib
import functools
import http.client
import json
import secrets
import socket
import ssl
import subprocess
import time
from pathlib import Path

from .newer_kinds import newer_kinds

PROGRAMS = Path(__file__).resolve().parents[2] / ".venv" / "kubernetes"
PROGRAM = PROGRAMS / "control-plane"
KEY = "tls.key"
START_SECONDS = 60
DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
CONTROLLERS = "*,-nodelifecycle,-nodeipam,-attachdetach,-ttl,-csrsigning,-csrapproving,-csrcleaner"


NOT_BUILT = "Kubernetes' own API is not there: make kubernetes builds it"


def is_built() -> bool:
    """Whether `make kubernetes` has built it."""
    return PROGRAM.exists()


class ControlPlane:
    """One cluster, in a folder. `webhook` is where it asks who sent a token."""

    def __init__(self, folder: Path, webhook: str):
        self.folder = folder
        self.certificate = certified(folder)
        self._admin = secrets.token_urlsafe(24)
        self._processes: list[subprocess.Popen] = []
        (folder / "tokens.csv").write_text(f"{self._admin},admin,admin,system:masters\n")
        (folder / "webhook.json").write_text(json.dumps(_kubeconfig(webhook, {}, {})))
        self._etcd, peer, self.port, controllers = _free_ports(4)
        self._run("etcd", "--data-dir", folder / "etcd", "--listen", f"http://127.0.0.1:{self._etcd}",
                  "--listen-peer", f"http://127.0.0.1:{peer}")  # fmt: skip
        self._serve()
        self._await_ready()
        user = {"token": self._admin}
        cluster = {"certificate-authority-data": self.certificate_authority_data}
        (folder / "admin.json").write_text(json.dumps(_kubeconfig(self.endpoint, cluster, user)))
        for kind in newer_kinds():
            self.request("POST", DEFINITIONS, kind)
        self._run("kube-controller-manager", "--kubeconfig", folder / "admin.json", "--controllers", CONTROLLERS,
                  "--leader-elect=false", "--bind-address=127.0.0.1", f"--secure-port={controllers}", "--port=0",
                  "--kube-api-qps=200", "--kube-api-burst=400", "--cert-dir", folder / "controllers")  # fmt: skip

    def _serve(self) -> None:
        key = self.folder / "accounts.key"
        subprocess.run(["openssl", "genrsa", "-out", key, "2048"], check=True, capture_output=True)
        self._run(
            "kube-apiserver", f"--etcd-servers=http://127.0.0.1:{self._etcd}", "--bind-address=127.0.0.1",
            f"--secure-port={self.port}", "--tls-cert-file", self.certificate,
            "--tls-private-key-file", self.folder / KEY, "--authorization-mode=RBAC",
            "--service-account-issuer=https://kubernetes.default.svc", "--service-account-key-file", key,
            "--service-account-signing-key-file", key, "--token-auth-file", self.folder / "tokens.csv",
            "--authentication-token-webhook-config-file", self.folder / "webhook.json",
            "--authentication-token-webhook-cache-ttl=0s", "--service-cluster-ip-range=10.100.0.0/16",
            "--disable-admission-plugins=ServiceAccount",
        )  # fmt: skip

    @property
    def endpoint(self) -> str:
        """Where its API is."""
        return f"https://127.0.0.1:{self.port}"

    @property
    def certificate_authority_data(self) -> str:
        """The certificate of the API, as EKS tells it."""
        return base64.b64encode(self.certificate.read_bytes()).decode()

    @functools.cached_property
    def _trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))

    def request(self, method: str, path: str, body: object = None, kind: str = "application/json") -> dict:
        """Ask the API as an administrator and return its answer. Raises RuntimeError for a refusal."""
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self._trusting, timeout=10)
        headers = {"Authorization": f"Bearer {self._admin}", "Content-Type": kind}
        with contextlib.closing(connection):
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            response = connection.getresponse()
            answer = response.read().decode()
        if response.status >= 400:
            raise RuntimeError(f"{method} {path}: {response.status} {answer}")
        return json.loads(answer) if answer.startswith("{") else {}

    def stop(self) -> None:
        """End all its processes."""
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def _run(self, *command: object) -> None:
        with (self.folder / f"{command[0]}.log").open("w") as log:
            arguments = [str(PROGRAM), *map(str, command)]
            self._processes.append(subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=log, stderr=log))

    def _await_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.request("GET", "/readyz")
                return
            except (OSError, RuntimeError) as error:
                if time.monotonic() > deadline or any(process.poll() is not None for process in self._processes):
                    self.stop()
                    log = (self.folder / "kube-apiserver.log").read_text()[-2000:]
                    raise RuntimeError(f"Kubernetes did not start: {error}\n{log}") from error
            time.sleep(0.1)


def certified(folder: Path) -> Path:
    """Return the certificate by which the API of a folder is known; it is made when there is none."""
    certificate = folder / "tls.crt"
    if not certificate.exists():
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
             "-subj", "/CN=kube-apiserver", "-addext", "subjectAltName=IP:127.0.0.1",
             "-keyout", folder / KEY, "-out", certificate],
            check=True, capture_output=True,
        )  # fmt: skip
    return certificate


def _kubeconfig(server: str, cluster: dict, user: dict) -> dict:
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "cluster", "cluster": {"server": server, **cluster}}],
        "users": [{"name": "user", "user": user}],
        "contexts": [{"name": "context", "context": {"cluster": "cluster", "user": "user"}}],
        "current-context": "context",
    }


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for dummy in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
