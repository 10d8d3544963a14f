# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions that work on two databases have in common."""

from __future__ import annotations

SECRET = frozenset({"source.password", "target.password"})


def both(options: dict) -> tuple:
    """Take source and target out of a task's options; a target may be left out. Raises TransferError if nobody can be asked."""
    from ansible_collections.skylift.aws.plugins.module_utils.transfer import servers

    if servers.psycopg is None:
        raise servers.TransferError(servers.TO_INSTALL)
    given = {role: options.pop(role) for role in ("source", "target")}
    source, target = (servers.Server(role, **server) if server else None for role, server in given.items())
    return source, target
