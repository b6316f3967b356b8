/* Where a new file goes, and the number that it takes. */
#include "base/path.h"
#include "base/utf8.h"
#include "commands/commands.h"
#include "commands/new.h"

#include <stdlib.h>

/* ---- Numbers */

/* The number after `prefix` in a text such as "1.12"; -1 when it is none. */
static long rank_after(struct slice number, struct slice prefix) {
    if (number.size <= prefix.size || number.size > prefix.size + 6 ||
        !slice_equal(slice_part(number, 0, prefix.size), prefix))
        return -1;
    long rank = 0;
    for (size_t i = prefix.size; i < number.size; i++) {
        if (!slice_is_digit(number.data[i]))
            return -1;
        rank = rank * 10 + (number.data[i] - '0');
    }
    return rank;
}

/* The number of an axis or an action; empty for files of another kind, or that were not read. */
static struct slice number_of(const struct content_file *file, enum content_kind kind) {
    if (file->kind != kind || !file->record)
        return (struct slice){"", 0};
    return kind == CONTENT_AXIS ? ((const struct axis *)file->record)->number
                                : ((const struct action *)file->record)->number;
}

/* The number after the highest of those that begin so: "1.7" when "1.6" is taken. */
static struct slice next_number(struct new_request *request, enum content_kind kind,
                                struct slice prefix) {
    const struct content *content = &request->project.content;
    long highest = 0;
    for (size_t i = 0; i < content->file_count; i++) {
        long rank = rank_after(number_of(content->files[i], kind), prefix);
        highest = rank > highest ? rank : highest;
    }
    return slice_format(&request->project.arena, "%.*s%ld", SLICE_ARG(prefix), highest + 1);
}

/* The number given, which must be free, or the next one. */
static int choose_number(struct new_request *request, struct slice prefix, struct slice *number) {
    enum content_kind kind = request->kind->kind;
    const struct content *content = &request->project.content;
    *number = new_given(request, "numero");
    if (number->size == 0) {
        *number = next_number(request, kind, prefix);
        new_set_text(request, "numero", *number);
        return COMMAND_DONE;
    }
    struct slice folded = utf8_fold(&request->project.arena, *number);
    for (size_t i = 0; i < content->file_count; i++) {
        const struct content_file *file = content->files[i];
        struct slice taken = number_of(file, kind);
        if (taken.size && slice_equal(utf8_fold(&request->project.arena, taken), folded))
            return command_refuse("new", "--numero : %.*s est déjà celui de %.*s",
                                  SLICE_ARG(*number), SLICE_ARG(file->diag.path));
    }
    return COMMAND_DONE;
}

/* ---- Axes */

static int list_axes(const struct new_request *request, const char *cause) {
    const struct list *axes = &request->project.content.axes;
    command_refuse("new", "%s",
                   axes->count ? cause : "pas encore d'axe : commencez par vitrine new axe");
    for (size_t i = 0; i < axes->count; i++) {
        const struct axis *axis = axes->items[i];
        fprintf(stderr, "  --axe %.*s  %.*s\n", SLICE_ARG(axis->number),
                SLICE_ARG(axis->page.title));
    }
    return COMMAND_USAGE;
}

static int choose_axis(struct new_request *request, const struct axis **axis) {
    struct arena *arena = &request->project.arena;
    const struct list *axes = &request->project.content.axes;
    struct slice wanted = utf8_fold(arena, request->axis);
    *axis = NULL;
    if (wanted.size == 0 && axes->count == 1)
        *axis = axes->items[0];
    for (size_t i = 0; i < axes->count && wanted.size; i++) {
        const struct axis *one = axes->items[i];
        if (slice_equal(utf8_fold(arena, one->number), wanted))
            *axis = one;
    }
    if (*axis)
        return COMMAND_DONE;
    return list_axes(request, wanted.size ? "--axe : aucun axe n'a ce numéro" : "dans quel axe ?");
}

/* ---- Paths */

/* "1-2-maison-de-sante", of what there is of the parts. */
static struct slice name_of(struct new_request *request, struct slice first, struct slice second) {
    struct arena *arena = &request->project.arena;
    struct slice head = utf8_slug(arena, first), tail = utf8_slug(arena, second);
    if (tail.size > 60) { /* at a hyphen: a name that a person can read */
        tail.size = 60;
        while (tail.size && tail.data[tail.size] != '-')
            tail.size--;
    }
    bool both = head.size && tail.size;
    return slice_format(arena, "%.*s%s%.*s", SLICE_ARG(head), both ? "-" : "", SLICE_ARG(tail));
}

static int place_axis(struct new_request *request, struct slice *path) {
    struct slice number;
    int status = choose_number(request, SLICE(""), &number);
    struct slice name = name_of(request, number, new_given(request, "titre"));
    *path = slice_format(&request->project.arena, "axes/%.*s/axe.md", SLICE_ARG(name));
    return status;
}

static int place_action(struct new_request *request, struct slice *path) {
    struct arena *arena = &request->project.arena;
    const struct axis *axis;
    struct slice number;
    int status = choose_axis(request, &axis);
    if (status == COMMAND_DONE)
        status = choose_number(request, slice_concat(arena, axis->number, SLICE(".")), &number);
    if (status != COMMAND_DONE)
        return status;
    struct slice name = name_of(request, number, new_given(request, "titre"));
    *path = slice_format(arena, "%.*s/%.*s.md", SLICE_ARG(axis->folder), SLICE_ARG(name));
    return COMMAND_DONE;
}

/* The day given, or today: the year in whole for folders. */
static struct slice date_of(struct new_request *request) {
    struct arena *arena = &request->project.arena;
    struct slice given = new_given(request, "date");
    struct date date = request->today;
    if (given.size && !date_parse(given, &date))
        return given; /* reading the text will say what is wrong */
    if (given.size == 0)
        new_set(request, "date", slice_concat(arena, SLICE(" "), date_iso(arena, request->today)));
    return date_iso(arena, date);
}

static struct slice place_minutes(struct new_request *request) {
    struct slice date = date_of(request);
    struct slice name = name_of(request, date, new_given(request, "instance"));
    return slice_format(&request->project.arena, "comptes-rendus/%.*s/%.*s.md",
                        SLICE_ARG(slice_part(utf8_slug(&request->project.arena, date), 0, 4)),
                        SLICE_ARG(name));
}

static struct slice year_of(struct new_request *request) {
    struct slice year = new_given(request, "annee");
    if (year.size)
        return year;
    year = slice_format(&request->project.arena, "%d", request->today.year);
    new_set(request, "annee", slice_concat(&request->project.arena, SLICE(" "), year));
    return year;
}

int new_place(struct new_request *request, struct slice *path) {
    struct slice title = new_given(request, "titre");
    struct slice none = {"", 0}, name;
    switch (request->kind->kind) {
    case CONTENT_HOME:
        *path = SLICE("index.md");
        return COMMAND_DONE;
    case CONTENT_AXIS:
        return place_axis(request, path);
    case CONTENT_ACTION:
        return place_action(request, path);
    case CONTENT_MINUTES:
        *path = place_minutes(request);
        return COMMAND_DONE;
    case CONTENT_PROGRAMME:
        name = name_of(request, year_of(request), none);
        break;
    case CONTENT_NEWS:
        name = name_of(request, date_of(request), title);
        break;
    default:
        name = name_of(request, none, title);
    }
    if (name.size == 0)
        return command_refuse("new", "--titre manque : le fichier en tire son nom");
    *path =
        slice_format(&request->project.arena, "%s/%.*s.md", request->kind->place, SLICE_ARG(name));
    return COMMAND_DONE;
}
