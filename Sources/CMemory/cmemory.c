#include "CMemory.h"

#include <malloc.h>

void cmemory_keep_small(void) {
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_TRIM_THRESHOLD, 256 * 1024);
}
