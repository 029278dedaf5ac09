# Every target sets up what it needs; `make` alone lists them.
PY := .venv/bin/python
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test reliability sbom lint audit bench build papers pot lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## build .venv from the locked requirements (quick when nothing changed)
	@sh tools/setup.sh

run: setup ## the main job: the window with a sample workspace; without a screen, the same job into out/demo/
	@$(PY) -m ui --run

papers: setup ## every paper with sample data in German and seven languages, as PDF and pictures, into out/papers/
	@$(PY) tools/papers.py

test: setup ## everything that must hold
	@$(PY) -m pytest -n 3 --dist worksteal

reliability: setup ## the long column of SECURITY.md (hours); SHARE=0.01 runs a hundredth; prints one table
	@RELIABILITY=long RELIABILITY_SHARE=$(or $(SHARE),1) $(PY) -m pytest tests/reliability -m "long or not long" -n 0

sbom: setup ## what the program is made of, as CycloneDX, into dist/
	@$(PY) tools/sbom.py

lint: setup ## style, types and the contracts of the house
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy && .venv/bin/lint-imports
	@$(MAKE) -s audit

audit: setup ## known weaknesses of the locked packages, where the index answers
	@$(PY) tools/audit.py

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
