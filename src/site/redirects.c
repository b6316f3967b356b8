#include "site/redirects.h"

#include "base/bounds.h"
#include "base/utf8.h"
#include "content/load.h"
#include "site/addresses.h"
#include "site/histories.h"
#include "site/values.h"

#include <stdlib.h>

/* Who had a URL, until which commit: the smaller its index, the newer it is. */
struct claim {
    struct site_redirect redirect;
    int64_t until;
};

struct claims {
    struct site *site;
    struct map by_url; /* to struct claim */
};

/* The id of a body that minutes name; empty when it is not to be told or none any more. */
static struct slice body_id(const struct site *site, struct slice words) {
    struct record *record;
    enum content_name name = content_name(site->content, KIND_BODY, words, &record);
    return name == CONTENT_NAME_SHOWN    ? ((const struct body *)record)->id
           : name == CONTENT_NAME_HIDDEN ? (struct slice){"", 0}
                                         : words;
}

/* The URL of the page after a version; no data: none, or it can't be told. */
static struct slice url_after(struct site *site, const struct past_version *version) {
    struct edit edit;
    edit_decode_head(version->edit, &edit);
    struct address address = {.path = utf8_nfc(site->arena, version->path),
                              .number = edit.state.number,
                              .title = edit.state.title,
                              .date = edit.state.date};
    address.kind = content_kind_of(address.path);
    if (!content_is_page(address.kind))
        return (struct slice){NULL, 0};
    bool titled = address.kind == CONTENT_AXIS || address.kind == CONTENT_ACTION;
    if (address.kind == CONTENT_MINUTES)
        address.body = body_id(site, edit.state.body);
    if ((titled && address.title.size == 0) ||
        (address.kind == CONTENT_MINUTES && (!date_is_set(address.date) || !address.body.size)))
        return (struct slice){NULL, 0};
    return address_url(site->arena, &address);
}

static bool is_free(const struct site *site, struct slice url) {
    return url.size && !slice_starts(url, "/") && slice_search(url, SLICE("//")) == url.size &&
           !map_get(&site->by_url, url);
}

static void claim(struct claims *claims, struct slice from, struct slice to, struct slice title,
                  int64_t until) {
    if (!is_free(claims->site, from))
        return;
    struct claim *held = map_get(&claims->by_url, from);
    if (held && held->until <= until)
        return;
    if (!held && claims->site->page_count + claims->by_url.count >= BOUND_PAGES)
        return;
    if (!held) {
        held = arena_new(claims->site->arena, struct claim);
        map_put(&claims->by_url, from, held);
    }
    *held = (struct claim){{from, to, title}, until};
}

/* The page of a history goes with its page. */
static void claim_both(struct claims *claims, const struct history_item *item, struct slice from,
                       int64_t until) {
    struct arena *arena = claims->site->arena;
    claim(claims, from, item->page->url, item->page->title, until);
    if (item->url.data && item->page->url.size)
        claim(claims, slice_concat(arena, SLICE("historique/"), from), item->url,
              slice_format(arena, "%.*s : %.*s",
                           SLICE_ARG(site_word(claims->site, "ce_qui_a_change")),
                           SLICE_ARG(item->page->title)),
              until);
}

static void claim_item(struct claims *claims, const struct history_item *item) {
    const struct past_item *past = item->past;
    int64_t until = -1;
    for (size_t i = 0; i < past->count + (past->base != NULL); i++) {
        const struct past_version *version = i < past->count ? &past->versions[i] : past->base;
        struct slice url = url_after(claims->site, version);
        if (url.data && !slice_equal(url, item->page->url))
            claim_both(claims, item, url, until);
        until = version->commit == CHAIN_UNSAVED ? -1 : (int64_t)version->commit;
    }
}

static int compare_redirects(const void *left, const void *right) {
    const struct site_redirect *a = left, *b = right;
    return slice_compare(a->from, b->from);
}

void redirects_gather(struct site *site) {
    struct claims claims = {.site = site};
    map_init(&claims.by_url, site->arena);
    map_init(&site->redirected, site->arena);
    for (size_t i = 0; site->histories && i < site->histories->item_count; i++) {
        const struct history_item *item = &site->histories->items[i];
        if (item->page && item->past->record && item->past->entry.size == 0)
            claim_item(&claims, item);
    }
    size_t count = claims.by_url.count;
    site->redirects = arena_array(site->arena, struct site_redirect, count);
    site->redirect_count = count;
    for (size_t i = 0; i < count; i++)
        site->redirects[i] = ((const struct claim *)claims.by_url.entries[i].value)->redirect;
    if (count)
        qsort(site->redirects, count, sizeof *site->redirects, compare_redirects);
    for (size_t i = 0; i < count; i++)
        map_put(&site->redirected, site->redirects[i].from, &site->redirects[i]);
}

struct slice redirects_find(const struct site *site, struct slice url) {
    const struct site_redirect *redirect = map_get(&site->redirected, url);
    return redirect ? redirect->to : (struct slice){NULL, 0};
}

struct value redirects_values(const struct site *site, const struct site_redirect *redirect,
                              struct arena *arena) {
    struct value root = value_hash(arena);
    struct slice canonical = site_absolute(site, arena, redirect->to);
    value_set(arena, root, "racine", value_text(site_root_of(arena, redirect->from)));
    value_set(arena, root, "mots", site->words);
    value_set(arena, root, "site", site->frame);
    value_set(arena, root, "titre", values_text(arena, redirect->title));
    value_set(arena, root, "url", value_text(site_href(site, arena, redirect->to, SLICE(""))));
    value_set(arena, root, "edition_partenaires",
              value_bool(site->content->edition != VISIBILITY_PUBLIC));
    if (canonical.size && site->content->edition == VISIBILITY_PUBLIC)
        value_set(arena, root, "canonique", value_text(canonical));
    return root;
}

int redirects_render(const struct site *site, const struct site_redirect *redirect,
                     struct arena *arena, struct buffer *out, struct error *error) {
    return template_render(site->templates, SLICE(REDIRECTS_TEMPLATE),
                           redirects_values(site, redirect, arena), arena, out, error);
}
