# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two databases of a move."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import DATABASES


class ModuleDocFragment:
    """Where a database is moved from, and where to."""

    DOCUMENTATION: str = DATABASES
