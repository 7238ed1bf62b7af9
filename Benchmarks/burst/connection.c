#include "connection.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

connection *connection_new(int fd, int epoll) {
  connection *c = calloc(1, sizeof *c);
  if (!c) abort();
  c->fd = fd;
  c->epoll = epoll;
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.ptr = c});
  return c;
}

void connection_free(connection *c) {
  close(c->fd);
  free(c->input);
  free(c->output);
  free(c);
}

/// Makes room for `more` bytes behind what a buffer holds.
static void make_room(char **buffer, size_t *start, size_t length, size_t *room, size_t more) {
  if (*start + length + more <= *room) return;
  if (*start) {
    memmove(*buffer, *buffer + *start, length);
    *start = 0;
  }
  if (length + more <= *room) return;
  *room = (length + more) * 2;
  *buffer = realloc(*buffer, *room);
  if (!*buffer) abort();
}

bool connection_read(connection *c) {
  for (;;) {
    make_room(&c->input, &c->input_start, c->input_length, &c->input_room, 16384);
    size_t room = c->input_room - c->input_start - c->input_length;
    ssize_t n = recv(c->fd, c->input + c->input_start + c->input_length, room, 0);
    if (n > 0) {
      c->input_length += (size_t)n;
      if ((size_t)n < room) return true;  // the socket is empty; epoll tells of more
    } else if (n < 0 && errno == EINTR) {
      continue;
    } else if (n < 0 && errno == EAGAIN) {
      return true;
    } else {
      c->dead = true;
      return false;
    }
  }
}

void connection_consume(connection *c, size_t count) {
  c->input_start += count;
  c->input_length -= count;
  if (c->input_length == 0) c->input_start = 0;
}

char *connection_room(connection *c, size_t count) {
  make_room(&c->output, &c->output_start, c->output_length, &c->output_room, count);
  return c->output + c->output_start + c->output_length;
}

void connection_wrote(connection *c, size_t count) { c->output_length += count; }

void connection_write(connection *c, const char *bytes, size_t count) {
  memcpy(connection_room(c, count), bytes, count);
  connection_wrote(c, count);
}

static void wait_to_write(connection *c, bool waits) {
  if (c->waits_to_write == waits) return;
  c->waits_to_write = waits;
  uint32_t events = waits ? EPOLLIN | EPOLLOUT : EPOLLIN;
  epoll_ctl(c->epoll, EPOLL_CTL_MOD, c->fd, &(struct epoll_event){.events = events, .data.ptr = c});
}

void connection_flush(connection *c) {
  while (c->output_length && !c->dead) {
    ssize_t n = send(c->fd, c->output + c->output_start, c->output_length, MSG_NOSIGNAL);
    if (n > 0) {
      c->output_start += (size_t)n;
      c->output_length -= (size_t)n;
    } else if (n < 0 && errno == EAGAIN) {
      wait_to_write(c, true);
      return;
    } else if (n < 0 && errno != EINTR) {
      c->dead = true;
    }
  }
  c->output_start = 0;
  wait_to_write(c, false);
}
