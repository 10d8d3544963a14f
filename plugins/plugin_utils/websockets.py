# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSockets that are listened to: whether one stays open while its client has nothing to say (RFC 6455)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from io import BufferedReader

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
LONGER, LONGEST = 126, 127
"""Lengths that say that the length follows, in two or eight bytes."""

ENGINE_IO = {b"0": b"40", b"2": b"3"}
"""Socket.IO hangs up on who does not enter within 45 s, or leaves its pings unanswered, which are texts (Engine.IO 4)."""


def closed_after(reader: BufferedReader, seconds: float, answers: Mapping[bytes, bytes]) -> float | None:
    """Listen for so long, and say nothing but what keeps it open; return when it was closed, None if it still is open.

    C(answers) are to texts, by what they begin with.
    """
    connection, begun = reader.raw._sock, time.monotonic()
    while (left := begun + seconds - time.monotonic()) > 0:
        connection.settimeout(left)
        try:
            kind, content = _frame(reader)
            if kind == PING:
                connection.sendall(_masked(PONG, content))
            elif kind == TEXT and content[:1] in answers:
                connection.sendall(_masked(TEXT, answers[content[:1]]))
        except TimeoutError:
            return None
        except (EOFError, OSError):
            kind = CLOSE
        if kind == CLOSE:
            return time.monotonic() - begun
    return None


def _frame(reader: BufferedReader) -> tuple[int, bytes]:
    kind, size = _read(reader, 2)
    size &= LONGEST
    if size >= LONGER:
        size = int.from_bytes(_read(reader, 2 if size == LONGER else 8), "big")
    return kind & 15, _read(reader, size)


def _read(reader: BufferedReader, size: int) -> bytes:
    content = reader.read(size)
    if len(content) < size:
        raise EOFError
    return content


def _masked(kind: int, content: bytes) -> bytes:
    # What a client sends has to be masked; a mask of zeros leaves it as it is.
    return bytes((0x80 | kind, 0x80 | len(content))) + bytes(4) + content
