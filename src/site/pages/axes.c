#include "site/pages.h"

void pages_axes(struct site *site) {
    (void)site;
}
