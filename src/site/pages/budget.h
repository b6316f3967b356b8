/*
 * What the parts of /budget/ share: sums in cents, and the sections that budget.c does not make.
 */
#ifndef SITE_PAGES_BUDGET_H
#define SITE_PAGES_BUDGET_H

#include "site/data.h"

#define BUDGET_DATA "donnees/budget.csv"

/* Adds without ever overflowing: amounts come from outside. */
void budget_add(long long *sum, long long cents);

/* A cell of money. */
struct value budget_money(struct arena *arena, long long cents);

/* Says under a table of the public edition that it leaves out what is not public. */
void budget_note_hidden(const struct site *site, struct arena *arena, struct value table,
                        bool hidden);

/* The sections on funding agreements, and on the coordination's funding; none when there are no
 * such things. */
void budget_add_agreements(const struct site *site, struct arena *arena, struct value root);
void budget_add_coordination(const struct site *site, struct arena *arena, struct value root);

/* Writes BUDGET_DATA: a data_write. */
data_write budget_write_data;

#endif
