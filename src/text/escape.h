/*
 * Escapes: text made safe for the format it is written in. Each appends to `out` and expects valid
 * UTF-8; control characters that a format cannot hold are dropped.
 */
#ifndef TEXT_ESCAPE_H
#define TEXT_ESCAPE_H

#include "base/buffer.h"

/* HTML and XML, in text and in quoted attributes: & < > " and '. */
void escape_html(struct buffer *out, struct slice text);

/* A JSON string with its quotes; < > & and U+2028/9 are escaped so that it may stand in <script>.
 */
void escape_json(struct buffer *out, struct slice text);

/*
 * A cell of CSV separated by commas or semicolons, in quotes when it needs them; line ends become
 * spaces. What a spreadsheet would run as a formula (it begins with = + - or @) gets an apostrophe
 * before it: numbers are not for this function.
 */
void escape_csv(struct buffer *out, struct slice text);

/* A JSON string for people to read: no page holds it, and < > & stay. */
void escape_json_readable(struct buffer *out, struct slice text);

/* The path part of a URL: UTF-8 bytes and what a path may not hold become %XX; "/" stays. */
void escape_url_path(struct buffer *out, struct slice text);

#endif
