#include "site/pages.h"

void pages_diagnosis(struct site *site) {
    (void)site;
}
