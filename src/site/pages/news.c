#include "site/pages.h"

void pages_news(struct site *site) {
    (void)site;
}
