#define _GNU_SOURCE
#include "ceiling_ledger.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "json.h"

enum { GROUP = 8, GROUP_MS = 20 };

static const char canned[] =
    "已登记,12号:甲街道幸福路17号门前占道停车堵消防通道。来源:联络站。下一步由专班研判,有进展请发“/进展 12 内容”。";

static sqlite3 *db;
static sqlite3_stmt *begin, *commit, *inbox, *journal, *outbox, *confirm, *cursor;
static int wake_fd;
static long long start_offset;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work;
static char *batch;
static size_t batch_length, waiting_count;
static reply *waiting;
static bool waiting_flush;
static struct timespec waiting_until;
static committed done;

static void check(int code, const char *what) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  fprintf(stderr, "ceiling: %s: %s\n", what, sqlite3_errmsg(db));
  exit(1);
}

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), sql);
  return statement;
}

static void run(sqlite3_stmt *statement, const char *what) {
  check(sqlite3_step(statement), what);
  sqlite3_reset(statement);
}

/// Writes the rows of one update and queues its reply. Answers its id.
static long long take_update(span update, committed *out) {
  span message = json_member(update, "message");
  span text = json_member(message, "text");
  long long id = json_integer(json_member(update, "update_id"), 0);
  long long chat = json_integer(json_member(json_member(message, "chat"), "id"), 0);
  long long number = json_integer(json_member(message, "message_id"), 0);
  sqlite3_bind_int64(inbox, 1, chat);
  sqlite3_bind_int64(inbox, 2, number);
  sqlite3_bind_int64(inbox, 3, json_integer(json_member(message, "date"), 0));
  run(inbox, "inbox");
  if (sqlite3_changes(db) == 0 || text.length < 2 || text.at[1] != '/') return id;
  sqlite3_bind_int64(journal, 1, chat);
  sqlite3_bind_blob(journal, 2, text.at, (int)text.length, SQLITE_STATIC);
  run(journal, "journal");
  reply *made = malloc(sizeof(reply) + 512);
  if (!made) abort();
  made->next = NULL;
  made->chat = chat;
  made->length = (size_t)snprintf(made->body, 512,
      "{\"chat_id\":%lld,\"text\":\"%s\",\"reply_parameters\":{\"message_id\":%lld,"
      "\"allow_sending_without_reply\":true}}", chat, canned, number);
  sqlite3_bind_int64(outbox, 1, chat);
  sqlite3_bind_blob(outbox, 2, made->body, (int)made->length, SQLITE_STATIC);
  run(outbox, "outbox");
  made->id = sqlite3_last_insert_rowid(db);
  *out->replies_end = made;
  out->replies_end = &made->next;
  return id;
}

static void commit_one(char *body, size_t length, reply *delivered) {
  committed out = {.confirmed = delivered};
  out.replies_end = &out.replies;
  run(begin, "begin");
  for (reply *r = delivered; r; r = r->next) {
    sqlite3_bind_int64(confirm, 1, r->id);
    run(confirm, "confirm");
  }
  if (body) {
    span updates = json_member((span){body, length}, "result"), update;
    size_t at = 0;
    while (json_next(updates, &at, &update)) out.offset = take_update(update, &out) + 1;
    if (out.offset) {
      sqlite3_bind_int64(cursor, 1, out.offset);
      run(cursor, "cursor");
    }
  }
  run(commit, "commit");
  free(body);
  pthread_mutex_lock(&lock);
  if (out.replies) {
    if (!done.replies) done.replies_end = &done.replies;
    *done.replies_end = out.replies;
    done.replies_end = out.replies_end;
  }
  while (out.confirmed) {
    reply *next = out.confirmed->next;
    out.confirmed->next = done.confirmed;
    done.confirmed = out.confirmed;
    out.confirmed = next;
  }
  if (body) done.offset = out.offset ? out.offset : -1;  // -1: an empty batch, poll again as before
  pthread_mutex_unlock(&lock);
  if (write(wake_fd, &(unsigned long long){1}, 8) != 8) abort();
}

static void *commit_forever(void *unused) {
  (void)unused;
  for (;;) {
    pthread_mutex_lock(&lock);
    while (!batch && waiting_count < GROUP && !waiting_flush) {
      if (waiting_count == 0) {
        pthread_cond_wait(&work, &lock);
      } else if (pthread_cond_timedwait(&work, &lock, &waiting_until) != 0) {
        break;
      }
    }
    char *body = batch;
    size_t length = batch_length;
    reply *delivered = waiting;
    batch = NULL;
    waiting = NULL;
    waiting_count = 0;
    waiting_flush = false;
    pthread_mutex_unlock(&lock);
    commit_one(body, length, delivered);
  }
  return NULL;
}

void ledger_start(const char *folder, int wake) {
  char path[4096];
  snprintf(path, sizeof path, "%s/ceiling.sqlite", folder);
  wake_fd = wake;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  check(sqlite3_open_v2(path, &db, flags, NULL), path);
  check(sqlite3_exec(db,
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "CREATE TABLE IF NOT EXISTS inbox (chat INTEGER, message INTEGER, date INTEGER,"
      "  PRIMARY KEY (chat, message, date)) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS journal (seq INTEGER PRIMARY KEY, chat INTEGER, payload BLOB);"
      "CREATE TABLE IF NOT EXISTS outbox"
      "  (id INTEGER PRIMARY KEY, chat INTEGER, body BLOB, state INTEGER);"
      "CREATE TABLE IF NOT EXISTS cursor (one INTEGER PRIMARY KEY, offset INTEGER);"
      "INSERT OR IGNORE INTO cursor VALUES (1, 0);", NULL, NULL, NULL), "schema");
  sqlite3_stmt *level = prepare("PRAGMA synchronous");
  check(sqlite3_step(level), "synchronous");
  if (sqlite3_column_int(level, 0) != 2) {
    fprintf(stderr, "ceiling: synchronous is not FULL\n");
    exit(1);
  }
  sqlite3_finalize(level);
  begin = prepare("BEGIN IMMEDIATE");
  commit = prepare("COMMIT");
  inbox = prepare("INSERT OR IGNORE INTO inbox VALUES (?, ?, ?)");
  journal = prepare("INSERT INTO journal (chat, payload) VALUES (?, ?)");
  outbox = prepare("INSERT INTO outbox (chat, body, state) VALUES (?, ?, 0)");
  confirm = prepare("UPDATE outbox SET state = 1, body = NULL WHERE id = ?");
  cursor = prepare("UPDATE cursor SET offset = ? WHERE one = 1");
  sqlite3_stmt *read = prepare("SELECT offset FROM cursor");
  check(sqlite3_step(read), "cursor");
  start_offset = sqlite3_column_int64(read, 0);
  sqlite3_finalize(read);
  pthread_condattr_t monotonic;
  pthread_condattr_init(&monotonic);
  pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init(&work, &monotonic);
  pthread_t thread;
  if (pthread_create(&thread, NULL, commit_forever, NULL) != 0) abort();
}

void ledger_take_batch(char *body, size_t length) {
  pthread_mutex_lock(&lock);
  batch = body;
  batch_length = length;
  pthread_cond_signal(&work);
  pthread_mutex_unlock(&lock);
}

void ledger_confirm(reply *delivered, bool flush) {
  pthread_mutex_lock(&lock);
  if (waiting_count++ == 0) {
    clock_gettime(CLOCK_MONOTONIC, &waiting_until);
    waiting_until.tv_nsec += GROUP_MS * 1000000L;
    if (waiting_until.tv_nsec >= 1000000000L) {
      waiting_until.tv_nsec -= 1000000000L;
      waiting_until.tv_sec++;
    }
  }
  delivered->next = waiting;
  waiting = delivered;
  if (flush) waiting_flush = true;
  if (waiting_count == 1 || waiting_count == GROUP || flush) pthread_cond_signal(&work);
  pthread_mutex_unlock(&lock);
}

committed ledger_collect(void) {
  pthread_mutex_lock(&lock);
  committed taken = done;
  done = (committed){0};
  pthread_mutex_unlock(&lock);
  return taken;
}

long long ledger_offset(void) { return start_offset; }
