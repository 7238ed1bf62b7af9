#define _POSIX_C_SOURCE 200809L  // strdup
#include "load.h"

#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "words.h"

static int32_t next_message_id[LOAD_CHATS];
static size_t item_of_message[LOAD_CHATS][1 << 16];  // index + 1; 0: none
static size_t clues;                                 // numbers the titles, so that each is distinct
static struct {
  uint8_t chat, member;
} *registered;  // by case number - 1: who adds to a case is who brought it in, in the same chat
static size_t cases;

static void add_item(load *all, load_kind kind, int chat, int member, const char *text) {
  char json[2048];
  size_t index = all->count++;
  if ((index & (index - 1)) == 0) {  // a power of two: the array is full
    all->items = realloc(all->items, sizeof(load_item) * (index ? index * 2 : 1));
    if (!all->items) abort();
  }
  int32_t message_id = ++next_message_id[chat];
  if (message_id >= 1 << 16) {
    fprintf(stderr, "load: more than 65535 messages in one chat; ask for fewer updates\n");
    exit(2);
  }
  int date_at = 0;
  int length = snprintf(json, sizeof json,
      "{\"update_id\":%zu,\"message\":{\"message_id\":%d,"
      "\"from\":{\"id\":%d,\"is_bot\":false,\"first_name\":\"成员%d\"},"
      "\"chat\":{\"id\":%lld,\"title\":\"工作群%d\",\"type\":\"supergroup\"},"
      "\"date\":%n0000000000,\"text\":\"%s\"}}",
      index + 1, message_id, 5001 + member, member + 1, load_chat_id(chat), chat + 1, &date_at,
      text);
  if (length < 0 || (size_t)length >= sizeof json) abort();
  all->items[index] = (load_item){
      .json = strdup(json),
      .json_length = (uint32_t)length,
      .date_at = (uint32_t)date_at,
      .message_id = message_id,
      .chat = (uint8_t)chat,
      .kind = (uint8_t)kind,
  };
  item_of_message[chat][message_id] = index + 1;
}

static void add_clue(load *all, int chat, int member, uint64_t *seed) {
  char title[256], text[512];
  words_title(title, sizeof title, clues++, seed);
  snprintf(text, sizeof text, "/线索 %s 来源:联络站", title);
  add_item(all, KIND_CLUE, chat, member, text);
}

static void begin_phase(load *all) {
  all->phase = all->released = all->count;
  all->needed = all->answered = all->doubled = all->extra = 0;
  all->unwanted = all->unprompted = all->disordered = all->to_earlier = 0;
  all->first_release = all->last_reply = 0;
  memset(all->last_in_chat, 0, sizeof all->last_in_chat);
  memset(all->sample, 0, sizeof all->sample);
}

void load_prepare_warmup(load *all, size_t count, uint64_t seed) {
  begin_phase(all);
  registered = calloc(count ? count : 1, sizeof *registered);
  if (!registered) abort();
  for (cases = 0; cases < count; cases++) {
    registered[cases].chat = (uint8_t)random_below(&seed, LOAD_CHATS);
    // Everybody writes in one group, as people do.
    registered[cases].member = (uint8_t)(registered[cases].chat % LOAD_MEMBERS);
    add_clue(all, registered[cases].chat, registered[cases].member, &seed);
  }
  all->needed = count;
}

void load_prepare_mix(load *all, size_t count, uint64_t seed) {
  begin_phase(all);
  uint8_t *kinds = malloc(count ? count : 1);
  if (!kinds) abort();
  for (size_t i = 0; i < count; i++) {
    static const uint8_t mix[10] = {KIND_CLUE, KIND_CLUE, KIND_PROGRESS, KIND_PROGRESS, KIND_LOOKUP,
        KIND_LOOKUP, KIND_LOOKUP, KIND_LOOKUP, KIND_LOOKUP, KIND_TALK};
    kinds[i] = mix[i % 10];
    if (kinds[i] != KIND_TALK) all->needed++;
  }
  for (size_t i = count; i > 1; i--) {
    size_t other = random_below(&seed, i);
    uint8_t kept = kinds[i - 1];
    kinds[i - 1] = kinds[other];
    kinds[other] = kept;
  }
  for (size_t i = 0; i < count; i++) {
    char text[512];
    int chat = (int)random_below(&seed, LOAD_CHATS);
    int member = chat % LOAD_MEMBERS;
    size_t number = random_below(&seed, cases ? cases : 1);
    switch (kinds[i]) {
      case KIND_CLUE:
        add_clue(all, chat, member, &seed);
        break;
      case KIND_PROGRESS:
        if (number < cases) {
          chat = registered[number].chat;
          member = registered[number].member;
        }
        snprintf(text, sizeof text, "/进展 %zu %s,第%zu次", number + 1, words_progress(&seed), i + 1);
        add_item(all, KIND_PROGRESS, chat, member, text);
        break;
      case KIND_LOOKUP:
        snprintf(text, sizeof text, "/查 %zu", number + 1);
        add_item(all, KIND_LOOKUP, chat, member, text);
        break;
      default:
        add_item(all, KIND_TALK, chat, member, words_talk(&seed));
    }
  }
  free(kinds);
}

void load_release(load *all, size_t until, int64_t scheduled, int64_t wall_seconds) {
  char date[11];
  snprintf(date, sizeof date, "%010lld", (long long)wall_seconds);
  if (until > all->count) until = all->count;
  if (all->released < until && all->first_release == 0) all->first_release = scheduled;
  for (; all->released < until; all->released++) {
    load_item *item = &all->items[all->released];
    memcpy(item->json + item->date_at, date, 10);
    item->released = scheduled;
  }
}

static uint64_t hash_of(span text) {
  uint64_t hash = 1469598103934665603u;
  for (size_t i = 0; i < text.length; i++) {
    hash = (hash ^ (unsigned char)text.at[i]) * 1099511628211u;
  }
  return hash;
}

void load_note_reply(load *all, long long chat_id, long long message_id, span text, int64_t now) {
  long long chat = -1001 - chat_id;
  size_t found = chat >= 0 && chat < LOAD_CHATS && message_id > 0 && message_id < 1 << 16
      ? item_of_message[chat][message_id] : 0;
  if (found == 0) {
    all->unprompted++;
    return;
  }
  size_t index = found - 1;
  load_item *item = &all->items[index];
  if (item->replies++ > 0) {
    if (item->reply_hash == hash_of(text)) {
      all->doubled++;
    } else {
      all->extra++;
    }
    return;
  }
  item->reply_hash = hash_of(text);
  item->replied = now;
  if (index < all->phase) {
    all->to_earlier++;
    return;
  }
  if (index < all->last_in_chat[chat]) all->disordered++;
  all->last_in_chat[chat] = index;
  if (item->kind == KIND_TALK) {
    all->unwanted++;
    return;
  }
  all->answered++;
  all->last_reply = now;
  char *sample = all->sample[item->kind];
  if (!*sample && text.length < sizeof all->sample[0] && *text.at == '"') {
    memcpy(sample, text.at, text.length);
  }
}

static int by_value(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

void load_print(const load *all, FILE *to) {
  size_t known = 0;
  int64_t *latency = malloc(sizeof(int64_t) * (all->needed + 1));
  if (!latency) abort();
  for (size_t i = all->phase; i < all->count; i++) {
    const load_item *item = &all->items[i];
    if (item->kind != KIND_TALK && item->replies) latency[known++] = item->replied - item->released;
  }
  qsort(latency, known, sizeof *latency, by_value);
  double seconds = (double)(all->last_reply - all->first_release) / 1e9;
  fprintf(to,
      "\"updates\":%zu,\"needed\":%zu,\"answered\":%zu,\"missing\":%zu,\"doubled\":%zu,"
      "\"extra\":%zu,\"unwanted\":%zu,\"unprompted\":%zu,"
      "\"disordered\":%zu,\"to_earlier\":%zu,\"seconds\":%.4f,"
      "\"replies_per_second\":%.0f",
      all->count - all->phase, all->needed, all->answered, all->needed - all->answered,
      all->doubled, all->extra, all->unwanted, all->unprompted, all->disordered,
      all->to_earlier, seconds,
      seconds > 0 ? (double)all->answered / seconds : 0.0);
  if (known) {  // nearest rank
    fprintf(to, ",\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f",
        (double)latency[(known * 50 + 99) / 100 - 1] / 1e6,
        (double)latency[(known * 99 + 99) / 100 - 1] / 1e6, (double)latency[known - 1] / 1e6);
  }
  static const char *names[KINDS] = {"clue", "progress", "lookup", "talk"};
  fprintf(to, ",\"samples\":{");
  for (int kind = 0, first = 1; kind < KINDS; kind++) {
    if (!all->sample[kind][0]) continue;
    fprintf(to, "%s\"%s\":%s", first ? "" : ",", names[kind], all->sample[kind]);
    first = 0;
  }
  fprintf(to, "}");
  free(latency);
}
