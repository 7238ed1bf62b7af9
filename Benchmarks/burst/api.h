// The Bot API methods the benchmark's server knows.
#ifndef BURST_API_H
#define BURST_API_H

#include "connection.h"
#include "http.h"
#include "server.h"

/// Answers a request, or holds it where it is a long poll and nothing waits.
void api_handle(bench_server *server, connection *from, const http_request *request);

/// Gives a held long poll what has been released, if anything has.
void api_answer_held_poll(bench_server *server);

/// Answers a held long poll whose time is over; the nanoseconds until then, -1 where none is held.
int64_t api_expire_held_poll(bench_server *server, int64_t now);

#endif
