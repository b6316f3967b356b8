#include "history/scopes.h"

#include <string.h>

/* From now on what is known is known of another tree: nothing yet. */
static void enter(struct scopes *scopes, const unsigned char *tree) {
    memcpy(scopes->tree, tree, REPOSITORY_ID);
    scopes->time++;
}

/* Whether no comparison leaves out a change of this file. */
static bool is_steady(struct paths *paths, struct path *scope) {
    if (!scope->steady_seen)
        scope->steady = paths_is_kept(paths, scope);
    scope->steady_seen = true;
    return scope->steady;
}

int scopes_find(struct scopes *scopes, struct trees *trees, const unsigned char *root,
                struct path *path, struct arena *scratch, unsigned char *blob,
                struct error *error) {
    struct path *scope = paths_scope(trees->paths, path);
    memset(blob, 0, REPOSITORY_ID);
    if (!scope)
        return 0;
    if (scopes->time == 0 || !repository_same_id(scopes->tree, root))
        enter(scopes, root);
    if (scope->held_at == scopes->time) {
        memcpy(blob, scope->held, REPOSITORY_ID);
        return 0;
    }
    int status = trees_find(trees, root, scope->text, scratch, blob, error);
    if (status == 0 && is_steady(trees->paths, scope)) {
        memcpy(scope->held, blob, REPOSITORY_ID);
        scope->held_at = scopes->time;
    }
    return status == -1 ? -1 : 0;
}

void scopes_go_back(struct scopes *scopes, const unsigned char *before, const unsigned char *after,
                    const struct tree_changes *changes) {
    if (scopes->time == 0 || !repository_same_id(scopes->tree, after))
        return;
    memcpy(scopes->tree, before, REPOSITORY_ID);
    for (size_t i = 0; i < changes->count; i++) {
        struct path *path = changes->items[i].path;
        if (path->decomposed) {
            enter(scopes, before); /* it may be a scope that is spelled otherwise */
            return;
        }
        memcpy(path->held, changes->items[i].before.blob, REPOSITORY_ID);
    }
}
