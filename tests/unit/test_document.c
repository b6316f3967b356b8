#include "content/document.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define SVG "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"

static void assert_accepted(const char *path, struct slice bytes) {
    const char *reason = "?";
    if (document_check(slice_from(path), bytes, &reason) != 0)
        fail_msg("%s: « %.*s » %s", path, SLICE_ARG(bytes), reason);
    assert_null(reason);
}

static void assert_refused(const char *path, struct slice bytes, const char *words) {
    const char *reason = NULL;
    if (document_check(slice_from(path), bytes, &reason) == 0)
        fail_msg("%s: « %.*s » passed", path, SLICE_ARG(bytes));
    assert_non_null(reason);
    if (!strstr(reason, words))
        fail_msg("%s: « %.*s » %s, not %s", path, SLICE_ARG(bytes), reason, words);
}

static void judges_names(void **state) {
    (void)state;
    static const char *const refused[] = {
        "documents/a.html", "a.HTM",     "a.xhtml", "a.xht",     "a.shtml",
        "a.mhtml",          "a.js",      "a.mjs",   "a.wasm",    "a.css",
        "a.svgz",           "a.xml",     "a.xsl",   "a.swf",     "a.php",
        "a.php7",           "a.phtml",   "a.cgi",   "a.html.fr", "a.php.jpg",
        "a.html.",          "a.html ",   "a. html", "a.pdf.js",  "a.aspx",
        "web.config",       ".htaccess", "a.xslt",  "a.Mjs. .",  "images/x.b.JS",
    };
    static const char *const accepted[] = {
        "documents/cls.pdf",
        "a.png",
        "a",
        "html",
        "a.htmlx",
        "a.docx",
        "a.ods",
        "x.js/a.pdf",
        "Mme. Py. Dupont.pdf",
        "compte rendu.v1.2.pdf",
        "a.phpx",
        "plan.js.pdf",
        "",
        "...",
    };
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_refused(refused[i], SLICE("%PDF-1.7"), "est u");
    for (size_t i = 0; i < COUNT(accepted); i++)
        assert_accepted(accepted[i], SLICE("%PDF-1.7"));
}

static void sniffs_pages(void **state) {
    (void)state;
    static const char *const refused[] = {
        "<!doctype html><p>",
        "<!DOCTYPE HTML PUBLIC",
        "\xEF\xBB\xBF  \r\n\f\t<HtMl lang=fr>",
        "<script>alert(1)</script>",
        "<SCRIPT\nsrc=x>",
        "<!-- x --><html>",
        "<iframe/src=x>",
        "<a href=x>",
        "<p>bonjour",
        "<body>",
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        assert_refused("documents/a.pdf", slice_from(refused[i]), "contient une page web");
        assert_refused("documents/a.csv", slice_from(refused[i]), "contient une page web");
        assert_refused("documents/a", slice_from(refused[i]), "contient une page web");
    }
    assert_refused("a.txt", SLICE("\xFF\xFE<\0h\0t\0m\0l\0>\0"), "page web");
    assert_refused("a.txt", SLICE("\xFE\xFF\0 \0<\0S\0C\0R\0I\0P\0T\0>"), "page web");
    assert_refused("a.txt", SLICE("<\0!\0D\0o\0C\0t\0y\0p\0e\0 \0h\0t\0m\0l\0>\0"), "page web");
    assert_refused("a.txt", SLICE("\0\n\0<\0h\0t\0m\0l\0>"), "page web");
    assert_refused("a.doc", SLICE("\xFF\xFE<\0?\0x\0m\0l\0 \0"), "pas en UTF-8");
    static const char *const accepted[] = {
        "<5 ans;12\n", "<ans>;12\n", "< html>", "voir <html> ici", "<", "", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < COUNT(accepted); i++)
        assert_accepted("donnees/a.csv", slice_from(accepted[i]));
    assert_accepted("a.txt", SLICE("\xFF\xFE"
                                   "h\0t\0m\0l\0"));
    assert_accepted("a.ico", SLICE("\0\0\1\0\1\0\x10\x10\0\0\1\0"));
}

static void judges_other_xml(void **state) {
    (void)state;
    assert_accepted("parcours.gpx",
                    SLICE("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version='1.1' "
                          "xmlns='http://www.topografix.com/GPX/1/1'><metadata><link "
                          "href='https://exemple.fr'/></metadata><trk/></gpx>"));
    assert_accepted("lieux.kml", SLICE("<kml xmlns='http://www.opengis.net/kml/2.2'><Placemark>"
                                       "<description><![CDATA[<b>Maison</b>]]></description>"
                                       "</Placemark></kml>"));
    static const struct {
        const char *text;
        const char *words;
    } refused[] = {
        {"<?xml version='1.0'?><x xmlns:h='http://www.w3.org/1999/xhtml'/>", "HTML"},
        {"<x xmlns:h='http://www.w3.org/1999/&#120;html'/>", "HTML"},
        {"<x><y xmlns='http://www.w3.org/2000/svg'/></x>", "SVG"},
        {"<?xml-stylesheet href='x.xsl'?><kml/>", "feuille de style"},
        {"<!DOCTYPE kml [<!ENTITY a 'b'>]><kml>&a;</kml>", "définitions"},
        {"<kml><script/></kml>", "script"},
        {"<kml>", "bien formé"},
        {"<!DOCTYPE kml PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'><kml/>", "HTML"},
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        assert_refused("a.kml", slice_from(refused[i].text), refused[i].words);
        assert_refused("a", slice_from(refused[i].text), refused[i].words);
    }
}

static void accepts_drawings(void **state) {
    (void)state;
    static const char *const cases[] = {
        "<svg/>",
        "<?xml version = \"1.0\"\nencoding='UTF-8'\tstandalone='no' ?><svg/>",
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Généré -->\n<!DOCTYPE svg "
        "PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
        "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n" SVG "</svg>\n",
        "<?xml version='1.0' encoding='iso-8859-1'?>" SVG "</svg>",
        SVG "<defs><linearGradient id='a'/></defs><path fill='url(#a)' d='M0 0'/><use "
            "xlink:href='#a' href=\"#b\"/></svg>",
        SVG "<style>.a{fill:red} /* url */ .b{fill:url( '#a' )}</style></svg>",
        SVG "<style type='text/css'><![CDATA[.a > .b{font-family:\"\\26 x\"}]]></style></svg>",
        SVG "<image xlink:href='data:image/png;base64,iVBORw0KGgo='/></svg>",
        SVG "<image href=' DATA:image/JPEG;base64,\n/9j/&#10;4AAQ'/></svg>",
        SVG "<title>l'accès : &lt;script&gt; &amp; &#233;t&#xE9;</title><desc>javascript:</desc>"
            "</svg>",
        SVG "<animate attributeName='opacity' values='0;1'/><set attributeName='fill' to='red'/>"
            "</svg>",
        SVG "<metadata xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
            "xmlns:dc='http://purl.org/dc/elements/1.1/'><rdf:RDF><dc:source/><dc:type "
            "rdf:resource='http://purl.org/dc/dcmitype/StillImage'/></rdf:RDF></metadata></svg>",
        SVG "<text x='1' y='2' font-family=\"'Arial'\">12 > 3</text></svg>",
        SVG "<svg><g><svg/></g></svg></svg>",
        "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:rect/></s:svg>",
        SVG "<?xpacket begin='' id='x'?></svg>\n<!-- fin -->\n",
        SVG "<path d='M0 0' data-name='url' aria-label='ouvert : on'/></svg>",
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_accepted("images/a.svg", slice_from(cases[i]));
}

static void refuses_scripts(void **state) {
    (void)state;
    static const char *const cases[] = {
        SVG "<script>alert(1)</script></svg>",
        SVG "<script xlink:href='#a'/></svg>",
        SVG "<ScRiPt/></svg>",
        "<svg:svg xmlns:svg='http://www.w3.org/2000/svg'><svg:script/></svg:svg>",
        "<svg xmlns:x='http://www.w3.org/2000/svg'><x:script/></svg>",
        "<svg onload='alert(1)'/>",
        SVG "<g ONCLICK='x'/></svg>",
        SVG "<g\nonmouseover\n=\n'x'/></svg>",
        SVG "<g x:onclick='x'/></svg>",
        SVG "<a href='javascript:alert(1)'/></svg>",
        SVG "<a href='&#106;avascript:alert(1)'/></svg>",
        SVG "<a href='&#x6A;ava&#10;script&#58;alert(1)'/></svg>",
        SVG "<a href=' JavaScript:x'/></svg>",
        SVG "<a href='java\nscript:x'/></svg>",
        SVG "<a href='\tjava\tscript:x'/></svg>",
        SVG "<a xlink:href='vbscript:x'/></svg>",
        SVG "<animate attributeName='x' values='#a;javascript:x'/></svg>",
        SVG "<set to='javascript:x'/></svg>",
        SVG "<handler/></svg>",
        SVG "<g style=\"x:&quot;javascript:&quot;\"/></svg>",
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_refused("a.svg", slice_from(cases[i]), "contient un script");
}

static void refuses_pages_in_drawings(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *words;
    } cases[] = {
        {SVG "<foreignObject/></svg>", "HTML"},
        {SVG "<s:FOREIGNOBJECT/></svg>", "HTML"},
        {SVG "<iframe/></svg>", "page"},
        {SVG "<g xmlns='http://www.w3.org/1999/xhtml'/></svg>", "HTML"},
        {SVG "<g xmlns:h=\"http://www.w3.org/1999/&#x78;html\"><h:a/></g></svg>", "HTML"},
        {SVG "<g xmlns:m='http://www.w3.org/1998/Math/MathML'/></svg>", "HTML"},
        {SVG "<object/></svg>", "HTML"},
        {"<html><svg/></html>", "pas un dessin"},
        {"<!DOCTYPE html><svg/>", "HTML"},
        {"<!DOCTYPE g><svg/>", "pas un dessin"},
        {"<!-->" SVG "<![CDATA[ --></svg>", "bien formé"},
        {"<!--><img/>-->" SVG "</svg>", "bien formé"},
        {"<!---><img/>-->" SVG "</svg>", "bien formé"},
        {SVG "<!-- a -- b --></svg>", "bien formé"},
        {SVG "<?x ><script>alert(1)</script>?></svg>", "bien formé"},
        {SVG "<desc><![CDATA[</desc><script>alert(1)</script>]]></desc></svg>", "CDATA"},
        {SVG "<g><![CDATA[<svg onload='x'/>]]></g></svg>", "CDATA"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_refused("a.svg", slice_from(cases[i].text), cases[i].words);
}

static void refuses_outside_references(void **state) {
    (void)state;
    static const char *const cases[] = {
        SVG "<image href='https://exemple.fr/a.png'/></svg>",
        SVG "<image xlink:href='//exemple.fr/a.png'/></svg>",
        SVG "<use href='autre.svg#a'/></svg>",
        SVG "<use y:href='autre.svg#a'/></svg>",
        SVG "<image href=''/></svg>",
        SVG "<image HREF='a.png'/></svg>",
        SVG "<image href='data:image/svg+xml,x'/></svg>",
        SVG "<image href='data:text/html,x'/></svg>",
        SVG "<image href='data:image/pngx,x'/></svg>",
        SVG "<image href='data:image/png'/></svg>",
        SVG "<image src='a.png'/></svg>",
        SVG "<a ping='/x' href='#a'/></svg>",
        SVG "<g xml:base='https://exemple.fr/'><use href='#a'/></g></svg>",
        SVG "<g fill='url(https://exemple.fr/a)'/></svg>",
        SVG "<g fill='URL( \"a.svg#b\")'/></svg>",
        SVG "<g style='fill:u\\72 l(//x)'/></svg>",
        SVG "<g style='fill:\\url(//x)'/></svg>",
        SVG "<g style='fill:url(#a);mask:url(b#c)'/></svg>",
        SVG "<g style='fill:&#117;rl(//x)'/></svg>",
        SVG "<animate values='url(#a);url(//x)'/></svg>",
        SVG "<style>@import 'a.css';</style></svg>",
        SVG "<style>@IMPORT url(#a);</style></svg>",
        SVG "<style>@\\69mport 'a.css';</style></svg>",
        SVG "<style>@\\000069\nmport 'a.css';</style></svg>",
        SVG "<style>@im<!-- -->port 'a.css';</style></svg>",
        SVG "<style>@im<![CDATA[port 'a.css']]>;</style></svg>",
        SVG "<style>@im<?x y?>port 'a.css';</style></svg>",
        SVG "<style>@&#x69;mport 'a.css';</style></svg>",
        SVG "<style>a{b:url(<![CDATA[//x]]>)}</style></svg>",
        SVG "<style>a{b:image-set('a.png' 1x)}</style></svg>",
        SVG "<style>a{b:url(data:image/svg+xml,x)}</style></svg>",
        SVG "<style>a{b:url('')}</style></svg>",
        SVG "<s:style>@import 'a';</s:style></svg>",
        "<svg xmlns:s='http://www.w3.org/2000/svg'><s:style>@import 'a'</s:style></svg>",
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_refused("a.svg", slice_from(cases[i]), "renvoie à une adresse extérieure");
}

static void refuses_other_tricks(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *words;
    } cases[] = {
        {SVG "<set attributeName='href' to='#a'/></svg>", "anime un lien"},
        {SVG "<animate attributeName=' xlink:href ' to='#a'/></svg>", "anime un lien"},
        {SVG "<animate attributeName='onclick' to='#a'/></svg>", "anime un lien"},
        {SVG "<animate attributeName='&#104;ref' to='#a'/></svg>", "anime un lien"},
        {"<?xml-stylesheet href='#a'?><svg/>", "feuille de style"},
        {SVG "<?xml-stylesheet href='#a'?></svg>", "feuille de style"},
        {SVG "<style>a<b/></style></svg>", "feuille de style"},
        {SVG "<style>&lt;/style></style></svg>", "feuille de style"},
        {"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", "définitions"},
        {"<!DOCTYPE svg SYSTEM 'a.dtd' [<!ATTLIST svg onload CDATA 'x'>]><svg/>", "définitions"},
        {SVG "&a;</svg>", "entité"},
        {SVG "<g a='&nbsp;'/></svg>", "entité"},
        {"<?xml version='1.0' encoding='utf-7'?>" SVG "</svg>", "encodage"},
        {"<?xml version='1.0' encoding='iso-8859-1'?>" SVG "é</svg>", "encodage"},
        {"<?xml version='1.0' encoding='utf-16'?>" SVG "</svg>", "encodage"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_refused("a.svg", slice_from(cases[i].text), cases[i].words);
}

static void refuses_what_is_malformed(void **state) {
    (void)state;
    static const char *const cases[] = {
        "",
        " ",
        "GIF89a",
        "<",
        "<svg",
        "<svg>",
        "<svg></svg",
        "<svg></SVG>",
        "<svg/><svg/>",
        "<svg/>x",
        "x<svg/>",
        "<svg></g></svg>",
        "<svg a=b/>",
        "<svg a/>",
        "<svg a='b'c='d'/>",
        "<svg a='b' a='c'/>",
        "<svg a='<'/>",
        "<svg a='b/>",
        "<svg a='&'/>",
        "<svg a='&#0;'/>",
        "<svg a='&#xD800;'/>",
        "<svg a='&#x110000;'/>",
        "<svg a='&#;'/>",
        "<svg a='&#x;'/>",
        "<svg a='&#12a;'/>",
        "<svg a='&#4294967402;'/>",
        "<svg>&</svg>",
        "<svg>&amp</svg>",
        "<svg>]]></svg>",
        "<svg><!-- </svg>",
        "<svg><!--a---></svg>",
        "<svg><![CDATA[</svg>",
        "<svg><![cdata[x]]></svg>",
        "<![CDATA[x]]><svg/>",
        "<svg>\x01</svg>",
        "<svg>\xEF\xBF\xBF</svg>",
        "<svg a='\xC3'/>",
        "<svg>\xC0\xBC</svg>",
        "<svg>\xED\xA0\x80</svg>",
        "< svg/>",
        "<svg / >",
        "</svg>",
        "<svg:/>",
        "<:svg/>",
        "<a:b:svg/>",
        "<svg><é/></svg>",
        "\xFF\xFE<\0s\0v\0g\0/\0>\0",
        "\x1F\x8B\x08\x00",
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_refused("a.svg", slice_from(cases[i]), "bien formé");
    assert_refused("a.svg", SLICE("<svg>\0</svg>"), "bien formé");
    assert_refused("a.svg", SLICE("\xFF\xFE<\0s\0v\0g\0/\0>\0"), "bien formé");
}

static void refuses_wrong_prologues(void **state) {
    (void)state;
    static const char *const cases[] = {
        " <?xml version='1.0'?><svg/>",
        "<?xml?><svg/>",
        "<?xml encoding='utf-8'?><svg/>",
        "<?xml version='1.1'?><svg/>",
        "<?xml version='1.0'encoding='utf-8'?><svg/>",
        "<?xml version='1.0' encoding=utf-8?><svg/>",
        "<?xml version='1.0' encoding='utf-8?><svg/>",
        "<?xml version='1.0' encoding=''?><svg/>",
        "<?xml version='1.0' standalone='x'?><svg/>",
        "<?xml version='1.0' x='y'?><svg/>",
        "<?xml version='1.0' encoding='utf-8' x?><svg/>",
        "<?xml version='1.0' standalone='no' encoding='utf-7'?><svg/>",
        "<svg><?xml version='1.0'?></svg>",
        "<?XML version='1.0'?><svg/>",
        "<svg><?x</svg>",
        "<!doctype svg><svg/>",
        "<!DOCTYPE svg><!DOCTYPE svg><svg/>",
        "<svg><!DOCTYPE svg></svg>",
        "<!DOCTYPE svg PUBLIC 'a'><svg/>",
        "<!DOCTYPE svg SYSTEM '><script>'><svg/>",
        "<!DOCTYPE svg <!ENTITY a 'b'>><svg/>",
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_refused("a.svg", slice_from(cases[i]), "bien formé");
}

/* No prefix of a drawing is a drawing: whatever is cut is seen. */
static void refuses_every_prefix(void **state) {
    (void)state;
    struct slice drawing =
        SLICE("<?xml version='1.0' encoding='UTF-8'?><!-- a --><!DOCTYPE svg SYSTEM 'a'>" SVG
              "<style><![CDATA[a{b:url(#c)}]]></style><g id='&quot;'>texte &#233;</g><?a "
              "b?><rect/></svg>");
    assert_accepted("a.svg", drawing);
    for (size_t size = 0; size < drawing.size; size++)
        assert_refused("a.svg", slice_part(drawing, 0, size), "bien formé");
}

static void bounds_nesting_and_attributes(void **state) {
    (void)state;
    struct buffer text = BUFFER_INIT;
    for (int depth = 250; depth <= 260; depth += 10) {
        buffer_reset(&text);
        for (int i = 0; i < depth; i++)
            buffer_add_string(&text, "<svg>");
        for (int i = 0; i < depth; i++)
            buffer_add_string(&text, "</svg>");
        if (depth == 250)
            assert_accepted("a.svg", buffer_slice(&text));
        else
            assert_refused("a.svg", buffer_slice(&text), "bien formé");
    }
    buffer_reset(&text);
    for (int i = 0; i < 100000; i++)
        buffer_add_string(&text, "<svg>");
    assert_refused("a.svg", buffer_slice(&text), "bien formé");
    buffer_reset(&text);
    buffer_add_string(&text, "<svg");
    for (int i = 0; i < 300; i++)
        buffer_format(&text, " a%d=''", i);
    buffer_add_string(&text, "/>");
    assert_refused("a.svg", buffer_slice(&text), "bien formé");
    buffer_dispose(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_names),
        cmocka_unit_test(sniffs_pages),
        cmocka_unit_test(judges_other_xml),
        cmocka_unit_test(accepts_drawings),
        cmocka_unit_test(refuses_scripts),
        cmocka_unit_test(refuses_pages_in_drawings),
        cmocka_unit_test(refuses_outside_references),
        cmocka_unit_test(refuses_other_tricks),
        cmocka_unit_test(refuses_what_is_malformed),
        cmocka_unit_test(refuses_wrong_prologues),
        cmocka_unit_test(refuses_every_prefix),
        cmocka_unit_test(bounds_nesting_and_attributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
