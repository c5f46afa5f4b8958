# Luoshi. Every target works in a path with spaces and Chinese characters: no target is a file.
.PHONY: help run install test test-fast check messages gallery bench
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /|/' | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'

run: ## install what is missing and start the site: PORT, DATABASE_URL, REDIS_URL, DEMO=0
	@sh deploy/with-python deploy.run

install: ## install what is missing, start nothing
	@sh deploy/with-python deploy.install

test: ## the whole suite, on PostgreSQL and SQLite: ARGS="tests/tasks -k sign"
	@sh deploy/with-python deploy.test $(ARGS)

test-fast: ## the everyday part: no browser, no real processes, no real documents
	@sh deploy/with-python deploy.test --fast $(ARGS)

check: ## code, migrations, templates and translations
	@sh deploy/with-python deploy.check

messages: ## make the Chinese catalogue agree with the source: ARGS=file of lines "English|中文"
	@sh deploy/with-python deploy.install test && .venv/bin/python -m deploy.messages $(ARGS)

gallery: ## every page × role × width × language in Chromium, as pictures and findings: ARGS="--role handler --width 360"
	@sh deploy/with-python deploy.gallery $(ARGS)

bench: ## the benchmarks beside their limits: SIZE=small
	@sh deploy/with-python deploy.bench $(SIZE)
