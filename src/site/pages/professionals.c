#include "site/pages.h"

void pages_professionals(struct site *site) {
    (void)site;
}
