#include "site/pages.h"

void pages_home(struct site *site) {
    (void)site;
}
