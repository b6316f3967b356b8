/*
 * The contract as structs: what a content directory says, read, linked and cut down to an edition.
 * Names follow the field's own words; the keys that fill them are in the tables of model_*.c.
 */
#ifndef CONTENT_MODEL_H
#define CONTENT_MODEL_H

#include "base/map.h"
#include "content/record.h"
#include "content/schema.h"

struct prose;
struct yaml_node;

/* ---- What every page carries ---- */

struct document {
    struct record record;
    struct slice title;
    struct file_reference file;
    struct slice url;
    bool accessible;
    int visibility;
};

struct page {
    struct record record;
    struct slice title;
    struct slice summary;
    struct number order;
    struct list documents; /* struct document */
    int visibility;
    bool draft;
    int menu;            /* enum page_menu */
    struct prose *prose; /* NULL: no text, or none to show */
};

enum page_menu { PAGE_MENU_DEFAULT, PAGE_MENU_MAIN, PAGE_MENU_FOOTER, PAGE_MENU_NONE };

/* ---- Shared pieces ---- */

struct period {
    struct record record;
    struct date start;
    struct date end;
};

struct indicator_value {
    struct record record;
    struct date date;
    struct measure value;
    struct slice note;
};

struct indicator_target {
    struct record record;
    struct number year;
    struct measure value;
};

struct indicator {
    struct record record;
    struct slice id;
    struct slice name;
    int type;
    struct slice unit;
    int direction; /* enum indicator_direction */
    int accumulation;
    struct indicator_value *start;
    struct measure target;
    struct list targets; /* struct indicator_target */
    struct date due;
    struct reference responsible;
    struct slice source;
    struct list values; /* struct indicator_value */
    int visibility;
};

enum indicator_direction { INDICATOR_ANY, INDICATOR_UP, INDICATOR_DOWN };

/* ---- contrat.yaml ---- */

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
    int access;
};

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

/* ---- Axes and actions ---- */

struct objective {
    struct record record;
    struct slice number;
    struct slice title;
};

struct axis {
    struct page page;
    struct slice number;
    bool transversal;
    struct list objectives; /* struct objective */
    struct list indicators; /* struct indicator */
    struct list actions;    /* struct action, in the order of their numbers; made by linking */
    struct slice folder;    /* "axes/1-acces" */
};

enum action_status {
    ACTION_UNSET,
    ACTION_UNDEFINED,
    ACTION_PLANNED,
    ACTION_RUNNING,
    ACTION_DONE,
    ACTION_PERMANENT,
    ACTION_SUSPENDED,
    ACTION_ABANDONED,
};

struct practical {
    struct record record;
    struct slice place;
    struct slice address;
    struct reference commune;
    struct slice hours;
    struct slice telephone;
    struct slice price;
    struct slice registration;
    struct slice url;
};

enum step_status { STEP_UNSET, STEP_TODO, STEP_RUNNING, STEP_DONE };

struct step {
    struct record record;
    struct slice title;
    struct date due;
    int status;
};

enum budget_status {
    BUDGET_UNSET,
    BUDGET_PLANNED,
    BUDGET_REQUESTED,
    BUDGET_GRANTED,
    BUDGET_PAID,
    BUDGET_REFUSED,
};
enum budget_nature { BUDGET_NATURE_UNSET, BUDGET_GRANT, BUDGET_IN_KIND };

struct budget_line {
    struct record record;
    struct reference funder;
    struct number year;
    struct money amount;
    int status;
    int nature;
    struct reference plan;
    struct reference agreement;
    int visibility;
};

enum difficulty_status { DIFFICULTY_UNSET, DIFFICULTY_OPEN, DIFFICULTY_SETTLED };

struct difficulty {
    struct record record;
    struct date date;
    struct slice text;
    struct slice lever;
    int status;
    int visibility;
};

struct review {
    struct record record;
    struct number year;
    struct slice text;
    int visibility;
};

struct action {
    struct page page;
    struct axis *axis; /* the one of its folder */
    struct slice number;
    int status;
    struct slice status_reason;
    struct slice need;
    struct reference objective;
    struct number progress;
    int priority;
    int origin;
    struct references pilots;
    struct references copilots;
    struct references partners;
    struct texts publics;
    struct texts themes;
    struct references communes;
    struct references sectors;
    struct references districts;
    struct list practical; /* struct practical */
    struct slice join;
    struct texts determinants; /* words of the closed list */
    struct references plans;
    struct references priorities;
    struct slice inequalities;
    int participation;
    struct period *calendar;
    struct list steps; /* struct step */
    struct slice means;
    struct list budget;       /* struct budget_line */
    struct list indicators;   /* struct indicator */
    struct list difficulties; /* struct difficulty */
    struct list reviews;      /* struct review */
    struct slice contact;
};

/* ---- Diagnosis, programme, evaluation, participation ---- */

struct key_figure {
    struct record record;
    struct slice value;
    struct slice unit;
    struct slice label;
    struct slice year;
    struct slice source;
};

enum portrait_kind {
    PORTRAIT_UNSET,
    PORTRAIT_TERRITORY,
    PORTRAIT_HEALTH,
    PORTRAIT_RESOURCES,
    PORTRAIT_SUMMARY
};

struct portrait {
    struct page page;
    int kind;
    struct texts sources;
    struct list key_figures; /* struct key_figure */
};

struct activity {
    struct record record;
    struct slice title;
    struct date due;
    int status;
};

struct programme {
    struct page page;
    struct number year;
    struct references actions;
    struct list activities; /* struct activity */
    struct date approved;
    struct reference body;
};

struct recommendation {
    struct record record;
    struct slice text;
    struct references actions;
    struct slice followed;
};

struct evaluation {
    struct page page;
    int type;
    struct period *period;
    struct slice evaluator;
    struct references subjects; /* axes and actions */
    struct texts questions;
    struct list recommendations; /* struct recommendation */
};

struct participation {
    struct page page;
    struct date date;
    struct period *period;
    struct slice method;
    struct number participants;
    struct texts publics;
    struct references actions;
    struct list followed; /* struct recommendation, without `followed` */
};

/* ---- Governance ---- */

struct member {
    struct record record;
    struct reference organisation;
    struct slice role;
    int college;
};

struct body {
    struct record record;
    struct slice id;
    struct slice acronym;
    struct slice name;
    int level;
    struct slice chair;
    struct slice facilitation;
    struct slice frequency;
    struct texts missions;
    struct list members; /* struct member */
    struct reference reports_to;
    struct references shared_with;
    struct references axes;
    struct date since;
    struct date until;
    int minutes_visibility;
};

struct attendance {
    struct record record;
    struct reference organisation;
    struct slice role;
};

enum decision_status {
    DECISION_UNSET,
    DECISION_TODO,
    DECISION_RUNNING,
    DECISION_DONE,
    DECISION_POSTPONED,
    DECISION_DROPPED,
};
enum decision_type {
    DECISION_TYPE_UNSET,
    DECISION_VALIDATION,
    DECISION_ARBITRATION,
    DECISION_ORIENTATION,
    DECISION_REPORT
};

struct minutes;

struct decision {
    struct record record;
    struct minutes *minutes; /* of the meeting that took it */
    struct slice number;     /* written, or "<instance>-<date>-<rank>" */
    struct slice text;
    int type;
    struct references actions;
    struct reference responsible;
    struct date due;
    int status;
    struct reference follows;
    int visibility;
};

struct minutes {
    struct page page;
    struct reference body;
    struct date date;
    int start;
    int end;
    struct slice place;
    struct list present; /* struct attendance */
    struct list excused; /* struct attendance */
    struct texts agenda;
    struct list decisions; /* struct decision */
    struct date approved;
    struct date next;
};

/* ---- The rest ---- */

enum event_status { EVENT_UNSET, EVENT_CONFIRMED, EVENT_POSTPONED, EVENT_CANCELLED };

struct event {
    struct record record;
    struct slice id;
    struct slice title;
    struct moment start;
    struct moment end;
    struct slice place;
    struct slice description;
    struct texts publics;
    struct references actions;
    struct reference body;
    struct slice url;
    struct slice registration;
    int status;
    int visibility;
};

struct news_image {
    struct record record;
    struct file_reference file;
    struct slice alternative;
    struct slice credit;
};

struct news {
    struct page page;
    struct date date;
    struct news_image *image;
    struct references actions;
    struct texts themes;
};

struct organisation {
    struct record record;
    struct slice id;
    struct slice name;
    struct slice acronym;
    int type;
    struct slice url;
    struct slice description;
    struct file_reference logo;
};

struct payment {
    struct record record;
    struct date date;
    struct money amount;
};

struct agreement {
    struct record record;
    struct slice id;
    struct reference funder;
    struct reference beneficiary;
    struct slice subject;
    struct date signature;
    struct date start;
    struct date end;
    struct money amount;
    struct list payments; /* struct payment */
    struct file_reference document;
    struct references actions;
    int visibility;
};

struct term {
    struct record record;
    struct slice acronym;
    struct slice name;
    struct slice definition;
    struct slice url;
    struct list users; /* struct page: the shown pages whose text uses the acronym; by linking */
};

/* A figure of a body: numbers to draw. */
enum figure_type {
    FIGURE_UNSET,
    FIGURE_LINES,
    FIGURE_BARS,
    FIGURE_STACKED,
    FIGURE_MAP,
    FIGURE_TABLE
};

struct figure {
    struct record record;
    int type;
    struct slice title;
    struct slice unit;
    struct slice source;
    struct file_reference data;
    struct texts series;
    const struct yaml_node *values;
};

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
