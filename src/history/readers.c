#include "history/readers.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define SEND_BYTES ((size_t)64 * 1024)

/* Stands before each item's bytes. */
struct frame {
    uint32_t item;
    uint32_t size;
};

struct process {
    pid_t id; /* -1: none */
    int pipe; /* to read from */
};

/* ---- In a forked process */

static bool send_all(int pipe, struct buffer *bytes) {
    for (size_t sent = 0; sent < bytes->size;) {
        ssize_t written = write(pipe, bytes->data + sent, bytes->size - sent);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        sent += (size_t)written;
    }
    buffer_reset(bytes);
    return true;
}

/* Adds an item's frame and bytes. */
static bool add_item(readers_work *work, void *context, size_t item, struct buffer *bytes) {
    struct frame frame = {(uint32_t)item, 0};
    size_t start = bytes->size;
    buffer_add(bytes, (struct slice){(const char *)&frame, sizeof frame});
    bool done = work(context, item, bytes) == 0 && bytes->size - start < UINT32_MAX;
    if (!done) {
        bytes->size = start;
        return false;
    }
    frame.size = (uint32_t)(bytes->size - start - sizeof frame);
    memcpy(bytes->data + start, &frame, sizeof frame);
    return true;
}

static void run(size_t part, size_t parts, size_t count, readers_work *work, void *context,
                int pipe) {
    struct buffer bytes = BUFFER_INIT;
    bool going = true;
    for (size_t item = part; item < count && going; item += parts) {
        going = add_item(work, context, item, &bytes);
        if (bytes.size >= SEND_BYTES)
            going = send_all(pipe, &bytes) && going;
    }
    send_all(pipe, &bytes);
    buffer_dispose(&bytes);
}

/* ---- In this process */

static struct process start(const struct process *others, size_t part, size_t parts, size_t count,
                            readers_work *work, void *context) {
    struct process process = {-1, -1};
    int ends[2];
    if (pipe(ends) != 0)
        return process;
    process.id = fork();
    if (process.id == 0) {
        close(ends[0]);
        for (size_t i = 0; i < part; i++)
            if (others[i].pipe >= 0)
                close(others[i].pipe);
        run(part, parts, count, work, context, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    if (process.id < 0)
        close(ends[0]);
    else
        process.pipe = ends[0];
    return process;
}

/* Takes what a process sent. Returns false when nothing more will come. */
static bool receive(int pipe, struct buffer *stream) {
    char bytes[SEND_BYTES];
    ssize_t got = read(pipe, bytes, sizeof bytes);
    if (got > 0)
        buffer_add(stream, (struct slice){bytes, (size_t)got});
    return got > 0 || (got < 0 && (errno == EINTR || errno == EAGAIN));
}

static void receive_all(struct process *processes, size_t count, struct buffer *streams) {
    struct pollfd waiting[READERS_MAX];
    size_t open = 0;
    for (size_t i = 0; i < count; i++) {
        waiting[i] = (struct pollfd){.fd = processes[i].pipe, .events = POLLIN};
        open += processes[i].pipe >= 0;
    }
    while (open) {
        if (poll(waiting, count, -1) < 0 && errno != EINTR)
            break;
        for (size_t i = 0; i < count; i++) {
            if (waiting[i].fd < 0 || waiting[i].revents == 0 || receive(waiting[i].fd, &streams[i]))
                continue;
            waiting[i].fd = -1;
            open--;
        }
    }
}

static void finish(const struct process *process) {
    if (process->id < 0)
        return;
    close(process->pipe);
    while (waitpid(process->id, NULL, 0) < 0 && errno == EINTR)
        continue;
}

/* Finds the results in what one process sent; the end may be missing. */
static void sort_out(struct slice stream, size_t count, struct slice *results) {
    struct frame frame;
    while (stream.size >= sizeof frame) {
        memcpy(&frame, stream.data, sizeof frame);
        stream = slice_from_offset(stream, sizeof frame);
        if (frame.size > stream.size || frame.item >= count)
            return;
        results[frame.item] = slice_part(stream, 0, frame.size);
        stream = slice_from_offset(stream, frame.size);
    }
}

void readers_run(struct readers *readers, size_t count, size_t jobs, readers_work *work,
                 void *context, struct slice *results) {
    struct process processes[READERS_MAX] = {{0}};
    size_t parts = jobs < READERS_MAX ? jobs : READERS_MAX;
    *readers = (struct readers){0};
    memset(results, 0, count * sizeof *results);
    fflush(NULL); /* or what waits there would be written twice, should a process end by exit() */
    for (size_t i = 0; i < parts; i++)
        processes[i] = start(processes, i, parts, count, work, context);
    receive_all(processes, parts, readers->streams);
    for (size_t i = 0; i < parts; i++) {
        finish(&processes[i]);
        sort_out(buffer_slice(&readers->streams[i]), count, results);
    }
}

void readers_dispose(struct readers *readers) {
    for (size_t i = 0; i < READERS_MAX; i++)
        buffer_dispose(&readers->streams[i]);
}
