#include "site/pages.h"

void pages_determinants(struct site *site) {
    (void)site;
}
