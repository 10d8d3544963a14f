# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The engine process: `python process.py <settings as JSON>`, started by the first declaration of a host."""

from __future__ import annotations

import gc
import importlib
import json
import os
import socket
import sys
import types
from pathlib import Path

ENGINE = "ansible_collections.skylift.aws.plugins.module_utils.engine"


def make_collections_importable(root: str) -> None:
    """Make `ansible_collections` the folder this collection is in.

    A pip-installed "ansible" brings a regular package of that name, which would hide all other folders.
    """
    package = types.ModuleType("ansible_collections")
    package.__path__ = [root]
    sys.modules["ansible_collections"] = package


def main() -> None:
    """Serve on the inherited socket until the run ends."""
    # API models are a million objects, and all of them stay: a search for garbage among them finds nothing.
    gc.set_threshold(100_000)
    settings = json.loads(sys.argv[1])
    make_collections_importable(settings["root"])
    listener = socket.socket(fileno=settings["socket"])

    def load():
        return importlib.import_module(settings["provider"]).provider({"stack": settings["stack"]})

    server = importlib.import_module(f"{ENGINE}.server")
    server.Server(listener, Path(settings["directory"]), settings["playbook"], settings["stack"], load).serve()
    # Threads may still wait for AWS, and nobody waits for them any more.
    os._exit(0)


if __name__ == "__main__":
    main()
