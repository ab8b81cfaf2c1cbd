# The commands a newcomer needs. `make` alone lists them; what each does stands in scripts/.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.PHONY: help run build test check bench bench-leads bench-meetings bench-reports seed-demo instruction setup release fmt e2e screenshots

SERVER := --features ssr,embedded-db
TARGET := $(or $(CARGO_TARGET_DIR),target)
# The server that is measured: the release build, or the one that CHATIMJD_BIN names.
define MEASURED
if [ -z "$${CHATIMJD_BIN:-}" ]; then
  cargo build --release $(SERVER) --bin chatimjd
  export CHATIMJD_BIN="$(TARGET)/release/chatimjd"
fi
endef

help: ## This list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /  make \1\t/' | expand -t 24

run: build ## Set up what is missing, build, start; prints one URL
	@exec "$(TARGET)/debug/chatimjd"

build: ## Set up what is missing and build, without starting
	@scripts/setup.sh build
	. scripts/env.sh
	scripts/bundles.sh
	cargo build $(SERVER) --bin chatimjd

test: ## Everything that must hold: format, lints, core, server, both bundles, browser
	@scripts/test.sh

check: ## The quick part of `make test`: format, lints of every tier, core tests
	@scripts/test.sh quick

bench: ## Load measurements of the release build (built first; half an hour, once)
	@scripts/setup.sh build
	. scripts/env.sh
	scripts/bundles.sh
	$(MEASURED)
	cargo bench $(SERVER) --bench load

bench-leads: ## The same of a million leads (BENCH_LEADS for fewer; an hour or more), and the plans of their queries
	@scripts/setup.sh build
	. scripts/env.sh
	$(MEASURED)
	cargo test $(SERVER) --lib adapters::surreal::plans -- --show-output
	cargo bench $(SERVER) --bench load -- leads

bench-meetings: ## Only the meetings of `make bench`: bookings, and lists of free times
	@scripts/setup.sh build
	. scripts/env.sh
	$(MEASURED)
	cargo bench $(SERVER) --bench load -- meetings

bench-reports: ## The same of figures, the log, reports and exports, over five million messages (BENCH_LEADS for fewer; hours)
	@scripts/setup.sh build
	. scripts/env.sh
	$(MEASURED)
	cargo bench $(SERVER) --bench load -- reports

seed-demo: ## Fill a new database (DATA_DIR) with three months of an invented business
	@scripts/setup.sh build
	. scripts/env.sh
	cargo run $(SERVER) --example seed_demo

instruction: ## Write what a running server (CHATIMJD_URL, CHATIMJD_KEY) has published to system_instruction.txt
	@scripts/instruction.sh

setup: ## Only set up what building and testing need
	@scripts/setup.sh all

release: ## The real thing, in target/chatimjd: the server's binary and its site folder
	@scripts/setup.sh build
	. scripts/env.sh
	scripts/bundles.sh
	cargo build --release $(SERVER) --bin chatimjd
	scripts/package.sh "$(TARGET)/release/chatimjd"

fmt: ## Format the Rust code
	@. scripts/env.sh
	cargo fmt
	cargo fmt --manifest-path tests/surreal-server/Cargo.toml

e2e: ## Only the browser tests (ARGS="…" goes to Playwright)
	@scripts/setup.sh all
	scripts/e2e.sh $(ARGS)

screenshots: ## Take the pictures in docs/images anew
	@scripts/setup.sh all
	CHATIMJD_PICTURES="$$PWD/docs/images" scripts/e2e.sh --project=screenshots
