/*
 * Prints the tables of content/schema.h as JSON, for tests/leaks to fill every field that there is:
 * one object by schema, {"name", "fields": [{"key", "type", "flags", "kinds", "choices",
 * "nested"}]}.
 */
#include "content/model.h"

#include <stdio.h>

static const char *const types[] = {
    [SCHEMA_TEXT] = "text",
    [SCHEMA_PROSE] = "prose",
    [SCHEMA_TEXTS] = "texts",
    [SCHEMA_BOOL] = "bool",
    [SCHEMA_INTEGER] = "integer",
    [SCHEMA_NUMBER] = "number",
    [SCHEMA_PERCENT] = "percent",
    [SCHEMA_YEAR] = "year",
    [SCHEMA_MONEY] = "money",
    [SCHEMA_MEASURE] = "measure",
    [SCHEMA_DATE] = "date",
    [SCHEMA_END] = "end",
    [SCHEMA_MOMENT] = "moment",
    [SCHEMA_TIME] = "time",
    [SCHEMA_CHOICE] = "choice",
    [SCHEMA_URL] = "url",
    [SCHEMA_FILE] = "file",
    [SCHEMA_REFERENCE] = "reference",
    [SCHEMA_REFERENCES] = "references",
    [SCHEMA_RECORD] = "record",
    [SCHEMA_LIST] = "list",
    [SCHEMA_RAW] = "raw",
};
_Static_assert(sizeof types / sizeof *types == SCHEMA_RAW + 1, "a type without a name");

static void print_choices(const struct schema_choice *choices) {
    printf(",\"choices\":[");
    for (size_t i = 0; choices[i].word; i++)
        printf("%s\"%s\"", i ? "," : "", choices[i].word);
    printf("]");
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the schema */
static void print_schema(const struct schema *schema) {
    printf("{\"name\":\"%s\",\"fields\":[", schema->name);
    for (const struct schema_field *field = schema->fields; field->key; field++) {
        printf("%s{\"key\":\"%s\",\"type\":\"%s\",\"flags\":%u,\"kinds\":%u",
               field == schema->fields ? "" : ",", field->key, types[field->type], field->flags,
               field->kinds);
        if (field->choices)
            print_choices(field->choices);
        if (field->nested) {
            printf(",\"nested\":");
            print_schema(field->nested);
        }
        printf("}");
    }
    printf("]}");
}

int main(void) {
    printf("[");
    for (size_t i = 0; model_schemas[i]; i++) {
        fputs(i ? ",\n" : "", stdout);
        print_schema(model_schemas[i]);
    }
    printf("]\n");
    return 0;
}
