# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who subscribes to a topic may have to confirm, and nobody waits for it."""
from __future__ import annotations

from support.account import Account, declared


def test_a_mail_address_that_has_not_confirmed_is_told_and_keeps_nothing_waiting(sandbox):
    topic = declared("sns_topic", {"name": "alerts"})
    mail = declared("sns_subscription", {"name": "mail", "topic_arn": "${sns_topic.alerts.arn}", "protocol": "email",
                                         "endpoint": "ops@example.com", "attributes": {"FilterPolicy": {"app": ["shop"]}}})
    account, pending = Account(sandbox), {"pending": "${sns_subscription.mail.pending_confirmation}"}
    assert account.converge(topic, mail, outputs=pending)["outputs"] == {"pending": True}
    again = account.converge(topic, mail)
    assert again.actions() == {"sns_topic.alerts": "keep", "sns_subscription.mail": "keep"}
    gone = account.converge(topic, mail, state="absent")
    assert not gone.get("failed")
