# What a person runs is what CI runs: `.ci/run` calls these targets.
# Needs Rust, a C linker and, for the extension of VS Code, Node.js, for the programs that check a record also Python 3;
# cargo-nextest is used where it is installed.

CARGO ?= cargo
CARGO_DENY_VERSION := 0.20.2

# The benches are a workspace of their own (`cargo test` never builds them) but share the target folder, so that
# checking them costs seconds.
# What the default build leaves out because it compiles slowly, and the tests hold all the same.
FEATURES := --features armistice/parquet,armistice/pkcs11
TARGET_DIR := $(abspath $(or $(CARGO_TARGET_DIR),target))
NEXTEST := $(shell $(CARGO) nextest --version >/dev/null 2>&1 && echo yes)
ifeq ($(CI),true)
NEXTEST_PROFILE := ci
else
NEXTEST_PROFILE := default
endif

.PHONY: all demo page page-check test locks fmt lint doc doctest unit flips editor verifiers oracle basemap basemap-check bench-check bench bench-peers reading-score deny deny-install advisories clean api-fuzz bench-page qgis

all: test

# Builds the page and the program, unpacks the bundled case, judges it, prints, and on a terminal serves the page.
demo: page
	$(CARGO) build --release --locked -p armistice
	rm -rf $(TARGET_DIR)/korea-2018
	$(TARGET_DIR)/release/armistice demo --into $(TARGET_DIR)/korea-2018
	@if [ -t 1 ] && [ "$(CI)" != true ]; then echo; echo "The page of the case, until Ctrl-C:"; \
	$(TARGET_DIR)/release/armistice serve $(TARGET_DIR)/korea-2018; fi

# The page, which the program carries. Without Node.js the program is built without it: its overview and findings read all the same.
page:
ifeq ($(shell command -v npm),)
	@echo "SKIPPED: the page needs Node.js and npm; the program is built without it"; [ "$(CI)" != true ]
else
	cd web && npm ci --ignore-scripts --no-audit --no-fund && npm run build
endif

# The page's types, logic, words and sizes, and its screens in a real browser against the built program.
page-check: page
ifneq ($(shell command -v npm),)
	cd web && npm run check && npm test && npm run size
	$(CARGO) build --locked -p armistice
	cd web && ARMISTICE=$(TARGET_DIR)/debug/armistice npm run test:browser
endif

# A program of others asks the built server all that its document allows, and what it does not.
api-fuzz:
	$(CARGO) build --locked -p armistice
	ARMISTICE=$(TARGET_DIR)/debug/armistice .ci/api/run $(TARGET_DIR)/api

# QGIS opens what the built server tells map programs, and draws it (Debian's python3-qgis). A person without it is told; CI fails.
qgis:
	$(CARGO) build --locked -p armistice
	ARMISTICE=$(TARGET_DIR)/debug/armistice .ci/qgis/run $(TARGET_DIR)/qgis

# Everything that must hold before a change goes in. The tests come last, so that their count closes the output.
test: locks page fmt lint doc bench-check basemap-check doctest editor page-check api-fuzz qgis verifiers oracle flips unit

# The workspaces beside the main one use its crates: a dependency that one of those gains has to stand in every lock file.
locks:
	$(CARGO) metadata --locked --format-version 1 > /dev/null
	$(CARGO) metadata --locked --format-version 1 --manifest-path benches/Cargo.toml > /dev/null
	$(CARGO) metadata --locked --format-version 1 --manifest-path tools/basemap/Cargo.toml > /dev/null

fmt:
	$(CARGO) fmt --all --check
	$(CARGO) fmt --manifest-path benches/Cargo.toml --check
	$(CARGO) fmt --manifest-path tools/basemap/Cargo.toml --check

lint:
	$(CARGO) clippy --workspace --all-targets $(FEATURES) --locked -- -D warnings
	$(CARGO) clippy -p armistice --all-targets --locked -- -D warnings
	$(CARGO) clippy -p armistice-reading --all-targets --features why --locked -- -D warnings

doc:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps $(FEATURES) --locked

doctest:
	$(CARGO) test --workspace --doc $(FEATURES) --locked

# Unit tests, end-to-end tests and the house test (crates/armistice/tests/house.rs); first, what only the default build says.
unit:
	$(CARGO) test -p armistice --test screen --locked without_the_part
ifeq ($(NEXTEST),yes)
	$(CARGO) nextest run --workspace $(FEATURES) --locked --profile $(NEXTEST_PROFILE)
else
	$(CARGO) test --workspace $(FEATURES) --lib --bins --tests --locked
endif

# Every single byte of a log of 3,000 entries turned, found and located: some 130,000 checks of the whole log.
flips:
	$(CARGO) run --release --locked -p armistice-ledger --example flip -- 3000

# The extension for VS Code: built, tested against the built server, packaged. A person without Node is told; CI fails.
editor:
ifeq ($(shell command -v npm),)
	@echo "SKIPPED: the extension for VS Code needs Node.js and npm"; [ "$(CI)" != true ]
else
	$(CARGO) build --locked -p armistice
	cd editors/vscode && npm ci --ignore-scripts --no-audit --no-fund && npm run package
	cd editors/vscode && ARMISTICE=$(TARGET_DIR)/debug/armistice npm test
endif

# Programs of others check a record that ours made. A person without Python or Node is told; CI fails.
verifiers:
	CARGO_TARGET_DIR=$(TARGET_DIR) .ci/verifiers/run $(TARGET_DIR)/verifiers

# GEOS and GeographicLib check the engine and the distances (docs/engine.md). A person without Python is told; CI fails.
oracle:
	CARGO_TARGET_DIR=$(TARGET_DIR) .ci/oracle/run $(TARGET_DIR)/oracle

# Draws the base map of the page anew. The files of Natural Earth are not in this repository (docs/basemap.md).
DATA := $(or $(ARMISTICE_DATA),../shared/data)
basemap:
	CARGO_TARGET_DIR=$(TARGET_DIR) $(CARGO) run --manifest-path tools/basemap/Cargo.toml --locked -- \
	--from $(DATA)/natural-earth --to web/public/basemap.pmtiles

# Its tool is a workspace of its own. The archive in the repository is looked at tile by tile, drawn anew and compared,
# and read by programs of others; a person without Node is told; CI fails.
basemap-check:
	CARGO_TARGET_DIR=$(TARGET_DIR) $(CARGO) clippy --manifest-path tools/basemap/Cargo.toml --all-targets --locked -- -D warnings
	CARGO_TARGET_DIR=$(TARGET_DIR) $(CARGO) test --manifest-path tools/basemap/Cargo.toml --locked --lib --bins --tests -- --show-output
ifeq ($(shell command -v npm),)
	@echo "SKIPPED: reading the base map with programs of others needs Node.js and npm"; [ "$(CI)" != true ]
else
	mkdir -p $(TARGET_DIR)/basemap-peer && cp tools/basemap/peer/package.json tools/basemap/peer/check.js $(TARGET_DIR)/basemap-peer/
	cd $(TARGET_DIR)/basemap-peer && npm install --silent --ignore-scripts --no-audit --no-fund
	node $(TARGET_DIR)/basemap-peer/check.js web/public/basemap.pmtiles
endif

bench-check:
	CARGO_TARGET_DIR=$(TARGET_DIR) $(CARGO) check --manifest-path benches/Cargo.toml --benches --locked

bench:
	$(CARGO) build --release --locked -p armistice
	CARGO_TARGET_DIR=$(TARGET_DIR) $(CARGO) bench --manifest-path benches/Cargo.toml --locked --bench terms --bench korea --bench solent --bench keystroke
	CARGO_TARGET_DIR=$(TARGET_DIR) $(CARGO) bench --manifest-path benches/Cargo.toml --locked --bench record --bench reading
	CARGO_TARGET_DIR=$(TARGET_DIR) $(CARGO) bench --manifest-path benches/Cargo.toml --locked --bench engine -- --write
	CARGO_TARGET_DIR=$(TARGET_DIR) $(CARGO) bench --manifest-path benches/Cargo.toml --locked --bench parquet -- --write
	CARGO_TARGET_DIR=$(TARGET_DIR) $(CARGO) bench --manifest-path benches/Cargo.toml --locked --bench threads
	$(MAKE) bench-peers
	$(MAKE) bench-page

# The engine beside programs of others, from PyPI and, where its package is installed, Debian: minutes on one core.
bench-peers:
	benches/peers/install $(TARGET_DIR)/peers
	CARGO_TARGET_DIR=$(TARGET_DIR) $(CARGO) bench --manifest-path benches/Cargo.toml --locked --bench peers -- \
	--python $(TARGET_DIR)/peers/bin/python --write

# The page in a browser: its first map, the map while it is dragged, many open pages. Without Node.js it is told.
bench-page: page
ifneq ($(shell command -v npm),)
	$(CARGO) build --release --locked -p armistice
	CARGO_TARGET_DIR=$(TARGET_DIR) node benches/page/page.mjs --write
endif

# Figures of merit of the reader of reports: over real reports where they are (../shared/data or ARMISTICE_DATA), the development set, what is held back.
reading-score:
	$(CARGO) run --release --locked -q -p armistice-reading --example score

# Licences, bans and sources of all dependencies. Advisories are apart: they need a database from the network.
deny: deny-install
	$(CARGO) deny --locked check --hide-inclusion-graph bans licenses sources
	$(CARGO) deny --locked --manifest-path tools/basemap/Cargo.toml --config $(CURDIR)/deny.toml check --hide-inclusion-graph \
	--allow license-not-encountered bans licenses sources

advisories: deny-install
	$(CARGO) deny --locked check advisories

# Built with little optimisation: it runs for a second, and compiling is what costs.
deny-install:
	@$(CARGO) deny --version >/dev/null 2>&1 || \
	env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
	CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 $(CARGO) install --locked --no-default-features --version $(CARGO_DENY_VERSION) cargo-deny

clean:
	$(CARGO) clean
