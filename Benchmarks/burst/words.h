// The words of the load: titles of matters, progress notes and small talk, in Chinese.
#ifndef BURST_WORDS_H
#define BURST_WORDS_H

#include <stddef.h>
#include <stdint.h>

/// The title of clue number `index`; no two indices give the same one.
void words_title(char *room, size_t size, size_t index, uint64_t *seed);

/// A progress note.
const char *words_progress(uint64_t *seed);

/// Ordinary talk, which no bot should answer.
const char *words_talk(uint64_t *seed);

#endif
