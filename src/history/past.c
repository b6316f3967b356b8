#include "history/past.h"

#include "base/parallel.h"
#include "base/utf8.h"
#include "content/load.h"
#include "content/withdraw.h"
#include "history/tell.h"

#include <string.h>

/* A file and its versions, worked on by one thread. */
struct task {
    const struct history_file *file; /* NULL: in no commit */
    struct content_file *today;      /* NULL: deleted */
    bool hidden;                     /* it has no past */
    struct chain chain;
    struct tell_edits *told; /* of the newest links */
    size_t count;            /* how many */
};

struct work {
    struct past *past;
    struct past_options options;
    struct teller teller;
    struct chain_retreat retreat;
    struct task *tasks;
    size_t count;
    struct arena *arenas;  /* of each worker: what is kept */
    struct arena *scratch; /* of each worker, two: the states in hand */
    struct error *errors;  /* of each worker */
    bool *failed;
    bool lineage; /* old commits are shown */
};

/* ---- A file */

/* The bytes of a file as they are on the disk: its text, and the byte order mark before it. */
static struct slice disk_bytes(const struct content_file *file) {
    struct slice text = file->diag.text;
    size_t mark = file->entry->size == text.size + 3 ? 3 : 0;
    return (struct slice){text.data - mark, text.size + mark};
}

/* The blob of the file that governs a page's visibility at HEAD; zero for none. */
static const unsigned char *scope_at_head(const struct work *work, const struct content_file *file,
                                          struct arena *arena) {
    struct slice path = content_scope_of(arena, file->diag.path);
    const struct history_file *scope = path.size ? history_find(work->past->history, path) : NULL;
    return scope && !scope->deleted ? scope->blob : repository_no_id;
}

static bool is_saved(const struct work *work, const struct task *task) {
    const struct source_entry *entry = task->today->entry;
    return task->file && repository_holds(work->options.repository, task->file->path, entry->size,
                                          entry->modified, task->file->blob);
}

static void add_unsaved(struct work *work, struct task *task, struct arena *arena) {
    struct slice bytes = disk_bytes(task->today);
    git_oid *oid = arena_new(arena, git_oid);
    if (!work->options.from_disk || is_saved(work, task) ||
        git_odb_hash(oid, bytes.data, bytes.size, GIT_OBJECT_BLOB) != 0 ||
        (task->file && repository_same_id(oid->id, task->file->blob)))
        return;
    chain_add_unsaved(&task->chain, arena, task->today, oid->id,
                      task->file ? task->file->blob : repository_no_id,
                      scope_at_head(work, task->today, arena));
}

/* What was restricted when it was deleted is in no official version either. */
static int hide_deleted(struct work *work, struct task *task, struct arena *scratch,
                        struct error *error) {
    struct state state;
    if (task->chain.count == 0)
        return 0;
    const struct chain_link *last = &task->chain.links[0];
    const struct state_place *place =
        repository_is_no_id(last->after.blob) ? &last->before : &last->after;
    if (state_read(work->teller.reader, scratch, place, &state, error) != 0)
        return -1;
    task->hidden = !state.shown;
    return 0;
}

/* The chain of a file, and how much of it is told. */
static int find_chain(struct work *work, struct task *task, struct arena *arena,
                      struct error *error) {
    if (task->file)
        chain_build(&task->chain, arena, work->past->history, task->file, task->today,
                    &work->retreat);
    if (task->today)
        add_unsaved(work, task, arena);
    task->count = task->chain.count;
    if (!task->today && task->count > 1)
        task->count = 1; /* of what is gone, that it went */
    return chain_withhold(&task->chain, work->teller.reader, task->today, error);
}

static int tell_file(struct work *work, struct task *task, size_t worker) {
    struct arena *arena = &work->arenas[worker];
    struct tell_hand hand = {.arenas = &work->scratch[2 * worker]};
    struct error *error = &work->errors[worker];
    if (task->count == 0 && find_chain(work, task, arena, error) != 0)
        return -1;
    task->told = arena_array(arena, struct tell_edits, task->count);
    for (size_t i = task->count; i-- > 0;)
        if (tell_link(&work->teller, &task->chain.links[i], &hand, arena, &task->told[i], error) !=
            0)
            return -1;
    return work->lineage && !task->today ? hide_deleted(work, task, &hand.arenas[0], error) : 0;
}

static void tell_one(void *context, size_t item, size_t worker) {
    struct work *work = context;
    struct task *task = &work->tasks[item];
    if (!work->failed[worker] && !task->hidden && tell_file(work, task, worker) != 0)
        work->failed[worker] = true;
}

static int tell_all(struct work *work) {
    size_t jobs = work->past->content->jobs;
    struct arena *arena = work->past->content->arena;
    int result = 0;
    work->arenas = arena_array(arena, struct arena, jobs);
    work->scratch = arena_array(arena, struct arena, 2 * jobs);
    work->errors = arena_array(arena, struct error, jobs + 1);
    work->failed = arena_array(arena, bool, jobs);
    parallel_for(work->count, jobs, tell_one, work);
    for (size_t i = 0; i < jobs; i++) {
        arena_adopt(arena, &work->arenas[i]);
        arena_dispose(&work->scratch[2 * i]);
        arena_dispose(&work->scratch[2 * i + 1]);
        if (work->failed[i] && result == 0) {
            work->errors[jobs] = work->errors[i];
            result = -1;
        }
    }
    return result;
}

/* ---- Which files */

static void add_task(struct work *work, const struct history_file *file, struct content_file *today,
                     bool hidden) {
    struct task task = {.file = file, .today = today, .hidden = hidden};
    arena_push(work->past->content->arena, work->tasks, work->count, task);
}

static bool is_withdrawn(const struct content_file *today) {
    return today->withdrawal && today->withdrawal->whole;
}

static void list_tasks(struct work *work) {
    const struct history *history = work->past->history;
    struct content *content = work->past->content;
    struct map seen;
    map_init(&seen, content->arena);
    for (size_t i = 0; i < history->file_count; i++) {
        const struct history_file *file = &history->files[i];
        struct slice path = utf8_nfc(content->arena, file->path);
        struct content_file *today = map_get(&content->by_path, path);
        if (!content_schema(content_kind_of(path)))
            continue;
        if (!file->deleted && today)
            map_put(&seen, path, today);
        bool hidden = chain_is_withdrawn(&work->retreat, content->arena, file) ||
                      (!file->deleted && (!today || is_withdrawn(today)));
        if (!hidden || work->lineage)
            add_task(work, file, file->deleted ? NULL : today, hidden);
    }
    for (size_t i = 0; i < content->file_count; i++) {
        struct content_file *today = content->files[i];
        if (work->options.from_disk && !map_get(&seen, today->diag.path) && !is_withdrawn(today))
            add_task(work, NULL, today, false);
    }
}

/* ---- What changed since an old commit */

/* Kinds that are the contract: who promised what. */
static bool is_of_contract(enum content_kind kind) {
    return kind == CONTENT_CONTRACT || kind == CONTENT_AXIS || kind == CONTENT_ACTION ||
           kind == CONTENT_BODIES;
}

static struct state_place place_today(const struct work *work, const struct content_file *today,
                                      struct arena *arena) {
    struct state_place place = {.path = today->diag.path,
                                .blob = today->entry->id,
                                .scope = scope_at_head(work, today, arena),
                                .today = today};
    if (work->options.from_disk) {
        struct slice bytes = disk_bytes(today);
        git_oid *oid = arena_new(arena, git_oid);
        git_odb_hash(oid, bytes.data, bytes.size, GIT_OBJECT_BLOB);
        place.blob = oid->id;
        place.bytes = today->diag.text;
    }
    return place;
}

/* What a file was when the old commit was made; `heir` NULL: not there. */
static void add_since(struct work *work, const struct heir *heir, struct content_file *today) {
    struct arena *arena = work->past->content->arena;
    struct chain_link *link = arena_new(arena, struct chain_link);
    struct task task = {.file = heir ? heir->file : NULL, .today = today, .count = 1};
    link->commit = CHAIN_UNSAVED;
    if (heir) {
        link->before = heir->place;
        link->path = link->after.path = heir->place.path;
    }
    if (today) {
        link->path = today->diag.path;
        link->after = place_today(work, today, arena);
    }
    task.chain = (struct chain){link, 1};
    arena_push(arena, work->tasks, work->count, task);
}

/* Of two old files that became one, the one that had its path already counts. */
static void list_heirs(struct work *work, struct map *heirs, const struct past_old *old) {
    for (const struct heir *heir = old->heirs; heir; heir = heir->next) {
        const struct content_file *today = heir->place.today;
        if (!today && !heir->hidden)
            add_since(work, heir, NULL);
        else if (today && slice_equal(today->diag.path, old->path))
            map_set(heirs, today->diag.path, (void *)heir);
        else if (today && !map_get(heirs, today->diag.path))
            map_put(heirs, today->diag.path, (void *)heir);
    }
}

static void list_since(struct work *work, const struct past_old *files, size_t count) {
    struct content *content = work->past->content;
    struct map heirs; /* by path of today */
    map_init(&heirs, content->arena);
    for (size_t i = 0; i < count; i++)
        if (is_of_contract(content_kind_of(files[i].path)))
            list_heirs(work, &heirs, &files[i]);
    for (size_t i = 0; i < content->file_count; i++) {
        struct content_file *today = content->files[i];
        const struct heir *heir = map_get(&heirs, today->diag.path);
        if (is_of_contract(today->kind) && !is_withdrawn(today) && !(heir && heir->hidden))
            add_since(work, heir, today);
    }
}

/* ---- Items */

static struct slice name_of(struct arena *arena, struct slice path, struct slice entry) {
    return entry.size ? slice_format(arena, "%.*s\n%.*s", SLICE_ARG(path),
                                     SLICE_ARG(utf8_fold(arena, entry)))
                      : path;
}

struct gathering {
    struct work *work;
    struct arena *arena;
    struct map items; /* name to struct past_item */
};

static struct past_item *item_of(struct gathering *gathering, const struct task *task,
                                 struct slice path, struct slice entry) {
    struct slice name = name_of(gathering->arena, path, entry);
    if (!task->today) /* what stands there now is something else */
        name = slice_format(gathering->arena, "\n%zu\n%.*s",
                            (size_t)(task - gathering->work->tasks), SLICE_ARG(name));
    struct past_item *item = map_get(&gathering->items, name);
    if (item)
        return item;
    item = arena_new(gathering->arena, struct past_item);
    *item = (struct past_item){.file = task->today, .path = path, .entry = entry};
    if (task->today && !entry.size)
        item->record = task->today->record;
    map_put(&gathering->items, name, item);
    return item;
}

static bool is_early(const struct past *past, const struct past_version *version) {
    const struct contract *contract = past->content->contract;
    struct date since = contract->history ? contract->history->since : (struct date){0};
    return date_is_set(since) && past_day(past, version) < date_first_day(since);
}

/* Links come newest first. */
static void add_version(struct gathering *gathering, struct past_item *item,
                        struct past_version version) {
    struct past *past = gathering->work->past;
    if (item->base)
        return;
    if (is_early(past, &version)) {
        item->base = arena_new(gathering->arena, struct past_version);
        *item->base = version;
        return;
    }
    arena_push(gathering->arena, item->versions, item->count, version);
    item->listed += version.weight == EDIT_LISTED;
}

/* Whether anything is left of an edit once what may not be told today is dropped. */
static bool read_weight(const struct past *past, struct arena *scratch, struct slice bytes,
                        struct edit *edit) {
    edit_decode_head(bytes, edit);
    if (!edit->refers)
        return edit->weight != EDIT_NOTHING;
    edit_decode(scratch, bytes, edit);
    edit_scrub(edit, past->content);
    bool something = edit->weight != EDIT_NOTHING;
    arena_reset(scratch);
    return something;
}

static void gather_link(struct gathering *gathering, const struct task *task, size_t index,
                        struct arena *scratch) {
    const struct chain_link *link = &task->chain.links[index];
    const struct tell_edits *told = &task->told[index];
    struct slice path =
        task->today ? task->today->diag.path : utf8_nfc(gathering->arena, task->file->path);
    for (size_t i = 0; i < told->count; i++) {
        struct edit edit;
        if (!read_weight(gathering->work->past, scratch, told->items[i].bytes, &edit))
            continue;
        if (link->commit == CHAIN_UNSAVED && edit.weight == EDIT_MINOR)
            continue;
        struct past_version version = {.commit = link->commit,
                                       .path = link->path,
                                       .kind = edit.kind,
                                       .weight = edit.weight,
                                       .edit = told->items[i].bytes};
        add_version(gathering, item_of(gathering, task, path, told->items[i].entry), version);
    }
}

/* What an item ends with: of what is gone, that it went, and nothing before. */
static bool settle(struct past_item *item) {
    bool gone = item->count && item->versions[0].kind == EDIT_DELETED;
    if (item->file && !gone)
        return item->count || item->base;
    if (!gone || (item->file && item->record))
        return false;
    item->count = item->listed = 1;
    item->base = NULL;
    return true;
}

static void set_record(struct past *past, struct past_item *item, const struct record *record) {
    item->record = record;
    if (record->number)
        past->records[record->number] = item;
}

/* The entries that the edition shows, each with its item. */
static void join_entries(struct gathering *gathering, const struct list *list,
                         struct slice (*id_of)(const struct record *record)) {
    for (size_t i = 0; i < list->count; i++) {
        const struct record *record = list->items[i];
        struct slice name = name_of(gathering->arena, record->file->diag.path, id_of(record));
        struct past_item *item = map_get(&gathering->items, name);
        if (item)
            set_record(gathering->work->past, item, record);
    }
}

static struct slice body_id(const struct record *record) {
    return ((const struct body *)record)->id;
}

static struct slice organisation_id(const struct record *record) {
    return ((const struct organisation *)record)->id;
}

static struct slice plan_id(const struct record *record) {
    return ((const struct plan *)record)->id;
}

static void gather(struct work *work, struct arena *arena) {
    struct gathering gathering = {work, arena, {0}};
    struct past *past = work->past;
    struct content *content = past->content;
    struct arena scratch = ARENA_INIT;
    map_init(&gathering.items, arena);
    for (size_t i = 0; i < work->count; i++)
        for (size_t j = 0; j < work->tasks[i].count; j++)
            gather_link(&gathering, &work->tasks[i], j, &scratch);
    arena_dispose(&scratch);
    past->records = arena_array(arena, struct past_item *, content->page_count + 1);
    join_entries(&gathering, &content->bodies, body_id);
    join_entries(&gathering, &content->organisations, organisation_id);
    join_entries(&gathering, &content->contract->plans, plan_id);
    for (size_t i = 0; i < gathering.items.count; i++) {
        struct past_item *item = gathering.items.entries[i].value;
        if (!settle(item))
            continue;
        if (item->record && item->record->number)
            past->records[item->record->number] = item;
        arena_push(arena, past->items, past->count, item);
    }
}

static void trace(struct work *work, struct arena *arena) {
    struct past *past = work->past;
    lineage_init(&past->lineage, arena);
    for (size_t i = 0; work->lineage && i < work->count; i++) {
        const struct task *task = &work->tasks[i];
        if (task->file)
            lineage_add(&past->lineage, past->history, task->file, task->today, task->hidden,
                        &task->chain, &work->retreat);
    }
}

static void begin(struct work *work, struct past *past, struct arena *arena,
                  struct content *content, const struct history *history,
                  const struct past_options *options) {
    static const struct texts nothing = {0};
    const struct history_settings *settings = content->contract->history;
    *past = (struct past){.content = content, .history = history};
    *work = (struct work){.past = past, .options = *options, .teller = {.cache = options->cache}};
    work->retreat = chain_retreat_of(arena, settings ? &settings->withdrawn : &nothing);
    work->teller.reader = state_reader_new(options->repository, content->edition);
    if (options->from_disk)
        repository_read_index(options->repository);
}

static int count_dates(struct work *work, struct arena *arena, struct error *error) {
    struct past *past = work->past;
    dates_init(&past->dates, arena);
    for (size_t i = 0; i < work->count; i++) {
        const struct task *task = &work->tasks[i];
        if (task->today && task->today->kind == CONTENT_EVENTS && !task->hidden)
            return dates_count(&past->dates, &work->teller, past->content, &task->chain,
                               task->count, error);
    }
    return 0;
}

static int finish(struct work *work, struct arena *arena, struct error *error) {
    int result = tell_all(work);
    if (result == 0) {
        gather(work, arena);
        trace(work, arena);
        result = count_dates(work, arena, error);
    } else {
        *error = work->errors[work->past->content->jobs];
    }
    state_reader_free(work->teller.reader);
    return result;
}

int past_build(struct past *past, struct arena *arena, struct content *content,
               const struct history *history, const struct past_options *options,
               struct error *error) {
    struct work work;
    begin(&work, past, arena, content, history, options);
    work.lineage = content->contract->versions.count != 0;
    list_tasks(&work);
    return finish(&work, arena, error);
}

int past_since(struct past *since, struct arena *arena, const struct past *past,
               const struct past_old *files, size_t count, const struct past_options *options,
               struct error *error) {
    struct work work;
    begin(&work, since, arena, past->content, past->history, options);
    list_since(&work, files, count);
    return finish(&work, arena, error);
}

const struct past_item *past_of_record(const struct past *past, const struct record *record) {
    return past && record && record->number ? past->records[record->number] : NULL;
}

const struct past_version *past_latest(const struct past_item *item) {
    for (size_t i = 0; item && i < item->count; i++)
        if (item->versions[i].weight == EDIT_LISTED && item->versions[i].commit != CHAIN_UNSAVED)
            return &item->versions[i];
    return NULL;
}

void past_read(const struct past *past, struct arena *arena, const struct past_version *version,
               struct edit *edit) {
    edit_decode(arena, version->edit, edit);
    edit_scrub(edit, past->content);
}

int32_t past_day(const struct past *past, const struct past_version *version) {
    if (version->commit == CHAIN_UNSAVED)
        return past->content->today;
    int64_t time = past->history->commits[version->commit].author_time;
    return zone_local_day(past->content->zone, time, NULL);
}
