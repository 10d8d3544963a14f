# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ECS: services with their tasks and deployments, which moto only writes down."""

from __future__ import annotations

SERVICES = "ecs services"
