/* /evaluation/: what was asked, what was recommended, and what followed. */
#include "site/addresses.h"
#include "site/pages.h"

#include "site/components.h"
#include "site/lists.h"
#include "site/values.h"
#include "text/french.h"

static struct value recommendation_item(const struct site *site, struct arena *arena,
                                        const struct recommendation *recommendation) {
    struct value details = value_list(arena);
    struct value followed = value_list(arena);
    struct slice answer =
        recommendation->followed.size ? recommendation->followed : site_word(site, "suite_absente");
    value_push(arena, followed, values_cell(arena, answer));
    values_add_cells(site, arena, details, "suite_donnee", followed);
    values_add_fact(site, arena, details, &recommendation->record, "actions");
    return lists_sheet(arena, SLICE(""), values_prose(arena, recommendation->text), value_none(),
                       details);
}

static size_t count_followed(const struct evaluation *evaluation) {
    size_t count = 0;
    for (size_t i = 0; i < evaluation->recommendations.count; i++)
        count +=
            ((const struct recommendation *)evaluation->recommendations.items[i])->followed.size !=
            0;
    return count;
}

static void add_recommendations(const struct site *site, struct arena *arena, struct value root,
                                const struct evaluation *evaluation) {
    const struct list *recommendations = &evaluation->recommendations;
    struct value items = value_list(arena);
    for (size_t i = 0; i < recommendations->count; i++)
        value_push(arena, items, recommendation_item(site, arena, recommendations->items[i]));
    components_section(site, arena, root, "recommandations--", site_word(site, "recommandations"),
                       "liste-fiches", items);
    if (recommendations->count == 0)
        return;
    size_t followed = count_followed(evaluation);
    struct value figures = value_list(arena);
    lists_figure(
        arena, figures, french_number(arena, (double)recommendations->count, 0),
        site_word(site, recommendations->count < 2 ? "mot_recommandation" : "mot_recommandations"));
    lists_figure(arena, figures, french_number(arena, (double)followed, 0),
                 site_word(site, followed < 2 ? "mot_suivie" : "mot_suivies"));
    value_set(arena, root, "chiffres", values_list(arena, figures));
}

static void fill_evaluation(const struct site *site, const struct site_page *page,
                            struct arena *arena, struct value root) {
    static const char *const keys[] = {"type", "periode", "evaluateur", "objets"};
    const struct evaluation *evaluation = page->item;
    struct value facts = value_list(arena);
    struct value questions = value_list(arena);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        values_add_fact(site, arena, facts, page->record, keys[i]);
    value_set(arena, root, "faits", values_list(arena, facts));
    for (size_t i = 0; i < evaluation->questions.count; i++)
        value_push(arena, questions, values_cell(arena, evaluation->questions.items[i]));
    components_section(site, arena, root, "questions--", site_word(site, "questions"),
                       "liste-liens", questions);
    add_recommendations(site, arena, root, evaluation);
}

static struct slice type_of(const struct evaluation *evaluation) {
    const struct record *record = &evaluation->page.record;
    const struct schema_choice *choice =
        schema_choice_of(record, schema_find(record->schema, SLICE("type")));
    return choice ? slice_from(choice->word) : SLICE("");
}

static void fill_list(const struct site *site, const struct site_page *page, struct arena *arena,
                      struct value root) {
    const struct list *evaluations = &site->content->evaluations;
    struct value cards = value_list(arena);
    (void)page;
    for (size_t i = 0; i < evaluations->count; i++) {
        const struct evaluation *evaluation = evaluations->items[i];
        size_t count = evaluation->recommendations.count;
        struct value card =
            components_card(site, arena, type_of(evaluation), evaluation->page.title,
                            evaluation->page.summary, site_url(site, &evaluation->page.record));
        if (count)
            values_set(arena, card, "etat",
                       value_text(values_count(site, arena, count, "mot_recommandation",
                                               "mot_recommandations")));
        value_push(arena, cards, card);
    }
    value_set(arena, root, "elements", values_list(arena, cards));
}

void pages_evaluation(struct site *site) {
    const struct list *evaluations = &site->content->evaluations;
    if (evaluations->count == 0)
        return;
    site_add(site, (struct site_page){.url = SLICE("evaluation/"),
                                      .template_name = "liste",
                                      .fill = fill_list,
                                      .title = site_word(site, "evaluation_titre"),
                                      .summary = site_word(site, "evaluation_resume")});
    for (size_t i = 0; i < evaluations->count; i++) {
        const struct evaluation *evaluation = evaluations->items[i];
        const struct record *record = &evaluation->page.record;
        site_add(site, (struct site_page){.url = addresses_of(site, record),
                                          .template_name = "liste",
                                          .fill = fill_evaluation,
                                          .item = evaluation,
                                          .record = record,
                                          .source = &evaluation->page,
                                          .title = evaluation->page.title,
                                          .summary = evaluation->page.summary});
    }
}
