#include "site/pages.h"

void pages_tags(struct site *site) {
    (void)site;
}
