#include "content/yaml_traps.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "content/yaml_repair.h"

#define LINE_WALKED 800 /* bytes of a line on either side: a file may have thousands of traps */
#define LINE_SHOWN 200  /* characters of a line that the help repeats */

void yaml_report_line(struct yaml_report *report, const char *code, size_t index,
                      const char *message, const char *advice, struct slice line) {
    struct slice help = slice_from(advice);
    if (slice_trim(line).size) {
        size_t shown = utf8_prefix(line, LINE_SHOWN);
        help = slice_format(report->arena, "%s : « \x01%.*s%s\x02 »", advice, (int)shown, line.data,
                            shown < line.size ? "…" : "");
    }
    report->said = true;
    diag_error(report->diag, code, report->file, yaml_source_position(report->source, index),
               help.data, "%s", message);
}

/* The line around a character, and where the character stands in it. */
static struct slice line_at(struct yaml_report *report, size_t index, size_t *at) {
    size_t start;
    size_t offset = yaml_source_offset(report->source, index);
    struct slice line = yaml_source_line(report->source, offset, LINE_WALKED, &start);
    *at = offset - start < line.size ? offset - start : line.size;
    return line;
}

void yaml_refuse_mark(struct yaml_report *report, size_t index) {
    size_t at;
    struct slice line = line_at(report, index, &at);
    const char *code = "yaml-etiquette";
    const char *message = "« ! » en tête d'une valeur en change le type : ce n'est pas accepté";
    size_t offset = yaml_source_offset(report->source, index);
    char mark = offset < report->source->text.size ? report->source->text.data[offset] : '!';
    if (mark == '*') {
        code = "yaml-alias";
        message = "« * » en tête d'une valeur renvoie à une autre : ce n'est pas accepté";
    } else if (mark == '&') {
        code = "yaml-ancre";
        message = "« & » en tête d'une valeur lui donne un nom : ce n'est pas accepté";
    }
    struct slice rest = slice_from_offset(line, at);
    bool group =
        slice_search(rest, SLICE(" {")) < rest.size || slice_search(rest, SLICE(" [")) < rest.size;
    yaml_report_line(report, code, index, message,
                     group ? "écrivez la valeur elle-même"
                           : "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre "
                             "guillemets",
                     group ? SLICE("") : yaml_quote_entry(report->arena, line, at));
}

void yaml_refuse_key(struct yaml_report *report, size_t index, size_t open) {
    size_t at;
    struct slice line = line_at(report, open == YAML_NO_INDEX ? index : open, &at);
    struct slice value = yaml_split(line).value;
    bool key = slice_search(value, SLICE("]:")) < value.size ||
               slice_search(value, SLICE("}:")) < value.size || slice_starts(value, "?");
    yaml_report_line(report, "yaml-cle-complexe", index,
                     "une liste ou un groupe ne peut pas servir de clé",
                     "si c'est un texte, mettez-le entre guillemets",
                     key ? SLICE("") : yaml_quote_value(report->arena, line));
}

static void warn_line(struct yaml_report *report, const char *code, size_t index,
                      const char *message, const char *help) {
    diag_warning(report->diag, code, report->file, yaml_source_position(report->source, index),
                 help, "%s", message);
}

/* "titre: a", then "  - b" below: no list, but the text "a - b". */
static void check_dash_below(struct yaml_report *report, size_t start, size_t end) {
    struct slice text = report->source->text;
    size_t offset = yaml_source_offset(report->source, start);
    size_t last = yaml_source_offset(report->source, end);
    size_t newline = offset + slice_find(slice_part(text, offset, last - offset), '\n');
    for (size_t at = newline; at < last; at++) {
        if (text.data[at] != '-' || at + 1 >= last || text.data[at + 1] != ' ' ||
            !yaml_source_begins_line(report->source, at))
            continue;
        size_t index = start + utf8_count(slice_part(text, offset, at - offset));
        warn_line(report, "yaml-tiret", index,
                  "cette ligne continue le texte du dessus : elle ne commence pas une liste",
                  "pour une liste, ne laissez rien après la clé sur sa ligne");
        return;
    }
}

void yaml_check_comment(struct yaml_report *report, size_t end) {
    struct slice text = report->source->text;
    size_t offset = yaml_source_offset(report->source, end);
    size_t at = offset;
    while (at < text.size && text.data[at] == ' ')
        at++;
    char next = at + 1 < text.size ? text.data[at + 1] : ' ';
    if (at == offset || at >= text.size || text.data[at] != '#' || next == ' ' || next == '#' ||
        next == '\t' || next == '\n' || next == '\r')
        return;
    size_t place;
    size_t index = end + (at - offset);
    struct slice line = line_at(report, index, &place);
    struct slice help = slice_format(
        report->arena, "s'il fait partie du texte, mettez tout entre guillemets : " DIAG_VALUE,
        SLICE_ARG(yaml_quote_comment(report->arena, line)));
    warn_line(report, "yaml-diese", index, "ce qui suit « # » est un commentaire, et n'est pas lu",
              help.data);
}

void yaml_check_plain(struct yaml_report *report, size_t start, size_t end) {
    size_t at;
    size_t mark;
    if (!yaml_source_begins_line(report->source, yaml_source_offset(report->source, start))) {
        check_dash_below(report, start, end);
        return;
    }
    struct slice line = line_at(report, start, &at);
    struct slice lead = slice_part(line, 0, at);
    struct slice rest = slice_from_offset(line, at);
    if (yaml_glued_dash(rest, &mark)) {
        struct slice put_right = slice_format(report->arena, "%.*s- %.*s", SLICE_ARG(lead),
                                              SLICE_ARG(slice_from_offset(rest, mark)));
        yaml_report_line(report, "yaml-tiret", start,
                         "un élément de liste commence par un tiret simple, suivi d'une espace",
                         "écrivez", put_right);
    } else if (slice_trim(lead).size == 0 && yaml_glued_colon(line) < line.size) {
        yaml_report_line(report, "yaml-deux-points", start, "il manque une espace après « : »",
                         "écrivez",
                         yaml_insert_space(report->arena, line, yaml_glued_colon(line) + 1));
    }
}

void yaml_refuse_comma(struct yaml_report *report, size_t start, struct slice words) {
    size_t at;
    struct slice line = line_at(report, start, &at);
    bool number = true;
    for (size_t i = 0; i < words.size; i++) {
        char byte = words.data[i];
        number = number && ((byte >= '0' && byte <= '9') || byte == ',' || byte == ' ' ||
                            byte == '-' || byte == '+');
    }
    struct slice put_right = line.size ? yaml_quote_commas(report->arena, line, at) : line;
    yaml_report_line(report, "yaml-virgule", start,
                     "entre accolades, la virgule sépare deux clés : ce texte est coupé en deux",
                     number ? "mettez le nombre entre guillemets, ou un point pour la virgule"
                            : "mettez le texte entre guillemets",
                     put_right);
}

void yaml_refuse_bare_key(struct yaml_report *report, size_t index, struct slice key) {
    size_t at;
    struct slice line = line_at(report, index, &at);
    size_t colon = yaml_glued_colon(key);
    if (colon < key.size && line.size) {
        yaml_report_line(report, "yaml-deux-points", index, "il manque une espace après « : »",
                         "écrivez", yaml_insert_space(report->arena, line, at + colon + 1));
        return;
    }
    yaml_report_line(
        report, "yaml-cle-sans-valeur", index,
        "entre accolades, chaque clé est suivie de « : », d'une espace et d'une valeur",
        "complétez, ou mettez tout le texte entre guillemets",
        yaml_quote_value(report->arena, line));
}
