#include "site/pages.h"

void pages_legal(struct site *site) {
    (void)site;
}
