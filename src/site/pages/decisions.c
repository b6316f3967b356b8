#include "site/pages.h"

void pages_decisions(struct site *site) {
    (void)site;
}
