# Flash 360. `make run` shows the dashboard; `make check` says whether the project is sound.
# Every target works on a fresh clone: Python 3.11, git and make are all it needs (and a Chromium for the browser tests).

PYTHON   ?= python3.11
PORT     ?= 8501
DEMO     := data/flash360.duckdb
BIN      := .venv/bin
RUN      := .venv/.ready-to-run
DEV      := .venv/.ready-to-develop
PIP      := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help run demo test check audit format bench bench-load bench-growth bench-themes bench-reports kills screenshots browser provider shared look clean
.DEFAULT_GOAL := help

help:
	@echo 'make run          the dashboard on 127.0.0.1 (PORT=8501), with the demonstration portfolio if there is no base yet'
	@echo 'make test         every test, those in a real browser too'
	@echo 'make check        format, lint, types, import rule, tests'
	@echo 'make audit        the pinned versions against the known vulnerabilities (needs their services)'
	@echo 'make format       rewrites the code in the one format'
	@echo 'make bench        the times that matter, each beside a floor measured in the same run'
	@echo 'make bench-load   a crowd of visitors, beside its floor (BASES="file file", LOAD="--hour --imports --together 2")'
	@echo 'make bench-growth the same screens and an import on bases of growing size (BASES="file file")'
	@echo 'make bench-themes how well themes are suggested, on the texts that BENCH_TEXTS names'
	@echo 'make bench-reports how long documents take, and 500 scorecards in worker processes'
	@echo 'make kills        KILLS=200 kills at random moments of everything that writes a base, each looked at after (REAL=--real)'
	@echo 'make screenshots  the pictures of the README and of the guide'
	@echo 'make look         every screen, whole, at 1400 and at 400 pixels, in build/look'
	@echo 'make demo         a new demonstration base in build/demo.duckdb (SESSIONS=48 SEED=1)'
	@echo 'make clean        removes everything that make can make again, never a base'

# --- set-up: remade only when the requirements change

$(BIN)/python:
	@command -v $(PYTHON) > /dev/null || { echo 'Flash 360 needs Python 3.11: $(PYTHON) was not found (make PYTHON=… names another).' >&2; exit 1; }
	@echo 'Making the Python environment (.venv)…'
	@$(PYTHON) -m venv .venv

$(RUN): requirements.txt | $(BIN)/python
	@echo 'Installing what Flash 360 needs…'
	@$(PIP) --requirement requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUN)
	@echo 'Installing what its tests need…'
	@$(PIP) --requirement requirements-dev.txt
	@touch $@

# Built aside and then moved, so that an interruption never leaves half a base, and an existing base is never touched.
$(DEMO): | $(RUN)
	@echo 'No base yet: making the demonstration portfolio (fictional data)…'
	@rm -f $@.new
	@$(BIN)/python -m flash360 --database $@.new demo > /dev/null
	@mv $@.new $@

# --- to look at

# A base named by FLASH360_DATABASE is opened as it is, or begun empty: fictional data never go into it.
run: $(RUN) | $(if $(FLASH360_DATABASE),,$(DEMO))
	@echo 'Flash 360 : http://127.0.0.1:$(PORT)  (Ctrl+C pour arrêter)'
	@exec $(BIN)/python -m streamlit run dashboard.py --server.address 127.0.0.1 --server.port $(PORT) --server.headless true --logger.hideWelcomeMessage true

SESSIONS ?= 48
SEED     ?= 1
demo: $(RUN)
	@mkdir -p build && rm -f build/demo.duckdb
	@$(BIN)/python -m flash360 --database build/demo.duckdb demo --sessions $(SESSIONS) --seed $(SEED)

# --- to trust

browser:
	@.ci/browser

# A real PostgreSQL and a real object store, for the tests of a base that several machines share.
shared: $(DEV)
	@.ci/postgres
	@.ci/store

provider: $(DEV)
	@.ci/provider

WORKERS ?= 2
test: $(DEV) browser provider shared
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: $(DEV)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

# Fails, and says so, where the advisories cannot be reached.
audit: $(DEV)
	@.ci/audit

format: $(DEV)
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(DEV) browser
	@$(BIN)/python -m benches.reading
	@$(BIN)/python -m benches.import_workbook
	@$(BIN)/python -m benches.bulk_import
	@$(BIN)/python -m benches.overview

look: $(DEV) browser provider
	@$(BIN)/python -m docs.screenshots --look

# The demonstration is made for it; other demonstration bases are named by BASES.
bench-load: $(DEV)
	@$(BIN)/python -m benches.load $(addprefix --base ,$(BASES)) $(LOAD)

bench-growth: $(DEV)
	@$(BIN)/python -m benches.growth $(BASES)

# The texts are nobody's to ship: a CSV file with the columns doc, text, theme.
bench-themes: $(DEV)
	@test -n "$(BENCH_TEXTS)" || { echo 'Name the texts to measure on: make bench-themes BENCH_TEXTS=file.csv (columns doc, text, theme).' >&2; exit 1; }
	@$(BIN)/python -m benches.themes $(BENCH_TEXTS)

bench-reports: $(DEV)
	@$(BIN)/python -m benches.reports

KILLS ?= 200
kills: $(DEV)
	@$(BIN)/python -m benches.kills --kills $(KILLS) $(REAL)

screenshots: $(DEV) browser provider
	@$(BIN)/python -m docs.screenshots

clean:
	rm -rf .venv build .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
