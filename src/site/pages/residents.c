#include "site/pages.h"

void pages_residents(struct site *site) {
    (void)site;
}
