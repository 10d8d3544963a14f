# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2: VPC endpoints, whose changes moto only half makes."""

from __future__ import annotations

import contextlib
import re

from ..rules import Refusal, answers, completes, refuses
from ..transitions import Transition, state_of

STATES = "vpc endpoint states"
KIND = "ec2:vpc-endpoint"


@answers("ec2:ModifyVpcEndpoint")
def modify(call):
    """Routes follow the route tables, groups are added and removed in one call, private DNS is switched."""
    params = dict(call.params)
    endpoint = _endpoints(call).get(params["VpcEndpointId"])
    if endpoint is None:
        return call.forward()
    backend = endpoint.ec2_backend
    for table in params.pop("AddRouteTableIds", []):
        if table not in endpoint.route_table_ids:
            endpoint.route_table_ids.append(table)
            backend.create_route(
                table, None, gateway_id=endpoint.id, destination_prefix_list_id=endpoint.destination_prefix_list_id
            )
    for table in params.pop("RemoveRouteTableIds", []):
        if table in endpoint.route_table_ids:
            endpoint.route_table_ids.remove(table)
            _delete_route(endpoint, table)
    groups = [*endpoint.security_group_ids, *params.pop("AddSecurityGroupIds", [])]
    gone = params.pop("RemoveSecurityGroupIds", [])
    endpoint.security_group_ids = [group for group in dict.fromkeys(groups) if group not in gone]
    if "PrivateDnsEnabled" in params:
        endpoint.private_dns_enabled = params.pop("PrivateDnsEnabled")
    if params.pop("ResetPolicy", False):
        params["PolicyDocument"] = "{}"
    if set(params) - {"VpcEndpointId", "DryRun"}:
        call.forward(params)
    _match_interfaces(endpoint)
    if endpoint.vpc_endpoint_type == "Interface":
        call.memory(STATES)[endpoint.id] = Transition(KIND, "pending")
    return {"Return": True}


@refuses("ec2:CreateVpcEndpoint")
def the_service_must_be_of_this_region(call):
    """moto takes any name."""
    name = call.params.get("ServiceName", "")
    if not re.fullmatch(rf"(cn\.)?(com\.amazonaws|aws\.sagemaker)\.{call.region}\.[a-z0-9.-]+", name):
        raise Refusal("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist")


@completes("ec2:CreateVpcEndpoint")
def interface_endpoints_take_time(call, answer):
    """Gateway endpoints are there at once."""
    endpoint = answer["VpcEndpoint"]
    if "VpcEndpointType" not in endpoint:
        _endpoints(call)[endpoint["VpcEndpointId"]].vpc_endpoint_type = endpoint["VpcEndpointType"] = "Gateway"
    if endpoint["VpcEndpointType"] == "Interface":
        call.memory(STATES)[endpoint["VpcEndpointId"]] = Transition(KIND, "pending")
        endpoint["State"] = "pending"


@completes("ec2:DeleteVpcEndpoints")
def deleting_takes_time(call, answer):
    """`deleting`, then gone."""
    for name in call.params["VpcEndpointIds"]:
        call.memory(STATES)[name] = Transition(KIND, "deleting")


@completes("ec2:DescribeVpcEndpoints")
def show_states(call, answer):
    """Deleted endpoints disappear; private DNS is a matter of interface endpoints."""
    shown = []
    for endpoint in answer["VpcEndpoints"]:
        endpoint["State"] = state_of(call.memory(STATES), endpoint["VpcEndpointId"], endpoint["State"])
        if endpoint["VpcEndpointType"] == "Gateway":
            endpoint["PrivateDnsEnabled"] = False
        if endpoint["State"] != "deleted":
            shown.append(endpoint)
    answer["VpcEndpoints"] = shown


@refuses("ec2:DeleteVpcEndpoints")
def take_its_routes_away(call):
    """moto fails when a route of the endpoint, or the table it was in, is gone already."""
    for name in call.params["VpcEndpointIds"]:
        endpoint = _endpoints(call).get(name)
        while endpoint is not None and endpoint.vpc_endpoint_type != "Interface" and endpoint.route_table_ids:
            _delete_route(endpoint, endpoint.route_table_ids.pop())


def _delete_route(endpoint, table: str) -> None:
    from moto.ec2.exceptions import EC2ClientError

    with contextlib.suppress(EC2ClientError):
        endpoint.ec2_backend.delete_route(table, endpoint.destination_prefix_list_id)


def _endpoints(call) -> dict:
    from moto.ec2.models import ec2_backends

    return ec2_backends[call.account][call.region].vpc_end_points


def _match_interfaces(endpoint) -> None:
    """One network interface in each subnet."""
    backend = endpoint.ec2_backend
    kept = []
    for name in endpoint.network_interface_ids:
        interface = backend.enis.get(name)
        if interface is not None and interface.subnet.id in (endpoint.subnet_ids or []):
            kept.append(interface)
        else:
            backend.enis.pop(name, None)
    covered = {interface.subnet.id for interface in kept}
    for subnet in endpoint.subnet_ids or []:
        if endpoint.vpc_endpoint_type == "Interface" and subnet not in covered:
            kept.append(backend.create_network_interface(subnet, None))
    endpoint.network_interface_ids = [interface.id for interface in kept]
