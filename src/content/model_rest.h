/*
 * Diagnosis, programme, evaluation, governance, minutes, dates, directories, figures.
 */
#ifndef CONTENT_MODEL_REST_H
#define CONTENT_MODEL_REST_H

#include "content/model_action.h"

struct yaml_node;

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

#endif
