#include "site/pages.h"

void pages_minutes(struct site *site) {
    (void)site;
}
