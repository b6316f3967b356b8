/*
 * The contract as structs: what a content directory says, read, linked and cut down to an edition.
 * Names follow the field's own words; the keys that fill them are in the tables of model_*.c.
 */
#ifndef CONTENT_MODEL_H
#define CONTENT_MODEL_H

#include "content/model_action.h"
#include "content/model_contract.h"
#include "content/model_page.h"
#include "content/model_rest.h"

extern const struct schema contract_schema;
extern const struct schema axis_schema;
extern const struct schema action_schema;
extern const struct schema portrait_schema;
extern const struct schema programme_schema;
extern const struct schema evaluation_schema;
extern const struct schema participation_schema;
extern const struct schema body_schema;
extern const struct schema minutes_schema;
extern const struct schema decision_schema;
extern const struct schema event_schema;
extern const struct schema news_schema;
extern const struct schema organisation_schema;
extern const struct schema agreement_schema;
extern const struct schema term_schema;
extern const struct schema page_schema;
extern const struct schema figure_schema;
extern const struct schema commune_schema;
extern const struct schema sector_schema;
extern const struct schema district_schema;
extern const struct schema plan_schema;
extern const struct schema priority_schema;
extern const struct schema objective_schema;
extern const struct schema indicator_schema;
extern const struct schema period_schema;
extern const struct schema document_schema;

/* All schemas of whole files, ended by NULL: for documentation and tests. */
extern const struct schema *const model_schemas[];

#endif
