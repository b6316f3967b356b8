#include "privacy/privacy.h"

#include <ctype.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ADDRESS_MAX 254 /* bytes of an e-mail address (RFC 5321) */

static const struct {
    enum privacy_kind kind;
    size_t (*match)(struct slice text);
} numbers[] = {
    {PRIVACY_NIR, privacy_match_nir},
    {PRIVACY_IBAN, privacy_match_iban},
    {PRIVACY_RIB, privacy_match_rib},
    {PRIVACY_MOBILE, privacy_match_mobile},
};

bool privacy_is_listed(struct slice word, const char *const *list) {
    for (; *list; list++)
        if (word.size == strlen(*list) && strncasecmp(word.data, *list, word.size) == 0)
            return true;
    return false;
}

static bool is_address_byte(char byte) {
    return byte && (isalnum((unsigned char)byte) || strchr("._%+-", byte));
}

/* The address around the @ at `at`, empty when there is none. */
static struct slice address_around(struct slice text, size_t at) {
    size_t start = at;
    size_t end = at + 1;
    while (start > 0 && at - start < ADDRESS_MAX && is_address_byte(text.data[start - 1]))
        start--;
    while (end < text.size && end - at < ADDRESS_MAX && is_address_byte(text.data[end]))
        end++;
    while (end > at + 1 && !isalnum((unsigned char)text.data[end - 1]))
        end--;
    struct slice domain = slice_part(text, at + 1, end - at - 1);
    if (start == at || slice_find(domain, '.') == domain.size)
        return (struct slice){text.data, 0};
    return slice_part(text, start, end - start);
}

/* Whether a number may begin there: not in the middle of a word or of another number. */
static bool begins(struct slice text, size_t at) {
    unsigned char byte = (unsigned char)text.data[at];
    unsigned char before = at ? (unsigned char)text.data[at - 1] : ' ';
    if (!isalnum(byte) && byte != '+')
        return false;
    return !isalnum(before) && before != '+' &&
           !(before == ',' && at > 1 && isdigit((unsigned char)text.data[at - 2]));
}

static size_t find_number(struct slice text, size_t at, privacy_visitor *visit, void *context) {
    struct slice rest = slice_from_offset(text, at);
    for (size_t i = 0; i < COUNT(numbers); i++) {
        size_t size = numbers[i].match(rest);
        if (size == 0)
            continue;
        visit(context, numbers[i].kind, at, size);
        return size;
    }
    return 0;
}

void privacy_find(struct slice text, privacy_visitor *visit, void *context) {
    size_t at = 0;
    while (at < text.size) {
        size_t size = begins(text, at) ? find_number(text, at, visit, context) : 0;
        if (text.data[at] == '@') {
            struct slice address = address_around(text, at);
            if (address.size && privacy_is_personal(address))
                visit(context, PRIVACY_EMAIL, (size_t)(address.data - text.data), address.size);
        }
        at += size ? size : 1;
    }
    privacy_find_markings(text, visit, context);
}
