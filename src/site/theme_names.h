/*
 * The names that the folders of a theme give: its words and its templates. What an upper folder
 * adds hides what is below, or serves its own templates; what does neither is most likely misspelt.
 */
#ifndef SITE_THEME_NAMES_H
#define SITE_THEME_NAMES_H

#include "base/diag.h"

struct theme_name {
    struct slice name;
    const struct diag_file *file;
    struct position position;
};

struct theme_name_list {
    struct theme_name *items;
    size_t count;
};

struct theme_names {
    struct arena *arena;
    bool upper;                       /* set once the lowest folder is read */
    struct theme_name_list words;     /* known: of the lowest folder, and labels of fields */
    struct theme_name_list templates; /* known templates, without their suffix */
    struct theme_name_list new_words, new_templates; /* what the upper folders add */
    struct slice *texts;                             /* of all templates */
    size_t text_count;
};

/* Begins without a name. What is added must live as long as the arena. */
void theme_names_init(struct theme_names *names, struct arena *arena);

/* A key of labels.yaml. */
void theme_names_add_word(struct theme_names *names, struct slice key, const struct diag_file *file,
                          struct position position);

/* A template, `file->text` being its text. */
void theme_names_add_template(struct theme_names *names, struct slice name,
                              const struct diag_file *file);

/* Warns of each name of an upper folder that hides nothing and that no template uses, with the
 * nearest that is known. */
void theme_names_check(const struct theme_names *names, struct diag *diag);

#endif
