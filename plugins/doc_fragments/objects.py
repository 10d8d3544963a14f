# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a move."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import OBJECTS


class ModuleDocFragment:
    """Where files are moved from."""

    DOCUMENTATION: str = OBJECTS
