#include "site/pages.h"

void pages_programme(struct site *site) {
    (void)site;
}
