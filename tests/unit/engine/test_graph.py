# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The graph that references draw."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration
from ansible_collections.skylift.aws.plugins.module_utils.engine.graph import Graph
from toy import TYPES


def graph_of(**references: str) -> Graph:
    """A graph of services: name -> text with references."""
    declared = {}
    for line, (name, text) in enumerate(references.items(), start=1):
        declaration = Declaration("toy_service", name, {"url": text}, where=f"main.yml:{line}")
        declared[declaration.address] = declaration
    return Graph(declared, TYPES)


def test_what_is_referred_to_comes_first_and_ties_keep_the_order_of_declaration():
    graph = graph_of(web="${toy_service.db.id}", other="", db="", last="${toy_service.web.id} ${toy_service.db.id}")
    assert [address.partition(".")[2] for address in graph.order] == ["other", "db", "web", "last"]
    assert graph.behind(["toy_service.last"]) == {"toy_service.web", "toy_service.db"}


def test_a_circle_is_told_with_every_file_and_line():
    graph = graph_of(a="${toy_service.b.id}", b="${toy_service.c.id}", c="${toy_service.a.id}")
    assert [str(problem) for problem in graph.problems] == [
        "these refer to each other in a circle: toy_service.a (main.yml:1) -> toy_service.b (main.yml:2) -> "
        "toy_service.c (main.yml:3) -> toy_service.a; take one of the references out"
    ]


def test_a_resource_that_refers_to_itself_is_a_circle_of_one():
    graph = graph_of(a="${toy_service.a.id}")
    assert "toy_service.a (main.yml:1) -> toy_service.a" in str(graph.problems[0])


def test_a_misspelt_reference_is_told_with_what_was_meant():
    graph = graph_of(
        databass="", web="${toy_service.database.id} ${toy_service.databass.idd} ${toy_service.databass.id:rot}"
    )
    assert [str(problem) for problem in graph.problems] == [
        "main.yml:2: toy_service.web: url: ${toy_service.database.id} refers to toy_service.database, which is not "
        "declared; did you mean toy_service.databass?",
        "main.yml:2: toy_service.web: url: toy_service has no attribute idd; it has id, url",
        "main.yml:2: toy_service.web: url: ${toy_service.databass.id:rot} asks for the unknown transform rot; "
        "there is urlencode, host",
    ]
