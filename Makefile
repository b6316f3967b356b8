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

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(BUILD)/main.d $(UNIT_PROGRAMS:=.d)

.PHONY: all unit clean
