# liandu: `make run` and `make test` do everything on a bare Debian 12 with Swift 6.3, git and make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# One debug build for run and test, so that the dependencies are compiled once.
SWIFT_BUILD := swift build --build-tests --explicit-target-dependency-import-check error
SWIFT_SOURCES := Package.swift Sources Tests

.PHONY: help bootstrap build run test lint format bench conversations manual clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

bootstrap: ## install the Debian packages that are missing
	@deploy/bootstrap

build: bootstrap ## debug build of the program and its tests
	$(SWIFT_BUILD)

run: build ## build, then run the bot; says how to connect where no server is named
	@deploy/run

test: build ## every test
	swift test --skip-build --parallel

conversations: build ## the golden conversations alone; RECORD=1 rewrites the bot's lines, and fails
	swift test --skip-build --filter ConversationTests

lint: bootstrap ## formatting and the rules of the tree
	swift format lint --strict --recursive $(SWIFT_SOURCES)
	@deploy/check-tree

format: ## format the sources
	swift format format --in-place --recursive $(SWIFT_SOURCES)

manual: build ## write docs/commands.md from the declarations
	.build/debug/liandu commands > docs/commands.md

bench: bootstrap ## release build and the benchmarks, beside a raw libcurl and SQLite loop
	swift build -c release --product liandu
	Benchmarks/burst/run .build/release/liandu

clean: ## remove what was built
	rm -rf .build
