#include "site/pages.h"

void pages_contract(struct site *site) {
    (void)site;
}
