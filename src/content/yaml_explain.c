#include "content/yaml_repair.h"
#include "content/yaml_traps.h"

#include "base/arena.h"

#include <string.h>

#define LINE_WALKED                                                                                \
    8192 /* bytes of a line on either side of the one error that ends the reading                  \
          */

/* A place where libyaml stopped. */
struct fault {
    struct yaml_report *report;
    const yaml_parser_t *parser;
    size_t open;  /* see yaml_explain */
    size_t index; /* the character, and its byte in the text */
    size_t offset;
    struct slice line; /* the line around it, and its place in that line */
    size_t at;
    char byte; /* '\0' at the end of the text */
};

static struct fault fault_at(struct yaml_report *report, const yaml_parser_t *parser, size_t open,
                             size_t index) {
    struct fault fault = {.report = report, .parser = parser, .open = open, .index = index};
    struct slice text = report->source->text;
    size_t start;
    fault.offset = yaml_source_offset(report->source, index);
    fault.line = yaml_source_line(report->source, fault.offset, LINE_WALKED, &start);
    fault.at = fault.offset - start;
    if (fault.at > fault.line.size)
        fault.at = fault.line.size;
    fault.byte = fault.offset < text.size ? text.data[fault.offset] : '\0';
    return fault;
}

static bool problem_has(const struct fault *fault, const char *words) {
    return fault->parser->problem && strstr(fault->parser->problem, words);
}

static bool context_has(const struct fault *fault, const char *words) {
    return fault->parser->context && strstr(fault->parser->context, words);
}

static void say(const struct fault *fault, const char *code, const char *help,
                const char *message) {
    yaml_report_line(fault->report, code, fault->index, message, help, SLICE(""));
}

static void say_line(const struct fault *fault, const char *code, const char *message,
                     const char *advice, struct slice line) {
    yaml_report_line(fault->report, code, fault->index, message, advice, line);
}

/* The line that is not blank before the fault's; empty when there is none. */
static struct fault line_above(const struct fault *fault) {
    struct fault above = *fault;
    struct slice text = fault->report->source->text;
    size_t offset = fault->offset - fault->at;
    while (offset > 0) {
        size_t start;
        offset--;
        above.line = yaml_source_line(fault->report->source, offset, LINE_WALKED, &start);
        if (slice_trim(above.line).size || offset - start > 0) {
            above.offset = start + yaml_indent(above.line);
            above.at = yaml_indent(above.line);
            above.byte = above.offset < text.size ? text.data[above.offset] : '\0';
            if (slice_trim(above.line).size)
                return above;
        }
        offset = start;
    }
    above.line = (struct slice){"", 0};
    return above;
}

/* How far a line's own text stands from the margin: after its dashes. */
static size_t text_column(struct slice line) {
    return yaml_split(line).lead.size;
}

static bool explain_tab(const struct fault *fault) {
    size_t indent = yaml_indent(fault->line);
    bool indented = slice_find(slice_part(fault->line, 0, indent), '\t') < indent;
    bool token = problem_has(fault, "cannot start any token") && fault->byte == '\t';
    if (!token && !problem_has(fault, "tab character") && !indented)
        return false;
    if (!indented) {
        say(fault, "yaml-tabulation", "remplacez la tabulation par une espace",
            "une tabulation se trouve ici à la place d'une espace");
        return true;
    }
    size_t width = 0;
    for (size_t i = 0; i < indent; i++)
        width += fault->line.data[i] == '\t' ? 2 : 1;
    say_line(fault, "yaml-tabulation",
             "une tabulation décale cette ligne : YAML n'accepte que des espaces",
             "remplacez-la par deux espaces",
             yaml_set_indent(fault->report->arena, fault->line, width));
    return true;
}

/* "titre:Texte", "-texte": in the fault's own line or in another. */
static bool explain_glued(const struct fault *fault) {
    size_t colon = yaml_glued_colon(fault->line);
    size_t indent = yaml_indent(fault->line);
    size_t mark = 0;
    struct arena *arena = fault->report->arena;
    if (colon < fault->line.size) {
        say_line(fault, "yaml-deux-points", "il manque une espace après « : »", "écrivez",
                 yaml_insert_space(arena, fault->line, colon + 1));
        return true;
    }
    if (!yaml_glued_dash(slice_from_offset(fault->line, indent), &mark))
        return false;
    struct slice start = slice_part(fault->line, 0, indent);
    say_line(fault, "yaml-tiret",
             "un élément de liste commence par un tiret simple, suivi d'une espace", "écrivez",
             slice_format(arena, "%.*s- %.*s", SLICE_ARG(start),
                          SLICE_ARG(slice_from_offset(fault->line, indent + mark))));
    return true;
}

static struct fault at_line_start(const struct fault *fault) {
    struct fault above = line_above(fault);
    struct fault moved = above;
    if (above.line.size == 0)
        return moved;
    /* the characters between the two, counted backwards over the bytes */
    for (size_t i = above.offset; i < fault->offset; i++)
        moved.index -= ((unsigned char)fault->report->source->text.data[i] & 0xC0) != 0x80;
    return moved;
}

static void explain_colon_below(const struct fault *fault, const struct yaml_parts *parts) {
    struct fault above = at_line_start(fault);
    struct arena *arena = fault->report->arena;
    if (above.line.size && explain_glued(&above))
        return;
    struct yaml_parts before = yaml_split(above.line);
    bool words = slice_find(parts->key, ' ') < parts->key.size || parts->colon.data[0] != ':';
    if (before.key.size && words) {
        say_line(fault, "yaml-deux-points", "ce texte de plusieurs lignes contient « : »",
                 "terminez la ligne de la clé par « > » et mettez tout le texte au-dessous",
                 slice_format(arena, "%.*s%.*s: >", SLICE_ARG(before.lead), SLICE_ARG(before.key)));
    } else if (before.key.size) {
        say_line(fault, "yaml-decalage",
                 "cette ligne est trop décalée : elle continue le texte de la ligne du dessus",
                 "alignez-la sur la ligne du dessus",
                 yaml_set_indent(arena, fault->line, text_column(above.line)));
    } else {
        say(fault, "yaml-cle-absente",
            "écrivez une clé, « : » et une espace devant le texte de la ligne du dessus",
            "une clé ne peut pas suivre un texte qui n'en a pas");
    }
}

/* "mapping values are not allowed in this context": a colon too many. */
static void explain_colon(const struct fault *fault) {
    struct yaml_parts parts = yaml_split(fault->line);
    size_t first = parts.lead.size + parts.key.size + slice_find(parts.colon, ':');
    if (parts.colon.size && fault->at > first) {
        say_line(fault, "yaml-deux-points",
                 "ce texte contient « : », que YAML prend pour la fin d'une clé",
                 "mettez le texte entre guillemets",
                 yaml_quote_entry(fault->report->arena, fault->line, fault->at));
        return;
    }
    explain_colon_below(fault, &parts);
}

/* "could not find expected ':'": a line that is no key. */
static void explain_no_colon(const struct fault *fault) {
    if (explain_glued(fault))
        return;
    struct fault above = line_above(fault);
    size_t column = text_column(above.line) + 2;
    say_line(fault, "yaml-cle-absente", "cette ligne n'a pas de clé",
             "écrivez « clé: » devant, ou décalez-la si elle continue le texte du dessus",
             yaml_set_indent(fault->report->arena, fault->line, column));
}

/* Text after what quotes or brackets have closed, on the same line. */
static void explain_rest(const struct fault *fault) {
    struct yaml_parts parts = yaml_split(fault->line);
    struct arena *arena = fault->report->arena;
    size_t value = (size_t)(parts.value.data - fault->line.data);
    char first = parts.value.size && fault->at > value ? parts.value.data[0] : '\0';
    struct slice quoted = yaml_quote_value(arena, fault->line);
    if ((first == '"' || first == '\'') && fault->byte == ',') {
        struct slice start = slice_part(fault->line, 0, value);
        say_line(fault, "yaml-virgule", "plusieurs textes se suivent ici",
                 "mettez la liste entre crochets",
                 slice_format(arena, "%.*s[%.*s]", SLICE_ARG(start), SLICE_ARG(parts.value)));
    } else if (first && yaml_is_quoted(parts.value)) {
        say(fault, "yaml-guillemets", "fermez-le sur sa ligne",
            "ici se ferme un texte entre guillemets ouvert plus haut");
    } else if (first == '\'') {
        say_line(fault, "yaml-apostrophe", "une apostrophe ferme ce texte avant sa fin",
                 "entourez-le de guillemets doubles", quoted);
    } else if (first == '"') {
        say_line(fault, "yaml-guillemets", "un guillemet ferme ce texte avant sa fin",
                 "entourez-le autrement", quoted);
    } else if (fault->byte == ']' || fault->byte == '}') {
        say(fault, "yaml-crochet", "retirez ce signe, ou ajoutez celui qui l'ouvre",
            fault->byte == ']' ? "ce crochet « ] » n'a pas été ouvert"
                               : "cette accolade « } » n'a pas été ouverte");
    } else if (first == '[' || first == '{') {
        say_line(fault, "yaml-crochet",
                 "du texte suit ici ce que des crochets ou des accolades ont fermé",
                 "si c'est un seul texte, mettez-le entre guillemets", quoted);
    } else {
        say(fault, "yaml-syntaxe",
            "vérifiez les guillemets, les deux-points et le décalage de cette ligne et de celle "
            "du dessus",
            "ce texte n'est pas à sa place");
    }
}

static void explain_directive(const struct fault *fault) {
    say(fault, "yaml-directive",
        "retirez cette ligne ; si c'est un texte, mettez-le entre guillemets",
        "une ligne qui commence par « % » n'est pas acceptée");
}

/* A line that stands neither with those above nor within them. */
static void explain_indent(const struct fault *fault) {
    struct fault above = line_above(fault);
    struct arena *arena = fault->report->arena;
    bool dash = fault->byte == '-';
    bool list = slice_starts(slice_trim(above.line), "- ");
    if (slice_starts(above.line, "%")) {
        struct fault directive = at_line_start(fault);
        explain_directive(&directive);
    } else if (slice_is(slice_trim(above.line), "...")) {
        say(fault, "yaml-documents", "retirez la ligne « ... »",
            "rien ne peut suivre « ... », qui termine le fichier");
    } else if (fault->byte == ':') {
        say(fault, "yaml-cle-vide", "écrivez un mot devant « : »",
            "il n'y a pas de clé devant « : »");
    } else if (yaml_glued_colon(fault->line) < fault->line.size || !explain_glued(fault)) {
        size_t column = list && dash ? yaml_indent(above.line) : text_column(above.line);
        say_line(fault, "yaml-decalage",
                 "le décalage de cette ligne n'est celui d'aucune ligne du dessus",
                 "alignez-la, par exemple sur la ligne du dessus",
                 yaml_set_indent(arena, fault->line, column));
    }
}

static void explain_key(const struct fault *fault) {
    if (fault->at == yaml_indent(fault->line))
        explain_indent(fault);
    else
        explain_rest(fault);
}

/* A quote that is never closed: told where it opens. */
static void explain_open_quote(const struct fault *fault) {
    say_line(fault, "yaml-guillemets",
             fault->byte == '"' ? "ce guillemet n'est refermé nulle part"
                                : "cette apostrophe ouvre un texte qui n'est refermé nulle part",
             "fermez le texte", yaml_close(fault->report->arena, fault->line, fault->byte));
}

static void explain_escape(const struct fault *fault) {
    say_line(fault, "yaml-echappement",
             "entre guillemets doubles, « \\ » annonce un caractère spécial qui n'existe pas ici",
             "entourez le texte d'apostrophes, ou doublez « \\ »",
             yaml_quote_entry(fault->report->arena, fault->line, fault->at));
}

static void explain_open_bracket(const struct fault *fault) {
    struct fault open = fault_at(fault->report, fault->parser, fault->open, fault->open);
    bool list = open.byte == '[';
    say_line(&open, "yaml-crochet",
             list ? "ce crochet « [ » n'est pas refermé"
                  : "cette accolade « { » n'est pas refermée",
             list ? "ajoutez « ] » à la fin de la liste" : "ajoutez « } » à la fin",
             yaml_close(fault->report->arena, open.line, list ? ']' : '}'));
}

/* Whether the entry before the fault, on its line, has its colon already. */
static bool has_colon_before(const struct fault *fault) {
    for (size_t i = fault->at; i > 1; i--) {
        char byte = fault->line.data[i - 1];
        if (byte == ',' || byte == '{' || byte == '[')
            return false;
        if (byte == ' ' && fault->line.data[i - 2] == ':')
            return true;
    }
    return false;
}

/* Between brackets or braces. */
static void explain_flow(const struct fault *fault) {
    if (fault->open == YAML_NO_INDEX) {
        explain_rest(fault);
        return;
    }
    struct fault open = fault_at(fault->report, fault->parser, fault->open, fault->open);
    bool same_line = open.offset - open.at == fault->offset - fault->at;
    struct slice before = slice_trim(slice_part(fault->line, 0, fault->at));
    char last = before.size ? before.data[before.size - 1] : '\0';
    bool quote = last == '\'' || last == '"';
    bool colon = fault->byte == ':' && has_colon_before(fault);
    struct slice quoted = yaml_quote_between(fault->report->arena, fault->line, fault->at);
    if (fault->byte == '\0' || (!same_line && !quote && !colon)) {
        explain_open_bracket(fault);
    } else if (fault->byte == ':') {
        say_line(fault, "yaml-deux-points",
                 "ce texte contient « : », que YAML prend pour la fin d'une clé",
                 "mettez le texte entre guillemets", quoted);
    } else if (last == '\'') {
        say_line(fault, "yaml-apostrophe", "une apostrophe ferme ce texte avant sa fin",
                 "entourez-le de guillemets doubles", quoted);
    } else if (last == '"') {
        say_line(fault, "yaml-guillemets", "un guillemet ferme ce texte avant sa fin",
                 "entourez-le autrement", quoted);
    } else if (fault->byte == ',') {
        say(fault, "yaml-virgule", "retirez la virgule en trop",
            "il n'y a rien devant cette virgule");
    } else {
        say(fault, "yaml-crochet",
            "vérifiez que chaque « [ » a son « ] » et chaque « { » son « } »",
            "il manque ici une virgule, un crochet ou une accolade");
    }
}

static void explain_character(const struct fault *fault) {
    struct slice words = slice_format(fault->report->arena,
                                      "un texte sans guillemets ne peut pas commencer par « %c »",
                                      fault->byte ? fault->byte : ' ');
    struct arena *arena = fault->report->arena;
    say_line(fault, "yaml-caractere", words.data, "mettez-le entre guillemets",
             fault->open == YAML_NO_INDEX ? yaml_quote_entry(arena, fault->line, fault->at)
                                          : yaml_quote_between(arena, fault->line, fault->at));
}

static void explain_dash(const struct fault *fault) {
    struct slice start = slice_part(fault->line, 0, fault->at);
    struct slice item = slice_trim(slice_from_offset(fault->line, fault->at + 1));
    say_line(fault, "yaml-tiret", "une liste à tirets commence à la ligne, sous sa clé",
             "allez à la ligne avant le premier tiret, ou écrivez la liste entre crochets",
             slice_format(fault->report->arena, "%.*s[%.*s]", SLICE_ARG(start), SLICE_ARG(item)));
}

static void explain_block(const struct fault *fault) {
    struct yaml_parts parts = yaml_split(fault->line);
    size_t value = (size_t)(parts.value.data - fault->line.data);
    struct slice line = yaml_quote_value(fault->report->arena, fault->line);
    if (parts.value.size > 2 && parts.value.data[1] == ' ') { /* the mark is no part of the text */
        struct slice start = slice_part(fault->line, 0, value);
        struct slice text = slice_from_offset(parts.value, 2);
        line =
            yaml_quote_value(fault->report->arena, slice_concat(fault->report->arena, start, text));
    }
    say_line(fault, "yaml-bloc", "après « > » ou « | », le texte commence à la ligne suivante",
             "allez à la ligne, ou mettez le texte entre guillemets", line);
}

static void explain_mark(const struct fault *fault) {
    yaml_refuse_mark(fault->report, fault->index);
}

static void explain_no_space(const struct fault *fault) {
    say(fault, "yaml-deux-points", "écrivez une espace, puis une valeur",
        "il manque une espace après « : »");
}

static void explain_unknown(const struct fault *fault) {
    if (fault->open != YAML_NO_INDEX)
        explain_flow(fault);
    else
        explain_rest(fault);
}

/*
 * All that libyaml 0.2.5 says, by a part of its context and of its problem. The first line that
 * fits is taken. `opening`: the message belongs where the context begins.
 */
static const struct {
    const char *context;
    const char *problem;
    bool opening;
    void (*explain)(const struct fault *fault);
} causes[] = {
    {"directive", "", true, explain_directive},
    {"alias", "", true, explain_mark},
    {"anchor", "", true, explain_mark},
    {"a tag", "", true, explain_mark},
    {"", "tag handle", false, explain_mark},
    {"quoted scalar", "end of stream", true, explain_open_quote},
    {"quoted scalar", "document indicator", true, explain_open_quote},
    {"quoted scalar", "", false, explain_escape},
    {"block scalar", "", true, explain_block},
    {"", "mapping values are not allowed", false, explain_colon},
    {"", "mapping keys are not allowed", false, explain_character},
    {"", "block sequence entries", false, explain_dash},
    {"simple key", "", true, explain_no_colon},
    {"plain scalar", "unexpected ':'", false, explain_no_space},
    {"next token", "", false, explain_character},
    {"flow", "", false, explain_flow},
    {"block node", "node content", false, explain_character},
    {"block", "", false, explain_key},
    {"", "<document start>", false, explain_key},
    {"", "", false, explain_unknown},
};

void yaml_explain(struct yaml_report *report, const yaml_parser_t *parser, size_t open) {
    struct fault here = fault_at(report, parser, open, parser->problem_mark.index);
    if (explain_tab(&here))
        return;
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
        bool any = causes[i].context[0] == '\0';
        if ((!any && !context_has(&here, causes[i].context)) ||
            !problem_has(&here, causes[i].problem))
            continue;
        struct fault fault = here;
        if (causes[i].opening)
            fault = fault_at(report, parser, open, parser->context_mark.index);
        causes[i].explain(&fault);
        return;
    }
    explain_unknown(&here);
}
