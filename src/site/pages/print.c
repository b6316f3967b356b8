#include "site/pages.h"

void pages_print(struct site *site) {
    (void)site;
}
