#define _GNU_SOURCE  // memmem
#include "http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool header_is(const char *line, size_t length, const char *name, const char **value) {
  size_t n = strlen(name);
  if (length <= n || line[n] != ':' || strncasecmp(line, name, n) != 0) return false;
  *value = line + n + 1;
  while (**value == ' ') (*value)++;
  return true;
}

/// Puts the chunks at `start` together. False while the last one has not come; `*next` is what
/// follows it.
static bool join_chunks(char *start, char *end, char **next, size_t *body_length) {
  char *p = start;
  for (int pass = 0; pass < 2; pass++) {  // first only look, since a part must not be moved twice
    char *to = start;
    for (p = start;;) {
      char *eol = memmem(p, (size_t)(end - p), "\r\n", 2);
      if (!eol) return false;
      size_t size = strtoul(p, NULL, 16);
      p = eol + 2;
      if (size == 0) {  // no trailers are expected
        if ((size_t)(end - p) < 2) return false;
        p += 2;
        break;
      }
      if ((size_t)(end - p) < size + 2) return false;
      if (pass == 1) memmove(to, p, size);
      to += size;
      p += size + 2;
    }
    *body_length = (size_t)(to - start);
    *next = p;
  }
  return true;
}

http_state http_parse(char *buffer, size_t length, http_request *request) {
  char *end = buffer + length;
  char *head_end = memmem(buffer, length, "\r\n\r\n", 4);
  if (!head_end) return length > 65536 ? HTTP_BAD : HTTP_MORE;
  char *line_end = memmem(buffer, length, "\r\n", 2);
  char *target = memchr(buffer, ' ', (size_t)(line_end - buffer));
  if (!target) return HTTP_BAD;
  target++;
  char *target_end = memchr(target, ' ', (size_t)(line_end - target));
  if (!target_end) return HTTP_BAD;
  *request = (http_request){.target = {target, (size_t)(target_end - target)}};

  size_t content_length = 0;
  bool chunked = false, expects = false;
  for (char *line = line_end + 2; line < head_end + 2;) {
    char *eol = memmem(line, (size_t)(head_end + 2 - line), "\r\n", 2);
    size_t n = (size_t)(eol - line);
    const char *value;
    switch (*line | 0x20) {
      case 'c':
        if (header_is(line, n, "content-length", &value)) {
          content_length = strtoul(value, NULL, 10);
        } else if (header_is(line, n, "content-type", &value)) {
          request->form = strncasecmp(value, "application/x-www-form", 22) == 0;
        } else if (header_is(line, n, "connection", &value)) {
          request->close = strncasecmp(value, "close", 5) == 0;
        }
        break;
      case 't':
        if (header_is(line, n, "transfer-encoding", &value)) {
          chunked = strncasecmp(value, "chunked", 7) == 0;
        }
        break;
      case 'e':
        if (header_is(line, n, "expect", &value)) expects = true;
        break;
    }
    line = eol + 2;
  }

  char *body = head_end + 4;
  char *next = body + content_length;
  if (chunked) {
    if (!join_chunks(body, end, &next, &content_length)) {
      return expects && body == end ? HTTP_CONTINUE : HTTP_MORE;
    }
  } else if ((size_t)(end - body) < content_length) {
    return expects && body == end ? HTTP_CONTINUE : HTTP_MORE;
  }
  request->body = (span){body, content_length};
  request->consumed = (size_t)(next - buffer);
  return HTTP_DONE;
}

static int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

span form_field(span form, const char *name, char *room, size_t size) {
  size_t n = strlen(name);
  const char *p = form.at, *end = form.at + form.length;
  while (p && p < end) {
    const char *stop = memchr(p, '&', (size_t)(end - p));
    if (!stop) stop = end;
    if ((size_t)(stop - p) > n && p[n] == '=' && memcmp(p, name, n) == 0) {
      size_t to = 0;
      for (p += n + 1; p < stop && to < size; p++) {
        if (*p == '%' && stop - p > 2 && hex(p[1]) >= 0 && hex(p[2]) >= 0) {
          room[to++] = (char)(hex(p[1]) * 16 + hex(p[2]));
          p += 2;
        } else {
          room[to++] = *p == '+' ? ' ' : *p;
        }
      }
      return (span){room, to};
    }
    p = stop + 1;
  }
  return (span){NULL, 0};
}
