# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""learning_platform as it runs somewhere: an API on top of a real database, on Railway or on AWS."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg

WELL = {"status": "healthy", "database": "connected"}
ADD_WORD = """INSERT INTO "Word" ("text") VALUES ('said by a student')"""


class Api:
    """As much of the API as a move can be seen by; a word is written to the database that it is connected to at the moment."""

    def __init__(self, address: str, port: int, connect: Callable[[], psycopg.Connection]):
        self.address, self.port, self.connect = address, port, connect
        self._server = ThreadingHTTPServer((address, port), self._handler())
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(*(api.asked("SELECT 1", 200, WELL) if self.path == "/api/v1/health" else (200, {})))

            def do_POST(self) -> None:
                self.answer(*api.asked(ADD_WORD, 201, {}))

            def answer(self, status: int, content: dict) -> None:
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args) -> None:
                """Stay silent."""

        return Handler

    def asked(self, statement: str, status: int, content: dict) -> tuple[int, dict]:
        """Ask the database."""
        try:
            with self.connect() as connection:
                connection.execute(statement)
            return status, content
        except psycopg.Error as error:
            return 503, {"message": type(error).__name__}

    def add_word(self) -> int:
        """A student writes a word; return the status."""
        connection = http.client.HTTPConnection(self.address, self.port, timeout=30)
        connection.request("POST", "/api/v1/words")
        status = connection.getresponse().status
        connection.close()
        return status

    def stop(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()


class Instance:
    """What the sandbox pretends an instance of RDS to be: a real server, with the master user that the stack has declared."""

    def __init__(self, cluster, sandbox):
        self._cluster = cluster
        self._sandbox = sandbox
        cluster.run("postgres", "CREATE ROLE app", "CREATE DATABASE learning_platform")

    @cached_property
    def password(self) -> str:
        """The password that the stack has made, and RDS would have been told."""
        path = "/learning-platform-prod/DATABASE_PASSWORD"
        found = self._sandbox.client("ssm").get_parameter(Name=path, WithDecryption=True)["Parameter"]["Value"]
        self._cluster.run("postgres", f"CREATE ROLE postgres LOGIN SUPERUSER PASSWORD '{found}'")
        return found

    def connect(self) -> psycopg.Connection:
        """Connect as the application does."""
        return self._cluster.connect("learning_platform", user="postgres", password=self.password)

    def server(self) -> dict:
        """The option of a task that names its database: by its name, through a tunnel."""
        (found,) = self._sandbox.client("rds").describe_db_instances()["DBInstances"]
        reached = {"host": found["Endpoint"]["Address"], "hostaddr": "127.0.0.1"}
        return self._cluster.server("learning_platform", user="postgres", password=self.password, **reached)
