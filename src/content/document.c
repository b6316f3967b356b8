#include "content/document.h"

#include "base/path.h"
#include "content/markup.h"

#include <string.h>
#include <strings.h>

#define HEAD_SIZE 64 /* more than the longest signature of a page */

#define REASON_PAGE "est une page web : publiez-la en PDF, ou écrivez-la en Markdown"
#define REASON_SCRIPT "est un programme, que le site exécuterait"
#define REASON_SERVER "est un programme, que le serveur exécuterait"
#define REASON_STYLE "est une feuille de style, qui changerait l'aspect du site"
#define REASON_XML "est un fichier XML, que les navigateurs ouvrent comme une page web"
#define REASON_PACKED "est un dessin compressé : publiez-le en .svg"

struct refused_extension {
    const char *name;
    const char *reason;
    bool anywhere; /* servers heed it before another extension, too: "page.html.fr" */
};

static const struct refused_extension refused[] = {
    {"html", REASON_PAGE, true},       {"htm", REASON_PAGE, true},
    {"xhtml", REASON_PAGE, true},      {"xht", REASON_PAGE, true},
    {"xhtm", REASON_PAGE, true},       {"shtml", REASON_PAGE, true},
    {"shtm", REASON_PAGE, true},       {"stm", REASON_PAGE, false},
    {"mhtml", REASON_PAGE, false},     {"mht", REASON_PAGE, false},
    {"hta", REASON_PAGE, false},       {"htc", REASON_PAGE, false},
    {"js", REASON_SCRIPT, false},      {"mjs", REASON_SCRIPT, false},
    {"cjs", REASON_SCRIPT, false},     {"wasm", REASON_SCRIPT, false},
    {"swf", REASON_SCRIPT, false},     {"css", REASON_STYLE, false},
    {"svgz", REASON_PACKED, false},    {"xml", REASON_XML, false},
    {"xsl", REASON_XML, false},        {"xslt", REASON_XML, false},
    {"xul", REASON_XML, false},        {"xbl", REASON_XML, false},
    {"dtd", REASON_XML, false},        {"phtml", REASON_SERVER, true},
    {"phar", REASON_SERVER, true},     {"phps", REASON_SERVER, true},
    {"cgi", REASON_SERVER, true},      {"fcgi", REASON_SERVER, true},
    {"pl", REASON_SERVER, false},      {"py", REASON_SERVER, false},
    {"rb", REASON_SERVER, false},      {"sh", REASON_SERVER, false},
    {"asp", REASON_SERVER, false},     {"aspx", REASON_SERVER, false},
    {"ashx", REASON_SERVER, false},    {"asmx", REASON_SERVER, false},
    {"jsp", REASON_SERVER, false},     {"jspx", REASON_SERVER, false},
    {"cfm", REASON_SERVER, false},     {"config", REASON_SERVER, false},
    {"htaccess", REASON_SERVER, true}, {"htpasswd", REASON_SERVER, true},
};

static bool same_letters(struct slice text, const char *name) {
    return text.size == strlen(name) && strncasecmp(text.data, name, text.size) == 0;
}

/* "php", "php5" ... */
static bool is_php(struct slice part) {
    return part.size >= 3 && part.size <= 4 && strncasecmp(part.data, "php", 3) == 0 &&
           (part.size == 3 || (part.data[3] >= '0' && part.data[3] <= '9'));
}

static const char *check_extension(struct slice part, bool last) {
    part = slice_trim(part);
    if (is_php(part))
        return REASON_SERVER;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if ((last || refused[i].anywhere) && same_letters(part, refused[i].name))
            return refused[i].reason;
    return NULL;
}

/* The name without the dots and spaces at its end, which some servers drop. */
static struct slice significant_name(struct slice path) {
    struct slice name = path_name(path);
    while (name.size &&
           (name.data[name.size - 1] == '.' || (unsigned char)name.data[name.size - 1] <= ' '))
        name.size--;
    return name;
}

static const char *check_name(struct slice name) {
    struct slice part;
    const char *reason = NULL;
    if (!slice_next_field(&name, '.', &part))
        return NULL;
    while (!reason && slice_next_field(&name, '.', &part))
        reason = check_extension(part, name.data == NULL);
    return reason;
}

/* The first characters of a file, after its byte order mark and white space, in lower case. */
struct head {
    char text[HEAD_SIZE + 1]; /* ASCII; "?" for all else */
    bool wide;                /* UTF-16 */
};

/* How many bytes a character takes (1 or 2), and which of them holds ASCII. */
static void guess_width(struct slice bytes, size_t *width, size_t *low) {
    bool little =
        slice_starts(bytes, "\xFF\xFE") ||
        (bytes.size >= 4 && bytes.data[0] && !bytes.data[1] && bytes.data[2] && !bytes.data[3]);
    bool big =
        slice_starts(bytes, "\xFE\xFF") ||
        (bytes.size >= 4 && !bytes.data[0] && bytes.data[1] && !bytes.data[2] && bytes.data[3]);
    *width = little || big ? 2 : 1;
    *low = big ? 1 : 0;
}

static void read_head(struct slice bytes, struct head *head) {
    size_t width;
    size_t low;
    size_t size = 0;
    guess_width(bytes, &width, &low);
    *head = (struct head){.wide = width == 2};
    if (slice_starts(bytes, "\xEF\xBB\xBF"))
        bytes = slice_from_offset(bytes, 3);
    if (slice_starts(bytes, "\xFF\xFE") || slice_starts(bytes, "\xFE\xFF"))
        bytes = slice_from_offset(bytes, 2);
    for (size_t at = 0; at + width <= bytes.size && size < HEAD_SIZE; at += width) {
        unsigned char byte = (unsigned char)bytes.data[at + low];
        bool ascii = byte < 0x80 && (width == 1 || bytes.data[at + 1 - low] == 0);
        if (size == 0 && ascii && byte <= ' ')
            continue;
        bool upper = byte >= 'A' && byte <= 'Z';
        head->text[size++] = (char)(!ascii || byte == 0 ? '?' : upper ? byte + 32 : byte);
    }
}

static bool is_letter_or_digit(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/* What browsers take for HTML when nobody tells them better (WHATWG MIME Sniffing), and more. */
static bool is_page(const char *head) {
    static const char *const signatures[] = {
        "<!doctype html", "<html",     "<head",  "<body",   "<script",
        "<iframe",        "<frameset", "<h1",    "<div",    "<font",
        "<form",          "<table",    "<style", "<title",  "<img",
        "<meta",          "<link",     "<base",  "<object", "<embed",
        "<input",         "<a",        "<b",     "<br",     "<p",
        "<center",        "<span",
    };
    if (strncmp(head, "<!--", 4) == 0)
        return true;
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        size_t size = strlen(signatures[i]);
        if (strncmp(head, signatures[i], size) == 0 && !is_letter_or_digit(head[size]))
            return true;
    }
    return false;
}

static bool is_markup(const char *head) {
    return head[0] == '<' && (head[1] == '?' || head[1] == '!' || is_letter_or_digit(head[1]));
}

/* Tables and texts may begin with "<5 ans", and no browser takes them for XML. */
static bool is_plain_text(struct slice extension) {
    return same_letters(extension, "csv") || same_letters(extension, "tsv") ||
           same_letters(extension, "txt") || same_letters(extension, "md");
}

int document_check(struct slice path, struct slice bytes, const char **reason) {
    struct slice name = significant_name(path);
    struct slice extension = path_extension(name);
    struct head head;
    *reason = check_name(name);
    if (*reason)
        return -1;
    if (same_letters(extension, "svg"))
        return markup_check(bytes, MARKUP_DRAWING, reason);
    read_head(bytes, &head);
    if (is_page(head.text)) {
        *reason = "contient une page web, quoi que dise son nom";
        return -1;
    }
    if (!is_markup(head.text) || is_plain_text(extension))
        return 0;
    if (head.wide) {
        *reason = "contient du XML qui n'est pas en UTF-8";
        return -1;
    }
    while (bytes.size && (unsigned char)bytes.data[0] <= ' ') /* as read_head passed over it */
        bytes = slice_from_offset(bytes, 1);
    return markup_check(bytes, MARKUP_DATA, reason);
}
