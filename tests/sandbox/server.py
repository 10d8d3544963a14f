# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One process: moto, the rules, and the HTTP server."""

from __future__ import annotations

import importlib
import logging
import os
import pkgutil
import signal
import sys
from functools import lru_cache

from werkzeug.serving import run_simple

# Read by moto when its modules are imported.
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
os.environ.setdefault("MOTO_ACM_VALIDATION_WAIT", str(10**9))

from moto.core.config import default_user_config
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app

from . import additions, managed_policies, strictness
from .gate import Gate


class Dispatcher(DomainDispatcherApplication):
    """moto's, which looks through the folders of all services for each request: a fifth of the time of an answer."""

    def __init__(self):
        super().__init__(create_backend_app)
        self.get_backend_for_host = lru_cache(maxsize=1024)(super().get_backend_for_host)


def application() -> Gate:
    """The sandbox as a WSGI application."""
    managed_policies.keep_the_useful()
    # Invoking a function answers 200 with a prepared or empty body instead of looking for docker.
    default_user_config["lambda"] = {"use_docker": False}
    for package in (additions, strictness):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return Gate(Dispatcher())


def serve_forever(port: int) -> None:
    """Serve on loopback until SIGTERM or SIGINT."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    run_simple("127.0.0.1", port, application(), threaded=True, request_handler=MotoRequestHandler)
