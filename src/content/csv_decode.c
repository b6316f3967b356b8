#include "content/csv.h"

#include "base/buffer.h"
#include "base/utf8.h"

/* Windows-1252 from 0x80 to 0x9F; 0 where it has no character. The rest is Latin-1. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static int refuse(const struct diag_file *file, struct diag *diag, struct slice bytes, size_t at,
                  const char *message) {
    diag_error(diag, "csv-encodage", file, diag_position(bytes, at),
               "enregistrez-le depuis le tableur au format « CSV UTF-8 »", "%s", message);
    return -1;
}

static bool is_ascii(struct slice bytes) {
    for (size_t i = 0; i < bytes.size; i++)
        if ((unsigned char)bytes.data[i] >= 0x80)
            return false;
    return true;
}

/* Converts all of it; returns where it could not, else bytes.size. */
static size_t convert(struct slice bytes, struct buffer *text) {
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        uint32_t code = byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
        char encoded[4];
        if (code == 0)
            return i;
        buffer_add(text, (struct slice){encoded, utf8_encode(code, encoded)});
    }
    return bytes.size;
}

int csv_decode(struct arena *arena, struct slice bytes, const struct diag_file *file,
               struct diag *diag, struct slice *text) {
    bool marked = slice_starts(bytes, "\xEF\xBB\xBF");
    if (slice_starts(bytes, "\xFF\xFE") || slice_starts(bytes, "\xFE\xFF"))
        return refuse(file, diag, bytes, 0, "ce fichier est en UTF-16");
    if (marked)
        bytes = slice_from_offset(bytes, 3);
    *text = bytes;
    size_t valid = utf8_check(bytes);
    if (valid == bytes.size)
        return 0;
    if (bytes.data[valid] == '\0')
        return refuse(file, diag, bytes, valid, "octet nul : ce n'est pas un fichier de texte");
    /* Where accents already came in UTF-8, what does not is damage, not another encoding. */
    if (marked || !is_ascii(slice_part(bytes, 0, valid)))
        return refuse(file, diag, bytes, valid, "octet qui n'est pas de l'UTF-8");
    struct buffer converted = BUFFER_INIT;
    size_t end = convert(bytes, &converted);
    *text = slice_copy(arena, buffer_slice(&converted));
    buffer_dispose(&converted);
    if (end < bytes.size)
        return refuse(file, diag, bytes, end, "octet qui n'est ni de l'UTF-8 ni du Windows-1252");
    return 0;
}
