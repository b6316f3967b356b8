#include "content/yaml.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/*
 * What authors get wrong: the text, whether it can be read all the same, and every message it gets
 * ("line:column code message | help").
 */
static const struct {
    const char *text;
    bool read;
    const char *messages;
} traps[] = {
    {"titre: Santé mentale : agir tôt", false,
     "1:22 yaml-deux-points ce texte contient « : », que YAML prend pour la fin d'une clé | mettez "
     "le texte entre guillemets : « titre: \"Santé mentale : agir tôt\" »\n"},
    {"{valeur: 12,5}", true,
     "1:10 yaml-virgule entre accolades, la virgule sépare deux clés : ce texte est coupé en deux "
     "| mettez le nombre entre guillemets, ou un point pour la virgule : « {valeur: \"12,5\"} »\n"},
    {"a: {valeur: 12,5, b: 2}", true,
     "1:13 yaml-virgule entre accolades, la virgule sépare deux clés : ce texte est coupé en deux "
     "| mettez le nombre entre guillemets, ou un point pour la virgule : « a: {valeur: \"12,5\", "
     "b: 2} »\n"},
    {"a:\n\tb: 1", false,
     "2:1 yaml-tabulation une tabulation décale cette ligne : YAML n'accepte que des espaces | "
     "remplacez-la par deux espaces : «   b: 1 »\n"},
    {"\ta: 1", false,
     "1:1 yaml-tabulation une tabulation décale cette ligne : YAML n'accepte que des espaces | "
     "remplacez-la par deux espaces : «   a: 1 »\n"},
    {"a: 'l'accès'", false,
     "1:7 yaml-apostrophe une apostrophe ferme ce texte avant sa fin | entourez-le de guillemets "
     "doubles : « a: \"l'accès\" »\n"},
    {"a: 'l'accès'\nb: c", false,
     "1:7 yaml-apostrophe une apostrophe ferme ce texte avant sa fin | entourez-le de guillemets "
     "doubles : « a: \"l'accès\" »\n"},
    {"- 'l'accès'", false,
     "1:6 yaml-apostrophe une apostrophe ferme ce texte avant sa fin | entourez-le de guillemets "
     "doubles : « - \"l'accès\" »\n"},
    {"a: 'aujourd'hui'", false,
     "1:13 yaml-apostrophe une apostrophe ferme ce texte avant sa fin | entourez-le de guillemets "
     "doubles : « a: \"aujourd'hui\" »\n"},
    {"a: \"le \"Bus\" arrive\"\nb: c", false,
     "1:9 yaml-guillemets un guillemet ferme ce texte avant sa fin | entourez-le autrement : « a: "
     "'le \"Bus\" arrive' »\n"},
    {"a: \"abc\nb: c", false,
     "1:4 yaml-guillemets ce guillemet n'est refermé nulle part | fermez le texte : « a: \"abc\" "
     "»\n"},
    {"a: 'abc\nb: c", false,
     "1:4 yaml-guillemets cette apostrophe ouvre un texte qui n'est refermé nulle part | fermez le "
     "texte : « a: 'abc' »\n"},
    {"a: *x", false,
     "1:4 yaml-alias « * » en tête d'une valeur renvoie à une autre : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: \"*x\" "
     "»\n"},
    {"a: *Important*", false,
     "1:4 yaml-alias « * » en tête d'une valeur renvoie à une autre : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: "
     "\"*Important*\" »\n"},
    {"a: *é", false,
     "1:4 yaml-alias « * » en tête d'une valeur renvoie à une autre : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: \"*é\" "
     "»\n"},
    {"a: **gras**", false,
     "1:4 yaml-alias « * » en tête d'une valeur renvoie à une autre : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: "
     "\"**gras**\" »\n"},
    {"a: &x", false,
     "1:4 yaml-ancre « & » en tête d'une valeur lui donne un nom : ce n'est pas accepté | écrivez "
     "la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: \"&x\" »\n"},
    {"a: & co", false,
     "1:4 yaml-ancre « & » en tête d'une valeur lui donne un nom : ce n'est pas accepté | écrivez "
     "la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: \"& co\" »\n"},
    {"a: @x", false,
     "1:4 yaml-caractere un texte sans guillemets ne peut pas commencer par « @ » | mettez-le "
     "entre guillemets : « a: \"@x\" »\n"},
    {"a: `x`", false,
     "1:4 yaml-caractere un texte sans guillemets ne peut pas commencer par « ` » | mettez-le "
     "entre guillemets : « a: \"`x`\" »\n"},
    {"a: %x", false,
     "1:4 yaml-caractere un texte sans guillemets ne peut pas commencer par « % » | mettez-le "
     "entre guillemets : « a: \"%x\" »\n"},
    {"a: !x", false,
     "1:4 yaml-etiquette « ! » en tête d'une valeur en change le type : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: \"!x\" "
     "»\n"},
    {"a: ! x", false,
     "1:4 yaml-etiquette « ! » en tête d'une valeur en change le type : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: \"! x\" "
     "»\n"},
    {"a: !", false,
     "1:4 yaml-etiquette « ! » en tête d'une valeur en change le type : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: \"!\" "
     "»\n"},
    {"a: [a, b\nb: c", false,
     "1:4 yaml-crochet ce crochet « [ » n'est pas refermé | ajoutez « ] » à la fin de la liste : « "
     "a: [a, b] »\n"},
    {"a: {a: 1, b\nb: c", false,
     "1:4 yaml-crochet cette accolade « { » n'est pas refermée | ajoutez « } » à la fin : « a: {a: "
     "1, b} »\n"
     "1:8 yaml-virgule entre accolades, la virgule sépare deux clés : ce texte est coupé en deux | "
     "mettez le texte entre guillemets : « a: {a: \"1, b\" »\n"},
    {"a: [Projet] Santé", false,
     "1:13 yaml-crochet du texte suit ici ce que des crochets ou des accolades ont fermé | si "
     "c'est un seul texte, mettez-le entre guillemets : « a: \"[Projet] Santé\" »\n"},
    {"a: {x} b", false,
     "1:5 yaml-cle-sans-valeur entre accolades, chaque clé est suivie de « : », d'une espace et "
     "d'une valeur | complétez, ou mettez tout le texte entre guillemets : « a: \"{x} b\" »\n"
     "1:8 yaml-crochet du texte suit ici ce que des crochets ou des accolades ont fermé | si c'est "
     "un seul texte, mettez-le entre guillemets : « a: \"{x} b\" »\n"},
    {"a: [a, , b]", false,
     "1:8 yaml-virgule il n'y a rien devant cette virgule | retirez la virgule en trop\n"},
    {"a: {a: 1}}", false,
     "1:10 yaml-crochet cette accolade « } » n'a pas été ouverte | retirez ce signe, ou ajoutez "
     "celui qui l'ouvre\n"},
    {"a: ]x", false,
     "1:4 yaml-caractere un texte sans guillemets ne peut pas commencer par « ] » | mettez-le "
     "entre guillemets : « a: \"]x\" »\n"},
    {"a: ,x", false,
     "1:4 yaml-caractere un texte sans guillemets ne peut pas commencer par « , » | mettez-le "
     "entre guillemets : « a: \",x\" »\n"},
    {"a: }x", false,
     "1:4 yaml-caractere un texte sans guillemets ne peut pas commencer par « } » | mettez-le "
     "entre guillemets : « a: \"}x\" »\n"},
    {"a:\n  -a\n  -b", true,
     "2:3 yaml-tiret un élément de liste commence par un tiret simple, suivi d'une espace | "
     "écrivez : «   - a »\n"},
    {"a:\n  - a\n  -b\n  - c", false,
     "3:3 yaml-tiret un élément de liste commence par un tiret simple, suivi d'une espace | "
     "écrivez : «   - b »\n"},
    {"- a\n-b", false,
     "2:1 yaml-tiret un élément de liste commence par un tiret simple, suivi d'une espace | "
     "écrivez : « - b »\n"},
    {"a:\n- a\n-b", false,
     "3:1 yaml-tiret un élément de liste commence par un tiret simple, suivi d'une espace | "
     "écrivez : « - b »\n"},
    {"titre:Texte", true,
     "1:1 yaml-deux-points il manque une espace après « : » | écrivez : « titre: Texte »\n"},
    {"titre:Texte\nb: c", false,
     "1:1 yaml-deux-points il manque une espace après « : » | écrivez : « titre: Texte »\n"},
    {"a: b\ntitre:Texte\nc: d", false,
     "2:1 yaml-deux-points il manque une espace après « : » | écrivez : « titre: Texte »\n"},
    {"a: b\ntitre:Texte", false,
     "2:1 yaml-deux-points il manque une espace après « : » | écrivez : « titre: Texte »\n"},
    {"a:\n  titre:Texte\n  c: d", false,
     "2:3 yaml-deux-points il manque une espace après « : » | écrivez : «   titre: Texte »\n"},
    {"a: {b:c}", true,
     "1:5 yaml-deux-points il manque une espace après « : » | écrivez : « a: {b: c} »\n"},
    {"a: [b:c]", true, ""},
    {"a:\n    b: 1\n  c: 2", false,
     "3:3 yaml-decalage le décalage de cette ligne n'est celui d'aucune ligne du dessus | "
     "alignez-la, par exemple sur la ligne du dessus : «     c: 2 »\n"},
    {"titre: Test\n  statut: en cours", false,
     "2:9 yaml-decalage cette ligne est trop décalée : elle continue le texte de la ligne du "
     "dessus | alignez-la sur la ligne du dessus : « statut: en cours »\n"},
    {"a: b\n c: d", false,
     "2:3 yaml-decalage cette ligne est trop décalée : elle continue le texte de la ligne du "
     "dessus | alignez-la sur la ligne du dessus : « c: d »\n"},
    {"  a: b\nc: d", false,
     "2:1 yaml-decalage le décalage de cette ligne n'est celui d'aucune ligne du dessus | "
     "alignez-la, par exemple sur la ligne du dessus : «   c: d »\n"},
    {"a: - b", false,
     "1:4 yaml-tiret une liste à tirets commence à la ligne, sous sa clé | allez à la ligne avant "
     "le premier tiret, ou écrivez la liste entre crochets : « a: [b] »\n"},
    {"a: ? b", false,
     "1:4 yaml-caractere un texte sans guillemets ne peut pas commencer par « ? » | mettez-le "
     "entre guillemets : « a: \"? b\" »\n"},
    {"a: > b", false,
     "1:4 yaml-bloc après « > » ou « | », le texte commence à la ligne suivante | allez à la "
     "ligne, ou mettez le texte entre guillemets : « a: \"b\" »\n"},
    {"a: | b", false,
     "1:4 yaml-bloc après « > » ou « | », le texte commence à la ligne suivante | allez à la "
     "ligne, ou mettez le texte entre guillemets : « a: \"b\" »\n"},
    {"a: >50 ans", false,
     "1:4 yaml-bloc après « > » ou « | », le texte commence à la ligne suivante | allez à la "
     "ligne, ou mettez le texte entre guillemets : « a: \">50 ans\" »\n"},
    {"a: >0\n b", false,
     "1:4 yaml-bloc après « > » ou « | », le texte commence à la ligne suivante | allez à la "
     "ligne, ou mettez le texte entre guillemets : « a: \">0\" »\n"},
    {"a: x\nsuite du texte\nc: d", false,
     "2:1 yaml-cle-absente cette ligne n'a pas de clé | écrivez « clé: » devant, ou décalez-la si "
     "elle continue le texte du dessus : «   suite du texte »\n"},
    {"resume: x\n  suite : y\nc: d", false,
     "2:9 yaml-deux-points ce texte de plusieurs lignes contient « : » | terminez la ligne de la "
     "clé par « > » et mettez tout le texte au-dessous : « resume: > »\n"},
    {"\"a\" b: c", false,
     "1:5 yaml-guillemets un guillemet ferme ce texte avant sa fin | entourez-le autrement : « "
     "'\"a\" b: c' »\n"},
    {"\"a\": b: c", false,
     "1:7 yaml-deux-points ce texte contient « : », que YAML prend pour la fin d'une clé | mettez "
     "le texte entre guillemets : « \"a\": \"b: c\" »\n"},
    {"a: \"C:\\dos\"", false,
     "1:7 yaml-echappement entre guillemets doubles, « \\ » annonce un caractère spécial qui "
     "n'existe pas ici | entourez le texte d'apostrophes, ou doublez « \\ » : « a: 'C:\\dos' »\n"},
    {"a: \"\\q\"", false,
     "1:5 yaml-echappement entre guillemets doubles, « \\ » annonce un caractère spécial qui "
     "n'existe pas ici | entourez le texte d'apostrophes, ou doublez « \\ » : « a: '\\q' »\n"},
    {"a: \"\\ud83d\\ude00\"", false,
     "1:7 yaml-echappement entre guillemets doubles, « \\ » annonce un caractère spécial qui "
     "n'existe pas ici | entourez le texte d'apostrophes, ou doublez « \\ » : « a: "
     "'\\ud83d\\ude00' »\n"},
    {"a: \"\\x4\"", false,
     "1:7 yaml-echappement entre guillemets doubles, « \\ » annonce un caractère spécial qui "
     "n'existe pas ici | entourez le texte d'apostrophes, ou doublez « \\ » : « a: '\\x4' »\n"},
    {"%YAML 1.1\n---\na: b", false,
     "1:1 yaml-directive les directives YAML (« %… ») ne sont pas acceptées | retirez cette "
     "ligne\n"},
    {"%a: b", false,
     "1:1 yaml-directive une ligne qui commence par « % » n'est pas acceptée | retirez cette ligne "
     "; si c'est un texte, mettez-le entre guillemets\n"},
    {"---\na: b\n---\nc: d", false,
     "3:1 yaml-documents « --- » commence ici un second document : un fichier n'en contient qu'un "
     "| retirez cette ligne, ou faites deux fichiers\n"},
    {"---\na: b\n...\nc: d", false,
     "4:1 yaml-documents rien ne peut suivre « ... », qui termine le fichier | retirez la ligne « "
     "... »\n"},
    {"a: b\n...\nc", false,
     "3:1 yaml-documents rien ne peut suivre « ... », qui termine le fichier | retirez la ligne « "
     "... »\n"},
    {"{titre: Santé : agir, b: c}", false,
     "1:15 yaml-deux-points ce texte contient « : », que YAML prend pour la fin d'une clé | mettez "
     "le texte entre guillemets : « {titre: \"Santé : agir\", b: c} »\n"},
    {"[a: b]", true, ""},
    {"{{ a }}: b", false,
     "1:1 yaml-cle-complexe une liste ou un groupe ne peut pas servir de clé | si c'est un texte, "
     "mettez-le entre guillemets\n"},
    {"a: {{ b }}", false,
     "1:5 yaml-cle-complexe une liste ou un groupe ne peut pas servir de clé | si c'est un texte, "
     "mettez-le entre guillemets : « a: \"{{ b }}\" »\n"},
    {"? a\n: b", true, ""},
    {"? [a]\n: b", false,
     "1:3 yaml-cle-complexe une liste ou un groupe ne peut pas servir de clé | si c'est un texte, "
     "mettez-le entre guillemets\n"},
    {"[a]: b", false,
     "1:1 yaml-cle-complexe une liste ou un groupe ne peut pas servir de clé | si c'est un texte, "
     "mettez-le entre guillemets\n"},
    {": a", false,
     "1:1 yaml-cle-vide il n'y a pas de clé devant « : » | écrivez un mot devant « : »\n"},
    {"<<: a", true,
     "1:1 yaml-fusion la fusion de clés « << » n'est pas acceptée | recopiez ici les clés à "
     "reprendre\n"},
    {"a: \"x\n---\ny\"", false,
     "1:4 yaml-guillemets ce guillemet n'est refermé nulle part | fermez le texte : « a: \"x\" "
     "»\n"},
    {"a: b: c", false,
     "1:5 yaml-deux-points ce texte contient « : », que YAML prend pour la fin d'une clé | mettez "
     "le texte entre guillemets : « a: \"b: c\" »\n"},
    {"a: 'b': c", false,
     "1:7 yaml-deux-points ce texte contient « : », que YAML prend pour la fin d'une clé | mettez "
     "le texte entre guillemets : « a: \"'b': c\" »\n"},
    {"- a\nb: c", false,
     "2:1 yaml-decalage le décalage de cette ligne n'est celui d'aucune ligne du dessus | "
     "alignez-la, par exemple sur la ligne du dessus : «   b: c »\n"},
    {"a:\n  - a\n - b", false,
     "3:2 yaml-decalage le décalage de cette ligne n'est celui d'aucune ligne du dessus | "
     "alignez-la, par exemple sur la ligne du dessus : «   - b »\n"},
    {"a: b\n  - c", true,
     "attention 2:3 yaml-tiret cette ligne continue le texte du dessus : elle ne commence pas une "
     "liste | pour une liste, ne laissez rien après la clé sur sa ligne\n"},
    {"a: - \n", false,
     "1:4 yaml-tiret une liste à tirets commence à la ligne, sous sa clé | allez à la ligne avant "
     "le premier tiret, ou écrivez la liste entre crochets : « a: [] »\n"},
    {"a:\n- b\n  c: d", false,
     "3:4 yaml-cle-absente une clé ne peut pas suivre un texte qui n'en a pas | écrivez une clé, « "
     ": » et une espace devant le texte de la ligne du dessus\n"},
    {"a: b\n\tc", false,
     "2:1 yaml-tabulation une tabulation décale cette ligne : YAML n'accepte que des espaces | "
     "remplacez-la par deux espaces : «   c »\n"},
    {"a: \"b\n\tc\"", true, ""},
    {"a: >\n\tb", false,
     "2:1 yaml-tabulation une tabulation décale cette ligne : YAML n'accepte que des espaces | "
     "remplacez-la par deux espaces : «   b »\n"},
    {"a: >\n  b\n\tc", false,
     "3:1 yaml-tabulation une tabulation décale cette ligne : YAML n'accepte que des espaces | "
     "remplacez-la par deux espaces : «   c »\n"},
    {"a: {b:}", false,
     "1:6 yaml-deux-points il manque une espace après « : » | écrivez une espace, puis une "
     "valeur\n"},
    {"a: {b: c d: e}", false,
     "1:11 yaml-deux-points ce texte contient « : », que YAML prend pour la fin d'une clé | mettez "
     "le texte entre guillemets : « a: {b: \"c d: e\"} »\n"},
    {"a: [b c: d: e]", false,
     "1:11 yaml-deux-points ce texte contient « : », que YAML prend pour la fin d'une clé | mettez "
     "le texte entre guillemets : « a: [b c: \"d: e\"] »\n"},
    {"a: [b\n  c]: d", false,
     "2:5 yaml-decalage cette ligne est trop décalée : elle continue le texte de la ligne du "
     "dessus | alignez-la sur la ligne du dessus : « c]: d »\n"},
    {"a: http://x", true, ""},
    {"a: {a: http://x}", true, ""},
    {"a: #b", true,
     "attention 1:4 yaml-diese ce qui suit « # » est un commentaire, et n'est pas lu | s'il fait "
     "partie du texte, mettez tout entre guillemets : « a: \"#b\" »\n"},
    {"a: 50 % # b", true, ""},
    {"x\ny: z", false,
     "2:2 yaml-cle-absente une clé ne peut pas suivre un texte qui n'en a pas | écrivez une clé, « "
     ": » et une espace devant le texte de la ligne du dessus\n"},
    {"'a' 'b'", false,
     "1:5 yaml-apostrophe une apostrophe ferme ce texte avant sa fin | entourez-le de guillemets "
     "doubles : « \"a' 'b\" »\n"},
    {"a: |2 x", false,
     "1:4 yaml-bloc après « > » ou « | », le texte commence à la ligne suivante | allez à la "
     "ligne, ou mettez le texte entre guillemets : « a: \"|2 x\" »\n"},
    {"a: ---\n", true, ""},
    {"---- a", true, ""},
    {"- - a\n - b", false,
     "2:2 yaml-decalage le décalage de cette ligne n'est celui d'aucune ligne du dessus | "
     "alignez-la, par exemple sur la ligne du dessus : « - b »\n"},
    {"!a!b c", false,
     "1:1 yaml-etiquette « ! » en tête d'une valeur en change le type : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « \"!a!b c\" "
     "»\n"},
    {"!<a b", false,
     "1:1 yaml-etiquette « ! » en tête d'une valeur en change le type : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « \"!<a b\" "
     "»\n"},
    {"a: &é x", false,
     "1:4 yaml-ancre « & » en tête d'une valeur lui donne un nom : ce n'est pas accepté | écrivez "
     "la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: \"&é x\" »\n"},
    {"a: *", false,
     "1:4 yaml-alias « * » en tête d'une valeur renvoie à une autre : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: \"*\" "
     "»\n"},
    {"a: b\n \"c\": d", false,
     "2:5 yaml-decalage cette ligne est trop décalée : elle continue le texte de la ligne du "
     "dessus | alignez-la sur la ligne du dessus : « \"c\": d »\n"},
    {"a: b\n\"c\" d: e", false,
     "2:5 yaml-guillemets un guillemet ferme ce texte avant sa fin | entourez-le autrement : « "
     "'\"c\" d: e' »\n"},
    {"&a a: b", false,
     "1:1 yaml-ancre « & » en tête d'une valeur lui donne un nom : ce n'est pas accepté | écrivez "
     "la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « \"&a a\": b »\n"},
    {"*a : b", false,
     "1:1 yaml-alias « * » en tête d'une valeur renvoie à une autre : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « \"*a\" : b "
     "»\n"},
    {"a: \"b\" c", false,
     "1:8 yaml-guillemets un guillemet ferme ce texte avant sa fin | entourez-le autrement : « a: "
     "'\"b\" c' »\n"},
    {"a: \"b\", \"c\"", false,
     "1:7 yaml-virgule plusieurs textes se suivent ici | mettez la liste entre crochets : « a: "
     "[\"b\", \"c\"] »\n"},
    {"a: 'b' (c)", false,
     "1:8 yaml-apostrophe une apostrophe ferme ce texte avant sa fin | entourez-le de guillemets "
     "doubles : « a: \"'b' (c)\" »\n"},
    {"a: b \"c\"\nd", false,
     "2:1 yaml-cle-absente cette ligne n'a pas de clé | écrivez « clé: » devant, ou décalez-la si "
     "elle continue le texte du dessus : «   d »\n"},
    {"a : b", true, ""},
    {"a: [1, 2] # x", true, ""},
    {"a: {a: b} c", false,
     "1:11 yaml-crochet du texte suit ici ce que des crochets ou des accolades ont fermé | si "
     "c'est un seul texte, mettez-le entre guillemets : « a: \"{a: b} c\" »\n"},
    {"a: [b] c\nd: e", false,
     "1:8 yaml-crochet du texte suit ici ce que des crochets ou des accolades ont fermé | si c'est "
     "un seul texte, mettez-le entre guillemets : « a: \"[b] c\" »\n"},
    {"-\ta", false,
     "1:2 yaml-tabulation une tabulation se trouve ici à la place d'une espace | remplacez la "
     "tabulation par une espace\n"},
    {"a:\tb", true, ""},
    {"-\ta: b", false,
     "1:2 yaml-tabulation une tabulation se trouve ici à la place d'une espace | remplacez la "
     "tabulation par une espace\n"},
    {"a:\n  b: c\n\td: e", false,
     "3:1 yaml-tabulation une tabulation décale cette ligne : YAML n'accepte que des espaces | "
     "remplacez-la par deux espaces : «   d: e »\n"},
    {"a:\n  - b\n\t- c", false,
     "3:1 yaml-tabulation une tabulation décale cette ligne : YAML n'accepte que des espaces | "
     "remplacez-la par deux espaces : «   - c »\n"},
    {"couleur: #1f5f8b", true,
     "attention 1:10 yaml-diese ce qui suit « # » est un commentaire, et n'est pas lu | s'il fait "
     "partie du texte, mettez tout entre guillemets : « couleur: \"#1f5f8b\" »\n"},
    {"titre: Lot #2 du plan", true,
     "attention 1:12 yaml-diese ce qui suit « # » est un commentaire, et n'est pas lu | s'il fait "
     "partie du texte, mettez tout entre guillemets : « titre: \"Lot #2 du plan\" »\n"},
    {"titre: Lot # 2", true, ""},
    {"- a # x", true, ""},
    {"- a #x", true,
     "attention 1:5 yaml-diese ce qui suit « # » est un commentaire, et n'est pas lu | s'il fait "
     "partie du texte, mettez tout entre guillemets : « - \"a #x\" »\n"},
    {"<<: *a", false,
     "1:1 yaml-fusion la fusion de clés « << » n'est pas acceptée | recopiez ici les clés à "
     "reprendre\n"},
    {"a: \"abc\nb: \"c\"", false,
     "2:5 yaml-guillemets ici se ferme un texte entre guillemets ouvert plus haut | fermez-le sur "
     "sa ligne\n"},
    {"a: 'abc\nb: 'c'", false,
     "2:5 yaml-guillemets ici se ferme un texte entre guillemets ouvert plus haut | fermez-le sur "
     "sa ligne\n"},
    {"@a: b", false,
     "1:1 yaml-caractere un texte sans guillemets ne peut pas commencer par « @ » | mettez-le "
     "entre guillemets : « \"@a\": b »\n"},
    {"liste: &l [a]", false,
     "1:8 yaml-ancre « & » en tête d'une valeur lui donne un nom : ce n'est pas accepté | écrivez "
     "la valeur elle-même\n"},
    {"a: >\n  x\n y: z", false,
     "3:2 yaml-decalage le décalage de cette ligne n'est celui d'aucune ligne du dessus | "
     "alignez-la, par exemple sur la ligne du dessus : «   y: z »\n"},
    {"a: x\n\n\n\n    b: y", false,
     "5:6 yaml-decalage cette ligne est trop décalée : elle continue le texte de la ligne du "
     "dessus | alignez-la sur la ligne du dessus : « b: y »\n"},
    {"été: 'l'é'\n", false,
     "1:9 yaml-apostrophe une apostrophe ferme ce texte avant sa fin | entourez-le de guillemets "
     "doubles : « été: \"l'é\" »\n"},
    {"a: 😀 : b", false,
     "1:6 yaml-deux-points ce texte contient « : », que YAML prend pour la fin d'une clé | mettez "
     "le texte entre guillemets : « a: \"😀 : b\" »\n"},
    {"a: l'été\u2028: x", false,
     "1:10 yaml-deux-points ce texte contient « : », que YAML prend pour la fin d'une clé | mettez "
     "le texte entre guillemets : « a: \"l'été\u2028: x\" »\n"},
    {"titre: a\ntitre: b\nTITRE : c", true,
     "2:1 yaml-cle-double la clé « titre » est déjà donnée à la ligne 1 | gardez une seule des "
     "deux lignes\n"
     "3:1 yaml-cle-double la clé « TITRE » est déjà donnée à la ligne 1 | gardez une seule des "
     "deux lignes\n"},
    {"été: 1\nETE: 2", true,
     "2:1 yaml-cle-double la clé « ETE » est déjà donnée à la ligne 1 | gardez une seule des deux "
     "lignes\n"},
    {"a: {nom: CPAM, antenne de Lyon, ville: Lyon}", true,
     "1:10 yaml-virgule entre accolades, la virgule sépare deux clés : ce texte est coupé en deux "
     "| mettez le texte entre guillemets : « a: {nom: \"CPAM, antenne de Lyon\", ville: Lyon} »\n"},
    {"a: {nom: \"CPAM\", antenne}", true,
     "1:18 yaml-cle-sans-valeur entre accolades, chaque clé est suivie de « : », d'une espace et "
     "d'une valeur | complétez, ou mettez tout le texte entre guillemets : « a: '{nom: \"CPAM\", "
     "antenne}' »\n"},
    {"a: \"\\a\"", true,
     "1:4 yaml-controle ce texte contient un caractère de contrôle écrit avec « \\ » | retirez ce "
     "qui suit la barre oblique inverse\n"},
    {"- - - a\n    -b", false,
     "2:5 yaml-tiret un élément de liste commence par un tiret simple, suivi d'une espace | "
     "écrivez : «     - b »\n"},
    {"liste:\n  – a\n  – b", true,
     "2:3 yaml-tiret un élément de liste commence par un tiret simple, suivi d'une espace | "
     "écrivez : «   - a »\n"},
    {"liste:\n  • a", true,
     "2:3 yaml-tiret un élément de liste commence par un tiret simple, suivi d'une espace | "
     "écrivez : «   - a »\n"},
    {"a: {x: 1,\n  y: 'l'eau'}", false,
     "2:9 yaml-apostrophe une apostrophe ferme ce texte avant sa fin | entourez-le de guillemets "
     "doubles : «   y: \"l'eau\"} »\n"},
    {"a: {x: \"un \"mot\" ici\"}", false,
     "1:13 yaml-guillemets un guillemet ferme ce texte avant sa fin | entourez-le autrement : « a: "
     "{x: 'un \"mot\" ici'} »\n"},
    {"a: [\"un\", 'l'eau']", false,
     "1:14 yaml-apostrophe une apostrophe ferme ce texte avant sa fin | entourez-le de guillemets "
     "doubles : « a: [\"un\", \"l'eau\"] »\n"},
    {"a: [a, b}", false,
     "1:9 yaml-crochet il manque ici une virgule, un crochet ou une accolade | vérifiez que chaque "
     "« [ » a son « ] » et chaque « { » son « } »\n"},
    {"a: {a: b]", false,
     "1:9 yaml-crochet il manque ici une virgule, un crochet ou une accolade | vérifiez que chaque "
     "« [ » a son « ] » et chaque « { » son « } »\n"},
    {"a: [a", false,
     "1:4 yaml-crochet ce crochet « [ » n'est pas refermé | ajoutez « ] » à la fin de la liste : « "
     "a: [a] »\n"},
    {"a: {a: b", false,
     "1:4 yaml-crochet cette accolade « { » n'est pas refermée | ajoutez « } » à la fin : « a: {a: "
     "b} »\n"},
    {"a: b\a", false,
     "1:5 yaml-controle caractère de contrôle invisible (U+0007) | effacez-le et retapez ce qui "
     "l'entoure\n"},
    {"a: {x: ! y}", false,
     "1:8 yaml-etiquette « ! » en tête d'une valeur en change le type : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: {x: \"! "
     "y\"} »\n"},
    {"a: {x: *y}", false,
     "1:8 yaml-alias « * » en tête d'une valeur renvoie à une autre : ce n'est pas accepté | "
     "écrivez la valeur elle-même ; si c'est un texte, mettez-le entre guillemets : « a: {x: "
     "\"*y\"} »\n"},
    {"a: {x: @y}", false,
     "1:8 yaml-caractere un texte sans guillemets ne peut pas commencer par « @ » | mettez-le "
     "entre guillemets : « a: {x: \"@y\"} »\n"},
    {"a: x\n%b: c", false,
     "2:1 yaml-directive une ligne qui commence par « % » n'est pas acceptée | retirez cette ligne "
     "; si c'est un texte, mettez-le entre guillemets\n"},
    {"a: {x: 1,\n  y: {z: 2, t: u : v}}", false,
     "2:18 yaml-deux-points ce texte contient « : », que YAML prend pour la fin d'une clé | mettez "
     "le texte entre guillemets : «   y: {z: 2, t: \"u : v\"}} »\n"},
    {"a: [\n  b\nc: d", false,
     "1:4 yaml-crochet ce crochet « [ » n'est pas refermé | ajoutez « ] » à la fin de la liste : « "
     "a: [] »\n"},
};

static struct buffer list_messages(const struct diag *diag) {
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < diag->count; i++) {
        const struct diagnostic *item = &diag->items[i];
        struct slice parts[] = {item->message, SLICE(" | "), item->help};
        buffer_format(&out, "%s%u:%u %s ", item->severity == DIAG_WARNING ? "attention " : "",
                      item->position.line, item->position.column, item->code);
        for (size_t part = 0; part < 3; part++)
            for (size_t at = 0; at < parts[part].size; at++)
                if (parts[part].data[at] != '\x01' && parts[part].data[at] != '\x02')
                    buffer_add_byte(&out, parts[part].data[at]);
        buffer_add_byte(&out, '\n');
    }
    buffer_add_byte(&out, '\0');
    return out;
}

/* Parses a copy of exact size, so that reading past it is seen, and checks what is said. */
static void check(const char *words, bool read, const char *expected) {
    struct arena arena = ARENA_INIT;
    struct diag diag;
    diag_init(&diag);
    struct slice text = slice_from(words);
    struct diag_file file = {.path = SLICE("f.yaml"), .text = text, .quotable = true};
    struct yaml_node *root = yaml_parse(&arena, text, 1, &file, &diag);
    diag_sort(&diag);
    struct buffer messages = list_messages(&diag);
    assert_string_equal(messages.data, expected);
    assert_int_equal(root != NULL, read);
    buffer_dispose(&messages);
    diag_dispose(&diag);
    arena_dispose(&arena);
}

static void test_traps(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof traps / sizeof *traps; i++)
        check(traps[i].text, traps[i].read, traps[i].messages);
}

/* The words of a line that may not be shown are hidden in the help too. */
static void test_hidden(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof traps / sizeof *traps; i++) {
        struct arena arena = ARENA_INIT;
        struct diag diag;
        diag_init(&diag);
        struct buffer text = BUFFER_INIT;
        BUFFER_LITERAL(&text, "motsecret: motsecret\n");
        for (const char *at = traps[i].text; *at; at++) {
            bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
            bool before = at > traps[i].text && at[-1] != ' ' && at[-1] != '\n';
            if (letter && !before)
                BUFFER_LITERAL(&text, "motsecret");
            buffer_add_byte(&text, *at);
        }
        struct diag_file file = {.path = SLICE("f.yaml"), .text = buffer_slice(&text)};
        yaml_parse(&arena, buffer_slice(&text), 1, &file, &diag);
        char *printed = NULL;
        size_t size = 0;
        FILE *stream = open_memstream(&printed, &size);
        diag_print_text(&diag, stream, SLICE(""), false);
        diag_print_json(&diag, stream, SLICE(""));
        fclose(stream);
        assert_null(strstr(printed, "motsecret"));
        free(printed);
        buffer_dispose(&text);
        diag_dispose(&diag);
        arena_dispose(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_traps), cmocka_unit_test(test_hidden)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
