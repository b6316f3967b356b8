#include "site/pages.h"

void pages_places(struct site *site) {
    (void)site;
}
