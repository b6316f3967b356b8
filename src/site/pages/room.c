/* /partenaires/: the door of the locked room. What is behind it is not of this site. */
#include "site/components.h"
#include "site/pages.h"
#include "site/values.h"

static void fill(const struct site *site, const struct site_page *page, struct arena *arena,
                 struct value root) {
    (void)page;
    value_set(arena, root, "disque", value_bool(site->options.on_disk));
}

bool pages_have_room(const struct site *site) {
    const struct partner_access *partners = site->content->contract->partners;
    return site->options.with_room && !site->options.version && partners &&
           partners->access == PARTNER_ACCESS_ENCRYPTED;
}

void pages_room(struct site *site) {
    if (!pages_have_room(site))
        return;
    site_add(site, (struct site_page){.url = SLICE("partenaires/"),
                                      .template_name = "partenaires",
                                      .fill = fill,
                                      .title = site_word(site, "espace_partenaires"),
                                      .summary = site_word(site, "espace_partenaires_resume"),
                                      .unlisted = true});
}
