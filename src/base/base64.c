#include "base/base64.h"

#include <mbedtls/base64.h>

#define BYTES 57 /* at a time: they need no padding before the end */
#define LETTERS 76

void base64_add(struct buffer *out, struct slice bytes) {
    unsigned char text[LETTERS + 1];
    size_t written;
    for (size_t i = 0; i < bytes.size; i += BYTES) {
        struct slice part = slice_part(bytes, i, BYTES);
        if (mbedtls_base64_encode(text, sizeof text, &written, (const unsigned char *)part.data,
                                  part.size) == 0)
            buffer_add(out, (struct slice){(const char *)text, written});
    }
}

/* Letters that padding has ended are followed by nothing. */
static int read_letters(struct buffer *out, const char *letters, size_t count, bool *ended) {
    unsigned char bytes[BYTES];
    size_t written;
    if (count == 0)
        return 0;
    if (*ended || count % 4) /* mbed TLS would take what is cut */
        return -1;
    if (mbedtls_base64_decode(bytes, sizeof bytes, &written, (const unsigned char *)letters,
                              count) != 0)
        return -1;
    *ended = letters[count - 1] == '=';
    buffer_add(out, (struct slice){(const char *)bytes, written});
    return 0;
}

int base64_read(struct buffer *out, struct slice text) {
    char letters[LETTERS];
    size_t count = 0;
    bool ended = false;
    for (size_t i = 0; i < text.size; i++) {
        if (memchr(" \t\r\n", text.data[i], 4))
            continue;
        letters[count++] = text.data[i];
        if (count == LETTERS && read_letters(out, letters, count, &ended) != 0)
            return -1;
        count %= LETTERS;
    }
    return read_letters(out, letters, count, &ended);
}
