#include "site/pages.h"

void pages_free(struct site *site) {
    (void)site;
}
