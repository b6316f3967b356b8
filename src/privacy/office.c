/* Office documents: ZIP archives of XML parts (ECMA-376 for docx, xlsx and pptx; ODF 1.3 for odt,
 * ods and odp). */
#include "base/bounds.h"
#include "privacy/document.h"
#include "text/xml.h"

#include <zip.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What an element says, when a part of that name has it. */
enum sign {
    SIGN_AUTHOR, /* by its text */
    SIGN_PERSON, /* by an attribute */
    SIGN_COMMENT,
    SIGN_CHANGE,
    SIGN_NOTES,       /* by the texts in it */
    SIGN_PLACEHOLDER, /* whose text a program writes, the number of a page */
};

/* Parts are matched by how their names begin, elements without their prefixes. */
static const struct {
    const char *part;
    const char *element;
    enum sign sign;
} signs[] = {
    {"docProps/core.xml", "creator", SIGN_AUTHOR},
    {"docProps/core.xml", "lastModifiedBy", SIGN_AUTHOR},
    {"docProps/app.xml", "Manager", SIGN_AUTHOR},
    {"meta.xml", "initial-creator", SIGN_AUTHOR},
    {"meta.xml", "creator", SIGN_AUTHOR},
    {"meta.xml", "printed-by", SIGN_AUTHOR},
    {"word/people", "person", SIGN_PERSON},
    {"xl/persons/", "person", SIGN_PERSON},
    {"ppt/commentAuthors", "cmAuthor", SIGN_PERSON},
    {"ppt/authors", "author", SIGN_PERSON},
    {"word/comments", "comment", SIGN_COMMENT},
    {"xl/comments", "comment", SIGN_COMMENT},
    {"xl/threadedComments/", "threadedComment", SIGN_COMMENT},
    {"ppt/comments/", "cm", SIGN_COMMENT},
    {"content.xml", "annotation", SIGN_COMMENT},
    {"styles.xml", "annotation", SIGN_COMMENT},
    {"xl/revisions/", "header", SIGN_CHANGE},
    {"content.xml", "tracked-changes", SIGN_CHANGE},
    {"styles.xml", "tracked-changes", SIGN_CHANGE},
    {"ppt/notesSlides/", "notes", SIGN_NOTES},
    {"content.xml", "notes", SIGN_NOTES},
    {"ppt/notesSlides/", "fld", SIGN_PLACEHOLDER},
    {"content.xml", "page-number", SIGN_PLACEHOLDER},
};

/* Word marks changes with the same elements wherever there is text. */
static const char *const word_parts[] = {"word/document", "word/header", "word/footer",
                                         "word/footnotes", "word/endnotes"};
static const char *const word_changes[] = {"ins",       "del",       "moveFrom",    "moveTo",
                                           "rPrChange", "pPrChange", "tblPrChange", "sectPrChange",
                                           "cellIns",   "cellDel"};

/* A part that is being read. */
struct part {
    struct arena *arena;
    struct slice name;
    struct document_facts *facts;
    struct xml xml;
    bool author;        /* the element that is open is one */
    size_t notes;       /* depth of the notes that are open; 0: none */
    size_t placeholder; /* of what is no note in them; 0: none */
};

static bool starts_one(struct slice name, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (slice_starts(name, list[i]))
            return true;
    return false;
}

static bool is_looked_at(struct slice part) {
    bool listed = starts_one(part, word_parts, COUNT(word_parts));
    for (size_t i = 0; i < COUNT(signs); i++)
        listed |= slice_starts(part, signs[i].part);
    return listed && slice_ends(part, ".xml");
}

static void see_person(const struct part *part) {
    static const char *const names[] = {"displayName", "w15:author", "name"};
    for (size_t i = 0; i < COUNT(names); i++) {
        struct slice name = slice_trim(xml_attribute(&part->xml, names[i]));
        if (name.size)
            document_add_author(part->facts, slice_copy(part->arena, name));
    }
}

static void see_sign(struct part *part, enum sign sign) {
    size_t depth = part->xml.depth;
    if (sign == SIGN_PERSON)
        see_person(part);
    part->author |= sign == SIGN_AUTHOR;
    part->facts->comments |= sign == SIGN_COMMENT;
    part->facts->changes |= sign == SIGN_CHANGE;
    if (sign == SIGN_NOTES && !part->notes)
        part->notes = depth;
    if (sign == SIGN_PLACEHOLDER && !part->placeholder)
        part->placeholder = depth;
}

static void see_open(struct part *part) {
    struct slice name = xml_local_name(part->xml.name);
    part->author = false;
    for (size_t i = 0; i < COUNT(signs); i++)
        if (slice_starts(part->name, signs[i].part) && slice_is(name, signs[i].element))
            see_sign(part, signs[i].sign);
    for (size_t i = 0; i < COUNT(word_changes); i++)
        if (slice_is(name, word_changes[i]) &&
            starts_one(part->name, word_parts, COUNT(word_parts)))
            see_sign(part, SIGN_CHANGE);
}

static void see_close(struct part *part) {
    part->author = false;
    if (part->xml.depth < part->notes)
        part->notes = 0;
    if (part->xml.depth < part->placeholder)
        part->placeholder = 0;
}

static void see_text(struct part *part) {
    struct slice text = slice_trim(part->xml.text);
    if (part->author)
        document_add_author(part->facts, slice_copy(part->arena, text));
    part->facts->notes |= part->notes && !part->placeholder && text.size;
}

static int look_at_part(struct arena *arena, struct slice name, struct slice bytes,
                        struct document_facts *facts) {
    struct part part = {.arena = arena, .name = name, .facts = facts};
    struct xml *xml = &part.xml;
    xml_init(xml, bytes);
    while (xml_next(xml) == XML_OPEN || xml->kind == XML_CLOSE || xml->kind == XML_TEXT ||
           xml->kind == XML_CDATA || xml->kind == XML_COMMENT || xml->kind == XML_INSTRUCTION ||
           xml->kind == XML_DECLARATION) {
        if (xml->kind == XML_OPEN)
            see_open(&part);
        else if (xml->kind == XML_CLOSE)
            see_close(&part);
        else if (xml->kind == XML_TEXT || xml->kind == XML_CDATA)
            see_text(&part);
    }
    int result = xml->kind == XML_END_OF_FILE ? 0 : -1;
    xml_dispose(xml);
    return result;
}

/* Inflates a part and looks at it; `left` is how many bytes may still be inflated. */
static int read_part(struct arena *arena, zip_t *archive, const zip_stat_t *stat, size_t *left,
                     struct document_facts *facts) {
    if (stat->encryption_method != ZIP_EM_NONE || stat->size > *left)
        return -1;
    *left -= stat->size;
    zip_file_t *file = zip_fopen_index(archive, stat->index, 0);
    if (!file)
        return -1;
    char *bytes = arena_alloc(arena, stat->size + 1);
    zip_int64_t size = zip_fread(file, bytes, stat->size);
    zip_fclose(file);
    if (size < 0 || (zip_uint64_t)size != stat->size)
        return -1;
    return look_at_part(arena, slice_from(stat->name), (struct slice){bytes, stat->size}, facts);
}

static int look_at_archive(struct arena *arena, zip_t *archive, struct document_facts *facts) {
    const zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_INDEX;
    zip_int64_t count = zip_get_num_entries(archive, 0);
    size_t left = BOUND_DOCUMENT_TEXT;
    int result = count > BOUND_DOCUMENT_PARTS ? -1 : 0;
    for (zip_int64_t i = 0; i < count && i < BOUND_DOCUMENT_PARTS; i++) {
        zip_stat_t stat;
        if (zip_stat_index(archive, (zip_uint64_t)i, 0, &stat) != 0 ||
            (stat.valid & wanted) != wanted)
            result = -1;
        else if (is_looked_at(slice_from(stat.name)) &&
                 read_part(arena, archive, &stat, &left, facts) != 0)
            result = -1;
    }
    return result;
}

/* "PK" of archives; the eight bytes of what Office wrote before 2007, and writes to encrypt. */
#define ARCHIVE_MARK "PK\x03\x04"
#define COMPOUND_MARK "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

void document_add_author(struct document_facts *facts, struct slice author) {
    for (size_t i = 0; i < facts->author_count; i++)
        if (slice_equal(facts->authors[i], author))
            return;
    if (author.size && facts->author_count < DOCUMENT_AUTHORS)
        facts->authors[facts->author_count++] = author;
}

bool document_is_office(struct slice bytes) {
    return slice_starts(bytes, ARCHIVE_MARK) || slice_starts(bytes, COMPOUND_MARK);
}

int document_look_office(struct arena *arena, struct slice bytes, struct document_facts *facts) {
    *facts = (struct document_facts){0};
    if (!slice_starts(bytes, ARCHIVE_MARK))
        return -1;
    zip_source_t *source = zip_source_buffer_create(bytes.data, bytes.size, 0, NULL);
    if (!source)
        return -1;
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, NULL);
    if (!archive) {
        zip_source_free(source);
        return -1;
    }
    int result = look_at_archive(arena, archive, facts);
    zip_discard(archive);
    return result;
}
