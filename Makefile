# liandu: `make run` and `make test` do everything on a bare Debian 12 with Swift 6.3, git and make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# One debug build for run and test, so that the dependencies are compiled once.
SWIFT_BUILD := swift build --build-tests --explicit-target-dependency-import-check error
SWIFT_SOURCES := Package.swift Sources Tests
# Eight tests at a time: with hundreds of ledgers and hubs open at once Foundation's Process runs over its
# own buffer of descriptors. The option is young; a Swift without it runs them all at once.
TEST_WIDTH = $$(swift test --help-hidden 2>/dev/null | grep -q experimental-maximum-parallelization-width && \
  echo --experimental-maximum-parallelization-width 8)
TEST_PYTHON = $$([ -x .build/test-tools/bin/python ] && echo .build/test-tools/bin/python || echo python3)

.PHONY: help bootstrap build run test unit acceptance scripts acceptance-bot acceptance-hub lint format bench lookups persons persons-train conversations manual release dist mutations clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

bootstrap: ## install the Debian packages that are missing
	@deploy/bootstrap

build: bootstrap ## debug build of the program and its tests
	@[ -x .build/debug/liandu ] || echo "liandu: the first build takes some minutes, most of it dependencies; its steps are counted below"
	$(SWIFT_BUILD)

run: build ## build, then start the group in the browser; the bot alone where LIANDU_BASE_URL names a server
	@deploy/run

# Unit tests and acceptance scripts side by side: the scripts wait more than they reckon.
test: build ## every test, the acceptance scripts included
	@deploy/test-tools
	@$(MAKE) --no-print-directory -j2 unit scripts

unit: ## the tests in Swift alone, as built
	swift test --skip-build --parallel $(TEST_WIDTH)

# Kills, faults, hostile input, the token and other clocks, against a server apart from the program; beside
# them the hub with other frameworks' bots, kills and a browser. Both halves wait more than they reckon.
acceptance: build ## the acceptance scripts alone, against the debug build
	@deploy/test-tools
	@$(MAKE) --no-print-directory scripts

scripts:
	@echo "liandu: the acceptance scripts run for some minutes, in two halves; what each says is printed as it ends"
	@$(MAKE) --no-print-directory -j2 --output-sync=target acceptance-bot acceptance-hub

acceptance-bot:
	@for script in kill9 faults evidence hostile canary faketime backup install; do \
	  echo "== $$script"; python3 Tests/Acceptance/$$script.py || exit 1; \
	done

acceptance-hub:
	@for script in hub_clients hub_kill hub_live hub_redact browser browser_hostile; do \
	  echo "== $$script"; $(TEST_PYTHON) Tests/Acceptance/$$script.py || exit 1; \
	done

conversations: build ## the golden conversations alone; RECORD=1 rewrites the bot's lines, and fails
	swift test --skip-build --filter ConversationTests

mutations: bootstrap ## break one rule after another in a clean tree; the named test must notice (minutes)
	python3 Tests/Mutations/run.py

lint: bootstrap ## formatting and the rules of the tree
	swift format lint --strict --recursive $(SWIFT_SOURCES)
	@deploy/check-tree
	@deploy/check-scripts
	@deploy/check-units

format: ## format the sources
	swift format format --in-place --recursive $(SWIFT_SOURCES)

manual: build ## write docs/commands.md and the reference part of docs/手册.md from the declarations
	.build/debug/liandu commands > docs/commands.md
	.build/debug/liandu commands --manual docs/手册.md

release: bootstrap ## release build, with the Swift runtime inside
	swift build -c release --static-swift-stdlib --product liandu

dist: release ## a release tarball in dist/, with units, installer and documents
	deploy/dist .build/release/liandu dist

bench: bootstrap ## release build and the benchmarks, beside a raw libcurl and SQLite loop
	swift build -c release --static-swift-stdlib --product liandu
	swift build -c release --static-swift-stdlib --product TransportBench
	Benchmarks/burst/run .build/release/liandu
	.build/release/TransportBench

lookups: bootstrap ## time look-ups over ten thousand cases; fails where one takes too long
	swift build -c release --product LookupBench
	.build/release/LookupBench

persons: build ## score the rule on persons and show its misses; FILE=… takes another table, and prints figures alone
	@.build/debug/liandu persons $(or $(FILE),--misses Tests/CommandsTests/Corpus/persons.tsv)

persons-train: build ## learn the weights of the rule on persons anew (python3 with numpy, scipy, scikit-learn and torch; 10 minutes)
	$(or $(PYTHON),python3) Tools/persons/train.py .build/debug/liandu

clean: ## remove what was built
	rm -rf .build
