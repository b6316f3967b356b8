/*
 * PDF (ISO 32000-1). The file is read from one end to the other, not by its table of objects:
 * earlier states of it, which an update leaves in place, can be read by anybody. Of streams, those
 * that hold objects or metadata are inflated and read in turn.
 */
#include "privacy/pdf.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "privacy/document.h"
#include "text/xml.h"

#include <zlib.h>

#define FILTERS_MAX 256    /* bytes of a list of filters */
#define REVISIONS_MAX 1000 /* of the object of an author */

enum stream_kind {
    STREAM_OTHER,
    STREAM_OBJECTS,
    STREAM_METADATA,
};

/* The object that is being read. */
struct object {
    enum stream_kind kind;
    bool deflated;
    bool coded;    /* by something that is not undone here */
    size_t length; /* that its stream says; 0: unknown, or said elsewhere */
};

struct pdf {
    struct arena *arena;
    struct document_facts *facts;
    struct slice *texts; /* the file, then what its streams hold */
    size_t text_count;
    size_t left; /* bytes that may still be inflated */
    bool encrypted;
    bool incomplete;        /* some of it was not read */
    struct slice reference; /* "12 0", an author that is told elsewhere; empty: none */
};

static bool is_space(char byte) {
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == '\f' || !byte;
}

static bool is_regular(char byte) {
    return !is_space(byte) && !strchr("()<>[]{}/%", byte);
}

static struct slice skip_spaces(struct slice text) {
    while (text.size && is_space(text.data[0]))
        text = slice_from_offset(text, 1);
    return text;
}

/* The regular characters that a text begins with: a keyword, a number, a name after its "/". */
static struct slice word_of(struct slice text) {
    size_t size = 0;
    while (size < text.size && is_regular(text.data[size]))
        size++;
    return slice_part(text, 0, size);
}

/* The bytes of a string that begins with "(". */
static size_t literal_size(struct slice text) {
    size_t depth = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\\')
            i++;
        else if (text.data[i] == '(')
            depth++;
        else if (text.data[i] == ')' && --depth == 0)
            return i + 1;
    }
    return text.size;
}

/* The bytes of a comment, up to the end of its line: LF, CR or both. */
static size_t comment_size(struct slice text) {
    size_t size = slice_find(text, '\n');
    return slice_find(slice_part(text, 0, size), '\r');
}

static size_t number_of(struct slice word) {
    size_t number = 0;
    for (size_t i = 0; i < word.size; i++) {
        if (!slice_is_digit(word.data[i]) || number > BOUND_ASSET_FILE)
            return 0;
        number = number * 10 + (size_t)(word.data[i] - '0');
    }
    return number;
}

static void see_author(struct pdf *pdf, struct slice value) {
    document_add_author(pdf->facts, pdf_string(pdf->arena, value));
    struct slice number = word_of(value);
    if (number_of(number)) {
        struct slice generation = word_of(skip_spaces(slice_from_offset(value, number.size)));
        size_t end = (size_t)(generation.data + generation.size - value.data);
        pdf->reference = slice_part(value, 0, end);
    }
}

static void see_filter(struct object *object, struct slice value) {
    value = slice_part(value, 0, FILTERS_MAX);
    size_t end = slice_starts(value, "[") ? slice_find(value, ']') : 0;
    struct slice name = skip_spaces(slice_from_offset(value, end ? 1 : 0));
    struct slice word = word_of(slice_from_offset(name, 1));
    struct slice rest = slice_part(value, 0, end);
    size_t names = 0;
    for (size_t i = 0; i < rest.size; i++)
        names += rest.data[i] == '/';
    object->deflated = slice_is(word, "FlateDecode") || slice_is(word, "Fl");
    object->coded = names > 1 || (word.size && !object->deflated);
}

/* A name of a dictionary, and what follows it. */
static void see_name(struct pdf *pdf, struct object *object, struct slice name,
                     struct slice value) {
    static const char *const notes[] = {"Text",      "FreeText", "Popup",     "Caret", "Highlight",
                                        "Underline", "Squiggly", "StrikeOut", "Redact"};
    value = skip_spaces(value);
    struct slice word =
        slice_starts(value, "/") ? word_of(slice_from_offset(value, 1)) : word_of(value);
    if (slice_is(name, "Author"))
        see_author(pdf, value);
    else if (slice_is(name, "Encrypt"))
        pdf->encrypted = true;
    else if (slice_is(name, "EF") && value.size) /* of the specification of a file */
        pdf->facts->files = true;
    else if (slice_is(name, "Filter"))
        see_filter(object, value);
    else if (slice_is(name, "Predictor"))
        object->coded |= number_of(word) > 1;
    else if (slice_is(name, "Length"))
        object->length = number_of(word);
    else if (slice_is(name, "Type") && slice_is(word, "ObjStm"))
        object->kind = STREAM_OBJECTS;
    else if (slice_is(name, "Type") && slice_is(word, "Metadata"))
        object->kind = STREAM_METADATA;
    for (size_t i = 0; slice_is(name, "Subtype") && i < sizeof notes / sizeof *notes; i++)
        pdf->facts->comments |= slice_is(word, notes[i]);
}

/* Inflates as much as can be. */
static struct slice inflate_stream(struct pdf *pdf, struct slice bytes) {
    z_stream stream = {.next_in = (Bytef *)bytes.data, .avail_in = (uInt)bytes.size};
    struct buffer text = BUFFER_INIT;
    char chunk[16384];
    int status = inflateInit(&stream);
    if (status != Z_OK)
        arena_exhausted();
    while (status == Z_OK && pdf->left) {
        stream.next_out = (Bytef *)chunk;
        stream.avail_out = (uInt)(pdf->left < sizeof chunk ? pdf->left : sizeof chunk);
        size_t room = stream.avail_out;
        status = inflate(&stream, Z_NO_FLUSH);
        buffer_add(&text, (struct slice){chunk, room - stream.avail_out});
        pdf->left -= room - stream.avail_out;
    }
    inflateEnd(&stream);
    pdf->incomplete |= status != Z_STREAM_END;
    struct slice result = slice_copy(pdf->arena, buffer_slice(&text));
    buffer_dispose(&text);
    return result;
}

/* XMP (ISO 16684-1): the authors are in dc:creator. */
static void read_metadata(struct pdf *pdf, struct slice text) {
    struct xml xml;
    size_t creator = 0; /* the depth of the element, 0 outside */
    xml_init(&xml, text);
    while (xml_next(&xml) != XML_END_OF_FILE && xml.kind != XML_MALFORMED &&
           xml.kind != XML_DOCTYPE_OPEN && xml.kind != XML_ENTITY) {
        if (xml.kind == XML_OPEN && creator == 0 && slice_is(xml_local_name(xml.name), "creator"))
            creator = xml.depth;
        else if (xml.kind == XML_CLOSE && xml.depth < creator)
            creator = 0;
        struct slice words = slice_trim(xml.text);
        if (xml.kind == XML_TEXT && creator)
            document_add_author(pdf->facts, slice_copy(pdf->arena, words));
    }
    pdf->incomplete |= xml.kind != XML_END_OF_FILE;
    xml_dispose(&xml);
}

/* The data of a stream: as long as it says, when it ends there, else up to its end mark. */
static struct slice stream_data(struct slice text, size_t length) {
    struct slice data = slice_from_offset(text, slice_starts(text, "\r\n") ? 2 : 1);
    if (length && slice_starts(skip_spaces(slice_from_offset(data, length)), "endstream"))
        return slice_part(data, 0, length);
    return slice_part(data, 0, slice_search(data, SLICE("endstream")));
}

/* Reads the stream that follows its keyword; returns its bytes. */
static size_t read_stream(struct pdf *pdf, const struct object *object, struct slice text) {
    struct slice data = stream_data(text, object->length);
    size_t size = (size_t)(data.data + data.size - text.data);
    pdf->incomplete |= size == text.size;
    if (object->kind == STREAM_OTHER || pdf->encrypted)
        return size;
    if (object->coded) {
        pdf->incomplete = true;
        return size;
    }
    if (object->deflated)
        data = inflate_stream(pdf, data);
    if (object->kind == STREAM_METADATA)
        read_metadata(pdf, slice_trim(data));
    else
        arena_push(pdf->arena, pdf->texts, pdf->text_count, data);
    return size;
}

/* Reads what a text begins with; returns its bytes, 1 at least. */
static size_t read_token(struct pdf *pdf, struct object *object, struct slice text) {
    char byte = text.data[0];
    if (byte == '(')
        return literal_size(text);
    if (byte == '%')
        return comment_size(text);
    if (byte == '/') {
        struct slice name = word_of(slice_from_offset(text, 1));
        see_name(pdf, object, name, slice_from_offset(text, 1 + name.size));
        return 1 + name.size;
    }
    struct slice word = word_of(text);
    struct slice rest = slice_from_offset(text, word.size);
    if (slice_is(word, "obj"))
        *object = (struct object){0};
    if (slice_is(word, "stream") && (slice_starts(rest, "\n") || slice_starts(rest, "\r")))
        return word.size + read_stream(pdf, object, rest);
    return word.size ? word.size : 1;
}

static void read_text(struct pdf *pdf, struct slice text) {
    struct object object = {0};
    while (text.size)
        text = slice_from_offset(text, read_token(pdf, &object, text));
}

/* The author that an object of its own tells, each time that it does. */
static void follow_reference(struct pdf *pdf, struct slice bytes) {
    struct slice head = slice_format(pdf->arena, "%.*s obj", SLICE_ARG(pdf->reference));
    struct slice rest = bytes;
    bool found = false;
    size_t left = REVISIONS_MAX;
    for (size_t at; left && (at = slice_search(rest, head)) < rest.size; left--) {
        char before = at ? rest.data[at - 1] : '\n';
        rest = slice_from_offset(rest, at + head.size);
        if (!is_space(before))
            continue;
        struct slice author = pdf_string(pdf->arena, skip_spaces(rest));
        found |= author.size != 0;
        document_add_author(pdf->facts, author);
    }
    pdf->incomplete |= left == 0 || (!found && pdf->facts->author_count == 0);
}

bool document_is_pdf(struct slice bytes) {
    return slice_search(slice_part(bytes, 0, 1024), SLICE("%PDF-")) <
           slice_part(bytes, 0, 1024).size;
}

int document_look_pdf(struct arena *arena, struct slice bytes, struct document_facts *facts) {
    struct pdf pdf = {.arena = arena, .facts = facts, .left = BOUND_DOCUMENT_TEXT};
    *facts = (struct document_facts){0};
    arena_push(arena, pdf.texts, pdf.text_count, bytes);
    for (size_t i = 0; i < pdf.text_count; i++)
        read_text(&pdf, pdf.texts[i]);
    if (pdf.encrypted)
        facts->author_count = 0; /* their names are */
    else if (pdf.reference.size)
        follow_reference(&pdf, bytes);
    return pdf.encrypted || pdf.incomplete ? -1 : 0;
}
