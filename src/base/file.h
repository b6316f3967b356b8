/*
 * Files below a directory that is open. No step of a path is followed through a symbolic link:
 * O_NOFOLLOW at each. Functions return 0, or a negative int with the error described.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/error.h"
#include "base/slice.h"

#include <stdint.h>

/* What file_read says besides 0 and plain failure (-1). */
#define FILE_TOO_LARGE (-2)
#define FILE_NOT_REGULAR (-3)
#define FILE_MISSING (-4)

/* Opens a directory to work below (links in `path` itself are followed: the user typed it).
 * Returns a descriptor that the caller closes, or -1. */
int file_open_directory(const char *path, struct error *error);

/*
 * Reads a regular file of at most `limit` bytes into the arena. Returns 0, or FILE_TOO_LARGE,
 * FILE_NOT_REGULAR (a link, a FIFO, a folder ...), FILE_MISSING or -1, each with `error` described.
 */
int file_read(int directory, struct slice path, size_t limit, struct arena *arena,
              struct slice *bytes, struct error *error);

/* Writes all of some bytes to an open file. Returns 0, or -1 with errno set. */
int file_write_all(int file, struct slice bytes);

/*
 * Writes a new file, making the folders on the way. It must not exist (O_EXCL): what may be a hard
 * link is never opened for writing.
 */
int file_write_new(int directory, struct slice path, struct slice bytes, struct error *error);

/* Makes the folders of `path` (all its steps). Existing ones are fine. */
int file_make_directories(int directory, struct slice path, struct error *error);

/* Removes a file, or a folder with all that is below it; links are removed, not followed. */
int file_remove_tree(int directory, const char *name, struct error *error);

/* Opens the folder `path` below `directory` ("" for itself). The caller closes it. Returns -1
 * with errno set. */
int file_open_below(int directory, struct slice path, int flags);

#endif
