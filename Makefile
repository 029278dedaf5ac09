# Every target sets up what it needs; `make` alone lists them.
PY := .venv/bin/python
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench build pot lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## build .venv from the locked requirements (quick when nothing changed)
	@sh tools/setup.sh

run: setup ## the main job: the window with a sample workspace; without a screen, the same job into out/demo/
	@$(PY) -m ui --run

test: setup ## everything that must hold
	@$(PY) -m pytest -n 2 --dist worksteal

lint: setup ## style, types and the contracts of the house
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy && .venv/bin/lint-imports

bench: setup ## figures with peers side by side, into benchmarks/results.md
	@$(PY) -m benchmarks

build: setup ## the frozen program in dist/, proved by its own self-check
	@$(PY) -m PyInstaller --noconfirm --log-level WARN build_spec.spec && dist/ankommen/intake-app self-check

pot: setup ## collect the program's own texts into locales/ and update every catalogue
	@$(PY) tools/catalogues.py

lock: ## renew the locked requirements (needs uv)
	@for args in "pyproject.toml -o requirements.lock" "pyproject.toml requirements-dev.in -o requirements-dev.lock"; do \
	uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q $$args || exit 1; done

clean: ## remove what the other targets made
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
