/*
 * The kinds of pages: each file of site/pages/ registers its own. A page that would be empty is not
 * registered, and nothing links to it.
 */
#ifndef SITE_PAGES_H
#define SITE_PAGES_H

#include "site/site.h"

typedef void site_register(struct site *site);

site_register pages_home;
site_register pages_residents;     /* /habitants/ */
site_register pages_professionals; /* /professionnels/ */
site_register pages_contract;      /* /contrat/ */
site_register pages_plans;         /* /dispositifs/ */
site_register pages_diagnosis;     /* /diagnostic/ */
site_register pages_axes;          /* /axes/ */
site_register pages_actions;       /* /actions/ */
site_register pages_progress;      /* /avancement/ */
site_register pages_indicators;    /* /indicateurs/ */
site_register pages_budget;        /* /budget/ */
site_register pages_determinants;  /* /determinants/, /prs/ */
site_register pages_programme;     /* /programmation/, /bilans/ */
site_register pages_evaluation;    /* /evaluation/ */
site_register pages_participation; /* /participer/ */
site_register pages_tags;          /* /themes/, /pour-qui/ */
site_register pages_places;        /* /communes/, /secteurs/, /quartiers/ */
site_register pages_organisations; /* /organismes/ */
site_register pages_governance;    /* /gouvernance/ */
site_register pages_minutes;       /* /comptes-rendus/ */
site_register pages_decisions;     /* /decisions/ */
site_register pages_agenda;        /* /agenda/ */
site_register pages_news;          /* /actualites/ */
site_register pages_glossary;      /* /glossaire/ */
site_register pages_print;         /* /imprimer/ */
site_register pages_free;          /* pages/ and sections of free pages */
site_register pages_versions;      /* /versions/ */
site_register pages_legal;         /* /contact/, /mentions-legales/ ... and /plan-du-site/ */
site_register pages_room;          /* /partenaires/ */
site_register pages_history;       /* /historique/: of all pages above */

/* Whether a site has the door of a locked room. */
bool pages_have_room(const struct site *site);

#endif
