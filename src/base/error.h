/*
 * Errors: what the machine refuses (no disk, no permission). A function that can meet one
 * returns a negative int and describes it in the struct error it was given; commands print it
 * once. What an author wrote wrong is not an error but a diagnostic (diag.h).
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

struct error {
    char message[1024]; /* French, without a final full stop or line end */
};

#define ERROR_INIT                                                                                 \
    {                                                                                              \
        { 0 }                                                                                      \
    }

/*
 * Describes an error: the formatted words and, when `number` is not 0, the words of that errno.
 * Returns -1, so that callers can `return error_set(...)`.
 */
int error_set(struct error *error, int number, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
