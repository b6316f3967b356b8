/*
 * contrat.yaml: the territory, who signs, who to ask, neighbouring plans, the site's settings.
 */
#ifndef CONTENT_MODEL_CONTRACT_H
#define CONTENT_MODEL_CONTRACT_H

#include "content/model_page.h"

struct commune {
    struct record record;
    struct slice code;
    struct slice name;
    struct number population;
    struct references sectors;
};

struct sector {
    struct record record;
    struct slice id;
    struct slice name;
    struct slice type;
    struct reference organisation;
};

struct district {
    struct record record;
    struct slice id;
    struct slice name;
    struct reference commune;
    struct slice type;
};

struct territory {
    struct record record;
    struct slice name;
    int type;
    struct slice department;
    struct slice region;
    struct number population;
    struct slice zone;
    struct list communes;  /* struct commune */
    struct list sectors;   /* struct sector */
    struct list districts; /* struct district */
    struct file_reference outline;
};

struct signatory {
    struct record record;
    struct reference organisation;
    struct slice role;
    struct date since;
    struct date until;
    struct reference replaces;
};

struct amendment {
    struct record record;
    struct slice number;
    struct date date;
    struct slice subject;
    struct file_reference document;
};

struct contact {
    struct record record;
    struct slice function;
    struct slice name;
    struct slice email;
    struct slice telephone;
    struct slice address;
    struct slice hours;
    struct reference sector;
    struct reference employer;
    struct number full_time;
    struct date since;
    struct date until;
};

struct elected {
    struct record record;
    struct slice function;
    struct slice name;
    struct reference community;
    struct date since;
    struct date until;
};

struct referent {
    struct record record;
    struct reference organisation;
    struct slice function;
    struct slice email;
    struct slice telephone;
};

struct coordination_funding {
    struct record record;
    struct reference funder;
    struct number share;
    struct money amount;
    struct number year;
};

struct priority {
    struct record record;
    struct slice id;
    struct slice title;
};

struct regional_project {
    struct record record;
    struct slice title;
    struct slice url;
    struct list priorities; /* struct priority */
};

struct plan {
    struct record record;
    struct slice id;
    struct slice acronym;
    struct slice name;
    struct slice link; /* how it joins up with the contract */
    struct reference host;
    struct slice scale;
    struct slice url;
};

struct previous_contract {
    struct record record;
    struct number generation;
    struct date start;
    struct date end;
    struct file_reference document;
};

struct useful_number {
    struct record record;
    struct slice name;
    struct slice number;
    struct slice description;
};

struct legal_person {
    struct record record;
    struct slice name;
    struct slice address;
    struct slice telephone;
    struct slice director;
};

struct personal_data {
    struct record record;
    struct slice controller;
    struct slice officer;
};

struct accessibility {
    struct record record;
    int state; /* enum accessibility_state */
    struct number rate;
    struct date date;
    struct slice author;
    struct texts failures;
    struct texts exemptions;
    struct slice contact;
    struct slice plan;
};

enum accessibility_state {
    ACCESSIBILITY_UNSET,
    ACCESSIBILITY_FULL,
    ACCESSIBILITY_PARTIAL,
    ACCESSIBILITY_NONE
};

struct site_settings {
    struct record record;
    struct slice url;
    struct slice short_title;
    struct slice theme;
    struct slice colour;
    struct file_reference logo;
    struct slice licence;
    struct legal_person *publisher;
    struct legal_person *host;
    struct personal_data *personal_data;
    struct accessibility *accessibility;
};

struct history_settings {
    struct record record;
    bool authors;
    bool messages;
    struct date since;
    struct texts withdrawn;
};

struct version {
    struct record record;
    struct slice tag;
    struct slice title;
};

struct partner_access {
    struct record record;
    int access; /* enum partner_access_kind; 0 when it is not given */
};

enum partner_access_kind { PARTNER_ACCESS_UNSET, PARTNER_ACCESS_NONE, PARTNER_ACCESS_ENCRYPTED };

struct contract {
    struct record record;
    struct slice title;
    struct number generation;
    int phase;
    struct slice summary;
    struct reference host;
    struct territory *territory;
    struct period *period;
    struct date signature;
    struct list signatories;  /* struct signatory */
    struct list amendments;   /* struct amendment */
    struct list documents;    /* struct document */
    struct list coordination; /* struct contact */
    struct list elected;      /* struct elected */
    struct list referents;    /* struct referent */
    struct list funding;      /* struct coordination_funding */
    struct regional_project *regional_project;
    struct list plans; /* struct plan */
    struct texts publics;
    struct texts themes;
    struct list previous;       /* struct previous_contract */
    struct list indicators;     /* struct indicator */
    struct list useful_numbers; /* struct useful_number */
    struct site_settings *site;
    struct history_settings *history;
    struct list versions; /* struct version */
    struct partner_access *partners;
};

#endif
