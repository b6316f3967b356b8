/*
 * Any bytes as a number, with libFuzzer: make fuzz.
 *
 * An amount in cents is the number that the same text gives, to the cent.
 */
#include "content/number.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct slice text = {(const char *)bytes, size};
    double number;
    double scanned;
    long long cents;
    if (number_scan(text, &scanned) > size)
        abort();
    bool parsed = number_parse_unit(text, NUMBER_EURO, &number);
    if (parsed && !isfinite(number))
        abort();
    if (number_parse_cents(text, &cents) &&
        (!parsed || llabs(cents - llround(number * 100)) > 16)) /* doubles end at 2^53 */
        abort();
    return 0;
}
