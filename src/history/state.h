/*
 * A file as it was at some commit, through the first step of the loader and cut to an edition: by
 * its own rules of then, and by what the edition hides of the same file today. Two states compared
 * give the edits between them.
 */
#ifndef HISTORY_STATE_H
#define HISTORY_STATE_H

#include "content/content.h"
#include "history/edit.h"
#include "source/repository.h"

/* What one needs to read states; shared by all threads. */
struct state_reader;

/* The bit of an entry in withheld_keys. */
uint64_t state_key_bit(size_t entry);

struct state_reader *state_reader_new(struct repository *repository, enum visibility edition);
void state_reader_free(struct state_reader *reader);
enum visibility state_reader_edition(const struct state_reader *reader);

/* Where a state is found. */
struct state_place {
    struct slice path;                /* below the content directory, form C */
    const unsigned char *blob;        /* zero or NULL: the file was not there */
    const unsigned char *scope;       /* of the file that governs its visibility; the same */
    const struct content_file *today; /* what it hides today counts; NULL: deleted since */
    struct slice bytes;               /* the file itself, for a state that git does not have */
    uint64_t withheld_keys;           /* a bit an entry of today's withdrawal (the last one stands
                                         for all beyond): its whole key goes */
    bool withheld_text;               /* the body goes */
    bool whole;                       /* nothing goes: for who looks for what was restricted */
};

struct state {
    bool there; /* a file of a known kind */
    bool shown; /* the edition shows it */
    bool valid; /* its fields do */
    bool text_withheld;
    bool cut;       /* reserved blocks are not shown */
    bool withdrawn; /* the file hides something today */
    size_t hidden;  /* parts that the edition does not show */
    struct content_file file;
};

/*
 * Reads a state into `arena`. What can't be read, or whose visibility is not established, is not
 * shown. Returns 0, or -1 with `error` described when the repository is broken. May be called by
 * any thread.
 */
int state_read(struct state_reader *reader, struct arena *arena, const struct state_place *place,
               struct state *state, struct error *error);

/* Hides the entries of a file, read whole, that its place withholds; the text is left as it is. */
void state_withdraw(struct arena *arena, const struct state_place *place,
                    struct content_file *file);

/* The body without its reserved blocks' lines, or these lines alone. In the arena. */
struct slice state_reserved_lines(struct arena *arena, const struct state *state);

/* An edit of the file, or of one of its entries. */
struct state_edit {
    struct slice entry; /* its id, of an entry that has a page of its own; else empty */
    struct edit edit;
};

struct state_edits {
    struct state_edit *items;
    size_t count;
};

/*
 * What the edition may tell of the change from one state to the next: edits whose weight is not
 * EDIT_NOTHING. Everything lives in `arena` or in the states.
 */
void state_compare(struct arena *arena, const struct state *before, const struct state *after,
                   struct state_edits *edits);

/* Whether each entry of a file of this kind has a page and a history of its own. */
bool state_has_entries(enum content_kind kind);

#endif
