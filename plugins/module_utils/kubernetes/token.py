# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The token by which a cluster of EKS knows who asks: a signed question to STS that only the cluster sends."""

from __future__ import annotations

import base64
import threading

from ansible_collections.skylift.aws.plugins.module_utils.aws import calls
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret

HEADER = "x-k8s-aws-id"
PREFIX = "k8s-aws-v1."
# The cluster takes a token for 15 minutes after it was signed, whatever the URL says; STS itself answers it this long.
SECONDS = 60

_watching = threading.Lock()


def token_for(session, cluster_name: str) -> Secret:
    """Return a new token for a cluster, as C(aws eks get-token) does. Raises AwsError."""
    client = session.client("sts")
    with _watching:
        # An event handler is known by its id, so that a client has it once.
        client.meta.events.register("provide-client-params.sts.GetCallerIdentity", _take, unique_id="skylift-take")
        client.meta.events.register("before-sign.sts.GetCallerIdentity", _sign, unique_id="skylift-sign")
    params = {HEADER: cluster_name}
    with calls.errors_of(client, "get_caller_identity", {}):
        url = client.generate_presigned_url("get_caller_identity", params, SECONDS, HttpMethod="GET")
    return Secret(PREFIX + base64.urlsafe_b64encode(url.encode()).decode().rstrip("="))


def _take(params: dict, context: dict, **dummy) -> None:
    """The name of the cluster is no parameter of STS, and travels to where the request is signed."""
    if HEADER in params:
        context[HEADER] = params.pop(HEADER)


def _sign(request, **dummy) -> None:
    """A signed header ties the token to one cluster."""
    if HEADER in request.context:
        request.headers[HEADER] = request.context[HEADER]
