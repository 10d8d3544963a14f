# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Credentials of a role, assumed anew before they end."""
from __future__ import annotations

from collections.abc import Callable


class AssumedRole:
    """A botocore credential provider for one role.

    `source` are the credentials that may assume it, `make_client` makes a client like botocore's Session.create_client.
    """

    def __init__(self, role_arn: str, source, make_client: Callable):
        self.role_arn = role_arn
        self.source = source
        self.make_client = make_client

    def load_credentials(self):
        """Return credentials that call sts:AssumeRole when they are first used, and again before they expire."""
        from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials

        fetcher = AssumeRoleCredentialFetcher(
            self.make_client, self.source, self.role_arn, extra_args={"RoleSessionName": "skylift"})
        return DeferredRefreshableCredentials(fetcher.fetch_credentials, "assume-role")
