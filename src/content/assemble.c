/* From files to the lists of a contract. */
#include "base/path.h"
#include "base/utf8.h"
#include "content/link.h"

#include <stdlib.h>

static void push(struct content *content, struct list *list, void *item) {
    arena_push(content->arena, list->items, list->count, item);
}

static void push_all(struct content *content, struct list *list, const struct list *entries) {
    for (size_t i = 0; i < entries->count; i++)
        push(content, list, entries->items[i]);
}

static struct section *section_of(struct content *content, struct slice path) {
    struct slice folder = slice_part(path, 0, slice_find(path, '/'));
    for (size_t i = 0; i < content->sections.count; i++) {
        struct section *section = content->sections.items[i];
        if (slice_equal(section->folder, folder))
            return section;
    }
    struct section *section = arena_new(content->arena, struct section);
    section->folder = folder;
    push(content, &content->sections, section);
    return section;
}

static void add_to_section(struct content *content, struct content_file *file) {
    struct section *section = section_of(content, file->diag.path);
    struct slice below = slice_from_offset(file->diag.path, section->folder.size + 1);
    if (slice_is(below, "index.md"))
        section->index = (struct page *)file->record;
    else
        push(content, &section->pages, file->record);
}

static struct list *list_of(struct content *content, enum content_kind kind) {
    switch (kind) {
    case CONTENT_PORTRAIT:
        return &content->portraits;
    case CONTENT_AXIS:
        return &content->axes;
    case CONTENT_ACTION:
        return &content->actions;
    case CONTENT_PROGRAMME:
        return &content->programmes;
    case CONTENT_EVALUATION:
        return &content->evaluations;
    case CONTENT_BODIES:
        return &content->bodies;
    case CONTENT_GOVERNANCE:
        return &content->governance_pages;
    case CONTENT_MINUTES:
        return &content->minutes;
    case CONTENT_PARTICIPATION:
        return &content->participations;
    case CONTENT_NEWS:
        return &content->news;
    case CONTENT_EVENTS:
        return &content->events;
    case CONTENT_ORGANISATIONS:
        return &content->organisations;
    case CONTENT_AGREEMENTS:
        return &content->agreements;
    case CONTENT_GLOSSARY:
        return &content->terms;
    case CONTENT_PAGE:
        return &content->pages;
    default:
        return NULL;
    }
}

static void sort_file(struct content *content, struct content_file *file) {
    struct list *list = list_of(content, file->kind);
    if (content_is_page(file->kind) && file->record)
        ((struct page *)file->record)->prose = &file->prose;
    if (file->kind == CONTENT_CONTRACT)
        content->contract = (struct contract *)file->record;
    else if (file->kind == CONTENT_HOME)
        content->home = (struct page *)file->record;
    else if (file->kind == CONTENT_SECTION && file->record)
        add_to_section(content, file);
    else if (list && file->record)
        push(content, list, file->record);
    else if (list)
        push_all(content, list, &file->entries);
}

/* Two steps of a path: the folder of an axis. */
static struct slice axis_folder(struct slice path) {
    size_t first = slice_find(path, '/') + 1;
    return slice_part(path, 0, first + slice_find(slice_from_offset(path, first), '/'));
}

static void join_axes(struct content *content) {
    struct map folders;
    map_init(&folders, content->arena);
    for (size_t i = 0; i < content->axes.count; i++) {
        struct axis *axis = content->axes.items[i];
        axis->folder = axis_folder(axis->page.record.file->diag.path);
        map_put(&folders, axis->folder, axis);
    }
    struct slice missing = {NULL, 0};
    for (size_t i = 0; i < content->actions.count; i++) {
        struct action *action = content->actions.items[i];
        struct slice folder = axis_folder(action->page.record.file->diag.path);
        action->axis = map_get(&folders, folder);
        if (action->axis) {
            push(content, &action->axis->actions, action);
        } else if (!slice_equal(missing, folder)) {
            missing = folder;
            diag_error(content->diag, "axe-manquant", &action->page.record.file->diag,
                       POSITION_FILE,
                       "ajoutez un fichier axe.md à ce dossier, avec « numero » et « titre »",
                       "le dossier %.*s a des fiches mais pas d'axe.md", SLICE_ARG(folder));
        }
    }
}

/* Where the ranks of a meeting's decisions begin: a body may meet twice on a day. */
static size_t *ranks_of(struct content *content, struct map *ranks, struct slice meeting) {
    size_t *rank = map_get(ranks, meeting);
    if (!rank) {
        rank = arena_new(content->arena, size_t);
        map_put(ranks, meeting, rank);
    }
    return rank;
}

/* A decision without a number is named by its meeting and its rank there. */
static void name_decisions(struct content *content) {
    struct map ranks;
    map_init(&ranks, content->arena);
    for (size_t i = 0; i < content->minutes.count; i++) {
        struct minutes *minutes = content->minutes.items[i];
        struct slice date = date_iso(content->arena, minutes->date);
        struct slice body = utf8_slug(content->arena, minutes->body.words);
        struct slice meeting =
            slice_format(content->arena, "%.*s-%.*s", SLICE_ARG(body), SLICE_ARG(date));
        size_t *rank = ranks_of(content, &ranks, meeting);
        for (size_t j = 0; j < minutes->decisions.count; j++) {
            struct decision *decision = minutes->decisions.items[j];
            decision->minutes = minutes;
            ++*rank;
            if (decision->number.size == 0)
                decision->number =
                    slice_format(content->arena, "%.*s-%zu", SLICE_ARG(meeting), *rank);
            push(content, &content->decisions, decision);
        }
    }
}

static int by_order(struct number a, struct number b) {
    double order_a = a.set ? a.value : 1e9;
    double order_b = b.set ? b.value : 1e9;
    return order_a < order_b ? -1 : order_a > order_b;
}

static int by_file(const struct record *a, const struct record *b) {
    int order = slice_compare(a->file->diag.path, b->file->diag.path);
    if (order)
        return order;
    return a->position.line < b->position.line ? -1 : a->position.line > b->position.line;
}

#define COMPARE(type, left, right)                                                                 \
    const struct type *a = *(void *const *)(left);                                                 \
    const struct type *b = *(void *const *)(right)

/* The first comparison that tells the two apart. */
#define FIRST(x, y) ((x) ? (x) : (y))

static int compare_axes(const void *left, const void *right) {
    COMPARE(axis, left, right);
    return FIRST(
        by_order(a->page.order, b->page.order),
        FIRST(utf8_collate(a->number, b->number), by_file(&a->page.record, &b->page.record)));
}

static int compare_actions(const void *left, const void *right) {
    COMPARE(action, left, right);
    int axes = 0;
    if (a->axis && b->axis && a->axis != b->axis)
        axes = compare_axes((const void *)&a->axis, (const void *)&b->axis);
    return FIRST(axes, FIRST(by_order(a->page.order, b->page.order),
                             FIRST(utf8_collate(a->number, b->number),
                                   by_file(&a->page.record, &b->page.record))));
}

static int compare_portraits(const void *left, const void *right) {
    COMPARE(portrait, left, right);
    return FIRST(by_order(a->page.order, b->page.order),
                 FIRST(a->kind - b->kind, by_file(&a->page.record, &b->page.record)));
}

static int compare_programmes(const void *left, const void *right) {
    COMPARE(programme, left, right);
    return a->year.value < b->year.value   ? -1
           : a->year.value > b->year.value ? 1
                                           : by_file(&a->page.record, &b->page.record);
}

static int compare_minutes(const void *left, const void *right) {
    COMPARE(minutes, left, right);
    return FIRST(date_compare(b->date, a->date), by_file(&a->page.record, &b->page.record));
}

static int compare_news(const void *left, const void *right) {
    COMPARE(news, left, right);
    return FIRST(date_compare(b->date, a->date), by_file(&a->page.record, &b->page.record));
}

static int compare_participations(const void *left, const void *right) {
    COMPARE(participation, left, right);
    struct date date_a = date_is_set(a->date) || !a->period ? a->date : a->period->start;
    struct date date_b = date_is_set(b->date) || !b->period ? b->date : b->period->start;
    return FIRST(date_compare(date_b, date_a), by_file(&a->page.record, &b->page.record));
}

static int compare_events(const void *left, const void *right) {
    COMPARE(event, left, right);
    return FIRST(date_compare(a->start.date, b->start.date),
                 FIRST(a->start.minutes - b->start.minutes, by_file(&a->record, &b->record)));
}

static int compare_organisations(const void *left, const void *right) {
    COMPARE(organisation, left, right);
    struct slice name_a = a->name.size ? a->name : a->acronym.size ? a->acronym : a->id;
    struct slice name_b = b->name.size ? b->name : b->acronym.size ? b->acronym : b->id;
    return FIRST(utf8_collate(name_a, name_b), by_file(&a->record, &b->record));
}

static int compare_terms(const void *left, const void *right) {
    COMPARE(term, left, right);
    return FIRST(utf8_collate(a->acronym.size ? a->acronym : a->name,
                              b->acronym.size ? b->acronym : b->name),
                 by_file(&a->record, &b->record));
}

static int compare_pages(const void *left, const void *right) {
    COMPARE(page, left, right);
    return FIRST(by_order(a->order, b->order),
                 FIRST(utf8_collate(a->title, b->title), by_file(&a->record, &b->record)));
}

static void sort(struct list *list, int (*compare)(const void *, const void *)) {
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare);
}

static void sort_lists(struct content *content) {
    sort(&content->axes, compare_axes);
    sort(&content->actions, compare_actions);
    sort(&content->portraits, compare_portraits);
    sort(&content->programmes, compare_programmes);
    sort(&content->evaluations, compare_pages);
    sort(&content->participations, compare_participations);
    sort(&content->governance_pages, compare_pages);
    sort(&content->minutes, compare_minutes);
    sort(&content->news, compare_news);
    sort(&content->events, compare_events);
    sort(&content->organisations, compare_organisations);
    sort(&content->terms, compare_terms);
    sort(&content->pages, compare_pages);
    for (size_t i = 0; i < content->axes.count; i++)
        sort(&((struct axis *)content->axes.items[i])->actions, compare_actions);
    for (size_t i = 0; i < content->sections.count; i++)
        sort(&((struct section *)content->sections.items[i])->pages, compare_pages);
}

static void visit_list(const struct list *list, link_visitor *visit, void *context) {
    for (size_t i = 0; i < list->count; i++)
        visit(context, list->items[i]);
}

void link_each_root(struct content *content, link_visitor *visit, void *context) {
    const struct list *lists[] = {
        &content->axes,       &content->actions,     &content->portraits,
        &content->programmes, &content->evaluations, &content->participations,
        &content->bodies,     &content->minutes,     &content->governance_pages,
        &content->events,     &content->news,        &content->organisations,
        &content->agreements, &content->terms,       &content->pages,
    };
    if (content->contract)
        visit(context, &content->contract->record);
    if (content->home)
        visit(context, &content->home->record);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        visit_list(lists[i], visit, context);
    for (size_t i = 0; i < content->sections.count; i++) {
        const struct section *section = content->sections.items[i];
        if (section->index)
            visit(context, &section->index->record);
        visit_list(&section->pages, visit, context);
    }
}

static void number(void *context, struct record *record) {
    struct content *content = context;
    record->number = ++content->page_count;
}

static void number_list(struct content *content, const struct list *list) {
    visit_list(list, number, content);
}

void link_assemble(struct content *content) {
    for (size_t i = 0; i < content->file_count; i++)
        sort_file(content, content->files[i]);
    join_axes(content);
    sort_lists(content);
    name_decisions(content);
    link_each_root(content, number, content);
    if (content->contract && content->contract->territory) {
        number_list(content, &content->contract->territory->communes);
        number_list(content, &content->contract->territory->sectors);
        number_list(content, &content->contract->territory->districts);
    }
    if (content->contract)
        number_list(content, &content->contract->plans);
    number_list(content, &content->decisions);
}
