/* vitrine values: what a page hands to its template, for those who write themes. */
#include "base/utf8.h"
#include "commands/commands.h"
#include "commands/project.h"
#include "site/redirects.h"
#include "template/json.h"

#include <getopt.h>
#include <string.h>

struct values {
    struct project_options project;
    const char *url; /* as typed */
    bool whole;
};

/* Of a page, or of a redirect. */
struct found {
    struct slice address;
    struct slice template_name;
    struct value values;
};

enum { OPTION_WHOLE = PROJECT_OTHERS };

static const struct option options[] = {
    {"cache", required_argument, NULL, PROJECT_CACHE},
    {"edition", required_argument, NULL, PROJECT_EDITION},
    {"ref", required_argument, NULL, PROJECT_REF},
    {"theme", required_argument, NULL, PROJECT_THEME},
    {"tout", no_argument, NULL, OPTION_WHOLE},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

/* ---- Which page */

/* An address as pages have it, from one that was typed, or copied from a browser. */
static struct slice tidy(struct project *project, const char *typed) {
    static const char index[] = "index.html";
    struct slice url = slice_from(typed);
    struct slice root = site_absolute(project->site, &project->arena, SLICE(""));
    if (root.size && slice_starts(url, slice_string(&project->arena, root)))
        url = slice_from_offset(url, root.size);
    while (slice_starts(url, "/") || slice_starts(url, "./"))
        url = slice_from_offset(url, 1);
    url.size = slice_find(url, '#');
    url.size = slice_find(url, '?');
    if (slice_is(url, index) || slice_ends(url, "/index.html"))
        url.size -= sizeof index - 1;
    if (url.size == 0 || slice_ends(url, "/") || slice_ends(url, ".html"))
        return url;
    return slice_concat(&project->arena, url, SLICE("/"));
}

static struct slice base_of(const struct site *site) {
    return site->options.version ? site->options.version->base : SLICE("");
}

static bool find_page(struct arena *arena, const struct site *site, struct slice url,
                      struct found *found) {
    for (size_t i = 0; i < site->page_count; i++) {
        const struct site_page *page = site->pages[i];
        if (!slice_equal(page->url, url))
            continue;
        found->template_name = slice_from(page->template_name);
        found->values = site_values(site, page, arena);
        return true;
    }
    const struct site_redirect *redirect = map_get(&site->redirected, url);
    if (!redirect)
        return false;
    found->template_name = SLICE(REDIRECTS_TEMPLATE);
    found->values = redirects_values(site, redirect, arena);
    return true;
}

static bool find(struct project *project, struct slice url, struct found *found) {
    found->address = url;
    for (size_t i = 0; i < project->set.count; i++) {
        const struct site *site = project->set.sites[i];
        struct slice base = base_of(site);
        bool below = slice_equal(slice_part(url, 0, base.size), base);
        if (below && find_page(&project->arena, site, slice_from_offset(url, base.size), found))
            return true;
    }
    return false;
}

/* ---- The nearest, when there is none */

enum { NEAREST = 3 };

struct near {
    struct slice url;
    size_t distance;
};

/* What two addresses have in common at both ends is no matter; one begun is near. */
static size_t distance_of(struct slice typed, struct slice url) {
    struct slice begun = slice_part(typed, 0, typed.size - slice_ends(typed, "/"));
    if (begun.size && slice_equal(slice_part(url, 0, begun.size), begun))
        return 1;
    size_t start = 0;
    while (start < typed.size && start < url.size && typed.data[start] == url.data[start])
        start++;
    typed = slice_from_offset(typed, start);
    url = slice_from_offset(url, start);
    while (typed.size && url.size && typed.data[typed.size - 1] == url.data[url.size - 1])
        typed.size--, url.size--;
    return utf8_distance(typed, url);
}

/* Keeps the nearest, the first of equals first. */
static void consider(struct near nearest[NEAREST], size_t *count, struct near candidate) {
    size_t place = *count;
    while (place > 0 && nearest[place - 1].distance > candidate.distance)
        place--;
    if (place == NEAREST)
        return;
    size_t kept = *count < NEAREST ? (*count)++ : NEAREST - 1;
    memmove(nearest + place + 1, nearest + place, (kept - place) * sizeof *nearest);
    nearest[place] = candidate;
}

static int refuse_unknown(const struct project *project, const struct values *values,
                          struct slice url) {
    struct near nearest[NEAREST];
    size_t count = 0;
    const struct site *site = project->site;
    for (size_t i = 0; i < site->page_count; i++) {
        struct near candidate = {site->pages[i]->url, distance_of(url, site->pages[i]->url)};
        if (candidate.distance <= url.size / 2 + 1)
            consider(nearest, &count, candidate);
    }
    fprintf(stderr, "vitrine: %s : il n'y a pas de page à cette adresse\n", values->url);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "%s%.*s\n", i ? "         /" : "  aide : /", SLICE_ARG(nearest[i].url));
    if (count == 0)
        fputs("  aide : /plan-du-site/ mène à toutes les pages\n", stderr);
    return COMMAND_USAGE;
}

/* ---- As JSON */

/* What the frame gives to all pages, the same or nearly; `page` is of the page in hand. */
static const char *const shared[] = {"mots", "site", "menu", "pied", "flux"};

static bool is_shared(struct slice name) {
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        if (slice_is(name, shared[i]))
            return true;
    return false;
}

/* The values without those of all pages, whose names go to `names`. */
static struct value own_values(struct arena *arena, struct value all, struct value names) {
    struct value own = value_hash(arena), value;
    struct slice name;
    for (size_t i = 0; value_entry(all, i, &name, &value); i++) {
        if (is_shared(name))
            value_push(arena, names, value_text(name));
        else
            value_set_slice(arena, own, name, value);
    }
    return own;
}

static void add_member(struct buffer *out, const char *name, struct value value,
                       const struct json_options *json) {
    buffer_format(out, ",\n  \"%s\": ", name);
    json_write_value(out, value, json);
}

static void print(struct arena *arena, const struct found *found, bool whole) {
    struct buffer out = BUFFER_INIT;
    struct value html = value_list(arena), left_out = value_list(arena);
    struct value shown = whole ? found->values : own_values(arena, found->values, left_out);
    struct json_options json = {.indent = 1, .with_absent = whole, .html = html, .arena = arena};
    struct json_options plain = {.indent = 1, .arena = arena};
    BUFFER_LITERAL(&out, "{\n  \"adresse\": ");
    json_write_value(&out, value_text(found->address), &plain);
    add_member(&out, "gabarit", value_text(found->template_name), &plain);
    add_member(&out, "valeurs", shown, &json);
    add_member(&out, "html", html, &plain);
    if (!whole)
        add_member(&out, "communes", left_out, &plain);
    BUFFER_LITERAL(&out, "\n}\n");
    fwrite(out.data, 1, out.size, stdout);
    buffer_dispose(&out);
}

/* ---- The command */

static int show(struct project *project, const struct values *values) {
    struct found found;
    struct slice url = tidy(project, values->url);
    if (!find(project, url, &found))
        return refuse_unknown(project, values, url);
    if (project->diag.errors) { /* a word that the theme lacks */
        project_report(project, false);
        return COMMAND_CONTENT;
    }
    print(&project->arena, &found, values->whole);
    return COMMAND_DONE;
}

static int run(const struct values *values) {
    struct project project;
    struct error error = ERROR_INIT;
    int status;
    if (project_open(&project, &values->project, &error) != 0) {
        status = command_fail(&error);
    } else if (project.diag.errors) {
        project_report(&project, false);
        status = COMMAND_CONTENT;
    } else {
        status = show(&project, values);
    }
    project_close(&project);
    return status;
}

/* Returns COMMAND_DONE, a refusal, or -1 when help was asked for and given. */
static int read_arguments(struct values *values, int argc, char **argv) {
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
        int status = COMMAND_DONE;
        if (option == OPTION_WHOLE)
            values->whole = true;
        else
            status = project_read_option(&values->project, "values", option, argv);
        if (status != COMMAND_DONE)
            return status;
    }
    return COMMAND_DONE;
}

int command_values(int argc, char **argv) {
    struct values values = {.project = {.with_history = true}};
    int status = read_arguments(&values, argc, argv);
    if (status != COMMAND_DONE)
        return status < 0 ? COMMAND_DONE : status;
    if (argc - optind != 2)
        return command_refuse("values", argc == optind ? "le dossier du contrat manque"
                                        : argc - optind == 1
                                            ? "l'adresse d'une page manque ; l'accueil est « / »"
                                            : "un dossier et une adresse, pas plus");
    values.project.directory = argv[optind];
    values.url = argv[optind + 1];
    status = command_check_folder("values", values.project.directory);
    if (status == COMMAND_DONE && values.project.theme)
        status = command_check_folder("values", values.project.theme);
    return status == COMMAND_DONE ? run(&values) : status;
}
