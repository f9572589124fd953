# Thin: what each target does stands in scripts/ and in `manage.py prepare` and `manage.py serve`.
.DEFAULT_GOAL := help
.PHONY: help setup run test backup restore services-up services-down clean environment environment-dev
PYTHON := .venv/bin/python

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 16

environment:
	@sh scripts/python.sh scripts/environment.py

environment-dev:
	@sh scripts/python.sh scripts/environment.py --dev

setup: environment ## from a bare checkout: environment, database, gazetteer, demo data; safe to repeat
	@$(PYTHON) manage.py prepare

run: setup ## setup where needed, then web and worker on http://127.0.0.1:8000/ (PORT=8080 make run)
	@exec $(PYTHON) manage.py serve

test: environment-dev ## everything that the tests need, then all of them
	@exec $(PYTHON) -m scripts.test

backup: environment ## write everything that people entered to one file (FILE=backup.zip)
	@$(PYTHON) manage.py backup $(FILE)

restore: environment ## put a backup in place of what is there (FILE=backup.zip)
	@$(PYTHON) manage.py restore $(FILE)

services-up: environment-dev ## a real PostgreSQL and a real broker on loopback for development
	@$(PYTHON) -m scripts.services up

services-down: environment-dev ## stop them; their data stays
	@$(PYTHON) -m scripts.services down

clean: ## remove the environment and caches; the data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
