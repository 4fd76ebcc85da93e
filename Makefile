# The commands of the house. Each sees to its own set-up first; the second time that takes a moment.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
SETUP = @$(or $(PYTHON),$(error Python 3.11 or later is needed; set PYTHON to it)) scripts/setup.py
RUN = .venv/bin/python
BESIDE = $(RUN) -m portal.services# PostgreSQL and Redis: KIND COMMAND…
export PYTHONUTF8 = 1
.PHONY: demo test check bench promises screenshots messages

demo:  # the product with a sample year, on http://127.0.0.1:8000; ONCE=1 ends after one journey
	$(SETUP)
	@$(BESIDE) demo manage.py demo --reports $(or $(VAR),var)/reports $(if $(ONCE),--once)

test:  # everything; ARGS="-k matching" runs a part
	$(SETUP) browser
	@$(RUN) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(ARGS)

check:  # form, lint, migrations, production settings, translations
	$(SETUP)
	@$(RUN) scripts/check.py

bench:  # the promises about speed, each beside its limit
	$(SETUP) browser
	@$(BESIDE) bench -m bench $(ARGS)

promises:  # how many promises of the product a passing test shows
	$(SETUP) browser
	@$(RUN) scripts/promises.py $(ARGS)

screenshots:  # the pictures of the README, from the sample year
	$(SETUP) browser
	@$(BESIDE) screenshots scripts/screenshots.py $(ARGS)

messages:  # collect the texts to translate
	$(SETUP)
	@$(BESIDE) check manage.py messages extract
