/*
 * Base64 (RFC 4648), by mbed TLS.
 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/buffer.h"

/* Appends bytes in base64, padded. */
void base64_add(struct buffer *out, struct slice bytes);

/* Appends the bytes that a text says, white space in it aside. Returns 0, or -1 when it is no
 * base64; some bytes may have been added. */
int base64_read(struct buffer *out, struct slice text);

#endif
