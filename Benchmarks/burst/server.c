// A fast local Bot API server for benchmarks: one thread, epoll, loopback only. It holds the load
// back until a line on standard input releases it, and prints one JSON object a line about what
// came.
//
//   listening  {"event":"listening","port":…}
//   polled     {"event":"polled","at_ns":…}          the first getUpdates (CLOCK_MONOTONIC)
//   result     {"event":"result","phase":…,…}        when a phase is over
//
// Commands: `warmup N`, `burst N`, `open RATE SECONDS`, `quit`.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "api.h"
#include "connection.h"
#include "load.h"
#include "server.h"

enum { SETTLE_MS = 300 };  // after the last needed reply: long enough to see one sent twice

static struct {
  bench_server state;
  char phase[16];
  size_t from, total;  // the items of the phase
  double rate;         // a second; 0: all at once
  int64_t started, patience_ns, over_at;
  double cpu_before;
} bench = {.patience_ns = 30 * NS};

static double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void begin(const char *phase, size_t total, double rate, uint64_t seed) {
  snprintf(bench.phase, sizeof bench.phase, "%s", phase);
  bench.from = bench.state.load.count;
  bench.total = total;
  bench.rate = rate;
  bench.over_at = 0;
  if (strcmp(phase, "warmup") == 0) {
    load_prepare_warmup(&bench.state.load, total, seed);
  } else {
    load_prepare_mix(&bench.state.load, total, seed);
  }
  bench.state.polls = bench.state.requests = 0;
  bench.cpu_before = cpu_seconds();
  bench.started = bench.state.last_send = monotonic_ns();
}

/// Releases what is due; answers the nanoseconds until the next release, -1 where none is to come.
static int64_t release_due(int64_t now) {
  load *all = &bench.state.load;
  if (!*bench.phase || all->released == all->count) return -1;
  if (bench.rate == 0) {
    load_release(all, all->count, now, time(NULL));
  } else {
    // Each has its own scheduled instant: lateness of this program counts against it, not for it.
    for (;;) {
      size_t n = all->released - bench.from;
      int64_t due = bench.started + (int64_t)((double)n / bench.rate * 1e9);
      if (due > now || all->released == all->count) break;
      load_release(all, all->released + 1, due, time(NULL));
    }
  }
  api_answer_held_poll(&bench.state);
  if (all->released == all->count) return -1;
  return bench.started + (int64_t)((double)(all->released - bench.from) / bench.rate * 1e9) - now;
}

static void finish_phase_when_over(int64_t now) {
  load *all = &bench.state.load;
  if (!*bench.phase || all->released < all->count) return;
  bool complete = all->answered == all->needed && bench.state.head == all->count;
  if (complete && bench.over_at == 0) bench.over_at = now + SETTLE_MS * (NS / 1000);
  bool given_up = now - bench.state.last_send > bench.patience_ns;
  if (!(complete && now >= bench.over_at) && !given_up) return;
  printf("{\"event\":\"result\",\"phase\":\"%s\",", bench.phase);
  load_print(all, stdout);
  printf(",\"unconfirmed\":%zu,\"polls\":%zu,\"requests\":%zu,\"connections\":%zu,"
         "\"server_cpu_s\":%.3f}\n",
      all->count - bench.state.head, bench.state.polls, bench.state.requests,
      bench.state.connections, cpu_seconds() - bench.cpu_before);
  fflush(stdout);
  *bench.phase = 0;
}

/// False when the program is to end.
static bool obey(const char *line, uint64_t seed) {
  size_t n = 0;
  double rate = 0, seconds = 0;
  if (strncmp(line, "quit", 4) == 0) return false;
  if (*bench.phase) {
    fprintf(stderr, "server: the phase '%s' still runs; wait for its result\n", bench.phase);
  } else if (sscanf(line, "warmup %zu", &n) == 1) {
    begin("warmup", n, 0, seed);
  } else if (sscanf(line, "burst %zu", &n) == 1) {
    begin("burst", n, 0, seed + 1);
  } else if (sscanf(line, "open %lf %lf", &rate, &seconds) == 2 && rate > 0 && seconds > 0) {
    begin("open", (size_t)(rate * seconds), rate, seed + 2);
  } else {
    fprintf(stderr, "server: expected 'warmup N', 'burst N', 'open RATE SECONDS' or 'quit'\n");
  }
  return true;
}

static int listen_on_loopback(int port, int *chosen) {
  struct sockaddr_in address = {
      .sin_family = AF_INET,
      .sin_port = htons((uint16_t)port),
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
  };
  socklen_t length = sizeof address;
  int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, length) < 0 || listen(fd, 1024) < 0 ||
      getsockname(fd, (struct sockaddr *)&address, &length) < 0) {
    perror("server: cannot listen on 127.0.0.1");
    exit(1);
  }
  *chosen = ntohs(address.sin_port);
  return fd;
}

static void accept_all(int listener, int epoll) {
  int fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    connection_new(fd, epoll);
    bench.state.connections++;
  }
}

/// The commands that are in `room`; false when the program is to end.
static bool read_commands(uint64_t seed) {
  static char room[1024];
  static size_t have;
  ssize_t n = read(STDIN_FILENO, room + have, sizeof room - 1 - have);
  if (n <= 0) return n < 0 && (errno == EAGAIN || errno == EINTR);
  have += (size_t)n;
  room[have] = 0;
  for (char *eol; (eol = strchr(room, '\n'));) {
    *eol = 0;
    if (!obey(room, seed)) return false;
    have -= (size_t)(eol + 1 - room);
    memmove(room, eol + 1, have + 1);
  }
  if (have == sizeof room - 1) have = 0;  // no command is that long
  return true;
}

static void handle(connection *c) {
  if (connection_read(c)) {
    http_request request;
    for (;;) {
      http_state state = http_parse(c->input + c->input_start, c->input_length, &request);
      if (state == HTTP_CONTINUE) connection_write(c, "HTTP/1.1 100 Continue\r\n\r\n", 25);
      if (state == HTTP_BAD) c->dead = true;
      if (state != HTTP_DONE) break;
      api_handle(&bench.state, c, &request);
      connection_consume(c, request.consumed);
      if (request.close) c->closing = true;
    }
  }
  connection_flush(c);
  if (c->dead || (c->closing && c->output_length == 0 && bench.state.held != c)) {
    if (bench.state.held == c) bench.state.held = NULL;
    connection_free(c);
  }
}

int main(int argc, char **argv) {
  int port = 0;
  uint64_t seed = 1;
  for (int option; (option = getopt(argc, argv, "p:s:t:h")) != -1;) {
    switch (option) {
      case 'p': port = atoi(optarg); break;
      case 's': seed = strtoull(optarg, NULL, 10); break;
      case 't': bench.patience_ns = atoi(optarg) * NS; break;
      default:
        fprintf(stderr,
            "usage: server [-p port] [-s seed] [-t seconds without a send until giving up]\n"
            "commands on standard input: warmup N | burst N | open RATE SECONDS | quit\n");
        return option == 'h' ? 0 : 2;
    }
  }
  int listener = listen_on_loopback(port, &port), epoll = epoll_create1(EPOLL_CLOEXEC);
  static int listener_mark, input_mark;
  struct epoll_event on_client = {.events = EPOLLIN, .data.ptr = &listener_mark};
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &on_client);
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO,
          &(struct epoll_event){.events = EPOLLIN, .data.ptr = &input_mark}) < 0) {
    fprintf(stderr, "server: standard input must be a pipe or a terminal\n");
    return 2;
  }
  printf("{\"event\":\"listening\",\"port\":%d}\n", port);
  fflush(stdout);
  for (;;) {
    int64_t now = monotonic_ns(), wait = release_due(now);
    finish_phase_when_over(now);
    int64_t held = api_expire_held_poll(&bench.state, now);
    if (held >= 0 && (wait < 0 || held < wait)) wait = held;
    int64_t tick = *bench.phase ? NS / 20 : -1;
    if (tick >= 0 && (wait < 0 || tick < wait)) wait = tick;
    struct timespec timeout = {.tv_sec = wait / NS, .tv_nsec = wait % NS};
    struct epoll_event events[256];
    int count = epoll_pwait2(epoll, events, 256, wait < 0 ? NULL : &timeout, NULL);
    for (int i = 0; i < count; i++) {
      void *who = events[i].data.ptr;
      if (who == &listener_mark) {
        accept_all(listener, epoll);
      } else if (who == &input_mark) {
        if (!read_commands(seed)) return 0;
      } else {
        handle(who);
      }
    }
  }
}
