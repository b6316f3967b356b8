/*
 * What all pages carry, and the pieces that several kinds share.
 */
#ifndef CONTENT_MODEL_PAGE_H
#define CONTENT_MODEL_PAGE_H

#include "content/record.h"
#include "content/schema.h"

struct prose;

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

#endif
