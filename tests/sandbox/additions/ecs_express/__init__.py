# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ECS Express Mode: gateway services and what ECS makes around them."""

from __future__ import annotations

SERVICES = "ecs express services"
