// A small seeded generator (splitmix64), so that the same seed gives the same load everywhere.
#ifndef BURST_RANDOM_H
#define BURST_RANDOM_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t random_next(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/// A number from 0 to below `bound`; that is small, so the remainder's bias does not matter.
static inline size_t random_below(uint64_t *state, size_t bound) {
  return (size_t)(random_next(state) % bound);
}

#endif
