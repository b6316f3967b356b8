/*
 * The parts of /indicateurs/ that have a file of their own.
 */
#ifndef SITE_PAGES_INDICATORS_H
#define SITE_PAGES_INDICATORS_H

#include "site/data.h"

/* Writes INDICATORS_DATA: a data_write. */
data_write indicators_write_data;

#endif
