# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nodes and the load balancer controller do to a cluster, told to its API without either."""

from __future__ import annotations

import time

from .watching import Watching

BROKEN, ENDED = "no-such-image", "exits"
"""Words in the name of an image that cannot be pulled, and of one whose container ends with an error."""

HOST = "k8s-{namespace}-{name}.elb.amazonaws.com"
PATCH = "application/merge-patch+json"


class Nodes(Watching):
    """Says of every pod that it runs, of a Job's that it is done, and of every Ingress that it has a load balancer."""

    def look(self) -> None:
        """Tell the status of what has none yet."""
        for pod in self._all("/api/v1/pods"):
            if (pod.get("status") or {}).get("phase", "Pending") == "Pending" and not pod["status"].get("containerStatuses"):
                self._tell("/api/v1", "pods", pod, _status_of(pod))
        for ingress in self._all("/apis/networking.k8s.io/v1/ingresses"):
            if not (ingress.get("status") or {}).get("loadBalancer"):
                host = HOST.format(**ingress["metadata"])
                balanced = {"loadBalancer": {"ingress": [{"hostname": host}]}}
                self._tell("/apis/networking.k8s.io/v1", "ingresses", ingress, balanced)

    def _all(self, path: str) -> list[dict]:
        return self._api.request("GET", path)["items"]

    def _tell(self, group: str, plural: str, thing: dict, status: dict) -> None:
        metadata = thing["metadata"]
        path = f"{group}/namespaces/{metadata['namespace']}/{plural}/{metadata['name']}/status"
        try:
            self._api.request("PATCH", path, {"status": status}, PATCH)
        except RuntimeError as error:
            if " 404 " not in str(error):  # gone meanwhile
                raise


def _status_of(pod: dict) -> dict:
    containers = pod["spec"]["containers"]
    images = " ".join(each["image"] for each in containers)
    is_job = any(owner["kind"] == "Job" for owner in pod["metadata"].get("ownerReferences", []))
    if BROKEN in images:
        state = {"waiting": {"reason": "ImagePullBackOff", "message": f'Back-off pulling image "{images}"'}}
        return {"phase": "Pending", "containerStatuses": [_container(each, state, False) for each in containers]}
    if is_job or ENDED in images:
        code = 1 if ENDED in images else 0
        state = {"terminated": {"exitCode": code, "reason": "Error" if code else "Completed"}}
        phase = "Failed" if code else "Succeeded"
        return {"phase": phase, "containerStatuses": [_container(each, state, False) for each in containers]}
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    ready = [{"type": name, "status": "True", "lastTransitionTime": now} for name in ("Ready", "ContainersReady")]
    running = {"running": {"startedAt": now}}
    return {"phase": "Running", "conditions": ready,
            "containerStatuses": [_container(each, running, True) for each in containers]}  # fmt: skip


def _container(container: dict, state: dict, ready: bool) -> dict:
    return {"name": container["name"], "image": container["image"], "imageID": "", "ready": ready, "restartCount": 0,
            "state": state}  # fmt: skip
