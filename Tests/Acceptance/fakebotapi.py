"""A Bot API server for the acceptance tests: loopback, threads, real offset semantics, and faults.

Updates are kept as bytes, so that a test may send what no JSON writer would. Every sendMessage is
recorded with the time, the run of the bot it came from (`epoch`), and what became of it.
"""
import dataclasses
import json
import re
import select
import socket
import struct
import threading
import time
import urllib.parse

CONFLICT = ("Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running")


@dataclasses.dataclass
class Fault:
    """What to do instead of answering. `kind`: status, cut-before, cut-after, raw."""
    kind: str
    status: int = 500
    body: bytes = b""
    headers: tuple = ()
    hang: float = 0  # seconds before it happens

    @staticmethod
    def too_many(seconds):
        body = {"ok": False, "error_code": 429, "parameters": {"retry_after": seconds},
                "description": f"Too Many Requests: retry after {seconds}"}
        return Fault("status", 429, json.dumps(body).encode(), (("Retry-After", str(seconds)),))

    @staticmethod
    def error(status, description):
        body = {"ok": False, "error_code": status, "description": description}
        return Fault("status", status, json.dumps(body).encode())


@dataclasses.dataclass
class Send:
    """One sendMessage as it reached the server."""
    at: float
    epoch: int
    chat: int
    reply_to: int
    text: str
    accepted: bool  # the message was delivered, whether or not the bot was told so
    told: bool      # the bot got the answer
    body: dict


class FakeBotAPI:
    """Listens from the start. `fault(method, parameters)` answers a Fault or None."""

    def __init__(self, token, fault=None, port=0, first_update_id=870000001):
        self.token, self.fault = token, fault
        self.condition = threading.Condition()
        self.updates = []  # (update id, bytes), oldest first
        self.files = {}  # by file id: what is handed out
        self.fetched = []  # (epoch, file id) of each file that was handed out whole
        self.next_update_id = first_update_id
        self.message_ids = {}
        self.sends, self.calls, self.invalid = [], [], []
        self.epoch = self.cuts = 0
        self.sent_ids = 1000000
        self.poller = None  # the newest getUpdates; older held ones answer 409
        self.closed = False
        self.connections = set()
        self.listener = socket.create_server(("127.0.0.1", port), backlog=256)
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    # --- what people do -------------------------------------------------------------------------

    def say(self, in_chat, user, text, **fields):
        """A member writes in a group; answers (chat, message id). `fields` go into the message."""
        with self.condition:
            message = self.new_message(in_chat, user, text)
            message.update(fields)
            self.put({"message": message})
        return in_chat, message["message_id"]

    def send_photo(self, in_chat, user, file_id, content, caption=None, album=None):
        """A member sends a photo; answers (chat, message id)."""
        with self.condition:
            self.files[file_id] = content
            message = self.new_message(in_chat, user, "")
            del message["text"]
            message["photo"] = [{"file_id": "thumb-" + file_id, "file_unique_id": "t" + file_id},
                                {"file_id": file_id, "file_unique_id": "u" + file_id,
                                 "file_size": len(content)}]
            if caption is not None:
                message["caption"] = caption
            if album is not None:
                message["media_group_id"] = album
            self.put({"message": message})
        return in_chat, message["message_id"]

    def new_message(self, chat, user, text):
        """A message that is in no update yet."""
        with self.condition:
            number = self.message_ids[chat] = self.message_ids.get(chat, 0) + 1
        kind = "supergroup" if chat < 0 else "private"
        return {"message_id": number, "date": int(time.time()), "text": text,
                "chat": {"id": chat, "type": kind, "title": f"工作群{-chat}"},
                "from": {"id": user, "is_bot": False, "first_name": f"成员{user}"}}

    def put(self, update):
        """Queues an update; it gets the next id unless it carries one."""
        with self.condition:
            number = self._take_id()
            self.updates.append((number, json.dumps({"update_id": number, **update}).encode()))
            self.condition.notify_all()

    def put_raw(self, template):
        """Queues bytes; `@ID@` in them stands for the update id."""
        with self.condition:
            number = self._take_id()
            self.updates.append((number, template.replace(b"@ID@", str(number).encode())))
            self.condition.notify_all()

    def restart_ids(self, first=1):
        """As after a week of silence, or on a new server. All earlier updates must be confirmed."""
        with self.condition:
            assert not self.updates, "there are unconfirmed updates"
            self.next_update_id = first

    def _take_id(self):
        number = self.next_update_id
        self.next_update_id += 1
        return number

    # --- what tests ask -------------------------------------------------------------------------

    def wait(self, predicate, timeout):
        """Waits until `predicate()` holds; answers whether it did."""
        end = time.monotonic() + timeout
        with self.condition:
            while not predicate():
                left = end - time.monotonic()
                if left <= 0:
                    return False
                self.condition.wait(min(left, 0.5))
        return True

    def replies(self):
        """Delivered sends by (chat, message id replied to), in order."""
        found = {}
        with self.condition:
            for send in self.sends:
                if send.accepted and send.reply_to:
                    found.setdefault((send.chat, send.reply_to), []).append(send)
        return found

    def pending(self):
        with self.condition:
            return len(self.updates)

    def new_epoch(self):
        """From here on, sends belong to another run of the bot; the last one must have ended.

        What it wrote before its end may still wait to be read, so its connections come first.
        """
        end, quiet = time.monotonic() + 10, 0
        while quiet < 3 and time.monotonic() < end:
            busy = self.connections or select.select([self.listener], [], [], 0)[0]
            quiet = 0 if busy else quiet + 1
            time.sleep(0.005)
        with self.condition:
            self.epoch += 1

    def close(self):
        self.closed = True
        self.listener.close()
        with self.condition:
            self.condition.notify_all()
            for connection in list(self.connections):
                _cut(connection, reset=False)

    # --- HTTP -----------------------------------------------------------------------------------

    def _accept(self):
        while not self.closed:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with self.condition:
                self.connections.add(connection)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        reader = connection.makefile("rb", 65536)
        try:
            while (request := read_request(reader)) is not None:
                if not self._answer(connection, *request):
                    return
        except (OSError, ValueError):
            pass
        finally:
            with self.condition:
                self.connections.discard(connection)
            reader.close()
            connection.close()

    def _answer(self, connection, target, headers, body):
        """Answers one request; False when the connection is to end."""
        path, _, query = target.partition("?")
        if path.startswith("/file/"):
            return self._file(connection, urllib.parse.unquote(path))
        match = re.fullmatch(r"/bot([^/]+)/(\w+)", urllib.parse.unquote(path))
        method = match.group(2).lower() if match else "?"
        parameters = self._parameters(query, headers, body)
        with self.condition:
            self.calls.append((time.monotonic(), self.epoch, method))
        fault = self.fault(method, parameters) if self.fault else None
        if fault and fault.hang:
            time.sleep(fault.hang)
        if fault and fault.kind in ("cut-before", "raw", "status"):
            if method == "sendmessage":
                self._record(parameters, accepted=False, told=fault.kind == "status")
            if fault.kind == "status":
                write_answer(connection, fault.status, fault.body, fault.headers)
                return True
            if fault.kind == "raw":
                connection.sendall(fault.body)
                connection.shutdown(socket.SHUT_WR)
            else:
                self._cut_in_turn(connection)
            return False
        cut = fault is not None
        if not match or match.group(1) != self.token:
            return self._refuse(connection, 401, "Unauthorized")
        if method == "getupdates":
            status, answer = self._poll(connection, parameters)
            if answer is None:
                return False
        elif method == "sendmessage":
            problem = _problem_of(parameters)
            if problem:
                with self.condition:
                    self.invalid.append((problem, parameters))
                return self._refuse(connection, 400, f"Bad Request: {problem}")
            sent = self._record(parameters, accepted=True, told=not cut)
            chat = {"id": sent.chat, "type": "supergroup" if sent.chat < 0 else "private"}
            status, answer = 200, _result({"message_id": self._sent_id(), "chat": chat,
                                           "date": int(time.time()), "text": sent.text})
        elif method == "getme":
            status, answer = 200, _result({
                "id": int(self.token.split(":")[0]), "is_bot": True, "first_name": "联督",
                "username": "liandu_bot", "can_join_groups": True,
                "can_read_all_group_messages": True})
        elif method == "getfile":
            name = parameters.get("file_id")
            with self.condition:
                content = self.files.get(name)
            if content is None:
                return self._refuse(connection, 400, "Bad Request: wrong file_id or the file is "
                                                     "temporarily unavailable")
            if len(content) > 20 << 20:
                return self._refuse(connection, 400, "Bad Request: file is too big")
            status, answer = 200, _result({"file_id": name, "file_size": len(content),
                                           "file_path": f"photos/{name}.jpg"})
        elif method in ("setmycommands", "deletewebhook", "answercallbackquery"):
            status, answer = 200, _result(True)
        else:
            return self._refuse(connection, 404, "Not Found")
        if cut:
            self._cut_in_turn(connection)
            return False
        write_answer(connection, status, answer)
        return True

    def _file(self, connection, path):
        """The file itself, in pieces, so that a kill may come in its middle."""
        prefix = f"/file/bot{self.token}/photos/"
        name = path.removeprefix(prefix).removesuffix(".jpg")
        with self.condition:
            self.calls.append((time.monotonic(), self.epoch, "file"))
            content = self.files.get(name) if path.startswith(prefix) else None
        if content is None:
            return self._refuse(connection, 404, "Not Found")
        fault = self.fault("file", {"file_id": name}) if self.fault else None
        if fault and fault.kind == "status":
            write_answer(connection, fault.status, fault.body, fault.headers)
            return True
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n"
                           + f"Content-Length: {len(content)}\r\n\r\n".encode())
        if fault:
            connection.sendall(content[:len(content) // 2])
            self._cut_in_turn(connection)
            return False
        for start in range(0, len(content), 1 << 16):
            connection.sendall(content[start:start + (1 << 16)])
            time.sleep(0.001)
        with self.condition:
            self.fetched.append((self.epoch, name))
            self.condition.notify_all()
        return True

    def _cut_in_turn(self, connection):
        """Every other cut is a reset: clients take the two for different things."""
        with self.condition:
            self.cuts += 1
            reset = self.cuts % 2 == 0
        _cut(connection, reset)

    @staticmethod
    def _refuse(connection, status, description):
        refusal = Fault.error(status, description)
        write_answer(connection, status, refusal.body)
        return True

    def _parameters(self, query, headers, body):
        found = dict(urllib.parse.parse_qsl(query))
        kind = headers.get("content-type", "")
        if kind.startswith("application/json"):
            try:
                found.update(json.loads(body.decode("utf-8")))
            except ValueError as problem:  # also where the bytes are no UTF-8
                with self.condition:
                    self.invalid.append((f"unreadable body: {problem}", body[:200]))
        elif kind.startswith("application/x-www-form-urlencoded"):
            found.update(urllib.parse.parse_qsl(body.decode("utf-8", "replace")))
        for name in ("reply_parameters", "allowed_updates", "entities"):
            if isinstance(found.get(name), str):
                found[name] = json.loads(found[name])
        return found

    def _record(self, parameters, accepted, told):
        reply = parameters.get("reply_parameters") or {}
        with self.condition:
            send = Send(time.monotonic(), self.epoch, int(parameters.get("chat_id", 0)),
                        int(reply.get("message_id", parameters.get("reply_to_message_id", 0))),
                        str(parameters.get("text", "")), accepted, told, parameters)
            self.sends.append(send)
            self.condition.notify_all()
        return send

    def _sent_id(self):
        with self.condition:
            self.sent_ids += 1
            return self.sent_ids

    def _poll(self, connection, parameters):
        offset = int(parameters.get("offset", 0))
        limit = min(max(int(parameters.get("limit", 100)), 1), 100)
        end = time.monotonic() + min(int(parameters.get("timeout", 0)), 50)
        with self.condition:
            self.poller = connection
            self.condition.notify_all()
            newest = self.next_update_id - 1
            if offset < 0:
                del self.updates[:offset]
            elif 0 < offset <= newest + 10:  # else the server takes it for a stale one
                self.updates = [update for update in self.updates if update[0] >= offset]
                self.condition.notify_all()
            while not self.updates:
                left = end - time.monotonic()
                if left <= 0 or self.closed:
                    break
                self.condition.wait(min(left, 0.05))
                if self.poller is not connection:
                    return 409, Fault.error(409, CONFLICT).body
                if _gone(connection):
                    return 0, None
            batch, size = [], 0
            for _, text in self.updates[:limit]:
                size += len(text)
                if batch and size > 4 << 20:
                    break
                batch.append(text)
        return 200, b'{"ok":true,"result":[' + b",".join(batch) + b"]}"


def units(text):
    """Length in UTF-16 code units, which is what the limit counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _problem_of(parameters):
    text = parameters.get("text")
    if not isinstance(text, str) or not text.strip():
        return "message text is empty"
    if units(text) > 4096:
        return "message is too long"
    if any(0xD800 <= ord(letter) < 0xE000 for letter in text):
        return "strings must be encoded in UTF-8"
    try:
        int(parameters.get("chat_id"))
    except (TypeError, ValueError):
        return "chat not found"
    return None


def _result(value):
    return json.dumps({"ok": True, "result": value}, ensure_ascii=False).encode()


def read_request(reader):
    """(target, headers, body) of the next request; None where the client has gone."""
    line = reader.readline(65536)
    if not line:
        return None
    parts = line.split()
    if len(parts) != 3:
        raise ValueError("no HTTP request")
    headers = {}
    while (line := reader.readline(65536)).strip():
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = b""
        while (size := int(reader.readline(1024).split(b";")[0], 16)) > 0:
            body += reader.read(size)
            if reader.readline(1024) != b"\r\n":
                return None
        reader.readline(1024)
    else:
        length = int(headers.get("content-length", 0))
        body = reader.read(length)
        if len(body) < length:  # the client died while it wrote
            return None
    return parts[1].decode("latin-1"), headers, body


def write_answer(connection, status, body, headers=()):
    """An HTTP answer with a JSON body."""
    head = [f"HTTP/1.1 {status} -", "Content-Type: application/json",
            f"Content-Length: {len(body)}"]
    head += [f"{name}: {value}" for name, value in headers]
    connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + body)


def _cut(connection, reset):
    """Ends a connection: by a reset, or in order but without an answer."""
    try:
        if reset:  # the close that follows sends RST
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def _gone(connection):
    """Whether the client of a held poll has closed it."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
