#include "site/pages.h"

void pages_participation(struct site *site) {
    (void)site;
}
