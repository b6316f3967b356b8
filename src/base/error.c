#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The errors that a coordinator can meet, in words that say what to do; others are libc's. */
static const char *words_of(int number) {
    switch (number) {
    case EACCES:
    case EPERM:
        return "accès refusé";
    case ENOENT:
        return "n'existe pas";
    case ENOSPC:
    case EDQUOT:
        return "le disque est plein";
    case EROFS:
        return "ce disque est en lecture seule";
    case ENOTDIR:
        return "n'est pas un dossier";
    case EISDIR:
        return "est un dossier";
    case ELOOP:
        return "est un lien symbolique";
    case ENAMETOOLONG:
        return "le nom est trop long";
    case EMFILE:
    case ENFILE:
        return "trop de fichiers ouverts";
    case EIO:
        return "le disque ne répond pas";
    default:
        return strerror(number);
    }
}

int error_set(struct error *error, int number, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (number != 0 && size >= 0 && (size_t)size < sizeof error->message)
        snprintf(error->message + size, sizeof error->message - (size_t)size, " : %s",
                 words_of(number));
    return -1;
}
