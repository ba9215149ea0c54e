.DEFAULT_GOAL := help
.PHONY: help run test sure bench torture ballot-audit lock messages screenshots clean

COMPILE := uv pip compile --no-config --universal --python-version 3.11 --generate-hashes --only-binary :all: \
	--no-annotate --custom-compile-command "make lock" --quiet
CATALOGUES := app/translations
TEXTS := .venv/bin/pybabel -q

help:  ## List what can be done
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run:  ## Serve the program on this machine, with a demo (PORT, VAEKSTHUS_INSTANCE, DEMO=no)
	@bin/run

test:  ## Run all tests (ARGS="-k contact" for some)
	@bin/test $(ARGS)

sure:  ## Check format, lint, types and imports, and run the tests that need no browser
	@bin/setup --dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/python -m pytest -n 2 -m "not browser" $(ARGS)

torture:  ## Kill, crowd, damage and bring back; figures with aims (ARGS="kills crowd", KILLS=200 RESTORES=20 CROWD=50)
	@bin/setup --dev
	@.venv/bin/python -m tests.torture $(ARGS)

ballot-audit:  ## Look for what could tell who answered what in the survey; figures with aims (ARGS="order marks")
	@bin/setup --dev
	@.venv/bin/python -m tests.ballot $(ARGS)

bench:  ## Measure how fast and how small it is (CONTACTS, CITIZENS, ROUNDS, SECONDS, CLIENTS, DATABASES)
	@bin/setup --dev
	@.venv/bin/python -m tests.bench

lock:  ## Lock the Python packages anew (ARGS=--upgrade for newer versions; needs uv)
	@command -v uv >/dev/null || { echo "uv is missing: pip install uv"; exit 1; }
	$(COMPILE) pyproject.toml --output-file requirements.lock $(ARGS)
	$(COMPILE) pyproject.toml --group dev --constraints requirements.lock --output-file requirements-dev.lock $(ARGS)
	$(COMPILE) --group node --output-file requirements-node.lock $(ARGS)

messages:  ## Bring the texts of the screens into the English catalogue
	@bin/setup
	@mkdir -p $(CATALOGUES)
	$(TEXTS) extract -F pyproject.toml -k _l -k lazy_gettext -k lazy_ngettext:1,2 -k lazy_pgettext:1c,2 \
		--project Væksthus --version 1 --header-comment '' --sort-by-file --add-location file --no-wrap \
		-o $(CATALOGUES)/messages.pot .
	$(TEXTS) update -i $(CATALOGUES)/messages.pot -d $(CATALOGUES) -l en --init-missing --no-wrap \
		--no-fuzzy-matching --ignore-pot-creation-date
	@bin/setup

screenshots:  ## Take pictures of the screens
	@bin/setup --dev
	.venv/bin/python -m tests.browser.screenshots

clean:  ## Remove what the tools made; databases and keys in instance/ stay
	rm -rf .venv static/vendor .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
	find . -name '*.mo' -delete
