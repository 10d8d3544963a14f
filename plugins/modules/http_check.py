#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the http_check action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: http_check
short_description: Look whether an application answers HTTP requests as it should
version_added: 1.0.0
description:
  - Sends all requests at the same time, from the controller, and each again until its answer is as expected or
    O(deadline) is over.
  - Shows a line for each check that passed, with what came and its time, and fails with all that did not pass, each with what was
    expected and what came.
  - Proxies are those of the environment that C(ansible-playbook) runs in.
author:
  - Skylift contributors (@skylift)
options:
  url:
    description:
      - Where the application is. A host without a scheme is asked by HTTPS.
    type: str
    required: true
  connect_to:
    description:
      - The host to connect to in place of that of O(url), which the DNS may not know for a while. It is asked for the host of
        O(url) all the same, in the header C(Host) and in TLS.
      - A URL is asked as it stands.
    type: str
  checks:
    description:
      - What to ask, and what must come back.
    type: list
    elements: dict
    required: true
    suboptions: &request
      path:
        description:
          - What to ask for, below O(url), or a URL.
        type: str
        required: true
      method:
        description:
          - The HTTP method. In check mode only V(GET) and V(HEAD) are sent.
        type: str
        default: GET
      status_code:
        description:
          - The status that must come back, or several of which one must.
          - Redirects of V(GET) and V(HEAD) are followed, unless one of these is itself a redirect.
        type: list
        elements: int
        default: [200]
      headers:
        description:
          - Headers of the request. Their values are shown nowhere, and not sent on to where a redirect leads.
        type: dict
      body_json:
        description:
          - What to send, as JSON.
        type: raw
      json:
        description:
          - What the JSON answer must have. Objects in it may have more fields, all other values must be equal.
        type: dict
      jmespath:
        description:
          - 'What the JSON answer must have at these JMESPath expressions, such as C({"length(items)": 3}).'
        type: dict
      websocket:
        description:
          - Whether the path is asked for a WebSocket, and must answer the handshake.
        type: bool
        default: false
      websocket_seconds:
        description:
          - How long the WebSocket must stay open while nothing is sent but answers to pings. Load balancers and proxies close one
            in which nothing happens, many of them after a minute.
          - Those of Socket.IO (C(EIO=) in the path) are entered, too, without which the server would close them.
          - O(deadline) has to be longer.
        type: float
      latency:
        description:
          - How quick the answers must be. It is asked so many times more, one after the other.
        type: dict
        suboptions:
          percentile:
            description:
              - How many of a hundred answers must be within O(checks[].latency.seconds).
            type: float
            default: 95
          seconds:
            description:
              - The longest that they may take.
            type: float
            required: true
          requests:
            description:
              - How many times it is asked.
            type: int
            default: 20
  flows:
    description:
      - Requests that depend on each other, such as signing up, signing in and using what only users may. They are sent one after
        the other, beside O(checks), and from the first on again until all are as expected.
      - In texts of a request C($unique) is a word that no other try has, and C($name) is what an earlier answer told.
      - None is sent in check mode.
    type: list
    elements: dict
    default: []
    suboptions:
      name:
        description:
          - What it is for.
        type: str
        required: true
      steps:
        description:
          - The requests, each like those of O(checks).
        type: list
        elements: dict
        required: true
        suboptions: &step
          <<: *request
          keep:
            description:
              - What to keep of the JSON answer, JMESPath expressions by names. It is shown nowhere.
            type: dict
      always:
        description:
          - What is sent at the end, however it went, to remove what was made. Requests that use what no answer told are left out.
        type: list
        elements: dict
        suboptions: *step
  deadline:
    description:
      - Seconds within which all checks must pass.
    type: float
    default: 60
  delay:
    description:
      - Longest pause between two tries, in seconds. The first pause is 0.2 seconds, each later one twice as long.
    type: float
    default: 3
  timeout:
    description:
      - Seconds to wait for a server to connect or send more of an answer.
    type: float
    default: 10
  validate_certs:
    description:
      - Whether the certificate of the server is verified.
    type: bool
    default: true
  ca_path:
    description:
      - File of the certificate authorities to trust, instead of those of the system.
    type: path
extends_documentation_fragment:
  - skylift.aws.controller
attributes:
  check_mode:
    description: Sends only what reads, and leaves out other checks.
    support: partial
seealso:
  - module: ansible.builtin.uri
"""

EXAMPLES = r"""
- name: The application and its database are well
  skylift.aws.http_check:
    url: "{{ stack_result.outputs.service_endpoint }}"
    checks:
      - path: /api/v1/health
        json: {status: healthy, database: connected}
      - path: /api/v1/users
        headers:
          Authorization: "Bearer {{ token }}"
      - path: /api/v1/sessions
        method: POST
        body_json: {email: nobody@example.com, password: wrong}
        status_code: [401, 403]

- name: A user can sign up, and is removed again
  skylift.aws.http_check:
    url: app.example.com
    checks:
      - path: /health
        latency: {seconds: 0.5}
      - path: /socket.io/?EIO=4&transport=websocket
        websocket: true
    flows:
      - name: a user signs up
        steps:
          - path: /users
            method: POST
            body_json: {email: "$unique@example.com", password: "Aa1-$unique"}
            status_code: 201
            keep: {id: user.id, token: access_token}
          - path: /me
            headers: {Authorization: "Bearer $token"}
            jmespath: {email_verified: false}
        always:
          - path: /users/$id
            method: DELETE
            headers: {Authorization: "Bearer $token"}
            status_code: [200, 204]

- name: HTTP leads to HTTPS
  skylift.aws.http_check:
    url: http://app.example.com
    checks:
      - path: /
        status_code: [301, 308]
    deadline: 300
"""

RETURN = r"""
checks:
  description: Every check that was asked, in the order given.
  returned: when the options are sound
  type: list
  elements: dict
  contains:
    method:
      description: The HTTP method.
      type: str
      returned: always
    path:
      description: What was asked for.
      type: str
      returned: always
    status:
      description: The status of the last answer, none if there was none.
      type: int
      returned: always
    ok:
      description: Whether the check passed.
      type: bool
      returned: always
    tries:
      description: How often it was asked.
      type: int
      returned: always
    seconds:
      description: How long it took to pass, or was tried.
      type: float
      returned: always
    said:
      description: What came, and for a check that failed what was expected.
      type: str
      returned: always
  sample:
    - method: GET
      path: /api/v1/health
      status: 200
      ok: false
      tries: 23
      seconds: 60.0
      said: 'json.database: expected "connected", got "down"'
"""
