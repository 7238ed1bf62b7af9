#include "json.h"

#include <string.h>

static const char *skip_space(const char *p, const char *end) {
  while (p < end && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r')) p++;
  return p;
}

/// `p` stands on the opening quote; the answer stands behind the closing one.
static const char *skip_string(const char *p, const char *end) {
  for (p++; p < end; p++) {
    if (*p == '\\') {
      p++;
    } else if (*p == '"') {
      return p + 1;
    }
  }
  return end;
}

static const char *skip_value(const char *p, const char *end) {
  size_t depth = 0;
  while (p < end) {
    switch (*p) {
      case '"':
        p = skip_string(p, end);
        break;
      case '{':
      case '[':
        depth++;
        p++;
        continue;
      case '}':
      case ']':
        if (depth == 0) return p;
        depth--;
        p++;
        break;
      case ',':
      case ':':
        if (depth == 0) return p;
        p++;
        continue;
      default:
        p++;
        while (p < end && !strchr(",:]}[{\" \t\r\n", *p)) p++;
    }
    if (depth == 0) return p;
  }
  return end;
}

span json_member(span object, const char *key) {
  span none = {NULL, 0};
  const char *p = object.at, *end = object.at + object.length;
  size_t key_length = strlen(key);
  if (!p) return none;
  p = skip_space(p, end);
  if (p == end || *p != '{') return none;
  p++;
  for (;;) {
    p = skip_space(p, end);
    if (p < end && *p == ',') p = skip_space(p + 1, end);
    if (p == end || *p != '"') return none;
    const char *name = p + 1;
    p = skip_string(p, end);
    size_t name_length = (size_t)(p - name) - 1;
    p = skip_space(p, end);
    if (p == end || *p != ':') return none;
    p = skip_space(p + 1, end);
    const char *value = p;
    p = skip_value(p, end);
    if (name_length == key_length && memcmp(name, key, key_length) == 0) {
      return (span){value, (size_t)(p - value)};
    }
  }
}

bool json_next(span array, size_t *cursor, span *element) {
  if (!array.at) return false;
  const char *end = array.at + array.length;
  const char *p = skip_space(array.at + *cursor, end);
  if (p == end || *p == ']') return false;
  if (*p == (*cursor == 0 ? '[' : ',')) p = skip_space(p + 1, end);
  if (p == end || *p == ']') return false;
  const char *next = skip_value(p, end);
  *element = (span){p, (size_t)(next - p)};
  *cursor = (size_t)(next - array.at);
  return true;
}

long long json_integer(span value, long long otherwise) {
  const char *p = value.at, *end = value.at + value.length;
  bool negative = false;
  long long number = 0;
  if (!p) return otherwise;
  if (p < end && *p == '"') p++;
  if (p < end && *p == '-') {
    negative = true;
    p++;
  }
  if (p == end || *p < '0' || *p > '9') return otherwise;
  for (; p < end && *p >= '0' && *p <= '9'; p++) number = number * 10 + (*p - '0');
  return negative ? -number : number;
}
