#include "site/pages.h"

void pages_evaluation(struct site *site) {
    (void)site;
}
