# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The zones of a few providers, and of the registry above them, as Knot DNS serves them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from name_server import PROGRAM, wait_until_it_answers
from shop import free_port

SOA = "@ 3600 SOA ns host 1 60 60 60 60"
DS = "12345 13 2 49FD46E6C4B45C55D4AC69CBD3CD34AC1AFE51DE2D6F4E4B8A5B8C0F9F3F8A11"
ZONES = {
    "test": f"""
        @ 3600 NS ns
        ns 3600 A {{address}}
        example 3600 NS ns.example
        ns.example 3600 A {{address}}
        example 3600 DS {DS}
        """,
    "example.test": """
        @ 3600 NS ns
        ns 3600 A {address}
        @ 300 A 192.0.2.1
        @ 300 MX 10 mail
        @ 300 CAA 0 issue "letsencrypt.org; validationmethods=dns-01"
        @ 300 CAA 0 issuewild "amazon.com"
        api 3600 CNAME shop.railway.test.
        app 60 A 192.0.2.1
        app 60 AAAA 2001:db8::1
        app 60 HTTPS 1 . ipv4hint=192.0.2.1
        app 300 TXT "google-site-verification=1"
        old 60 CNAME legacy
        legacy 60 A 192.0.2.1
        legacy 60 CAA 0 issue ";"
        * 60 A 192.0.2.9
        """,
    "railway.test": """
        @ 3600 NS ns.nowhere.test.
        shop 60 A 192.0.2.1
        """,
    "aws.test": """
        @ 3600 NS ns-1.awsdns-01.org.
        @ 300 A 192.0.2.1
        @ 300 CAA 0 issue "amazontrust.com"
        ready 60 CNAME shop.railway.invalid.
        """,
    "cloud.test": """
        @ 3600 NS ada.ns.cloudflare.com.
        @ 60 A 192.0.2.1
        """,
}
CONFIGURATION = """\
server:
    rundir: "{folder}"
    listen: [{listen}]
database:
    storage: "{folder}"
log:
  - target: stderr
    any: warning
template:
  - id: default
    storage: "{folder}"
    file: "%s.zone"
    journal-content: none
    zonefile-load: whole
    semantic-checks: off
zone:
{zones}
"""


class Zones:
    """The server of all of them, at a port of its own, and at port 53 of `address` if there is one."""

    def __init__(self, folder: Path, address: str | None = None):
        port = free_port()
        self.place = f"127.0.0.1@{port}"
        for zone, records in ZONES.items():
            lines = [SOA, *(line.strip() for line in records.format(address=address or "127.0.0.1").splitlines())]
            (folder / f"{zone}.zone").write_text("\n".join([f"$ORIGIN {zone}.", *lines, ""]))
        listen = ", ".join([self.place, *([f"{address}@53"] if address else [])])
        zones = "\n".join(f"  - domain: {zone}" for zone in ZONES)
        (folder / "knot.conf").write_text(CONFIGURATION.format(folder=folder, listen=listen, zones=zones))
        self._process = subprocess.Popen([PROGRAM, "-c", folder / "knot.conf"], stdin=subprocess.DEVNULL)
        wait_until_it_answers(self._process, port, "example.test")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(20)
