/*
 * Kills. A build is stopped at each of its system calls in turn, by ptrace, and killed there: the
 * output must be the old site or the new, foreign files included, and the next run must clean up.
 * Then builds with several threads are killed at random.
 */
#include "publish_site.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#define test(name) cmocka_unit_test_setup_teardown(name, site_setup_fast, site_teardown)
#define FOREIGN 4

static int refuse_exchange(int directory, const char *staged, const char *output) {
    (void)directory, (void)staged, (void)output;
    errno = EXDEV;
    return -1;
}

struct kind {
    bool in_place;
    bool refused;
    size_t jobs;
};

static struct publish_options options_of(struct kind kind) {
    struct publish_options options = PUBLISH_OPTIONS_INIT;
    options.output = "out";
    options.jobs = kind.jobs;
    options.in_place = kind.in_place;
    options.exchange = kind.refused ? refuse_exchange : NULL;
    return options;
}

static void remove_all(void) {
    remove_tree("out");
    remove_tree(".out.vitrine-nouveau");
    remove_tree(".out.vitrine-verrou");
}

static void put_foreign(void) {
    file_put("out/CNAME", "sante.example");
    file_put("out/actions/mine.txt", "mine");
    assert_int_equal(mkdir("out/.git", 0755), 0);
    file_put("out/.git/HEAD", "ref");
    assert_int_equal(symlink("nowhere", "out/link"), 0);
}

static bool foreign_is_whole(void) {
    char target[16] = "";
    return file_says("out/CNAME", "sante.example") && file_says("out/actions/mine.txt", "mine") &&
           file_says("out/.git/HEAD", "ref") && readlink("out/link", target, 15) == 7;
}

static bool is_clean(void) {
    return !file_exists(".out.vitrine-nouveau") && !file_exists(".out.vitrine-verrou") &&
           !file_exists("out/.vitrine-nouveau");
}

static int run_child(struct site *site, int generation, struct kind kind) {
    struct publish_options options = options_of(kind);
    struct publish_report report;
    struct error error = ERROR_INIT;
    int result = site_publish_with(site, generation, &options, &report, &error);
    if (result != 0)
        print_error("%s\n", error.message);
    return result;
}

enum ending { KILLED, FINISHED, NOT_TRACED };

/* Runs a build up to its `stop`th stop at a system call, and kills it there. */
static enum ending kill_at(struct site *site, int generation, struct kind kind, int stop) {
    int status;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
            _exit(77);
        raise(SIGSTOP);
        _exit(run_child(site, generation, kind) == 0 ? 0 : 1);
    }
    waitpid(child, &status, 0);
    for (int i = 0; WIFSTOPPED(status) && i < stop; i++) {
        ptrace(PTRACE_SYSCALL, child, NULL, NULL);
        waitpid(child, &status, 0);
    }
    if (WIFSTOPPED(status)) {
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        return KILLED;
    }
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        return NOT_TRACED;
    assert_int_equal(WEXITSTATUS(status), 0);
    return FINISHED;
}

static bool is_old_or_new(struct site *site, int old, bool with_foreign) {
    size_t foreign = with_foreign ? FOREIGN : 0;
    return site_is(site, "out", old, foreign) || site_is(site, "out", old + 1, foreign);
}

/* Each file of the site is of one generation or the other, whole. */
static bool is_whole(struct site *site, int old) {
    for (int side = 0; side < 2; side++) {
        struct site other;
        site_set(site, old + side);
        site_set(&other, old + 1 - side);
        for (size_t i = 0; i < site->count; i++) {
            char path[300];
            struct stat status;
            snprintf(path, sizeof path, "out/%.*s", SLICE_ARG(site->files[i].path));
            if (lstat(path, &status) != 0 || S_ISDIR(status.st_mode) ||
                site_file_is(site, "out", i))
                continue;
            bool found = false;
            for (size_t j = 0; j < other.count && !found; j++)
                found = slice_equal(other.files[j].path, site->files[i].path) &&
                        site_file_is(&other, "out", j);
            if (!found)
                return false;
        }
    }
    return true;
}

static void check_and_go_on(struct site *site, int old, struct kind kind, bool with_foreign,
                            int next) {
    bool exchanged = !kind.in_place && !kind.refused;
    if (exchanged)
        assert_true(is_old_or_new(site, old, with_foreign));
    else
        assert_true(is_whole(site, old));
    if (with_foreign)
        assert_true(foreign_is_whole());
    assert_int_equal(run_child(site, next, kind), 0);
    assert_true(site_is(site, "out", next, with_foreign ? FOREIGN : 0));
    if (with_foreign)
        assert_true(foreign_is_whole());
    assert_true(is_clean());
}

static void kill_everywhere(struct site *site, struct kind kind, int old, int next) {
    for (int stop = 1;; stop++) {
        remove_all();
        assert_int_equal(run_child(site, old, kind), 0);
        put_foreign();
        enum ending ending = kill_at(site, old + 1, kind, stop);
        if (ending == NOT_TRACED) {
            print_message("ptrace is not allowed here: no kill at each system call\n");
            skip();
        }
        check_and_go_on(site, old, kind, true, next);
        if (ending == FINISHED) {
            assert_true(stop > 100);
            return;
        }
    }
}

static void exchange_killed_at_each_call(void **state) {
    struct kind kind = {.jobs = 1};
    kill_everywhere(*state, kind, 0, 1);
    kill_everywhere(*state, kind, 1, 3);
}

static void in_place_killed_at_each_call(void **state) {
    struct kind kind = {.in_place = true, .jobs = 1};
    kill_everywhere(*state, kind, 0, 1);
    kill_everywhere(*state, kind, 1, 0);
}

static void refused_exchange_killed_at_each_call(void **state) {
    struct kind kind = {.refused = true, .jobs = 1};
    kill_everywhere(*state, kind, 0, 1);
}

/* A killed run is taken up by one that exchanges, and the reverse. */
static void modes_clean_up_after_each_other(void **state) {
    struct site *site = *state;
    struct kind kinds[] = {{.jobs = 1}, {.in_place = true, .jobs = 1}};
    for (int stop = 1;; stop += 3) {
        enum ending ending = FINISHED;
        for (int i = 0; i < 2; i++) {
            remove_all();
            assert_int_equal(run_child(site, 0, kinds[0]), 0);
            put_foreign();
            ending = kill_at(site, 1, kinds[i], stop);
            if (ending == NOT_TRACED)
                skip();
            assert_int_equal(run_child(site, 2, kinds[1 - i]), 0);
            assert_true(site_is(site, "out", 2, FOREIGN));
            assert_true(foreign_is_whole() && is_clean());
        }
        if (ending == FINISHED)
            return;
    }
}

/* Spins for a time that grows by chance, without a clock. */
static void linger(unsigned rounds) {
    for (volatile unsigned i = 0; i < rounds; i++)
        continue;
}

static void threads_killed_at_random(void **state) {
    struct site *site = *state;
    struct kind kinds[] = {{.jobs = 4}, {.in_place = true, .jobs = 4}};
    srand(1);
    for (int i = 0; i < 200; i++) {
        struct kind kind = kinds[i % 2];
        int status;
        remove_all();
        assert_int_equal(run_child(site, 0, kind), 0);
        put_foreign();
        pid_t child = fork();
        if (child == 0)
            _exit(run_child(site, 1, kind) == 0 ? 0 : 1);
        linger((unsigned)rand() % 3000000);
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
        check_and_go_on(site, 0, kind, true, 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test(exchange_killed_at_each_call),
        test(in_place_killed_at_each_call),
        test(refused_exchange_killed_at_each_call),
        test(modes_clean_up_after_each_other),
        test(threads_killed_at_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
