/*
 * Axes and action sheets.
 */
#ifndef CONTENT_MODEL_ACTION_H
#define CONTENT_MODEL_ACTION_H

#include "content/model_contract.h"

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

#endif
