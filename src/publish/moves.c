#include "publish/moves.h"

#include <string.h>

bool move_is_plain(struct slice path) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-._~/";
    for (size_t i = 0; i < path.size; i++)
        if (path.data[i] == '\0' || !strchr(plain, path.data[i]))
            return false;
    return path.size && path.data[0] == '/';
}

void moves_write_plain(struct buffer *out, const struct move *moves, size_t count) {
    for (size_t i = 0; i < count; i++)
        buffer_format(out, "%.*s %.*s 301\n", SLICE_ARG(moves[i].from), SLICE_ARG(moves[i].to));
}

/* `Redirect` would take what is below the path too. */
void moves_write_apache(struct buffer *out, const struct move *moves, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(out, "RedirectMatch 301 \"^");
        for (size_t j = 0; j < moves[i].from.size; j++) {
            if (moves[i].from.data[j] == '.')
                buffer_add_byte(out, '\\');
            buffer_add_byte(out, moves[i].from.data[j]);
        }
        buffer_format(out, "$\" \"%.*s\"\n", SLICE_ARG(moves[i].to));
    }
}

void moves_write_nginx(struct buffer *out, const struct move *moves, size_t count) {
    for (size_t i = 0; i < count; i++)
        buffer_format(out, "location = %.*s { return 301 %.*s; }\n", SLICE_ARG(moves[i].from),
                      SLICE_ARG(moves[i].to));
}
