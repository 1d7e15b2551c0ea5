SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The tools, with exact versions. `go run` builds and caches them outside this module, so go.mod does not require them.
GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
ACTIONLINT    := github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
GOVULNCHECK   := golang.org/x/vuln/cmd/govulncheck@v1.9.0
CYCLONEDX     := github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0
TFLINT        := github.com/terraform-linters/tflint@v0.64.0
# .ci/terraform-docs, .ci/apidiff and .ci/tofu build these, and explain why.
TERRAFORM_DOCS := v0.20.0
APIDIFF := v0.0.0-20261113113407-e3970619a1a4
OPENTOFU := v1.12.6

# The tests of modules_test.go. -count=1 bypasses the test cache, which does not notice a change of Terraform or the provider.
MODULES := go test -count=1 . -run

# The steps of CI, roughly in order of their duration. .ci/run runs all of them. The workflow divides them among its jobs, and
# TestWorkflowRunsEveryStep compares both lists. test-suite is last, so that its lines end the log. Three jobs of the workflow
# are not in .ci/run, which must end in 25 minutes on a new machine with two cores: test-tofu, which compiles OpenTofu, fuzz
# and mutation-changed.
CHECKS   := fmt-check vet tidy-check mod-verify docs-check api-check tflint actionlint golangci-lint vuln
CI_STEPS := clients $(CHECKS) race test-suite

.PHONY: help
help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: ci
ci: ## Run the steps of CI in order, up to the first failure
	@bash .ci/run

.PHONY: ci-steps
ci-steps: ## Print the steps of CI
	@echo $(CI_STEPS)

.PHONY: check
check: $(CHECKS) ## Check formatting, linters, documentation, known vulnerabilities: the steps without tests

.PHONY: fmt
fmt: ## Format Go and Terraform
	gofmt -w .
	@terraform=$${COGNITOKIT_TERRAFORM:-$$(command -v terraform || command -v tofu || true)}; \
	if [ -z "$$terraform" ]; then echo 'neither terraform nor tofu is on the PATH: install one of them' >&2; exit 1; fi; \
	(set -x; "$$terraform" fmt -recursive)

.PHONY: fmt-check
fmt-check: ## Check that gofmt and terraform fmt change nothing
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "run make fmt for: $$unformatted" >&2; exit 1; fi
	# runs terraform fmt -check -recursive with the Terraform or OpenTofu that the tests find or install
	$(MODULES) '^TestModules$$/^format$$'

.PHONY: vet
vet: ## Run go vet
	go vet ./...

.PHONY: golangci-lint
golangci-lint: ## Run golangci-lint with .golangci.yml, which includes staticcheck and gosec
	go run $(GOLANGCI_LINT) run ./...

.PHONY: tidy-check
tidy-check: ## Check that go mod tidy changes nothing
	go mod tidy -diff
	go -C examples/terratest mod tidy -diff

.PHONY: validate
validate: ## Run terraform validate for the root, each module and each example
	$(MODULES) '^TestModules$$/.*/^validate$$'

.PHONY: tftest
tftest: ## Run terraform test for the root and each module
	$(MODULES) '^TestModules$$/.*/^test$$'

.PHONY: validate-bad
validate-bad: ## Plan test/testdata/rejected: Terraform must reject each module call with the messages above it
	go test -count=1 -v ./test -run '^TestInvalidConfigurationIsRejectedAtPlan$$'

MAN ?= man/man1
.PHONY: man
man: ## Write the manual pages of cognitokit to the directory MAN
	go run ./cmd/cognitokit man '$(MAN)'

PLAN ?= plan.tfplan
.PHONY: plan-guard
plan-guard: ## Fail if PLAN, a plan file or its JSON, replaces or destroys a pool, domain, resource server or client
	@go run ./cmd/cognitokit plan-guard '$(PLAN)'

.PHONY: tofu
tofu: ## Print the path of OpenTofu, and build it from the Go module proxy if the cache does not have it
	@.ci/tofu $(OPENTOFU)

.PHONY: test-tofu
test-tofu: ## Test one example, and one root with prove, on that OpenTofu
	COGNITOKIT_TERRAFORM="$$(.ci/tofu $(OPENTOFU))" go test -count=1 ./test -run '^TestRefreshTokenRotation$$'
	COGNITOKIT_TERRAFORM="$$(.ci/tofu $(OPENTOFU))" go test -count=1 ./cmd/cognitokit -run '^TestProvePlainRoot$$'

.PHONY: inputs
inputs: ## Copy the inputs of the modules into the root module
	go test -count=1 . -run '^TestRootInputs$$' -update-inputs

.PHONY: docs
docs: inputs ## Write the generated pages: inputs and outputs, docs/fidelity, docs/coverage.md, outputs in docs/getting-started.md and docs/own-root.md
	go test -count=1 ./internal/facts -run '^TestPages$$' -update-docs
	go test -count=1 ./cognitotest -run '^TestCoveragePage$$' -update-docs
	go test -count=1 . -run '^(TestGettingStarted|TestOwnRoot)$$' -update-getting-started
	.ci/terraform-docs $(TERRAFORM_DOCS)

# SOURCE_DATE_EPOCH is the time of the commit, so that two builds of a commit give the same digest.
VERSION ?= $(shell git describe --tags --always --dirty)
.PHONY: image
image: ## Write the container image of the emulator, cognitokit.tar
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) go run ./internal/image --output cognitokit.tar --version '$(VERSION)'

# The bill is of the binary, because the binary names exactly the modules that it contains.
SBOM ?= cognitokit.cdx.json
.PHONY: sbom
sbom: ## Write the software bill of materials of the command, SBOM, in the format CycloneDX
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	CGO_ENABLED=0 GOOS=linux GOARCH=amd64 GOFLAGS= go build -trimpath -buildvcs=false -ldflags '-X main.release=$(VERSION)' -o "$$folder/cognitokit" ./cmd/cognitokit; \
	go run $(CYCLONEDX) bin -json -std -noserial -notimestamp -version '$(VERSION)' -output '$(SBOM)' "$$folder/cognitokit"

.PHONY: published
published: ## Write the inputs and outputs of the modules that a release publishes
	go test -count=1 . -run '^TestInterfaceIsCompatible$$' -update-published

GORELEASER := github.com/goreleaser/goreleaser/v2@v2.14.0
ARGUMENTS ?= check
.PHONY: goreleaser
goreleaser: ## Run goreleaser with .ci/goreleaser.yaml; by default it checks this file
	go run $(GORELEASER) $(firstword $(ARGUMENTS)) --config .ci/goreleaser.yaml $(wordlist 2,9,$(ARGUMENTS))

.PHONY: api-check
api-check: ## Check that the Go API of cognitotest is compatible with the last release
	.ci/apidiff $(APIDIFF)

.PHONY: docs-check
docs-check: ## Check that the generated pages are current
	go test -count=1 ./internal/facts -run '^TestPages$$'
	go test -count=1 ./cognitotest -run '^TestCoveragePage$$'
	.ci/terraform-docs $(TERRAFORM_DOCS) --output-check

.PHONY: tflint
tflint: ## Run tflint for the root, each module and each example
	@bin=$$(mktemp -d); trap 'rm -rf "$$bin"' EXIT; GOBIN=$$bin go install $(TFLINT); \
	for folder in . modules/* $$(find examples -name '*.tf' -exec dirname {} \; | sort -u); do \
		echo "tflint $$folder"; "$$bin/tflint" --chdir="$$folder" --config="$(CURDIR)/.tflint.hcl" --minimum-failure-severity=notice; \
	done

.PHONY: actionlint
actionlint: ## Run actionlint for the workflows, and the example workflows
	go run $(ACTIONLINT)
	go run $(ACTIONLINT) examples/github-actions/*.yml

# An unreachable database is not a finding. It is not a clean result either, so the step prints NOT CHECKED.
.PHONY: vuln
vuln: ## Check that the code calls no known vulnerability, if the database can be reached
	@status=0; report=$$(go run $(GOVULNCHECK) ./... 2>&1) || status=$$?; echo "$$report"; \
	if [ $$status -ne 0 ] && grep -q '^govulncheck: fetching vulnerabilities: ' <<<"$$report"; then \
		echo 'NOT CHECKED: the vulnerability database cannot be reached'; exit 0; \
	fi; exit $$status

.PHONY: mod-verify
mod-verify: ## Check that the downloaded modules have the contents that go.sum records
	go mod verify
	go -C examples/terratest mod verify

.PHONY: gosec
gosec: ## Run gosec with the exclusions of .golangci.yml; golangci-lint includes it
	go run $(GOLANGCI_LINT) run --enable-only gosec ./...

.PHONY: licences
licences: ## Check the license of each module and npm package, and that docs/dependencies.md gives the reason for each
	go test -count=1 . -run '^(TestLicences|TestDependenciesPage)$$'

.PHONY: supply-chain
supply-chain: mod-verify licences gosec vuln ## Check all modules: contents, licenses, reasons, gosec, known vulnerabilities

.PHONY: clients
clients: ## Install the third-party clients of the acceptance tests, and the programs that they need and the system does not have
	@.ci/clients

.PHONY: test-clients
test-clients: ## Run the tests of these clients and skip none
	COGNITOKIT_CLIENTS=required go test -count=1 ./test/clients

# CI does not run `fuzz` in .ci/run: ten seconds for each target and the builds with instrumentation take about ten minutes
# on two cores. There the seeds and testdata/fuzz run as ordinary tests. The workflow has a job of its own with ten seconds
# for each target, beside the others. FUZZ_BASE=COMMIT fuzzes only the packages that differ.
FUZZTIME ?= 1m
.PHONY: fuzz
fuzz: ## Fuzz each parser for FUZZTIME (default 1m); docs/fuzzing.md lists them
	@FUZZTIME='$(FUZZTIME)' .ci/fuzz

# The ordinary tests run 15 sequences of each kind. A failing sequence is shrunk and printed.
CHECKS_OF_MODEL ?= 2000
.PHONY: model
model: ## Compare the emulator with the reference model of sessions in CHECKS_OF_MODEL random sequences, then race it
	go test -count=1 -timeout 60m ./cognitotest/internal/modeltest -run '^TestSessions' -rapid.checks=$(CHECKS_OF_MODEL) -rapid.steps=60
	go test -count=20 -race -timeout 60m ./cognitotest/internal/modeltest -run '^TestConcurrent'

# Packages without goroutines, whose large inputs the race detector makes slow, and the image, which compiles the command again.
SEQUENTIAL := ./cognitotest/internal/apimodel ./cognitotest/internal/passwordhash ./cognitotest/internal/seed ./internal/environment ./internal/hclfile ./internal/image

# -p 3 and -parallel 4: many tests wait for a browser or for another process. -vet=off: `make vet` checks the same, and more.
TEST := go test -vet=off -p 3 -parallel 4

.PHONY: race
race: ## Test the emulator, the command and their packages with the race detector, without SEQUENTIAL and the tests that run Terraform for minutes
	$(TEST) -race -timeout 20m -skip '^TestProve' $$(go list ./cognitotest/... ./internal/... ./cmd/... | grep -vxF "$$(go list $(SEQUENTIAL))")

.PHONY: test-suite
test-suite: ## Run the tests that `race` omits: acceptance tests, prove, modules (validate, tftest), clients, relay
	go test -count=1 ./test
	$(TEST) -count=1 ./cmd/cognitokit -run '^TestProve'
	# Like the test of the bill of materials, this one builds the command with the flags of a release. The second build uses the first one.
	$(TEST) -count=1 ./internal/image
	$(TEST) -count=1 -timeout 30m . ./test/internal/... ./test/mutation ./test/sweep ./test/clients ./test/relay $(filter-out ./internal/image,$(SEQUENTIAL))

# The pictures of README and docs are committed. The pictures of all hosted pages are for a reader of a change.
.PHONY: screenshots
screenshots: ## Draw the pictures in docs/images, and every hosted page, the report, the console and examples/spa in screenshots/
	mkdir -p screenshots
	COGNITOKIT_CLIENTS=required COGNITOKIT_SCREENSHOTS='$(CURDIR)/screenshots' go test -count=1 ./test/clients -run '^(TestPagesAreAccessible|TestReportIsAccessible|TestConsoleIsAccessible|TestSPAStaysSignedIn)$$'
	cp screenshots/console-token-families-1280-light.png docs/images/console.png
	COGNITOKIT_SCREENSHOTS='$(CURDIR)/screenshots' go test -count=1 ./test -run '^TestMultiEnvironment$$'
	go run ./test/internal/pictures check screenshots/check.html docs/images/check.png
	go run ./cmd/cognitokit demo 2>&1 | go run ./test/internal/pictures demo docs/images/demo.png

.PHONY: test
test: ## Run all tests: units, modules (validate, tftest) and the acceptance tests on the emulator
	go test -count=1 -timeout 30m ./...

ROUNDS ?= 200
.PHONY: soak
soak: ## Load, kill and restart serve --state in ROUNDS rounds, with failing disks and damaged files, and print the figures
	COGNITOKIT_SOAK_ROUNDS='$(ROUNDS)' go test -count=1 -timeout 0 -v ./cmd/cognitokit -run '^TestSoak$$'

.PHONY: bench
bench: ## Run all benchmarks and print their ratios with the wanted ones; BENCH='-bench Refresh' selects some
	@.ci/bench $(BENCH)

.PHONY: bench-check
bench-check: ## Benchmark the checks of 100 environments with 10 clients each, without and with the service's request quotas
	go test ./cmd/cognitokit -run '^$$' -bench '^BenchmarkCheck$$' -benchtime 1x -count 1

.PHONY: bench-suite
bench-suite: ## Benchmark the shared provider of the acceptance tests: at most 0.15 of the time with a provider per command
	go test ./test -run '^$$' -bench '^BenchmarkSuite$$' -benchtime 1x -count 1

# SAMPLE is the number of mutants of each package; 0 means all.
SAMPLE   ?= 0
PACKAGES ?=
.PHONY: mutation
mutation: ## Measure whether the tests notice wrong statements, in PACKAGES or all of test/mutation/targets.go
	go run ./test/mutation --sample $(SAMPLE) $(PACKAGES)

BASE ?= origin/main
.PHONY: mutation-changed
mutation-changed: ## The same for packages that differ from BASE, with a sample of 40 mutants each, for 20 minutes
	go run ./test/mutation --sample 40 --limit 20m --changed $(BASE)

.PHONY: test-aws
test-aws: ## Run the acceptance tests on AWS with your credentials: they create user pools and destroy them
	COGNITO_TARGET=aws go test -count=1 -timeout 60m ./test

.PHONY: sweep-aws
sweep-aws: ## List user pools that interrupted runs of test-aws have left; SWEEP=--delete deletes them
	go run ./test/sweep --older-than 6h $(SWEEP)
