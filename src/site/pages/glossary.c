#include "site/pages.h"

void pages_glossary(struct site *site) {
    (void)site;
}
