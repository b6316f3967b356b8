#include "content/yaml_traps.h"

void yaml_explain(struct yaml_report *report, const yaml_parser_t *parser) {
    size_t index = parser->problem_mark.index;
    diag_error(report->diag, "yaml-syntaxe", report->file,
               yaml_source_position(report->source, index), NULL,
               "cette ligne ne se lit pas comme du YAML");
}

void yaml_refuse_mark(struct yaml_report *report, size_t index) {
    size_t offset = yaml_source_offset(report->source, index);
    struct position position = yaml_source_position(report->source, index);
    static const char help[] = "si c'est le début d'un texte, mettez-le entre guillemets";
    switch (report->source->text.data[offset]) {
    case '*':
        diag_error(report->diag, "yaml-alias", report->file, position, help,
                   "« * » en tête d'une valeur renvoie à une autre : ce n'est pas accepté");
        break;
    case '&':
        diag_error(report->diag, "yaml-ancre", report->file, position, help,
                   "« & » en tête d'une valeur lui donne un nom : ce n'est pas accepté");
        break;
    default:
        diag_error(report->diag, "yaml-etiquette", report->file, position, help,
                   "« ! » en tête d'une valeur en change le type : ce n'est pas accepté");
    }
}
