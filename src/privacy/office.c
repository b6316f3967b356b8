/* Office documents: ZIP archives of XML parts (ECMA-376 for docx, xlsx and pptx; ODF 1.3 for odt,
 * ods and odp). */
#include "base/bounds.h"
#include "privacy/document.h"
#include "text/xml.h"

#include <zip.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What an element says, when a part of that name has it. */
enum sign {
    SIGN_AUTHOR,
    SIGN_COMMENT,
    SIGN_CHANGE,
};

/* Parts are matched by how their names begin, elements without their prefixes. */
static const struct {
    const char *part;
    const char *element;
    enum sign sign;
} signs[] = {
    {"docProps/core.xml", "creator", SIGN_AUTHOR},
    {"docProps/core.xml", "lastModifiedBy", SIGN_AUTHOR},
    {"meta.xml", "initial-creator", SIGN_AUTHOR},
    {"meta.xml", "creator", SIGN_AUTHOR},
    {"word/comments", "comment", SIGN_COMMENT},
    {"word/document", "ins", SIGN_CHANGE},
    {"word/document", "del", SIGN_CHANGE},
    {"word/document", "moveFrom", SIGN_CHANGE},
    {"word/header", "ins", SIGN_CHANGE},
    {"word/header", "del", SIGN_CHANGE},
    {"word/footer", "ins", SIGN_CHANGE},
    {"word/footer", "del", SIGN_CHANGE},
    {"word/footnotes", "ins", SIGN_CHANGE},
    {"word/footnotes", "del", SIGN_CHANGE},
    {"xl/comments", "comment", SIGN_COMMENT},
    {"xl/threadedComments/", "threadedComment", SIGN_COMMENT},
    {"xl/revisions/", "header", SIGN_CHANGE},
    {"ppt/comments/", "cm", SIGN_COMMENT},
    {"content.xml", "annotation", SIGN_COMMENT},
    {"content.xml", "changed-region", SIGN_CHANGE},
};

static bool is_looked_at(struct slice part) {
    for (size_t i = 0; i < COUNT(signs); i++)
        if (slice_starts(part, signs[i].part))
            return slice_ends(part, ".xml");
    return false;
}

/* Takes note of an element that opens. Returns whether its text is an author. */
static bool see_element(struct slice part, struct slice name, struct document_facts *facts) {
    bool author = false;
    for (size_t i = 0; i < COUNT(signs); i++) {
        if (!slice_starts(part, signs[i].part) || !slice_is(name, signs[i].element))
            continue;
        author |= signs[i].sign == SIGN_AUTHOR;
        facts->comments |= signs[i].sign == SIGN_COMMENT;
        facts->changes |= signs[i].sign == SIGN_CHANGE;
    }
    return author;
}

static int look_at_part(struct arena *arena, struct slice part, struct slice bytes,
                        struct document_facts *facts) {
    struct xml xml;
    bool author = false;
    xml_init(&xml, bytes);
    while (xml_next(&xml) == XML_OPEN || xml.kind == XML_CLOSE || xml.kind == XML_TEXT ||
           xml.kind == XML_CDATA || xml.kind == XML_COMMENT || xml.kind == XML_INSTRUCTION ||
           xml.kind == XML_DECLARATION) {
        if (xml.kind == XML_OPEN)
            author = see_element(part, xml_local_name(xml.name), facts);
        else if (xml.kind == XML_CLOSE)
            author = false;
        else if (xml.kind == XML_TEXT && author && facts->author.size == 0)
            facts->author = slice_copy(arena, slice_trim(xml.text));
    }
    int result = xml.kind == XML_END_OF_FILE ? 0 : -1;
    xml_dispose(&xml);
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

bool document_is_office(struct slice bytes) {
    return slice_starts(bytes, ARCHIVE_MARK) || slice_starts(bytes, COMPOUND_MARK);
}

int document_look_office(struct arena *arena, struct slice bytes, struct document_facts *facts) {
    *facts = (struct document_facts){.author = {"", 0}};
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
