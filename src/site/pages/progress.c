#include "site/pages.h"

void pages_progress(struct site *site) {
    (void)site;
}
