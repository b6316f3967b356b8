#include "commands/commands.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Options that several commands share. */
#define PROJECT_HELP                                                                               \
    "  --edition EDITION     publique (par défaut), ou partenaires\n"                             \
    "  --theme DOSSIER       thème à utiliser, à la place de celui du contrat\n"                \
    "  --ref REV             depuis un commit de git : une branche, une étiquette, un\n"          \
    "                        numéro ; REV:DOSSIER, depuis ce dossier du dépôt\n"                \
    "  --cache DOSSIER       où garder ce qui a été lu de l'historique ; par défaut\n"         \
    "                        .vitrine, dans le contrat\n"

static const char general[] =
    "vitrine publie un contrat local de santé : un dossier de textes devient un site.\n"
    "\n"
    "  vitrine new GENRE        prépare un texte : fiche, compte-rendu, actualité...\n"
    "  vitrine check DOSSIER    vérifie les textes sans rien publier\n"
    "  vitrine build DOSSIER    construit le site dans public/\n"
    "  vitrine log DOSSIER      raconte ce qui a changé, d'après git\n"
    "  vitrine pdf DOSSIER      fait un PDF de tout le contrat\n"
    "  vitrine values DOSSIER ADRESSE\n"
    "                           montre ce qu'une page donne à son gabarit\n"
    "  vitrine help COMMANDE    explique une commande\n"
    "  vitrine --version        donne la version\n"
    "\n"
    "DOSSIER est celui qui contient contrat.yaml ; inutile de l'écrire si vous y êtes\n"
    "déjà. Pour commencer : « vitrine new contrat », ou une copie de content-example,\n"
    "dont LISEZMOI.md explique tout.\n"
    "\n"
    "À la fin, le programme répond 0 si tout est fait, 1 si les textes ont des\n"
    "erreurs (rien n'est alors publié), 2 si la commande est mal écrite, 3 si la\n"
    "machine a refusé quelque chose. Le manuel complet : man vitrine.\n";

static const char build[] =
    "vitrine build [DOSSIER] [options]\n"
    "\n"
    "Lit et vérifie les textes de DOSSIER, puis construit le site et le met à la\n"
    "place du précédent, d'un coup. S'il y a une erreur, rien n'est publié et\n"
    "l'ancien site reste tel quel.\n"
    "\n"
    "  -o, --output SORTIE   dossier du site ; par défaut public, ici\n"
    "  --edition EDITION     publique (par défaut), ou partenaires : tout sauf les\n"
    "                        brouillons, à ne pas mettre sur un site ouvert à tous\n"
    "  --theme DOSSIER       thème à utiliser, à la place de celui du contrat\n"
    "  --ref REV             construit depuis un commit de git : une branche, une\n"
    "                        étiquette, un numéro ; REV:DOSSIER, depuis ce dossier\n"
    "  --cache DOSSIER       où garder ce qui a été lu de l'historique ; par défaut\n"
    "                        .vitrine, dans le contrat\n"
    "  --disque              copie qui s'ouvre sans serveur, d'une clé USB\n"
    "  --sans PARTIES        laisse de côté historique, imprimer, partenaires\n"
    "  --passphrases FICHIER les phrases de passe de l'espace des partenaires, si\n"
    "                        contrat.yaml dit « partenaires: {acces: chiffré} » : une\n"
    "                        ligne « nom: phrase » chacune ; ou une seule, dans la\n"
    "                        variable VITRINE_PASSPHRASE\n"
    "  --secret FICHIER      où garder la clé de cet espace ; par défaut, dans\n"
    "                        ~/.local/state/vitrine (ou VITRINE_SECRET)\n"
    "  -j, --jobs N          nombre de tâches de front ; par défaut, les processeurs\n"
    "  --strict              un avertissement empêche aussi de publier\n"
    "  -q, --quiet           ne dit que ce qui ne va pas\n"
    "\n"
    "Exemples :\n"
    "  vitrine build content-example\n"
    "  vitrine build mon-contrat -o /srv/site\n"
    "  vitrine build mon-contrat --ref v2 -o apercu\n"
    "  vitrine build contrat.git --ref main -o /srv/site\n"
    "  vitrine build mon-contrat --edition partenaires -o partenaires\n"
    "  vitrine build mon-contrat --passphrases ~/phrases.txt\n";

static const char check[] =
    "vitrine check [DOSSIER] [options]\n"
    "\n"
    "Lit et vérifie les textes sans rien publier. Chaque message donne le fichier, la\n"
    "ligne, ce qui ne va pas et ce qu'il faut écrire.\n"
    "\n"
    "Avertit aussi de ce qui ne devrait pas être public : adresses et portables de\n"
    "personnes, noms parmi les présents, numéros de sécurité sociale, IBAN, mentions\n"
    "« confidentiel » ou « ne pas diffuser », lieu des photos, auteur et commentaires\n"
    "des documents Office, OpenDocument et PDF.\n"
    "\n"
    "  --format FORMAT       texte (par défaut), ou json : un objet par message\n"
    "  --ref REV             vérifie un commit de git : une branche, une étiquette, un\n"
    "                        numéro ; REV:DOSSIER, ce dossier du dépôt\n"
    "  --strict              compte les avertissements comme des erreurs\n";

static const char new_help[] =
    "vitrine new GENRE [DOSSIER] [--CLÉ VALEUR]...\n"
    "\n"
    "Prépare un texte du contrat DOSSIER (par défaut, ici) : un fichier à sa place,\n"
    "avec toutes ses clés expliquées, ou une entrée de plus dans une liste. Rien\n"
    "n'est jamais remplacé. Une page est un brouillon, que personne ne voit, tant que\n"
    "sa ligne « brouillon: oui » est là.\n"
    "\n"
    "GENRE :\n"
    "  contrat               le premier fichier d'un nouveau contrat\n"
    "  accueil, page, gouvernance, actualite, diagnostic, evaluation, participation\n"
    "  axe, action, programmation\n"
    "  compte-rendu          les présents d'après la composition de l'instance,\n"
    "                        l'ordre du jour d'après les décisions à suivre\n"
    "  instance, agenda, organisme, convention, glossaire    une entrée de leur liste\n"
    "  figure                un graphique, affiché pour être copié dans une page\n"
    "\n"
    "  --CLÉ VALEUR          toute clé du format : --titre, --date, --instance ;\n"
    "                        répétée, elle fait une liste\n"
    "  --axe NUMÉRO          l'axe d'une action\n"
    "\n"
    "Exemples :\n"
    "  vitrine new contrat mon-contrat --titre \"Contrat local de santé du Val\" \\\n"
    "      --territoire \"le Val\"\n"
    "  vitrine new action mon-contrat --axe 1 --titre \"Former des aidants\"\n"
    "  vitrine new compte-rendu --instance copil --date 2025-03-12\n"
    "  vitrine new organisme --sigle CCAS --nom \"Centre communal d'action sociale\"\n";

static const char log_help[] =
    "vitrine log [DOSSIER [FICHIER]] [options]\n"
    "\n"
    "Raconte ce qui a changé dans chaque texte, d'après git, le plus récent d'abord :\n"
    "la date, le commit, le changement en une ligne, le nom qu'avait alors le\n"
    "fichier. C'est ce que montrent les pages d'historique du site.\n"
    "\n"
    "FICHIER, un fichier ou un dossier du contrat, ne donne que ce qui le concerne.\n"
    "\n"
    "  --format FORMAT       texte (par défaut), ou json : donnees/historique.json\n"
    "  --edition EDITION     publique (par défaut), ou partenaires\n"
    "  --ref REV             depuis un commit de git : une branche, une étiquette, un\n"
    "                        numéro ; REV:DOSSIER, depuis ce dossier du dépôt\n"
    "  --cache DOSSIER       où garder ce qui a été lu ; par défaut .vitrine, dans le\n"
    "                        contrat\n"
    "\n"
    "Exemples :\n"
    "  vitrine log mon-contrat\n"
    "  vitrine log mon-contrat axes/1-acces/1-2-bus.md\n"
    "  vitrine log mon-contrat --format json\n";

static const char pdf[] =
    "vitrine pdf [DOSSIER] [options]\n"
    "\n"
    "Fait du contrat entier un PDF balisé : page de titre, sommaire, diagnostic, axes,\n"
    "fiches-actions, gouvernance, évaluation, glossaire, avenants, indicateurs, budget.\n"
    "C'est la page /imprimer/ du site, en un seul fichier même quand le site la partage.\n"
    "\n"
    "Il faut Chromium ou WeasyPrint. Sur Debian : sudo apt-get install chromium. Sur\n"
    "Ubuntu : sudo apt-get install weasyprint. Le PDF de Chromium est le plus\n"
    "accessible. Comptez une minute ou deux.\n"
    "\n"
    "  -o, --output FICHIER  nom du PDF ; par défaut contrat.pdf, ici\n"
    "  --navigateur PROG     programme à employer ; par défaut $VITRINE_NAVIGATEUR, sinon\n"
    "                        le premier trouvé de chromium, chromium-browser,\n"
    "                        google-chrome, weasyprint\n" PROJECT_HELP
    "  -j, --jobs N          nombre de tâches de front ; par défaut, les processeurs\n"
    "  --strict              un avertissement empêche aussi de faire le PDF\n"
    "  -q, --quiet           ne dit que ce qui ne va pas\n"
    "\n"
    "Exemples :\n"
    "  vitrine pdf mon-contrat\n"
    "  vitrine pdf mon-contrat -o contrat-signe.pdf --ref signature-2024\n"
    "  vitrine pdf mon-contrat --navigateur weasyprint\n";

static const char values[] =
    "vitrine values DOSSIER ADRESSE [options]\n"
    "\n"
    "Pour qui écrit un thème : donne en JSON le gabarit de la page qui est à cette\n"
    "adresse, et toutes les valeurs qu'il reçoit, telles qu'il les reçoit.\n"
    "\n"
    "ADRESSE s'écrit comme dans le site : actions/1-1-bus/, /budget, 404.html, ou se\n"
    "copie du navigateur. L'accueil est « / ».\n"
    "\n"
    "  « html » dit quelles valeurs sont du HTML : {{{x}}} ; les autres sont du\n"
    "  texte : {{x}}. « communes » nomme celles que toutes les pages reçoivent et\n"
    "  qui ne sont pas montrées.\n"
    "\n"
    "  --tout                montre aussi les valeurs communes à toutes les pages, et\n"
    "                        false pour chaque nom qu'une cellule laisse vide\n" PROJECT_HELP "\n"
    "Exemples :\n"
    "  vitrine values mon-contrat /\n"
    "  vitrine values mon-contrat budget/ --tout\n"
    "  vitrine values mon-contrat actions/1-1-bus/ | jq .valeurs.action\n";

static const char help[] = "vitrine help [COMMANDE]\n"
                           "\n"
                           "Explique une commande : build, check, new, log, pdf, values.\n";

int command_print_help(const char *command) {
    static const struct {
        const char *name;
        const char *text;
    } pages[] = {{"build", build}, {"check", check},   {"new", new_help}, {"log", log_help},
                 {"pdf", pdf},     {"values", values}, {"help", help}};
    if (!command) {
        fputs(general, stdout);
        return COMMAND_DONE;
    }
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (strcmp(pages[i].name, command) == 0) {
            fputs(pages[i].text, stdout);
            return COMMAND_DONE;
        }
    }
    return command_refuse(NULL, "« %s » n'est pas une commande", command);
}

int command_help(int argc, char **argv) {
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
        return command_print_help("help");
    if (argc > 2)
        return command_refuse("help", "une seule commande à la fois");
    return command_print_help(argc > 1 ? argv[1] : NULL);
}

int command_refuse_option(const char *command, int option, char **argv) {
    const char *written = argv[optind - 1];
    const char *equals = strncmp(written, "--", 2) == 0 ? strchr(written, '=') : NULL;
    if (option == ':')
        return command_refuse(command, "il manque une valeur après « %s »", written);
    if (optopt && equals)
        return command_refuse(command, "« %.*s » n'attend pas de valeur", (int)(equals - written),
                              written);
    if (optopt)
        return command_refuse(command, "option inconnue « -%c »", optopt);
    return command_refuse(command, "option inconnue « %s »", written);
}

const char *command_take_folder(const char *command, int argc, char **argv, int most) {
    if (argc - optind > most)
        command_refuse(command, most == 1 ? "un seul dossier à la fois"
                                          : "un dossier et un fichier, pas plus");
    else if (argc > optind)
        return argv[optind];
    else if (access("contrat.yaml", F_OK) == 0)
        return ".";
    else
        command_refuse(command, "le dossier du contrat manque : il n'y a pas de contrat.yaml ici");
    return NULL;
}

int command_check_folder(const char *command, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0 && errno == ENOENT)
        return command_refuse(command, "%s : ce dossier n'existe pas", path);
    if (stat(path, &status) == 0 && !S_ISDIR(status.st_mode))
        return command_refuse(command, "%s : un dossier est attendu, pas un fichier", path);
    return COMMAND_DONE;
}

int command_refuse(const char *command, const char *format, ...) {
    if (format) {
        va_list arguments;
        va_start(arguments, format);
        fputs("vitrine: ", stderr);
        vfprintf(stderr, format, arguments);
        fputc('\n', stderr);
        va_end(arguments);
    }
    fprintf(stderr, "Pour l'aide : vitrine help%s%s\n", command ? " " : "", command ? command : "");
    return COMMAND_USAGE;
}

const char *command_plural(size_t count) {
    return count > 1 ? "s" : "";
}

int command_fail(const struct error *error) {
    fprintf(stderr, "vitrine: %s\n", error->message);
    return COMMAND_MACHINE;
}
