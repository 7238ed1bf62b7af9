// The load: prepared updates of a work group's day, when each was released, and which replies came.
#ifndef BURST_LOAD_H
#define BURST_LOAD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "json.h"

enum { LOAD_CHATS = 64, LOAD_MEMBERS = 64 };

typedef enum { KIND_CLUE, KIND_PROGRESS, KIND_LOOKUP, KIND_TALK, KINDS } load_kind;

typedef struct {
  char *json;          // the whole update object
  uint32_t json_length;
  uint32_t date_at;    // where its ten digits of `date` stand; they are set at the release
  int32_t message_id;  // unique within its chat
  uint8_t chat;        // 0 … LOAD_CHATS-1
  uint8_t kind;
  uint16_t replies;
  uint64_t reply_hash;  // of the first reply's text
  int64_t released, replied;  // CLOCK_MONOTONIC, ns; 0: not yet
} load_item;

typedef struct {
  load_item *items;
  size_t count;     // prepared in all phases so far
  size_t released;  // items below this index may be polled
  size_t phase;     // index of the first item of the running phase

  size_t needed, answered;  // of the running phase
  size_t doubled;           // same text again to the same message
  size_t extra;             // another text to the same message (a long answer in pieces)
  size_t unwanted;          // replies to ordinary talk
  size_t unprompted;        // sends that reply to no message we know
  size_t disordered;        // replies out of the order of their chat
  size_t to_earlier;        // replies to messages of an earlier phase
  int64_t first_release, last_reply;
  size_t last_in_chat[LOAD_CHATS];
  char sample[KINDS][400];  // the first reply to each kind, as JSON text
} load;

/// Prepares the warm-up: `count` clues, which will be the cases 1 … count. Later phases speak of
/// them.
void load_prepare_warmup(load *all, size_t count, uint64_t seed);

/// Prepares a phase of 20 % clues, 20 % progress entries, 50 % look-ups and 10 % talk, shuffled.
void load_prepare_mix(load *all, size_t count, uint64_t seed);

/// Makes all items below `until` available to polls, as of `now` (released at `scheduled`).
void load_release(load *all, size_t until, int64_t scheduled, int64_t wall_seconds);

/// Notes a message the bot sent.
void load_note_reply(load *all, long long chat_id, long long message_id, span text, int64_t now);

/// Prints the running phase's figures as members of a JSON object (without braces).
void load_print(const load *all, FILE *to);

/// The chat id that stands for chat number `chat`.
static inline long long load_chat_id(int chat) { return -1001 - chat; }

#endif
