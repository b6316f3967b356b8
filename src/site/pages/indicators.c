#include "site/pages.h"

void pages_indicators(struct site *site) {
    (void)site;
}
