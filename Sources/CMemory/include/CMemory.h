#ifndef CMEMORY_H
#define CMEMORY_H

/// Tells glibc's allocator to keep little for itself: two arenas at most, and free memory at the
/// heap's end given back early. (malloc.h is in no Swift module.)
void cmemory_keep_small(void);

#endif
