#define _GNU_SOURCE  // memrchr
#include "api.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static void answer(connection *to, const char *status, const char *body, size_t length) {
  char *room = connection_room(to, length + 160);
  int head = sprintf(room,
      "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", status,
      length);
  memcpy(room + head, body, length);
  connection_wrote(to, (size_t)head + length);
}

static void answer_text(connection *to, const char *status, const char *body) {
  answer(to, status, body, strlen(body));
}

/// A parameter from the JSON body, the form or the query, in this order.
static span parameter(const http_request *request, const char *name, char *room, size_t size) {
  span value = request->form ? form_field(request->body, name, room, size)
                             : json_member(request->body, name);
  if (value.at) return value;
  const char *mark = memchr(request->target.at, '?', request->target.length);
  if (!mark) return value;
  size_t before = (size_t)(mark + 1 - request->target.at);
  return form_field((span){mark + 1, request->target.length - before}, name, room, size);
}

static long long number(const http_request *request, const char *name, long long otherwise) {
  char room[64];
  return json_integer(parameter(request, name, room, sizeof room), otherwise);
}

static void answer_updates(bench_server *server, connection *to, long long limit) {
  load *all = &server->load;
  size_t until = server->head + (size_t)limit;
  if (until > all->released) until = all->released;
  static const char opening[] = "{\"ok\":true,\"result\":[";
  size_t length = sizeof opening - 1 + 2;
  for (size_t i = server->head; i < until; i++) {
    length += all->items[i].json_length + (i > server->head);
  }
  char *room = connection_room(to, length + 160), *p = room;
  p += sprintf(p,
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", length,
      opening);
  for (size_t i = server->head; i < until; i++) {
    if (i > server->head) *p++ = ',';
    memcpy(p, all->items[i].json, all->items[i].json_length);
    p += all->items[i].json_length;
  }
  *p++ = ']';
  *p++ = '}';
  connection_wrote(to, (size_t)(p - room));
}

static void poll_updates(bench_server *server, connection *from, const http_request *request) {
  load *all = &server->load;
  long long offset = number(request, "offset", 0), limit = number(request, "limit", 100);
  long long timeout = number(request, "timeout", 0);
  if (server->polls++ == 0 && all->count == 0) {
    printf("{\"event\":\"polled\",\"at_ns\":%lld}\n", (long long)monotonic_ns());
    fflush(stdout);
  }
  if (limit < 1 || limit > 100) limit = 100;
  if (timeout > 50) timeout = 50;
  // Update ids are index + 1; what is below the offset is forgotten. -n keeps the newest n.
  size_t head = server->head;
  if (offset > 0) head = (size_t)offset - 1;
  if (offset < 0) head = all->released > (size_t)-offset ? all->released - (size_t)-offset : 0;
  if (head > server->head) server->head = head < all->released ? head : all->released;
  if (server->held) {
    connection *older = server->held;
    server->held = NULL;
    answer_text(older, "409 Conflict",
        "{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: terminated by other "
        "getUpdates request; make sure that only one bot instance is running\"}");
    connection_flush(older);
  }
  if (server->head < all->released || timeout <= 0) {
    answer_updates(server, from, limit);
    return;
  }
  server->held = from;
  server->held_limit = limit;
  server->held_until = monotonic_ns() + timeout * NS;
}

void api_answer_held_poll(bench_server *server) {
  if (!server->held || server->head >= server->load.released) return;
  connection *to = server->held;
  server->held = NULL;
  answer_updates(server, to, server->held_limit);
  connection_flush(to);
}

int64_t api_expire_held_poll(bench_server *server, int64_t now) {
  if (!server->held) return -1;
  if (server->held_until > now) return server->held_until - now;
  connection *to = server->held;
  server->held = NULL;
  answer_updates(server, to, server->held_limit);
  connection_flush(to);
  return -1;
}

static void take_message(bench_server *server, connection *from, const http_request *request) {
  char room[256], text_room[32768], body[256];
  long long chat = number(request, "chat_id", 0);
  span reply = parameter(request, "reply_parameters", room, sizeof room);
  long long to = json_integer(json_member(reply, "message_id"), -1);
  if (to < 0) to = number(request, "reply_to_message_id", 0);
  server->last_send = monotonic_ns();
  span text = parameter(request, "text", text_room, sizeof text_room);
  bool empty = text.length == 0 || (*text.at == '"' && text.length <= 2);
  if (empty || chat == 0) {
    answer_text(from, "400 Bad Request",
        "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message text is empty\"}");
    return;
  }
  load_note_reply(&server->load, chat, to, text, server->last_send);
  int length = snprintf(body, sizeof body,
      "{\"ok\":true,\"result\":{\"message_id\":%lld,\"date\":%lld,"
      "\"chat\":{\"id\":%lld,\"type\":\"supergroup\",\"title\":\"工作群\"},\"text\":\"-\"}}",
      1000000 + ++server->sent, (long long)(time(NULL)), chat);
  answer(from, "200 OK", body, (size_t)length);
}

void api_handle(bench_server *server, connection *from, const http_request *request) {
  span target = request->target;
  const char *query = memchr(target.at, '?', target.length);
  size_t length = query ? (size_t)(query - target.at) : target.length;
  const char *slash = memrchr(target.at, '/', length);
  const char *name = slash ? slash + 1 : target.at;
  span method = {name, (size_t)(target.at + length - name)};
  server->requests++;
#define IS(text) \
  (method.length == sizeof text - 1 && strncasecmp(method.at, text, method.length) == 0)
  if (IS("sendMessage")) {
    take_message(server, from, request);
  } else if (IS("getUpdates")) {
    poll_updates(server, from, request);
  } else if (IS("getMe")) {
    answer_text(from, "200 OK",
        "{\"ok\":true,\"result\":{\"id\":4242,\"is_bot\":true,\"first_name\":\"联督\","
        "\"username\":\"liandu_bot\",\"can_join_groups\":true,"
        "\"can_read_all_group_messages\":true}}");
  } else {
    answer_text(from, "200 OK", "{\"ok\":true,\"result\":true}");
  }
#undef IS
}
