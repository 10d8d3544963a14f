# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

SYSTEM ?= learning_platform
ENV ?= prod
# sandbox: the embedded stand-in for AWS.  real: your account, with your credentials, profile or SSO session.
AWS ?= sandbox
ARGS ?=
# The release that roll-back goes to.
TO ?= previous
PORT ?= 5566

PYTHON ?= python3.11
WORKERS ?= 4
VENV := .venv
BIN := $(VENV)/bin
LINK := $(VENV)/collections/ansible_collections/skylift/aws
# Tests wait more than they compute.
PYTEST := $(BIN)/python -m pytest -q -n $(WORKERS)
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --no-compile
SANDBOX := $(BIN)/python tests/sandbox
HOSTS := $(if $(filter all,$(ENV)),$(SYSTEM),$(SYSTEM)_$(ENV))
PLAYBOOK := $(BIN)/ansible-playbook -i inventories/$(SYSTEM) --limit $(HOSTS) $(ARGS)

ifeq ($(AWS),sandbox)
AWS_ENVIRONMENT := env -u AWS_PROFILE -u AWS_SESSION_TOKEN AWS_ENDPOINT_URL=http://127.0.0.1:$(PORT) \
	AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox AWS_EC2_METADATA_DISABLED=true \
	PATH="$$PATH:$(CURDIR)/$(VENV)/kubernetes"
# A cluster of the sandbox has the API that was built here.
IN_CLUSTERS := $(findstring container_service_kind=eks,$(ARGS))
CLUSTERS := $(if $(IN_CLUSTERS),kubernetes,$(shell grep -qs kubernetes_cluster inventories/$(SYSTEM)/group_vars/*/stack.yml && echo kubernetes))
READY := $(VENV)/sandbox.stamp $(LINK) $(CLUSTERS) sandbox-start
else ifeq ($(AWS),real)
AWS_ENVIRONMENT :=
READY := $(VENV)/runtime.stamp $(LINK)
else
$(error AWS is $(AWS); it is sandbox or real)
endif

.PHONY: help
help: ## Tell what there is to do (the default)
	@echo "make [target] [SYSTEM=$(SYSTEM)] [ENV=$(ENV)|all] [AWS=sandbox|real] [ARGS='...for ansible-playbook']"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: deploy release roll-back releases plan estimate compare smoke-test destroy draw permissions
deploy: $(READY) ## Put a system on AWS, or bring it to what its inventory says
	@$(AWS_ENVIRONMENT) $(PLAYBOOK) playbooks/deploy.yml

release: $(READY) ## Ship the application of a system, and leave the rest of it as it is
	@$(AWS_ENVIRONMENT) $(PLAYBOOK) playbooks/release.yml

roll-back: $(READY) ## Ship an earlier release again (TO=<id>; the one before otherwise)
	@$(AWS_ENVIRONMENT) $(PLAYBOOK) -e to=$(TO) playbooks/roll_back.yml

releases: $(READY) ## List what was shipped so far
	@$(AWS_ENVIRONMENT) $(PLAYBOOK) playbooks/list_releases.yml

plan: $(READY) ## Show what deploy would do, and change nothing
	@$(AWS_ENVIRONMENT) $(PLAYBOOK) --check --diff playbooks/deploy.yml

estimate: $(READY) ## Tell what a system costs in a month, whether or not it is deployed
	@$(AWS_ENVIRONMENT) $(PLAYBOOK) playbooks/estimate_costs.yml

compare: $(READY) ## Compare the ways to run an application: prices, limits, and which one to take
	@$(AWS_ENVIRONMENT) $(PLAYBOOK) playbooks/compare_compute.yml

smoke-test: $(READY) ## Look whether a deployed system answers
	@$(AWS_ENVIRONMENT) $(PLAYBOOK) playbooks/smoke_test.yml

destroy: $(READY) ## Take a system off AWS; a protected one wants ARGS='-e confirm_destroy=<its name>'
	@$(AWS_ENVIRONMENT) $(PLAYBOOK) playbooks/destroy.yml

draw: $(READY) ## Draw what a system is made of, as its plan says, into docs/systems
	@$(AWS_ENVIRONMENT) $(PLAYBOOK) -e picture_folder=$(CURDIR)/docs/systems playbooks/draw.yml

permissions: $(READY) ## Show the IAM policies of who deploys a system (ARGS='-e plan_only=true': who only plans it)
	@$(AWS_ENVIRONMENT) $(PLAYBOOK) playbooks/permissions.yml

.PHONY: sandbox-start sandbox-stop sandbox-status
sandbox-start: $(VENV)/sandbox.stamp ## Start the stand-in for AWS (deploy does it by itself)
	@$(SANDBOX) start --port $(PORT) --state-dir .sandbox > /dev/null

sandbox-stop: $(VENV)/sandbox.stamp ## Stop it; all that was deployed in it is gone
	@$(SANDBOX) stop --port $(PORT) --state-dir .sandbox

sandbox-status: $(VENV)/sandbox.stamp ## Tell whether it runs
	@$(SANDBOX) status --port $(PORT) --state-dir .sandbox

.PHONY: kubernetes
kubernetes: $(VENV)/kubernetes/kubectl ## Build Kubernetes' own API, which tests of manifests want (once, some minutes)

$(VENV)/kubernetes/kubectl: tests/kubernetes_api/build tests/kubernetes_api/control_plane.go | $(BIN)/python
	@$< $(@D)

.PHONY: test test-unit test-integration test-docker test-kubernetes test-systems test-chaos test-migration test-traffic test-molecule test-sanity test-artifact
test: $(VENV)/dev.stamp $(LINK) ## Check everything, as CI does
	@.ci/timed 'test-sanity test-docker lint test-traffic test-molecule test-artifact' \
		test-unit test-integration test-systems test-chaos test-migration

test-unit: $(VENV)/dev.stamp $(LINK) ## Run the tests that need nobody (ARGS='-k lock' for some)
	@$(PYTEST) tests/unit $(ARGS)

test-integration: $(VENV)/dev.stamp $(LINK) ## Run the tests against the stand-in for AWS (ARGS='-k vpc' for some)
	@$(PYTEST) tests/integration $(ARGS)

test-systems: $(VENV)/dev.stamp $(LINK) ## Hold every system against its checklist, from empty account to destroy (ARGS='-k classla' for one)
	@$(PYTEST) tests/systems $(ARGS)

test-chaos: $(VENV)/dev.stamp $(LINK) ## Kill, interrupt and disturb deployments, and look for secrets (ARGS='-k killed' for some)
	@$(PYTEST) tests/chaos $(ARGS)

test-docker: $(VENV)/dev.stamp $(LINK) ## Build, push and run images with a real engine and a real registry (ARGS='-k secret' for some)
	@$(BIN)/python -m pytest -q tests/docker $(ARGS)

test-migration: $(VENV)/dev.stamp $(LINK) ## Move databases between real PostgreSQL servers, undisturbed and disturbed (ARGS='-k dump' for some)
	@$(BIN)/python -m pytest -q -n 2 tests/migration $(ARGS)

test-traffic: $(VENV)/dev.stamp $(LINK) ## Shift the traffic of two live platforms by a real name server (ARGS='-k killed' for some)
	@$(BIN)/python -m pytest -q -n 2 tests/traffic $(ARGS)

test-kubernetes: $(VENV)/dev.stamp $(LINK) kubernetes ## Run the tests against Kubernetes' own API (ARGS='-k job' for some)
	@$(BIN)/python -m pytest -q tests/integration/kubernetes $(ARGS)

test-molecule: $(VENV)/dev.stamp $(LINK) ## Deploy a whole system into a sandbox, twice, and look at it from outside
	@PATH=$(CURDIR)/$(BIN):$$PATH ANSIBLE_HOME=$(CURDIR)/.ansible $(BIN)/molecule test $(ARGS)

test-sanity: $(VENV)/dev.stamp $(LINK) ## Run ansible-test sanity over the built collection (ARGS='--test import' for one)
	@.ci/sanity $(ARGS)

test-artifact: $(VENV)/dev.stamp $(LINK) ## Install the built collection elsewhere, and see that it is whole
	@.ci/artifact

.PHONY: lint generate build bench
lint: $(VENV)/dev.stamp $(LINK) ## Check the form of code, roles, playbooks, changelog and of what is generated
	@$(BIN)/ruff check .
	@$(BIN)/ansible-lint
	@$(BIN)/antsibull-changelog lint
	@.ci/fragment
	@$(BIN)/python scripts/generate.py --check
	@$(BIN)/python scripts/describe_roles.py --check

generate: $(VENV)/dev.stamp $(LINK) ## Write what follows from modules and roles: indexes, routing, tables
	@$(BIN)/python scripts/generate.py
	@$(BIN)/python scripts/describe_roles.py

build: $(VENV)/runtime.stamp ## Build the collection's artifact
	@.ci/build .

bench: $(VENV)/sandbox.stamp $(LINK) ## Measure against Terraform and amazon.aws
	@$(BIN)/python bench/run.py $(ARGS)

.PHONY: clean
clean: ## Remove what was installed, and the sandbox
	@if [ -d .sandbox ]; then $(SANDBOX) stop --port $(PORT) --state-dir .sandbox; fi
	@rm -rf $(VENV) .sandbox

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.stamp: requirements.txt | $(BIN)/python
	@$(PIP) --requirement $<
	@touch $@

$(VENV)/sandbox.stamp: requirements-sandbox.txt requirements.txt | $(BIN)/python
	@$(PIP) --requirement $<
	@touch $@ $(VENV)/runtime.stamp

$(VENV)/dev.stamp: requirements-dev.txt requirements-sandbox.txt requirements.txt | $(BIN)/python
	@$(PIP) --requirement $<
	@touch $@ $(VENV)/sandbox.stamp $(VENV)/runtime.stamp

# The checkout is the collection: Ansible finds it under the name it is published by.
$(LINK): | $(BIN)/python
	@mkdir -p $(dir $(LINK))
	@ln -sfn $(CURDIR) $(LINK)
