/*
 * Drawings: the numbers of figures and indicators given to charts/, and put in words for who does
 * not see them. Each is drawn twice, for a wide and for a narrow column; the theme shows one.
 */
#ifndef SITE_DRAWINGS_H
#define SITE_DRAWINGS_H

#include "site/site.h"

struct chart; /* charts/chart.h */
struct gantt; /* charts/gantt.h */

/* A chart, described and drawn twice (a small one once), as HTML; value_none() where its table
 * alone says it better. Ids begin with `id`. */
struct value drawings_chart(const struct site *site, struct arena *arena, struct chart *chart,
                            struct slice id);

/* A timeline drawn twice, as HTML; value_none() when there is nothing to draw. */
struct value drawings_gantt(struct arena *arena, struct gantt *gantt, struct slice id);

/* The ring of the mean progress of the contract, as HTML; one a page. */
struct value drawings_progress(const struct site *site, struct arena *arena, double progress);

/*
 * The drawing of a figure of type courbe, barres, empile or carte as HTML; value_none() for tables,
 * and where its table alone says it better. `index` is its rank in its body: ids are made from the
 * file and the rank.
 */
struct value drawings_figure(const struct site *site, struct arena *arena,
                             const struct figure_table *table, size_t index);

/* The values of an indicator over time, against its target; value_none() for less than two numbers.
 * `rank` tells it from the other indicators of its file; `small`: one of many. */
struct value drawings_indicator(const struct site *site, struct arena *arena,
                                const struct indicator *indicator, size_t rank, bool small);

/* The values of an indicator by date, its first state included unless a value has its date. */
const struct indicator_value **drawings_values(struct arena *arena,
                                               const struct indicator *indicator, size_t *count);

#endif
