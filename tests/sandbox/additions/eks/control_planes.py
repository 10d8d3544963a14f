# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is behind the endpoint of a cluster: Kubernetes' own API, started when somebody first asks it for something."""

from __future__ import annotations

import base64
import contextlib
import shutil
import socket
import tempfile
import threading
from pathlib import Path

from kubernetes_api.authenticator import Authenticator
from kubernetes_api.control_plane import ControlPlane, certified, is_built
from kubernetes_api.nodes import Nodes
from kubernetes_api.targets import Targets

CHUNK = 65536


class Door:
    """The endpoint of one cluster. Most clusters of tests are never asked, and a control plane takes half a gigabyte."""

    def __init__(self, cluster_name: str, sts: str):
        self._cluster_name = cluster_name
        self._sts = sts
        self._folder = Path(tempfile.mkdtemp(prefix="sandbox-eks-"))
        self._opening = threading.Lock()
        self._running: list = []
        self._certificate = certified(self._folder)
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def endpoint(self) -> str:
        """Where the cluster is asked."""
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def certificate_authority_data(self) -> str:
        """The certificate of the endpoint."""
        return base64.b64encode(self._certificate.read_bytes()).decode()

    def close(self) -> None:
        """The cluster is gone."""
        with self._opening, contextlib.suppress(OSError):
            self._listener.close()
            for part in reversed(self._running):
                part.stop()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _serve(self) -> None:
        while True:
            try:
                client, dummy = self._listener.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def _relay(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self._opened())) as server:
            back = threading.Thread(target=_pour, args=(server, client), daemon=True)
            back.start()
            _pour(client, server)
            back.join()

    def _opened(self) -> int:
        """The port of the control plane, which is started when there is none."""
        with self._opening:
            if not self._running:
                if not is_built():
                    raise RuntimeError("Kubernetes' own API is not there: make kubernetes builds it")
                authenticator = Authenticator(self._cluster_name, self._sts)
                plane = ControlPlane(self._folder, authenticator.url)
                self._running = [authenticator, plane, Nodes(plane), Targets(plane, self._sts)]
            return self._running[1].port


def _pour(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(CHUNK):
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)
