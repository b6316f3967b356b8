/*
 * vitrine new: what was asked for, what the contract has already, and the values that a new content
 * begins with.
 */
#ifndef COMMANDS_NEW_H
#define COMMANDS_NEW_H

#include "commands/project.h"
#include "content/skeleton.h"

/* A kind of content as it is typed: "compte-rendu". */
struct new_kind {
    const char *word;
    const char *what; /* "une réunion, ses décisions, son récit" */
    enum content_kind kind;
    const struct schema *schema;
    const char *place; /* the file, or the folder */
    const char *after; /* what to know of what will be public, besides its being a draft */
};

/* One "--titre Rendez-vous". */
struct new_option {
    const struct schema_field *field;
    struct slice text;
};

struct new_request {
    struct project project; /* of the contract; nothing in it is cut */
    const struct new_kind *kind;
    const char *directory;
    struct slice axis; /* --axe of an action; or empty */
    struct new_option *options;
    size_t option_count;
    struct skeleton_value *values;
    size_t value_count;
    struct date today; /* by the clock */
};

/* The kinds, ended by one without a word. */
const struct new_kind *new_kinds(void);

/* The text given for a key, or an empty slice. */
struct slice new_given(const struct new_request *request, const char *key);

/* Gives a field its value: `yaml` as in struct skeleton_value. */
void new_set(struct new_request *request, const char *key, struct slice yaml);

/* As new_set(), for a plain text: quoted where it must be. */
void new_set_text(struct new_request *request, const char *key, struct slice text);

/* Gives a field what the options say of it: a value, or several as a list. */
void new_set_option(struct new_request *request, const struct schema_field *field);

/* Lines of comment above a key: in place of it when it has no value. */
void new_comment(struct new_request *request, const char *key, struct slice lines);

/*
 * Chooses the number and the path of a new file below the content. Returns COMMAND_DONE, or a
 * refusal that was said.
 */
int new_place(struct new_request *request, struct slice *path);

/* Fills in what the contract knows of a meeting: who comes, what is still open, the next number.
 * Returns as new_place(). */
int new_prepare_minutes(struct new_request *request);

/* What to say of the bodies that --instance may name: "au choix : copil, cotech". In its arena. */
struct slice new_bodies(struct new_request *request);

/*
 * Adds the entry to its file, which is made when it does not exist, or prints it when the file
 * can't be added to. Returns a command status.
 */
int new_add_entry(struct new_request *request, int directory);

/* Writes a new file and says so; refuses to write over another. Returns a command status. */
int new_write(struct new_request *request, int directory, struct slice path, struct slice text);

/* Prints the path made, what is public of it, what to do next. */
void new_tell(struct new_request *request, struct slice path);

/* Whether a text reads as content of the kind, without an error; prints what is wrong. */
bool new_reads(struct new_request *request, struct slice path, struct slice text);

#endif
