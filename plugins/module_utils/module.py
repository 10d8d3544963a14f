# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""A resource module that runs by itself: one declaration, planned and converged at once by the code of a whole stack."""

from __future__ import annotations

from ansible.module_utils.basic import AnsibleModule, missing_required_lib
from ansible_collections.skylift.aws.plugins.module_utils.aws import calls, documentation, sdk
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import ResourceType
from ansible_collections.skylift.aws.plugins.module_utils.engine.converge import Converge
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration
from ansible_collections.skylift.aws.plugins.module_utils.engine.desired import desire, present_values
from ansible_collections.skylift.aws.plugins.module_utils.engine.events import Events
from ansible_collections.skylift.aws.plugins.module_utils.engine.graph import Graph
from ansible_collections.skylift.aws.plugins.module_utils.engine.intake import connection_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.mistakes import explained
from ansible_collections.skylift.aws.plugins.module_utils.engine.plan import Plan, Terms, make_plan
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem, Refused, sorted_out
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret, shown, veiled
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import Provider

STANDALONE = "standalone"
"""The stack that resources of tasks without a stack belong to: what was made so is found again and may be changed."""

NOT_OPTIONS = {"name", "state", "stack", "adopt", "delegated"}


def run(facts: type[ResourceType], documentation_text: str) -> None:
    """Do what one task asks and leave the process with its result."""
    try:
        spec = documentation.argument_spec_of(documentation_text, facts.secret)
    except documentation.Undocumented as error:
        AnsibleModule({}).fail_json(msg=missing_required_lib(str(error)))
    module = AnsibleModule(spec, supports_check_mode=True)
    if not sdk.HAS_BOTO3:
        module.fail_json(msg=missing_required_lib("boto3"))
    try:
        told, leave = _done(facts, module), module.exit_json
    except Refused as refused:
        told, leave = {"msg": str(refused), "problems": [vars(each) for each in refused.problems]}, module.fail_json
    except Failed as failed:
        told, leave = {"msg": str(failed), "problems": [vars(failed.problem)], "code": failed.code,
                       "request_id": failed.request_id}, module.fail_json  # fmt: skip
    leave(**told, **calls.resource_actions(module.params))


def declaration_of(facts: type[ResourceType], params: dict) -> Declaration:
    """Return the declaration that a module's parameters make."""
    connection = {name: params[name] for name in set(documentation.connection_names().values()) if params.get(name) is not None}
    known = {*documentation.connection_names(), *NOT_OPTIONS}
    given = {name: value for name, value in params.items() if name not in known and value is not None}
    options = veiled(given, facts.secret_in(params), facts.secret_within)
    return Declaration(
        facts.name,
        params["name"],
        options,
        params["state"],
        params["adopt"],
        tuple(params["delegated"] or ()),
        connection=connection_of(connection),
    )


def _done(facts: type[ResourceType], module: AnsibleModule) -> dict:
    declaration = declaration_of(facts, module.params)
    provider = Provider(STANDALONE)
    kind = provider.resource_type(facts.name)
    declaration = kind.taken(declaration)
    _refuse(kind.problems(declaration) or provider.check([declaration.connection]), module)
    graph = Graph({declaration.address: declaration}, {facts.name: kind})
    desired = desire(declaration, STANDALONE, present_values({}), graph.types.__contains__)
    found = kind.read([desired])
    plan = make_plan(graph, found, {}, _terms(declaration))
    # One task knows nothing of what others declare.
    foreseen = provider.preflight([desired], found, is_whole=False) if declaration.state == "present" else []
    _refuse(plan.problems + foreseen, module)
    if not module.check_mode and not plan.is_empty:
        found = _converged(plan, graph, found)
    return _result(plan, found[declaration.address])


def _terms(declaration: Declaration) -> Terms:
    """Whoever asks for a thing to be gone means its data, too; whoever changes an option may not."""
    consent = {declaration.address} if declaration.state == "absent" else ()
    return Terms(STANDALONE, delete_data_of=frozenset(consent), to_consent="delete it first, with state: absent")


def _converged(plan: Plan, graph: Graph, found: dict) -> dict:
    events = Events(lambda event: None)
    outcome = Converge(plan, graph, found, Terms(STANDALONE), events).run(1)
    for failure in outcome.failures:
        raise explained(failure, events)
    return outcome.found


def _result(plan: Plan, found) -> dict:
    change = plan.changes[0].summary()
    attributes = found.attributes if found else {}
    sides = {side: {each["option"]: each[side] for each in change["differences"]} for side in ("before", "after")}
    return {
        "changed": change["action"] != "keep",
        "address": change["address"],
        "action": change["action"],
        "reason": change["reason"],
        "diff": sides,
        **{name: value for name, value in shown(attributes).items() if not isinstance(attributes[name], Secret)},
    }


def _refuse(problems: list[Problem], module: AnsibleModule) -> None:
    errors, warnings = sorted_out(problems)
    for warning in warnings:
        module.warn(str(warning))
    if errors:
        raise Refused(errors)
