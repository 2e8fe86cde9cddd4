# make run     the map at http://127.0.0.1:8501 (PORT=... to change it)
# make test    lint, types, unit, page and browser tests
# make thorough  every case of what `make test` tries on some of them: all pages in all roles, languages and looks, more examples
# make bench   timings against a floor in the same run; exits non-zero when a limit is missed
#              (.venv/bin/python -m tests.bench pages, start, ledger, sizes, tasks, cpu, viewers, room, country, intake, briefing or digest: that part alone)
# make spark   the ledger on Spark against DuckDB, every cell; needs Java
# make crash   the store under kill -9, full disks, two publishers at once, one of two killed
# make objects  a home in object storage (moto's server on loopback) beside its twin in a folder: every door; then two processes on it
# make crawl   every page in every role: sums, names, small cells, equal numbers, links; then with own data of one office
# make sentences  every sentence about a movement or an end of 36 months, read to a twin that knows chance
# make attack  what follows from all that the public role is told, by linear and integer programs; what the guard keeps
#              (.venv/bin/python -m tests.attack simulasi, sendiri, kecil or halaman: that part alone)
# make recompute  every indicator, three months, regions and offices, all roles, beside plain SQL over the release's files
# make pictures  the pictures of README.md, docs/own-data.md and docs/panduan.md, taken anew in Chromium; writes panduan.md
#              (.venv/bin/python -m tests.pictures own or guide: that part alone)
# make labels  names and values on the map: every indicator, area, frame, language and level; none hidden, none astray
#              (.venv/bin/python -m tests.labels INDICATOR ...: these alone)
# make office  every kind of workbook opened by LibreOffice: total, units and chart are there (skipped without it);
#              working papers recomputed by it: every number as the app says, to the rupiah;
#              three running orders as slides: a page each, with its message, number and mark (needs libreoffice-impress)
# make hostile  10,000 messages over the websocket that no page sends: no name, no English error, no growing memory
# make person  AKUN=... [PERAN=pengelola] [KANTOR=...]: gives an account a role, as the first steward needs it
# make backup  TO=folder: a copy of PETA_HOME, made while the map runs and read whole; make restore FROM=folder brings it back
# make digest  the digests of the newest release that are missing, as files; SEND=--send mails them where a server is set
# make bundle  the app with all its wheels as one file (bundle/*.zip) for a computer without a network; FOR="linux-3.12" that alone
# make offline  what make bundle has made: whole for every target, and started where there is no network
# make room    HAProxy, two processes and a provider of sign-in on this computer, until Ctrl+C (needs haproxy)
# make roomtrials  the same room tried: one process for each reader, releases seen by both, a process killed under 50 readers,
#              files of 20 MB brought and lists taken along through HAProxy and nginx (needs nginx and glewlwyd too)
# make providers  sign-in tried in that room alone, in Chromium, at npm's oidc-provider and at Debian's glewlwyd: a branch's
#              role by a group, none without, a code for another app, a new key, signed out, put out (needs both)
# make proxies the files of docs/deploy judged by HAProxy, nginx and systemd, and forged headers sent through both proxies
# make drill   backup, restore and upgrade done with a store of an earlier version (docs/deploy.md), and copies taken while others publish
# make lock    pin every package anew (requirements.lock)
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SPARK := .venv-spark
OBJECTS := .venv-objects
PORT ?= 8501
# More workers than cores, since a browser test often waits; not many more, or its limits of time are missed.
PARALLEL ?= 3
# A worker that has nothing left takes over what another has not begun, so that none waits at the end. Each keeps to one
# thread in numerical libraries: several threads of several workers wait for one another.
# What one process has compiled the others need not compile again, tests least of all: pytest writes their assertions anew.
export PYTHONDONTWRITEBYTECODE :=
PYTEST = OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -n $(PARALLEL) --dist worksteal
UNIT = tests/data tests/geo tests/pages tests/recomputed tests/attack tests/test_*.py

.PHONY: drill room roomtrials providers proxies run person backup restore digest test tested thorough bench spark objects crash crawl attack hostile sentences recompute office pictures labels bundle offline lock lint types unit browser format clean chromium

run: $(VENV)/run.done
	@PORT=$(PORT) $(BIN)/python app.py

# The types are checked by one process, which for half a minute would leave the other cores idle.
test: $(VENV)/test.done chromium lint
	@$(MAKE) --no-print-directory -j 2 types tested

tested: $(VENV)/test.done chromium
	$(PYTEST) tests/browser $(UNIT)

thorough: $(VENV)/test.done chromium
	$(PYTEST) -m thorough tests/browser $(UNIT)

lint: $(VENV)/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: $(VENV)/test.done
	$(BIN)/mypy

unit: $(VENV)/test.done
	$(PYTEST) $(UNIT)

browser: $(VENV)/test.done chromium
	$(PYTEST) tests/browser

bench: $(VENV)/test.done chromium
	$(BIN)/python -m tests.bench

# What is not there is said in one line, and is no failure; a cell that differs is one.
spark:
	@sh tests/spark/java.sh || exit 0; \
	$(MAKE) -s --no-print-directory $(SPARK)/spark.done || \
	  { echo "make spark skipped: PySpark could not be installed; see above, then make spark again."; exit 0; }; \
	$(SPARK)/bin/python -m pytest tests/spark

objects: $(VENV)/test.done $(OBJECTS)/objects.done
	@$(BIN)/python -m tests.objects

crash: $(VENV)/test.done
	$(BIN)/python -m tests.crash

recompute: $(VENV)/test.done
	$(BIN)/python -m tests.recomputed

labels: $(VENV)/test.done
	$(BIN)/python -m tests.labels

sentences: $(VENV)/test.done
	$(BIN)/python -m tests.sentences

crawl: $(VENV)/test.done chromium
	$(BIN)/python -m tests.crawl

hostile: $(VENV)/test.done
	$(BIN)/python -m tests.hostile_messages

attack: $(VENV)/test.done
	$(BIN)/python -m tests.attack

digest: $(VENV)/run.done
	@$(BIN)/python -m pages.digest $(SEND)

drill: $(VENV)/test.done
	@$(BIN)/python -m tests.drill

room: $(VENV)/test.done
	@$(BIN)/python -m tests.room

roomtrials: $(VENV)/test.done
	@$(BIN)/python -m tests.room trials

providers: $(VENV)/test.done chromium
	@$(BIN)/python -m tests.room providers

proxies: $(VENV)/test.done
	@$(BIN)/python -m tests.room proxies

backup: $(VENV)/run.done
	@$(BIN)/python -m data.backup "$(TO)"

restore: $(VENV)/run.done
	@$(BIN)/python -m data.backup --restore "$(FROM)"

person: $(VENV)/run.done
	@$(BIN)/python -m pages.people $(AKUN) --role $(or $(PERAN),pengelola) $(addprefix --office ,$(KANTOR))

office: $(VENV)/test.done
	$(BIN)/python -m tests.office

pictures: $(VENV)/test.done chromium
	$(BIN)/python -m tests.pictures

# Every target by default: Linux x86_64 and Windows amd64, Python 3.11 to 3.13. pip fetches some 1.2 GB, once.
bundle: $(VENV)/run.done
	@$(BIN)/python -m data.bundle $(FOR)

offline: $(VENV)/test.done
	@$(BIN)/python -m tests.bundle

chromium:
	@sh tests/browser/chromium.sh

format: $(VENV)/test.done
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# One lock for every platform; no index is named in it, so it installs from whichever one pip uses.
lock: $(VENV)/lock.done
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --extra test -c requirements.lock -o tests/requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --extra spark -c requirements.lock -o tests/spark.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --group objects -o tests/objects.lock

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements.lock | $(BIN)/python
	@echo "Installing packages (once) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/test.done: tests/requirements.lock $(VENV)/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	@touch $@

# An environment of its own: Spark takes 400 MB, which nothing else needs.
$(SPARK)/spark.done: tests/spark.lock tests/requirements.lock
	@echo "Installing Spark (once) ..."
	$(PYTHON) -m venv $(SPARK)
	$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/spark.lock
	@touch $@

# Likewise: what plays the storage is no part of the app, and shares no package with it.
$(OBJECTS)/objects.done: tests/objects.lock
	@echo "Installing moto (once) ..."
	$(PYTHON) -m venv $(OBJECTS)
	$(OBJECTS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/objects.lock
	@touch $@

$(VENV)/lock.done: | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@

clean:
	rm -rf $(VENV) $(SPARK) $(OBJECTS) .pytest_cache .mypy_cache .ruff_cache .hypothesis bench bundle
