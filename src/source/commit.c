#include "source/source.h"

#include <git2.h>

int source_commit_time(const struct source *source, int64_t *seconds) {
    git_repository *repository = NULL;
    git_reference *head = NULL;
    git_object *commit = NULL;
    int result = -1;
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0); /* only a date is read, nothing is run */
    if (git_repository_open_ext(&repository, source->path, 0, NULL) != 0)
        goto out;
    if (git_repository_head(&head, repository) != 0)
        goto out;
    if (git_reference_peel(&commit, head, GIT_OBJECT_COMMIT) != 0)
        goto out;
    *seconds = git_commit_time((git_commit *)commit);
    result = 0;
out:
    git_object_free(commit);
    git_reference_free(head);
    git_repository_free(repository);
    git_libgit2_shutdown();
    return result;
}
