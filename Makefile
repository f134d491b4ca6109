# Everything that is done with this checkout. `make` alone says what there is.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
PY := .venv/bin/python
RUN := .venv/.run-ready
DEV := .venv/.dev-ready
export PYTHONUNBUFFERED = 1
# A dozen processes start from this checkout; what one has compiled is for all, whatever the shell prefers.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-deep faults cluster check bench clean
help:
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null || grep '##' $(MAKEFILE_LIST)

run: $(RUN) ## the whole site on http://127.0.0.1:8000 (HOST, PORT, DEMO=0)
	@$(PY) manage.py serve

test: $(DEV) ## every rule once, against servers of its own
	$(PY) -m pytest tests -n auto --maxprocesses 8

test-deep: $(DEV) ## the same at full numbers, every variant
	DEEP=1 $(PY) -m pytest tests -n auto --maxprocesses 8

faults: $(DEV) ## faults one after another, each followed by the laws
	$(PY) -m faults

cluster: $(DEV) ## two web nodes, two workers, one beat behind nginx
	$(PY) -m faults.cluster

bench: $(DEV) ## our pages against a floor in the same run, then a club online (FULL=1: a million comments)
	$(PY) -m bench $(if $(FULL),--full)
	$(if $(FULL),DEEP=1) $(PY) -m bench.live

check: $(DEV) ## format, lint, types, migrations, deployment, translations, imports
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m djlint --lint --quiet templates
	$(PY) -m mypy --cache-dir=/dev/null accounts community tickets config
	$(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	BASE_URL=https://community.example.com TRUSTED_PROXIES=1 SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(48))') \
		$(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py check_translations
	$(PY) -m pytest tests/architecture -q

clean: ## forget the environment and what was compiled; data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(RUN): requirements.txt
	@$(MAKE) --no-print-directory .venv/bin/python
	@echo "Installing what is needed (once)…"
	@$(PY) -m pip install --quiet --no-compile --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt requirements.txt
	@$(MAKE) --no-print-directory .venv/bin/python
	@echo "Installing what the tests need (once)…"
	@$(PY) -m pip install --quiet --no-compile --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(RUN)

# Made by whatever Python is there; one that was removed since leaves a dead link, and the environment is made again.
.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Tertulia needs Python 3.11 or newer; none was found. Name one: make run PYTHON=/path/to/python3"; exit 1; }
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "The environment could not be made. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
