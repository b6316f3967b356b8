/*
 * Themes: a folder of Mustache templates, labels.yaml and static files. Folders lie in layers: the
 * default theme, the one that is wanted, the content's own theme/. A file of an upper layer hides
 * that of the same path below; labels.yaml hides only the words that it has.
 */
#ifndef SITE_THEME_H
#define SITE_THEME_H

#include "content/content.h"
#include "template/template.h"

/* A static file, published below /theme/. */
struct theme_file {
    struct slice path; /* below static/: "style.css" */
    struct slice bytes;
};

struct theme {
    struct template_set *templates;
    struct value words; /* labels.yaml */
    struct theme_file *files;
    size_t file_count;
};

/*
 * Loads the theme of a directory above `base` (NULL: it stands alone), then what the content
 * overrides. What is wrong in a template or in labels.yaml goes to `diag`. Everything lives in
 * `arena`. Returns 0, or -1 with `error` described: no such directory, nothing of a theme in it, no
 * layout at all.
 */
int theme_load(struct theme *theme, struct arena *arena, const char *base, const char *directory,
               const struct content *content, struct diag *diag, struct error *error);

#endif
