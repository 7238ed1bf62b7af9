// Just enough of HTTP/1.1 for a server on loopback: requests with Content-Length or chunked bodies.
#ifndef BURST_HTTP_H
#define BURST_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "json.h"

typedef struct {
  span target;
  span body;        // chunked bodies are put together in place
  bool form;        // the body is application/x-www-form-urlencoded
  bool close;       // the client asked for the connection to be closed
  size_t consumed;  // bytes of the buffer this request took
} http_request;

typedef enum { HTTP_MORE, HTTP_CONTINUE, HTTP_DONE, HTTP_BAD } http_state;

/// Reads one request from the buffer. HTTP_CONTINUE: as HTTP_MORE, and the client waits for
/// `100 Continue`.
http_state http_parse(char *buffer, size_t length, http_request *request);

/// The field `name` of a query or form, decoded into `room`; `at` is NULL where it is missing.
span form_field(span form, const char *name, char *room, size_t size);

#endif
