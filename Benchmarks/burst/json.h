// A reader of JSON text for the two benchmark programs: finds members without building a tree.
// It trusts its input (programs on the same machine), never recurses, and never reads past `end`.
#ifndef BURST_JSON_H
#define BURST_JSON_H

#include <stdbool.h>
#include <stddef.h>

/// A piece of somebody else's text, not terminated by zero. `at` is NULL where there is none.
typedef struct {
  const char *at;
  size_t length;
} span;

/// The member `key` of the object `object`; `at` is NULL where it is missing.
span json_member(span object, const char *key);

/// Steps through an array: `*cursor` starts at 0. False at its end.
bool json_next(span array, size_t *cursor, span *element);

/// The value as an integer, also where it is written as a string; `otherwise` where it is none.
long long json_integer(span value, long long otherwise);

#endif
