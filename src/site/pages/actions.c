#include "site/pages.h"

void pages_actions(struct site *site) {
    (void)site;
}
