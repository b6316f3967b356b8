#include "publish/room_secret.h"

#include "base/file.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_LINE "vitrine-secret 1"
#define PARTIAL ".partiel"

static const char warning[] =
    "# Le secret de l'espace des partenaires d'un site fait par vitrine : avec lui, tout s'y lit.\n"
    "# Gardez-le pour vous, et sauvegardez-le. Effacé, il est refait, avec une autre clé.\n";

static int no_folder(const char *path, struct error *error) {
    return error_set(error, errno,
                     "le secret de l'espace des partenaires ne peut pas être gardé dans « %s » ; "
                     "donnez un autre fichier avec --secret ou VITRINE_SECRET",
                     path);
}

/* Makes the folders above the file, for their owner alone, and takes the lock. */
static int open_folder(struct room_file *file, struct arena *arena, struct error *error) {
    struct slice above = path_directory(slice_from(file->path));
    bool rooted = file->path[0] == '/';
    const char *folder = above.size ? slice_string(arena, above) : rooted ? "/" : ".";
    for (size_t i = 1; i <= above.size; i++) {
        if (i < above.size && above.data[i] != '/')
            continue;
        const char *step = slice_string(arena, slice_part(above, 0, i));
        if (mkdir(step, 0700) != 0 && errno != EEXIST && errno != EROFS && errno != EACCES)
            return no_folder(step, error);
    }
    file->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file->folder < 0)
        return no_folder(folder, error);
    while (flock(file->folder, LOCK_EX) != 0 && errno == EINTR)
        continue;
    return 0;
}

static int damaged(const struct room_file *file, struct error *error) {
    return error_set(error, 0,
                     "« %s » n'est pas un secret de vitrine, ou il est abîmé : donnez-en un autre "
                     "avec --secret, ou effacez-le pour qu'il soit refait",
                     file->path);
}

/* Takes "WORD HEXADECIMAL" off the text. */
static bool take(struct slice *rest, const char *word, unsigned char *bytes, size_t size) {
    struct slice line;
    if (!slice_next_line(rest, &line) || !slice_starts(line, word))
        return false;
    return crypt_read_hex(slice_from_offset(line, strlen(word)), bytes, size);
}

static bool parse(struct slice rest, struct room_secret *secret) {
    struct slice line;
    do
        if (!slice_next_line(&rest, &line))
            return false;
    while (slice_starts(line, "#"));
    if (!slice_is(line, FIRST_LINE) || !take(&rest, "cle ", secret->key, CRYPT_KEY) ||
        !take(&rest, "sel ", secret->salt, ROOM_SALT) ||
        !take(&rest, "graine ", secret->seed, CRYPT_KEY))
        return false;
    while (rest.size) {
        if (secret->count == BOUND_PASSPHRASES ||
            !take(&rest, "acces ", secret->digests[secret->count], CRYPT_KEY))
            return false;
        secret->count++;
    }
    return true;
}

/* Whether the open file is one that nobody else may read. */
static int check_private(const struct room_file *file, int descriptor, struct error *error) {
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return error_set(error, errno, "%s", file->path);
    if (!S_ISREG(status.st_mode) || status.st_size > (off_t)BOUND_SECRET_FILE)
        return damaged(file, error);
    if (status.st_mode & 077)
        return error_set(error, 0,
                         "« %s » est le secret de l'espace des partenaires et d'autres que vous "
                         "peuvent le lire : chmod 600 %s ; s'ils ont pu le lire, effacez-le, il "
                         "sera refait",
                         file->path, file->path);
    return 0;
}

static int read_secret(struct room_file *file, struct error *error) {
    char text[BOUND_SECRET_FILE];
    size_t size = 0;
    ssize_t got = 1;
    int descriptor =
        openat(file->folder, file->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT)
        return 0;
    if (descriptor < 0)
        return error_set(error, errno == ELOOP ? 0 : errno, "« %s »%s", file->path,
                         errno == ELOOP ? " est un lien symbolique : donnez le fichier lui-même"
                                        : " ne peut pas être lu");
    int result = check_private(file, descriptor, error);
    while (result == 0 && got > 0 && size < sizeof text) {
        got = read(descriptor, text + size, sizeof text - size);
        size += got > 0 ? (size_t)got : 0;
    }
    close(descriptor);
    if (result == 0 && got < 0)
        result = error_set(error, errno, "%s", file->path);
    if (result == 0 && !parse((struct slice){text, size}, &file->secret))
        result = damaged(file, error);
    crypt_wipe(text, sizeof text);
    file->found = result == 0;
    return result;
}

int room_file_open(struct room_file *file, struct arena *arena, const char *path,
                   struct error *error) {
    *file = (struct room_file){.path = path, .folder = -1};
    file->name = slice_string(arena, path_name(slice_from(path)));
    if (open_folder(file, arena, error) != 0)
        return -1;
    return read_secret(file, error);
}

static void add(struct buffer *out, const char *word, const unsigned char *bytes, size_t size) {
    buffer_add_string(out, word);
    crypt_add_hex(out, bytes, size);
    buffer_add_byte(out, '\n');
}

/* What a run that was killed left goes first: the folder is locked, it is nobody's. */
static int replace(const struct room_file *file, struct slice text, struct error *error) {
    char partial[NAME_MAX + 1];
    if ((size_t)snprintf(partial, sizeof partial, "%s" PARTIAL, file->name) >= sizeof partial)
        return error_set(error, ENAMETOOLONG, "%s", file->path);
    unlinkat(file->folder, partial, 0);
    int descriptor =
        openat(file->folder, partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return error_set(error, errno, "%s", file->path);
    int result = file_write_all(descriptor, text);
    if (result == 0)
        result = fsync(descriptor);
    if (close(descriptor) != 0)
        result = -1;
    if (result == 0)
        result = renameat(file->folder, partial, file->folder, file->name);
    if (result == 0)
        result = fsync(file->folder);
    if (result == 0)
        return 0;
    error_set(error, errno, "%s", file->path);
    unlinkat(file->folder, partial, 0);
    return -1;
}

int room_file_write(struct room_file *file, struct error *error) {
    const struct room_secret *secret = &file->secret;
    struct buffer out = BUFFER_INIT;
    buffer_add_string(&out, warning);
    buffer_add_string(&out, FIRST_LINE "\n");
    add(&out, "cle ", secret->key, CRYPT_KEY);
    add(&out, "sel ", secret->salt, ROOM_SALT);
    add(&out, "graine ", secret->seed, CRYPT_KEY);
    for (size_t i = 0; i < secret->count; i++)
        add(&out, "acces ", secret->digests[i], CRYPT_KEY);
    int result = replace(file, buffer_slice(&out), error);
    crypt_wipe(out.data, out.size);
    buffer_dispose(&out);
    return result;
}

void room_file_close(struct room_file *file) {
    if (file->folder >= 0)
        close(file->folder);
    file->folder = -1;
    crypt_wipe(&file->secret, sizeof file->secret);
}

int room_secret_renew(struct room_secret *secret, struct error *error) {
    *secret = (struct room_secret){.count = 0};
    if (crypt_random(secret->key, CRYPT_KEY, error) != 0 ||
        crypt_random(secret->salt, ROOM_SALT, error) != 0)
        return -1;
    return crypt_random(secret->seed, CRYPT_KEY, error);
}
