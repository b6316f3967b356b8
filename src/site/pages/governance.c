#include "site/pages.h"

void pages_governance(struct site *site) {
    (void)site;
}
