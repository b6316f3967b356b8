#include "site/pages.h"

void pages_budget(struct site *site) {
    (void)site;
}
