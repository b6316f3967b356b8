#include "site/pages.h"

void pages_organisations(struct site *site) {
    (void)site;
}
