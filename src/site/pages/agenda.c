#include "site/pages.h"

void pages_agenda(struct site *site) {
    (void)site;
}
