/*
 * What disks do: full, read-only, mounted on the output, overlaid, not ours. Needs a mount
 * namespace of its own; where that is not allowed, the tests are skipped with a message.
 */
#include "publish_site.h"

#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define test(name) cmocka_unit_test_setup_teardown(name, site_setup, site_teardown)
#define NOBODY 65534

static bool have_mounts;

static void write_word(const char *path, const char *word) {
    int file = open(path, O_WRONLY);
    if (file < 0 || write(file, word, strlen(word)) < 0)
        print_message("%s: %s\n", path, strerror(errno));
    if (file >= 0)
        close(file);
}

/* A place where mounts are ours alone: as root, or as the root of a user namespace. */
static int enter_namespace(void **state) {
    char users[32], groups[32];
    (void)state;
    snprintf(users, sizeof users, "0 %d 1", (int)getuid());
    snprintf(groups, sizeof groups, "0 %d 1", (int)getgid());
    if (getuid() == 0) {
        have_mounts = unshare(CLONE_NEWNS) == 0;
    } else if (unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) {
        write_word("/proc/self/uid_map", users);
        write_word("/proc/self/setgroups", "deny");
        write_word("/proc/self/gid_map", groups);
        have_mounts = true;
    }
    have_mounts = have_mounts && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
    return 0;
}

static void need_mounts(void) {
    if (have_mounts)
        return;
    print_message("mounts are not allowed here: full disks and mount points are not tested\n");
    skip();
}

static void mount_memory(const char *where, const char *options) {
    mkdir(where, 0755);
    assert_int_equal(mount("tmpfs", where, "tmpfs", 0, options), 0);
}

static bool is_clean(void) {
    return !file_exists(".out.vitrine-nouveau") && !file_exists(".out.vitrine-verrou") &&
           !file_exists("out/.vitrine-nouveau");
}

/* Leaves room for `room` bytes on the disk of the working directory. */
static void fill_disk(size_t room) {
    static const char block[4096];
    int file = open("filler", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(file >= 0);
    off_t size = 0;
    ssize_t got;
    while ((got = write(file, block, sizeof block)) > 0)
        size += got;
    assert_int_equal(ftruncate(file, size > (off_t)room ? size - (off_t)room : 0), 0);
    close(file);
}

/* Publishes on a disk that may be too small; then with room again. */
static bool publish_in_little_room(struct site *site, bool in_place) {
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    options.output = "out";
    options.in_place = in_place;
    bool done = site_publish_with(site, 1, &options, &report, &error) == 0;
    if (done) {
        assert_true(site_is(site, "out", 1, 1));
    } else if (!strstr(error.message, "la publication n'est pas finie")) {
        assert_non_null(strstr(error.message, "le disque est plein"));
        assert_non_null(strstr(error.message, "le site précédent est intact"));
        assert_true(site_is(site, "out", 0, 1));
        assert_true(is_clean());
    } else {
        assert_true(in_place);
    }
    assert_true(file_says("out/CNAME", "mine"));
    unlink("filler");
    return done;
}

static void finish_with_room(struct site *site) {
    assert_int_equal(site_publish(site, 1), 0);
    assert_true(site_is(site, "out", 1, 1) && is_clean());
}

static void full_disk(void **state) {
    struct site *site = *state;
    need_mounts();
    for (int in_place = 0; in_place < 2; in_place++) {
        bool done = false;
        for (size_t room = 0; !done; room += 4096) {
            mount_memory("small", "size=2m");
            assert_int_equal(chdir("small"), 0);
            assert_int_equal(site_publish(site, 0), 0);
            file_put("out/CNAME", "mine");
            fill_disk(room);
            done = publish_in_little_room(site, in_place == 1);
            finish_with_room(site);
            assert_int_equal(chdir(".."), 0);
            assert_int_equal(umount("small"), 0);
            assert_true(room < 2000000);
        }
    }
}

/* The same with inodes: folders, links and renames meet it too. */
static void disk_without_inodes(void **state) {
    struct site *site = *state;
    need_mounts();
    for (int in_place = 0; in_place < 2; in_place++) {
        bool done = false;
        for (int inodes = 1; !done; inodes++) {
            mount_memory("small", "size=2m,nr_inodes=200");
            assert_int_equal(chdir("small"), 0);
            assert_int_equal(site_publish(site, 0), 0);
            file_put("out/CNAME", "mine");
            char name[32];
            int used = 0;
            assert_int_equal(mkdir("used", 0755), 0);
            do
                snprintf(name, sizeof name, "used/%d", used++);
            while (mkdir(name, 0755) == 0);
            for (int i = 0; i < inodes; i++) {
                snprintf(name, sizeof name, "used/%d", i);
                assert_int_equal(rmdir(name), 0);
            }
            done = publish_in_little_room(site, in_place == 1);
            remove_tree("used");
            finish_with_room(site);
            assert_int_equal(chdir(".."), 0);
            assert_int_equal(umount("small"), 0);
            assert_true(inodes < 150);
        }
    }
}

/* Without mounts: a process that may not write large files. */
static void file_size_limit(void **state) {
    struct site *site = *state;
    assert_int_equal(site_publish(site, 0), 0);
    pid_t child = fork();
    if (child == 0) {
        struct publish_options options = PUBLISH_OPTIONS_INIT;
        struct publish_report report;
        struct error error = ERROR_INIT;
        struct rlimit limit = {10000, 10000};
        options.output = "out";
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        int result = site_publish_with(site, 1, &options, &report, &error);
        _exit(result == -1 && strstr(error.message, "le site précédent est intact") ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    assert_true(site_is(site, "out", 0, 0) && is_clean());
}

static void read_only_disk(void **state) {
    struct site *site = *state;
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    need_mounts();
    mount_memory("disk", "size=2m");
    assert_int_equal(chdir("disk"), 0);
    assert_int_equal(site_publish(site, 0), 0);
    assert_int_equal(mount("none", ".", NULL, MS_REMOUNT | MS_RDONLY, NULL), 0);
    options.output = "out";
    assert_int_equal(site_publish_with(site, 1, &options, &report, &error), -1);
    assert_string_equal(error.message,
                        "out : ce disque est en lecture seule ; le site précédent est intact");
    assert_true(site_is(site, "out", 0, 0));
    options.output = "other";
    assert_int_equal(site_publish_with(site, 1, &options, &report, &error), -1);
    assert_string_equal(error.message, "other : ce disque est en lecture seule");
    assert_int_equal(chdir(".."), 0);
    assert_int_equal(umount("disk"), 0);
}

static void keep_note(void *context, const char *message) {
    snprintf(context, 512, "%s", message);
}

/* Publishes over generation 0 where no exchange can be, and says why. */
static void publish_without_exchange(struct site *site, const char *why) {
    char note[512] = "";
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    options.output = "out";
    options.note = keep_note;
    options.context = note;
    int result = site_publish_with(site, 1, &options, &report, &error);
    if (result != 0)
        fail_msg("%s", error.message);
    assert_true(report.in_place);
    if (!strstr(note, why))
        fail_msg("%s", note);
    assert_true(site_is(site, "out", 1, 0) && is_clean());
}

static void mount_point(void **state) {
    struct site *site = *state;
    need_mounts();
    mount_memory("out", "size=2m");
    assert_int_equal(site_publish(site, 0), 0);
    publish_without_exchange(site, "c'est un point de montage");
    assert_int_equal(umount("out"), 0);
}

/* A directory of the same file system mounted on the output: devices are equal. */
static void bind_mount(void **state) {
    struct site *site = *state;
    need_mounts();
    assert_int_equal(site_publish(site, 0), 0);
    assert_int_equal(mkdir("volume", 0755), 0);
    assert_int_equal(mount("volume", "out", NULL, MS_BIND, NULL), 0);
    assert_int_equal(site_publish(site, 0), 0);
    publish_without_exchange(site, "ne sait pas échanger deux dossiers");
    assert_int_equal(umount("out"), 0);
    assert_true(site_is(site, "volume", 1, 0) && site_is(site, "out", 0, 0));
}

static void need_root(void) {
    if (getuid() == 0 && have_mounts && setgroups(0, NULL) == 0)
        return;
    print_message("not root: overlays and other people's files are not tested\n");
    skip();
}

static void overlay(void **state) {
    struct site *site = *state;
    need_root();
    mount_memory("disk", "size=8m");
    assert_int_equal(chdir("disk"), 0);
    mkdir("lower", 0755), mkdir("upper", 0755), mkdir("work", 0755), mkdir("merged", 0755);
    assert_int_equal(chdir("lower"), 0);
    assert_int_equal(site_publish(site, 0), 0);
    assert_int_equal(chdir(".."), 0);
    if (mount("overlay", "merged", "overlay", 0, "lowerdir=lower,upperdir=upper,workdir=work") ==
        0) {
        assert_int_equal(chdir("merged"), 0);
        publish_without_exchange(site, "ne sait pas échanger deux dossiers");
        assert_int_equal(site_publish(site, 2), 0);
        assert_true(site_is(site, "out", 2, 0) && is_clean());
        assert_int_equal(chdir(".."), 0);
        assert_int_equal(umount("merged"), 0);
    } else {
        print_message("overlay is not to be had here\n");
    }
    assert_int_equal(chdir(".."), 0);
    assert_int_equal(umount("disk"), 0);
}

/* Runs as somebody without rights; returns what `run` does. */
static int as_nobody(struct site *site, int (*run)(struct site *site)) {
    int status;
    pid_t child = fork();
    if (child == 0) {
        if (setgroups(0, NULL) != 0 || setresgid(NOBODY, NOBODY, NOBODY) != 0 ||
            setresuid(NOBODY, NOBODY, NOBODY) != 0)
            _exit(2);
        _exit(run(site));
    }
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int publish_beside_nothing(struct site *site) {
    publish_without_exchange(site, "rien ne peut être écrit à côté");
    return 0;
}

static void parent_is_not_ours(void **state) {
    struct site *site = *state;
    need_root();
    assert_int_equal(chmod(".", 0755), 0);
    assert_int_equal(mkdir("out", 0755), 0);
    assert_int_equal(site_publish(site, 0), 0);
    assert_int_equal(system("chown -R 65534 out"), 0);
    assert_int_equal(as_nobody(site, publish_beside_nothing), 0);
}

/* The old site belongs to root: links to it may be refused, and it can't be removed. */
static int publish_over_roots(struct site *site) {
    char note[512] = "";
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    struct publish_report report;
    struct error error = ERROR_INIT;
    options.output = "out";
    options.note = keep_note;
    options.context = note;
    assert_int_equal(site_publish_with(site, 1, &options, &report, &error), 0);
    assert_true(site_is(site, "out", 1, 1));
    assert_non_null(strstr(note, "« .out.vitrine-nouveau »"));
    assert_int_equal(site_publish_with(site, 0, &options, &report, &error), -1);
    assert_non_null(strstr(error.message, "« .out.vitrine-nouveau »"));
    assert_non_null(strstr(error.message, "supprimez-le"));
    return 0;
}

static void old_site_is_not_ours(void **state) {
    struct site *site = *state;
    struct stat before, after;
    need_root();
    assert_int_equal(chown(".", NOBODY, NOBODY), 0);
    assert_int_equal(site_publish(site, 0), 0);
    file_put("out/mine.txt", "mine");
    assert_int_equal(stat("out/style.css", &before), 0);
    assert_int_equal(as_nobody(site, publish_over_roots), 0);
    assert_int_equal(stat("out/style.css", &after), 0);
    assert_memory_equal(&before.st_mtim, &after.st_mtim, sizeof before.st_mtim);
    assert_int_equal(site_publish(site, 2), 0);
    assert_true(site_is(site, "out", 2, 1) && is_clean());
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test(full_disk),      test(disk_without_inodes), test(file_size_limit),
        test(read_only_disk), test(mount_point),         test(bind_mount),
        test(overlay),        test(parent_is_not_ours),  test(old_site_is_not_ours),
    };
    return cmocka_run_group_tests(tests, enter_namespace, NULL);
}
