// One client's connection and its two buffers.
#ifndef BURST_CONNECTION_H
#define BURST_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  int fd, epoll;
  bool waits_to_write;  // epoll is asked to tell when there is room
  bool dead;            // the peer has gone
  bool closing;         // to be closed when all output is out
  char *input;
  size_t input_start, input_length, input_room;
  char *output;
  size_t output_start, output_length, output_room;
} connection;

/// Takes over a socket and has `epoll` report its input, with the connection as data.
connection *connection_new(int fd, int epoll);
void connection_free(connection *c);

/// Takes what the socket holds. False, and `dead` set, when the peer has gone.
bool connection_read(connection *c);

/// Forgets the first `count` bytes of the input.
void connection_consume(connection *c, size_t count);

/// Queues bytes; connection_flush sends them.
void connection_write(connection *c, const char *bytes, size_t count);

/// Room for `count` bytes at the end of the output; connection_wrote says how many were used.
char *connection_room(connection *c, size_t count);
void connection_wrote(connection *c, size_t count);

/// Sends what the socket takes; the rest follows when epoll says so.
void connection_flush(connection *c);

#endif
