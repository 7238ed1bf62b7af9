// What the parts of the benchmark's server share.
#ifndef BURST_SERVER_H
#define BURST_SERVER_H

#include <stdint.h>
#include <time.h>

#include "connection.h"
#include "load.h"

#define NS 1000000000LL

typedef struct {
  load load;
  size_t head;             // items below this index were confirmed by an offset and are forgotten
  connection *held;        // the long poll that waits, if one does
  int64_t held_until;
  long long held_limit;
  int64_t last_send;
  size_t polls, requests;  // of the running phase
  size_t connections;      // ever accepted
  long long sent;          // numbers the bot's messages
} bench_server;

static inline int64_t monotonic_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * NS + t.tv_nsec;
}

#endif
