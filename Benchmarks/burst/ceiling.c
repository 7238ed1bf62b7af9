// The ceiling: what libcurl and SQLite alone can do here. It polls, commits each answer's updates
// in one transaction, sends a fixed reply to each command and records the delivery. No logic.
//
// It keeps what a bot must keep: WAL with synchronous=FULL, replies only after the commit, in
// order within a chat, 32 chats at once, deliveries recorded in groups of eight or after 20 ms, and
// no request repeated by libcurl (the body comes from a read function that cannot go back). A
// chat's next reply follows the server's answer to the last one; with -d it follows once that
// answer is durable, which bounds the repeats after a crash to the sends in flight.
//
// Environment: LIANDU_DATA (folder), LIANDU_BASE_URL, LIANDU_TOKEN.
#define _GNU_SOURCE
#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "ceiling_ledger.h"

enum { IN_FLIGHT = 32, CHATS = 256, POLL_WHILE_BELOW = 400, SOCKETS = 1024 };

/// One request: its handle, what it sends and what came back.
typedef struct {
  CURL *easy;
  const char *body;
  size_t length, sent;
  char *answer;
  size_t answer_length, answer_room;
  reply *carries;  // NULL for the poll
} transfer;

static CURLM *multi;
static uint32_t watched[SOCKETS];  // the events the kernel watches each socket for
static int events_fd, timer_ms = -1;
static transfer poll_transfer, sends[IN_FLIGHT];
static transfer *idle[IN_FLIGHT];
static size_t idle_count, in_flight, queued;
static bool until_durable;  // -d
static char poll_body[128], url_poll[512], url_send[512];
static struct curl_slist *headers;

/// Replies that wait, by chat, and the chats that may send.
typedef struct chat {
  long long id;
  bool used, busy, listed;
  reply *first, **end;
  struct chat *next_ready;
} chat;
static chat chats[CHATS];
static chat *ready, **ready_end = &ready;

static chat *chat_of(long long id) {
  size_t at = (size_t)(-id) % CHATS;
  while (chats[at].used && chats[at].id != id) at = (at + 1) % CHATS;
  if (!chats[at].used) chats[at] = (chat){.id = id, .used = true, .end = &chats[at].first};
  return &chats[at];
}

static void list_when_ready(chat *c) {
  if (c->busy || c->listed || !c->first) return;
  c->listed = true;
  c->next_ready = NULL;
  *ready_end = c;
  ready_end = &c->next_ready;
}

/// The chat may send its next reply.
static void free_chat(long long id) {
  chat *c = chat_of(id);
  c->busy = false;
  in_flight--;
  list_when_ready(c);
}

static size_t give_body(char *to, size_t size, size_t count, void *who) {
  transfer *t = who;
  size_t n = t->length - t->sent, room = size * count;
  if (n > room) n = room;
  memcpy(to, t->body + t->sent, n);
  t->sent += n;
  return n;
}

static size_t take_answer(char *from, size_t size, size_t count, void *who) {
  transfer *t = who;
  size_t n = size * count;
  if (t->answer_length + n + 1 > t->answer_room) {
    t->answer_room = (t->answer_length + n + 1) * 2;
    t->answer = realloc(t->answer, t->answer_room);
    if (!t->answer) abort();
  }
  memcpy(t->answer + t->answer_length, from, n);
  t->answer_length += n;
  t->answer[t->answer_length] = 0;
  return n;
}

/// libcurl takes a socket off the list between two requests and puts it back a moment later. The
/// kernel is told only of what changes: an idle connection stays watched for input.
static int watch_socket(CURL *easy, curl_socket_t fd, int what, void *unused, void *known) {
  (void)easy, (void)unused, (void)known;
  uint32_t wanted = (what & CURL_POLL_IN ? EPOLLIN : 0u) | (what & CURL_POLL_OUT ? EPOLLOUT : 0u);
  if (what == CURL_POLL_REMOVE) wanted = EPOLLIN;
  if (fd >= SOCKETS) abort();
  if (watched[fd] == wanted) return 0;
  struct epoll_event event = {.events = wanted, .data.fd = fd};
  epoll_ctl(events_fd, watched[fd] ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
  watched[fd] = wanted;
  return 0;
}

static int close_socket(void *unused, curl_socket_t fd) {
  (void)unused;
  if (fd < SOCKETS) watched[fd] = 0;  // the kernel forgets a closed socket by itself
  return close(fd);
}

static int set_timer(CURLM *m, long ms, void *unused) {
  (void)m, (void)unused;
  timer_ms = (int)ms;
  return 0;
}

static void prepare(transfer *t, const char *url) {
  CURL *e = t->easy = curl_easy_init();
  if (!e) abort();
  curl_easy_setopt(e, CURLOPT_URL, url);
  curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(e, CURLOPT_POST, 1L);
  curl_easy_setopt(e, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(e, CURLOPT_READFUNCTION, give_body);
  curl_easy_setopt(e, CURLOPT_READDATA, t);
  curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take_answer);
  curl_easy_setopt(e, CURLOPT_WRITEDATA, t);
  curl_easy_setopt(e, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
  curl_easy_setopt(e, CURLOPT_PRIVATE, t);
}

static void start(transfer *t, const char *body, size_t length) {
  t->body = body;
  t->length = length;
  t->sent = t->answer_length = 0;
  curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
  curl_multi_add_handle(multi, t->easy);
}

static void start_poll(long long offset) {
  int n = snprintf(poll_body, sizeof poll_body,
      "{\"offset\":%lld,\"limit\":100,\"timeout\":25,\"allowed_updates\":[\"message\"]}", offset);
  start(&poll_transfer, poll_body, (size_t)n);
}

static void start_sends(void) {
  while (ready && idle_count && in_flight < IN_FLIGHT) {
    chat *c = ready;
    ready = c->next_ready;
    if (!ready) ready_end = &ready;
    c->listed = false;
    c->busy = true;
    transfer *t = idle[--idle_count];
    t->carries = c->first;
    c->first = c->first->next;
    if (!c->first) c->end = &c->first;
    queued--;
    in_flight++;
    start(t, t->carries->body, t->carries->length);
  }
}

static void finish_transfers(void) {
  CURLMsg *message;
  int left;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    transfer *t;
    CURLcode code = message->data.result;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t);
    curl_multi_remove_handle(multi, message->easy_handle);
    if (code != CURLE_OK || !t->answer_length || !strstr(t->answer, "\"ok\":true")) {
      fprintf(stderr, "ceiling: %s failed: %s\n", t->carries ? "sendMessage" : "getUpdates",
          code ? curl_easy_strerror(code) : "the server refused");
      exit(1);
    }
    if (t->carries) {
      if (!until_durable) free_chat(t->carries->chat);
      idle[idle_count++] = t;
      // With -d: nothing is under way and replies wait for this one; no group will come together.
      ledger_confirm(t->carries, until_durable && queued && idle_count == IN_FLIGHT);
      t->carries = NULL;
    } else {
      ledger_take_batch(t->answer, t->answer_length);
      t->answer = NULL;
      t->answer_room = 0;
    }
  }
}

/// Takes over what the ledger has committed. The next poll waits for the commit: its offset
/// confirms.
static void collect(long long *offset, bool *poll_due) {
  committed news = ledger_collect();
  for (reply *r = news.replies, *next; r; r = next) {
    next = r->next;
    r->next = NULL;
    chat *c = chat_of(r->chat);
    *c->end = r;
    c->end = &r->next;
    queued++;
    list_when_ready(c);
  }
  for (reply *r = news.confirmed, *next; r; r = next) {
    next = r->next;
    if (until_durable) free_chat(r->chat);
    free(r);
  }
  if (news.offset > 0) *offset = news.offset;
  if (news.offset) *poll_due = true;
}

int main(int argc, char **argv) {
  until_durable = argc > 1 && strcmp(argv[1], "-d") == 0;
  const char *folder = getenv("LIANDU_DATA");
  const char *base = getenv("LIANDU_BASE_URL"), *token = getenv("LIANDU_TOKEN");
  if (!folder || !base || !token) {
    fprintf(stderr, "ceiling: set LIANDU_DATA, LIANDU_BASE_URL and LIANDU_TOKEN\n");
    return 2;
  }
  curl_global_init(CURL_GLOBAL_DEFAULT);
  int wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  events_fd = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event on_wake = {.events = EPOLLIN, .data.fd = wake};
  epoll_ctl(events_fd, EPOLL_CTL_ADD, wake, &on_wake);
  ledger_start(folder, wake);
  snprintf(url_poll, sizeof url_poll, "%s/bot%s/getUpdates", base, token);
  snprintf(url_send, sizeof url_send, "%s/bot%s/sendMessage", base, token);
  headers = curl_slist_append(headers, "Content-Type: application/json");
  headers = curl_slist_append(headers, "Expect:");
  multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, set_timer);
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)IN_FLIGHT + 4);
  prepare(&poll_transfer, url_poll);
  for (size_t i = 0; i < IN_FLIGHT; i++) {
    prepare(&sends[i], url_send);
    idle[idle_count++] = &sends[i];
  }
  long long offset = ledger_offset();
  bool poll_due = true;
  for (;;) {
    int running;
    if (poll_due && queued < POLL_WHILE_BELOW) {
      poll_due = false;
      start_poll(offset);
    }
    start_sends();
    struct epoll_event events[64];
    int count = epoll_wait(events_fd, events, 64, timer_ms);
    if (count <= 0 || timer_ms == 0) {
      timer_ms = -1;
      curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    for (int i = 0; i < count; i++) {
      if (events[i].data.fd == wake) {
        unsigned long long number;
        if (read(wake, &number, sizeof number) > 0) collect(&offset, &poll_due);
        continue;
      }
      int flags = (events[i].events & EPOLLIN ? CURL_CSELECT_IN : 0) |
          (events[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
          (events[i].events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
      curl_multi_socket_action(multi, events[i].data.fd, flags, &running);
    }
    finish_transfers();
  }
}
