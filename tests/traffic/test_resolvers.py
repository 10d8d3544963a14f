# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resolvers are asked until they know where a name leads."""

from __future__ import annotations

import threading

from shop import NAME, NEW, OLD, free_port


def asking(shop, *resolvers: int, **options) -> dict:
    places = [f"127.0.0.1@{port}" for port in resolvers or (shop.server.port,)]
    usual = {"record_name": NAME, "leads_to": [NEW], "resolvers": places, "delay": 0.1, "deadline": 20, **options}
    return {"name": "Ask", "skylift.aws.dns_check": usual, "register": "shifted", "ignore_errors": True}


def test_what_is_not_there_yet_is_awaited_and_what_leads_elsewhere_is_told(shop):
    shop.record(shop.simple("flat.example.test", "A", NEW), shop.simple("aws.example.test", "A", NEW))
    later = threading.Timer(4, shop.record, (shop.simple(NAME, "CNAME", NEW),))
    later.start()
    _code, printed = shop.run(
        asking(shop, leads_to=[OLD], record_name="example.test"),
        asking(shop),
        asking(shop, record_name="flat.example.test", leads_to=["aws.example.test"]),
        asking(shop, leads_to=[OLD], deadline=0),
        asking(shop, record_name="nothing.example.test", deadline=0),
        asking(shop, free_port(), deadline=0),
        {**asking(shop), "skylift.aws.dns_check": {"record_name": NAME, "leads_to": [NEW], "resolvers": ["dns.example"]}},
    )  # fmt: skip
    later.join()
    known, awaited, flattened, elsewhere, nowhere, silent, nobody = printed.split("TASK [")[1:8]
    assert all("ok: " in part for part in (known, awaited, flattened)), printed
    assert f"127.0.0.1@{shop.server.port} says {NEW}; expected {OLD}" in elsewhere
    assert "says that there is no such name" in nowhere
    assert "does not answer" in silent
    assert "resolvers: dns.example: write an address, or address@port" in nobody
