/*
 * One value of a field: from a YAML node to the memory of a struct, forgiving what cannot be
 * misread and saying what was expected otherwise.
 */
#ifndef CONTENT_READ_VALUE_H
#define CONTENT_READ_VALUE_H

#include "content/read.h"

/* Reads any field but records and lists of records into `member`. Returns false when the value is
 * wrong (said in the diag); the member is then left cleared. */
bool read_value(struct reader *reader, const struct schema_field *field,
                const struct yaml_node *node, void *member);

#endif
