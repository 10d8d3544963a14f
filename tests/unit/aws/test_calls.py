# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls come through what AWS and the network do to them, are counted, and fail with AWS's own words."""
from __future__ import annotations

import http.server
import threading
import time

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws import calls
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import VERSION, AwsSession
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret

NO_VPCS = (200, "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>")
DROPPED = (0, "")


def refusal(status, code, message="said by AWS"):
    """Return an answer of EC2 that is an error."""
    error = f"<Code>{code}</Code><Message>{message}</Message>"
    return status, f"<Response><Errors><Error>{error}</Error></Errors><RequestID>request-1</RequestID></Response>"


THROTTLED = refusal(503, "RequestLimitExceeded")
BROKEN = refusal(500, "InternalError")


class Endpoint(http.server.ThreadingHTTPServer):
    """An EC2 endpoint that gives the answers it was told, one per request, and the last one for ever."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.answers = [NO_VPCS]
        self.requests = 0
        self.user_agent = ""

    def session(self):
        return AwsSession({"region": "eu-central-1", "access_key": "a", "secret_key": "b",
                           "endpoint_url": f"http://127.0.0.1:{self.server_port}"})


class Answering(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests += 1
        self.server.user_agent = self.headers["User-Agent"]
        status, body = self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0]
        if not status:
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *said):
        """Keep the test's output clean."""


@pytest.fixture
def endpoint():
    with Endpoint() as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield server
        server.shutdown()


def test_throttles_server_errors_and_dropped_connections_are_overcome(endpoint):
    endpoint.answers = [THROTTLED, BROKEN, DROPPED, NO_VPCS]
    assert endpoint.session().call("ec2", "describe_vpcs")["Vpcs"] == []
    assert endpoint.requests == 4


def test_every_request_is_counted_not_only_every_call(endpoint):
    endpoint.answers = [BROKEN, DROPPED, NO_VPCS]
    before, all_before = calls.CALLS.by_operation["ec2:DescribeVpcs"], calls.CALLS.total
    endpoint.session().call("ec2", "describe_vpcs")
    assert calls.CALLS.by_operation["ec2:DescribeVpcs"] == before + 3
    assert calls.CALLS.total == all_before + 3


def test_what_aws_refuses_comes_back_at_once_with_its_words(endpoint):
    endpoint.answers = [refusal(400, "InvalidVpcID.NotFound", "no such VPC")]
    with pytest.raises(calls.AwsError) as caught:
        endpoint.session().call("ec2", "describe_vpcs", {"VpcIds": ["vpc-1"]})
    error = caught.value
    assert (error.code, error.message, error.status) == ("InvalidVpcID.NotFound", "no such VPC", 400)
    assert (error.service, error.operation, error.request_id) == ("ec2", "DescribeVpcs", "request-1")
    assert (error.attempts, error.retried, error.retryable) == (1, False, False)
    assert str(error) == "ec2:DescribeVpcs: InvalidVpcID.NotFound: no such VPC (request id request-1)"


def test_an_error_after_a_lost_answer_tells_that_it_was_sent_before(endpoint):
    endpoint.answers = [DROPPED, refusal(400, "InvalidVpc.Duplicate")]
    with pytest.raises(calls.AwsError) as caught:
        endpoint.session().call("ec2", "create_vpc", {"CidrBlock": "10.0.0.0/16"})
    assert caught.value.retried


def test_a_call_that_may_be_sent_once_only_is_not_sent_again(endpoint):
    endpoint.answers = [DROPPED, NO_VPCS]
    with pytest.raises(calls.AwsError) as caught:
        endpoint.session().call("ec2", "create_vpc", {"CidrBlock": "10.0.0.0/16"}, once=True)
    assert (endpoint.requests, caught.value.retryable) == (1, True)


def test_what_is_not_consistent_yet_is_tried_again(endpoint):
    endpoint.answers = [refusal(400, "InvalidParameterValue", "Invalid IAM Instance Profile name"), NO_VPCS]
    not_yet = (("InvalidParameterValue", "IAM Instance Profile"),)
    assert endpoint.session().call("ec2", "describe_vpcs", retry_while=not_yet)["Vpcs"] == []


def test_the_same_code_with_other_words_is_not_tried_again(endpoint):
    endpoint.answers = [refusal(400, "InvalidParameterValue", "Invalid CIDR"), NO_VPCS]
    with pytest.raises(calls.AwsError, match="Invalid CIDR"):
        endpoint.session().call("ec2", "describe_vpcs", retry_while=[("InvalidParameterValue", "IAM")])
    assert endpoint.requests == 1


def test_what_never_becomes_consistent_ends_with_its_deadline(endpoint):
    endpoint.answers = [refusal(400, "InvalidParameterValue")]
    began = time.monotonic()
    with pytest.raises(calls.AwsError, match="InvalidParameterValue"):
        endpoint.session().call("ec2", "describe_vpcs", retry_while=[("InvalidParameterValue", "")], seconds=1)
    assert 1 <= time.monotonic() - began < 20


def test_what_outlasts_the_sdk_is_tried_on(endpoint):
    endpoint.answers = [BROKEN] * 3 + [NO_VPCS]
    client = endpoint.session().client_without_retries("ec2")
    assert calls.call(client, "describe_vpcs", {}, patience=30)["Vpcs"] == []


@pytest.mark.parametrize(("code", "told"), [
    ("ExpiredToken", "session_token: the AWS credentials have expired; get new ones"),
    ("InvalidClientTokenId", "access_key: AWS does not know this access key; correct the credentials"),
    ("SignatureDoesNotMatch", "secret_key: SignatureDoesNotMatch: said by AWS; correct secret_key, or set the clock"),
    ("SomethingNew", "SomethingNew: said by AWS; try the same by hand"),
])
def test_credentials_that_aws_refuses_are_a_problem_with_a_remedy(endpoint, code, told):
    error = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>said by AWS</Message></Error>"
    endpoint.answers = [(403, f"<ErrorResponse>{error}<RequestId>request-1</RequestId></ErrorResponse>")]
    problems = endpoint.session().check()
    assert [str(problem)[:len(told)] for problem in problems] == [told]


def test_aws_can_tell_our_requests_from_others(endpoint):
    endpoint.session().call("ec2", "describe_vpcs")
    assert f" skylift.aws/{VERSION}" in endpoint.user_agent


def test_a_secret_that_aws_repeats_is_not_in_the_error(endpoint):
    endpoint.answers = [refusal(400, "InvalidParameterValue", "hunter2 is not good")]
    with pytest.raises(calls.AwsError) as caught:
        endpoint.session().call("ec2", "describe_vpcs", {"VpcIds": [Secret("hunter2")]})
    assert caught.value.message == "(sensitive) is not good"


def test_all_pages_are_read(connection):
    opened = AwsSession(connection)
    for number in range(12):
        opened.call("ssm", "put_parameter", {"Name": f"/pages/{number}", "Value": "x", "Type": "String"})
    pages = list(opened.pages("ssm", "get_parameters_by_path", {"Path": "/pages", "MaxResults": 5}))
    assert [len(page["Parameters"]) for page in pages] == [5, 5, 2]


def test_an_operation_without_pages_is_one_page(connection):
    pages = list(AwsSession(connection).pages("sts", "get_caller_identity"))
    assert [page["Account"] for page in pages] == ["123456789012"]


def test_pages_that_botocore_was_not_told_of_are_read_too(endpoint):
    def page(more):
        return 200, f'{{"VpcConnectors": []{more}}}'

    endpoint.answers = [page(', "NextToken": "a"'), BROKEN, page("")]
    assert len(list(endpoint.session().pages("apprunner", "list_vpc_connectors"))) == 2
    assert endpoint.requests == 3


def test_a_page_that_fails_is_read_again_and_not_the_others(endpoint):
    def page(token):
        return 200, f"<DescribeVpcsResponse><vpcSet/>{token}</DescribeVpcsResponse>"

    endpoint.answers = [page("<nextToken>a</nextToken>"), BROKEN, DROPPED, page("")]
    assert len(list(endpoint.session().pages("ec2", "describe_vpcs"))) == 2
    assert endpoint.requests == 4


def test_pauses_double_and_are_spread():
    pauses = [calls.backoff(attempt, first=1, longest=8) for attempt in range(6)]
    assert all(most / 2 <= pause <= most for pause, most in zip(pauses, [1, 2, 4, 8, 8, 8], strict=True))


def test_what_one_call_has_shown_another_may_not_know_yet(endpoint):
    endpoint.answers = [refusal(400, "InvalidVpcID.NotFound"), NO_VPCS]
    assert calls.when_it_shows(lambda: endpoint.session().call("ec2", "describe_vpcs"))["Vpcs"] == []
    assert endpoint.requests == 2


def test_what_never_shows_is_told_of_in_the_end(endpoint):
    endpoint.answers = [refusal(400, "InvalidVpcID.NotFound")]
    with pytest.raises(calls.AwsError, match="InvalidVpcID.NotFound"):
        calls.when_it_shows(lambda: endpoint.session().call("ec2", "describe_vpcs"), seconds=0)
