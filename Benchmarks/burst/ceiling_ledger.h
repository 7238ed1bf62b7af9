// The ceiling's SQLite side: a thread that commits one batch at a time and hands the replies over.
#ifndef BURST_CEILING_LEDGER_H
#define BURST_CEILING_LEDGER_H

#include <stdbool.h>
#include <stddef.h>

/// A reply that is in the outbox, durably, and waits to be sent.
typedef struct reply {
  struct reply *next;
  long long id, chat;
  size_t length;
  char body[];  // the JSON of sendMessage
} reply;

/// What one commit made durable.
typedef struct {
  reply *replies, **replies_end;
  reply *confirmed;      // replies whose delivery is now on record; the receiver frees them
  long long offset;      // the offset to poll from, 0 where no batch was in the commit
} committed;

/// Opens the database and starts the thread; `wake` is an eventfd that tells of each commit.
void ledger_start(const char *folder, int wake);

/// Hands over the body of a getUpdates answer (malloc'ed; the ledger frees it).
void ledger_take_batch(char *body, size_t length);

/// Hands over a delivered reply. It is committed with the next batch, with seven others, in 20 ms,
/// or at once where `flush` is set.
void ledger_confirm(reply *delivered, bool flush);

/// What has been committed since the last call.
committed ledger_collect(void);

/// The offset of an earlier run.
long long ledger_offset(void);

#endif
