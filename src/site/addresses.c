#include "site/addresses.h"

#include "base/path.h"
#include "base/utf8.h"

static const struct slice nowhere = {NULL, 0};

/* The folder of each kind whose page is one step below it. */
static const char *const folders[CONTENT_UNKNOWN] = {
    [CONTENT_CONTRACT] = "dispositifs",
    [CONTENT_PORTRAIT] = "diagnostic",
    [CONTENT_AXIS] = "axes",
    [CONTENT_ACTION] = "actions",
    [CONTENT_EVALUATION] = "evaluation",
    [CONTENT_BODIES] = "gouvernance",
    [CONTENT_GOVERNANCE] = "gouvernance",
    [CONTENT_MINUTES] = "comptes-rendus",
    [CONTENT_PARTICIPATION] = "participer",
    [CONTENT_NEWS] = "actualites",
    [CONTENT_ORGANISATIONS] = "organismes",
};

/* Each step of a path as a slug: "Mon dossier/Été.md" gives "mon-dossier/ete/". An index.md stands
 * for its folder. */
static struct slice url_of_path(struct arena *arena, struct slice path) {
    struct slice url = {"", 0};
    struct slice rest = path;
    struct slice step;
    while (slice_next_field(&rest, '/', &step)) {
        bool last = rest.data == NULL;
        if (last && slice_is(step, "index.md"))
            break;
        struct slice slug = utf8_slug(arena, last ? path_stem(step) : step);
        url = slice_format(arena, "%.*s%.*s/", SLICE_ARG(url), SLICE_ARG(slug));
    }
    return url;
}

/* What the last step is the slug of. */
static struct slice words_of(struct arena *arena, const struct address *address) {
    struct slice words;
    switch (address->kind) {
    case CONTENT_AXIS:
    case CONTENT_ACTION:
        return slice_format(arena, "%.*s %.*s", SLICE_ARG(address->number),
                            SLICE_ARG(address->title));
    case CONTENT_MINUTES:
        words = slice_format(arena, "%.*s-%.*s", SLICE_ARG(date_iso(arena, address->date)),
                             SLICE_ARG(address->body));
        return address->rank > 1 ? slice_format(arena, "%.*s-%zu", SLICE_ARG(words), address->rank)
                                 : words;
    case CONTENT_CONTRACT:
    case CONTENT_BODIES:
    case CONTENT_ORGANISATIONS:
        return address->entry;
    default:
        return path_stem(address->path);
    }
}

static struct slice in_folder(struct arena *arena, const char *folder, struct slice words,
                              struct slice path) {
    struct slice slug = utf8_slug(arena, words);
    if (slug.size == 0)
        slug = utf8_slug(arena, path_stem(path));
    return slug.size ? slice_format(arena, "%s/%.*s/", folder, SLICE_ARG(slug)) : nowhere;
}

struct slice address_url(struct arena *arena, const struct address *address) {
    const char *folder = address->kind < CONTENT_UNKNOWN ? folders[address->kind] : NULL;
    if (address->kind == CONTENT_PAGE)
        return url_of_path(arena, slice_from_offset(address->path, sizeof "pages/" - 1));
    if (address->kind == CONTENT_GOVERNANCE && slice_ends(address->path, "/index.md"))
        return SLICE("gouvernance/");
    if (address->kind == CONTENT_SECTION)
        return url_of_path(arena, address->path);
    return folder ? in_folder(arena, folder, words_of(arena, address), address->path) : nowhere;
}

struct slice addresses_in(const struct site *site, const char *folder, struct slice text,
                          const struct record *record) {
    struct slice url = in_folder(site->arena, folder, text, record->file->diag.path);
    return url.data ? url : slice_format(site->arena, "%s/%u/", folder, record->number);
}

static struct slice id_of(const struct record *record) {
    return record->schema == &body_schema           ? ((const struct body *)record)->id
           : record->schema == &organisation_schema ? ((const struct organisation *)record)->id
           : record->schema == &plan_schema         ? ((const struct plan *)record)->id
                                                    : (struct slice){"", 0};
}

static struct address address_of(const struct record *record) {
    struct address address = {
        .kind = record->file->kind, .path = record->file->diag.path, .entry = id_of(record)};
    bool action = record->schema == &action_schema;
    if (action || record->schema == &axis_schema) {
        address.number = action ? ((const struct action *)record)->number
                                : ((const struct axis *)record)->number;
        address.title = ((const struct page *)record)->title;
    }
    return address;
}

static struct slice url_of(const struct site *site, const struct record *record,
                           const struct address *address) {
    struct slice url = address_url(site->arena, address);
    return url.data ? url
                    : slice_format(site->arena, "%s/%u/", folders[address->kind], record->number);
}

struct slice addresses_of(const struct site *site, const struct record *record) {
    struct address address = address_of(record);
    return url_of(site, record, &address);
}

struct slice addresses_of_minutes(const struct site *site, const struct minutes *minutes,
                                  size_t rank) {
    const struct body *body = (const struct body *)minutes->body.target;
    struct address address = address_of(&minutes->page.record);
    address.date = minutes->date;
    address.body = body ? body->id : minutes->body.words;
    address.rank = rank;
    return url_of(site, &minutes->page.record, &address);
}
