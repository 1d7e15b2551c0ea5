SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The tools, each of an exact version. `go run` builds and caches them apart from this module, so go.mod knows none of them.
STATICCHECK   := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
ACTIONLINT    := github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
GOVULNCHECK   := golang.org/x/vuln/cmd/govulncheck@v1.9.0
TFLINT        := github.com/terraform-linters/tflint@v0.64.0
# Built by .ci/terraform-docs and .ci/tofu, which say why.
TERRAFORM_DOCS := v0.20.0
OPENTOFU := v1.12.6

# The tests of modules_test.go. Never from the cache, which does not know when Terraform or the provider changes; nor is `test`.
MODULES := go test -count=1 . -run

# The steps of CI, in order from seconds to minutes. .ci/run runs them all, and the workflow divides them among its jobs,
# which a test compares. test-suite is last, so that its lines end the log.
CHECKS   := fmt-check vet tidy-check docs-check tflint actionlint staticcheck golangci-lint vuln
CI_STEPS := clients $(CHECKS) race test-tofu test-suite

.PHONY: help
help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: ci
ci: ## Everything below that checks, in order, up to the first failure
	@bash .ci/run

.PHONY: ci-steps
ci-steps: ## Print the steps of CI
	@echo $(CI_STEPS)

.PHONY: check
check: $(CHECKS) ## Formatting, linters, documentation, known vulnerabilities: the steps without tests

.PHONY: fmt
fmt: ## Format Go and Terraform
	gofmt -w .
	@terraform=$${COGNITOKIT_TERRAFORM:-$$(command -v terraform || command -v tofu || true)}; \
	if [ -z "$$terraform" ]; then echo 'neither terraform nor tofu is on the PATH: install one of them' >&2; exit 1; fi; \
	(set -x; "$$terraform" fmt -recursive)

.PHONY: fmt-check
fmt-check: ## gofmt and terraform fmt would change nothing
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "run make fmt for: $$unformatted" >&2; exit 1; fi
	# terraform fmt -check -recursive, by the Terraform or OpenTofu that the tests find or install
	$(MODULES) '^TestModules$$/^format$$'

.PHONY: vet
vet: ## go vet
	go vet ./...

.PHONY: lint
lint: staticcheck golangci-lint ## Both linters

.PHONY: staticcheck
staticcheck: ## staticcheck
	go run $(STATICCHECK) ./...

.PHONY: golangci-lint
golangci-lint: ## golangci-lint, as .golangci.yml says
	go run $(GOLANGCI_LINT) run ./...

.PHONY: tidy-check
tidy-check: ## go mod tidy would change nothing
	go mod tidy -diff

.PHONY: validate
validate: ## terraform validate of the root, each module and each example
	$(MODULES) '^TestModules$$/.*/^validate$$'

.PHONY: tftest
tftest: ## terraform test of the root and each module
	$(MODULES) '^TestModules$$/.*/^test$$'

.PHONY: validate-bad
validate-bad: ## Plan test/testdata/refused: Terraform rejects each module call with the messages above it
	go test -count=1 -v ./test -run '^TestRefusedAtPlan$$'

PLAN ?= plan.tfplan
.PHONY: plan-guard
plan-guard: ## Fail if PLAN, a plan file or its JSON, replaces or destroys a pool, domain, resource server or client
	@go run ./cmd/cognitokit plan-guard '$(PLAN)'

.PHONY: tofu
tofu: ## Print the path of an OpenTofu, built from the Go module proxy if the cache has none
	@.ci/tofu $(OPENTOFU)

.PHONY: test-tofu
test-tofu: ## One example of the suite, and one proof, on that OpenTofu
	COGNITOKIT_TERRAFORM="$$(.ci/tofu $(OPENTOFU))" go test -count=1 ./test -run '^TestRefreshTokenRotation$$'
	COGNITOKIT_TERRAFORM="$$(.ci/tofu $(OPENTOFU))" go test -count=1 ./cmd/cognitokit -run '^TestProvePlainRoot$$'

.PHONY: inputs
inputs: ## Copy the inputs of the modules into the root module
	go test -count=1 . -run '^TestRootInputs$$' -update-inputs

.PHONY: docs
docs: inputs ## Write the generated pages: inputs and outputs, docs/fidelity, docs/coverage.md
	go test -count=1 ./internal/facts -run '^TestPages$$' -update-docs
	go test -count=1 ./cognitotest -run '^TestCoveragePage$$' -update-docs
	.ci/terraform-docs $(TERRAFORM_DOCS)

.PHONY: docs-check
docs-check: ## The generated pages are current
	go test -count=1 ./internal/facts -run '^TestPages$$'
	go test -count=1 ./cognitotest -run '^TestCoveragePage$$'
	.ci/terraform-docs $(TERRAFORM_DOCS) --output-check

.PHONY: tflint
tflint: ## tflint of the root, each module and each example
	@bin=$$(mktemp -d); trap 'rm -rf "$$bin"' EXIT; GOBIN=$$bin go install $(TFLINT); \
	for folder in . modules/* $$(find examples -name '*.tf' -exec dirname {} \; | sort -u); do \
		echo "tflint $$folder"; "$$bin/tflint" --chdir="$$folder" --config="$(CURDIR)/.tflint.hcl" --minimum-failure-severity=notice; \
	done

.PHONY: actionlint
actionlint: ## The workflows are well formed, the example among them
	go run $(ACTIONLINT)
	go run $(ACTIONLINT) examples/github-actions/*.yml

# A database out of reach is no finding; nor is it a clean result, so it is said.
.PHONY: vuln
vuln: ## No known vulnerability is called, if the database can be reached
	@status=0; report=$$(go run $(GOVULNCHECK) ./... 2>&1) || status=$$?; echo "$$report"; \
	if [ $$status -ne 0 ] && grep -q '^govulncheck: fetching vulnerabilities: ' <<<"$$report"; then \
		echo 'NOT CHECKED: the vulnerability database cannot be reached'; exit 0; \
	fi; exit $$status

.PHONY: clients
clients: ## Install the clients of npm that judge the stand-in, and Node.js and Chromium where they are missing
	@.ci/clients

.PHONY: test-clients
test-clients: ## The tests of these clients, none of them skipped
	COGNITOKIT_CLIENTS=required go test -count=1 ./test/clients

.PHONY: race
race: ## Tests of the stand-in, the command and their parts under the race detector, but for those that run Terraform for minutes
	go test -race -skip '^TestProve' ./cognitotest/... ./internal/... ./cmd/...

.PHONY: test-suite
test-suite: ## The tests that `race` leaves out: prove, modules (validate, tftest), the suite, its clients and its relay
	go test -count=1 ./test
	go test -count=1 ./cmd/cognitokit -run '^TestProve'
	go test -count=1 -timeout 30m . ./test/internal/... ./test/clients ./test/relay

.PHONY: test
test: ## All tests: units, modules (validate, tftest) and the suite on the stand-in
	go test -count=1 -timeout 30m ./...

.PHONY: bench-check
bench-check: ## The checks of 100 environments of 10 clients, without and with the service's request quotas
	go test ./cmd/cognitokit -run '^$$' -bench '^BenchmarkCheck$$' -benchtime 1x -count 1

.PHONY: bench-suite
bench-suite: ## The suite's way to run Terraform against the ordinary way, as a ratio: at most 0.15
	go test ./test -run '^$$' -bench '^BenchmarkSuite$$' -benchtime 1x -count 1

.PHONY: test-aws
test-aws: ## The suite on AWS, with your credentials: it makes user pools and destroys them
	COGNITO_TARGET=aws go test -count=1 -timeout 60m ./test
