#!/usr/bin/env python3
"""The token 4242:canary must be in no log, error, ledger, process list or crash text.

Runs the program through each kind of network error, at start-up and in the middle of work, with the
token in the environment and in a file, kills it by signals that leave a crash text, and lets the
subcommands fail. Then everything it wrote is searched: both outputs, the data folder (raw bytes),
/proc/PID/cmdline and comm of every process it started, as text, as base64 and percent-encoded.
"""
import argparse
import base64
import os
import signal
import socket
import sys
import threading
import time

from fakebotapi import FakeBotAPI, Fault
from program import Program, Report, add_options

TOKEN = "4242:canary"
GROUP = -1001
HTML = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
NEEDLES = [b"canary", b"Y2FuYXJ5", base64.b64encode(TOKEN.encode()).rstrip(b"="),
           TOKEN.encode().hex().encode()]


def raw(text):
    return Fault("raw", body=text)


def http(status, body, *headers):
    lines = [f"HTTP/1.1 {status} x", f"Content-Length: {len(body)}", *headers]
    return raw("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


FAULTS = {
    "cut before it is read": Fault("cut-before"),
    "cut after acceptance": Fault("cut-after"),
    "429": Fault.too_many(1),
    "400": Fault.error(400, "Bad Request: chat not found"),
    "401": Fault.error(401, "Unauthorized"),
    "403": Fault.error(403, "Forbidden: bot was kicked from the group chat"),
    "404": Fault.error(404, "Not Found"),
    "409": Fault.error(409, "Conflict: terminated by other getUpdates request"),
    "500": Fault.error(500, "Internal Server Error"),
    "502 with HTML": http(502, HTML, "Content-Type: text/html"),
    "no HTTP at all": raw(b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"),
    "200 without JSON": http(200, b"hello", "Content-Type: text/plain"),
    "200 with half a JSON": http(200, b'{"ok":true,"result":[{"update_id":'),
    "half a body": raw(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"ok":true'),
    "half a head": raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "an impossible length": raw(b"HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n{}"),
    "broken chunks": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}"),
    "broken gzip": http(200, b"abcd", "Content-Encoding: gzip"),
    "an error that repeats the path": Fault.error(500, f"no route for /bot{TOKEN}/sendMessage"),
    "a refusal that repeats the path": Fault.error(400, f"Bad Request: /bot{TOKEN}/ is wrong"),
}


class Search:
    """Everything the program said, and where the token was found."""

    def __init__(self, report):
        self.report, self.bytes, self.found = report, 0, []

    def look(self, where, text):
        self.bytes += len(text)
        for needle in NEEDLES:
            at = text.lower().find(needle.lower())
            if at >= 0:
                self.found.append(f"{where}: …{text[max(0, at - 60):at + 30]!r}…")

    def look_at_process(self, name, pid):
        for part in ("cmdline", "comm"):
            try:
                with open(f"/proc/{pid}/{part}", "rb") as file:
                    self.look(f"/proc/PID/{part} in '{name}'", file.read())
            except OSError:
                pass

    def look_at_folder(self, name, folder):
        for path, _, files in os.walk(folder):
            for file in files:
                with open(os.path.join(path, file), "rb") as opened:
                    self.look(f"{name}: {file}", opened.read())


class Bystander:
    """A port that must never hear of us: where redirects lead."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.heard = b""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            connection, _ = self.listener.accept()
            connection.settimeout(2)
            try:
                self.heard += connection.recv(65536) or b"(a connection)"
            except OSError:
                self.heard += b"(a connection)"
            connection.close()


def through_fault(options, search, name, fault, secret):
    """One run: start-up fails for a while, then all works, then polls and sends fail."""
    state = {"on": True}
    server = FakeBotAPI(TOKEN, fault=lambda method, _: fault if state["on"] else None)
    program = Program(options, server.url, TOKEN, [GROUP], environment=secret)
    if secret:
        del program.environment["LIANDU_TOKEN"]
    try:
        program.start()
        search.look_at_process(name, program.process.pid)
        server.wait(lambda: len(server.calls) > 1, 2)
        time.sleep(0.3)
        if program.alive():
            state["on"] = False
            key = server.say(GROUP, 5001, "/线索 第一街区一弄路灯不亮 来源:联络站")
            server.wait(lambda: key in server.replies() or not program.alive(), 12)
            state["on"] = True
            server.say(GROUP, 5001, "/查 1")
            time.sleep(1.5)
            search.look_at_process(name, program.process.pid)
        else:
            search.report.note(f"{name}: ended with {program.process.returncode} at start-up")
        program.stop()
        for arguments in (["audit", "verify"], ["export", "cases", "--format", "json"]):
            done = program.command(*arguments)
            search.look(f"{name}: {arguments[0]}", done.stdout + done.stderr)
    finally:
        finish(search, name, program)
        server.close()


def through_address(options, search, name, url, seconds=2.5):
    """One run against an address where no Bot API server answers."""
    program = Program(options, url, TOKEN, [GROUP])
    try:
        program.start()
        search.look_at_process(name, program.process.pid)
        program.wait(seconds)
        program.stop()
    finally:
        finish(search, name, program)


def through_crash(options, search, name, number):
    """A crash in the middle of work; Swift's backtrace goes to the log."""
    server = FakeBotAPI(TOKEN)
    program = Program(options, server.url, TOKEN, [GROUP])
    try:
        program.start(SWIFT_BACKTRACE="enable=yes,color=no,threads=all,images=all,interactive=no")
        key = server.say(GROUP, 5001, "/线索 第一街区一弄路灯不亮 来源:联络站")
        server.wait(lambda: key in server.replies(), 15)
        program.process.send_signal(number)
        # A fault sent from outside does not come again by itself: the backtrace is written, and the
        # program goes on. So wait for its last line, and send the signal once more to end it.
        end, last_line = time.monotonic() + 30, "Backtrace took"
        while (program.alive() and time.monotonic() < end
               and last_line not in program.log_tail()):
            time.sleep(0.1)
        traced = last_line in program.log_tail()
        if program.alive():
            program.process.send_signal(number)
        search.report.note(f"{name}: {'a' if traced else 'no'} backtrace, "
                           f"ended with {program.wait(10)}")
    finally:
        finish(search, name, program)
        server.close()


def through_wrong_use(options, search, report):
    """Settings and arguments that are refused, each with the token beside them."""
    for name, changed, arguments in (
            ("a wrong base URL", {"LIANDU_BASE_URL": "not a url"}, ["run"]),
            ("a scheme that is not allowed", {"LIANDU_BASE_URL": "ftp://127.0.0.1/"}, ["run"]),
            ("a wrong group", {"LIANDU_GROUPS": "-1001=wrong"}, ["run"]),
            ("an unknown service", {"LIANDU_SERVICE": "pigeon"}, ["run"]),
            ("an unknown setting", {"LIANDU_TOKENS": TOKEN}, ["run"]),
            ("a data folder that cannot be", {"LIANDU_DATA": "/proc/nowhere"}, ["run"]),
            ("an unknown subcommand", {}, ["runn"]),
            ("the list of subcommands", {}, ["--help"])):
        program = Program(options, "http://127.0.0.1:9", TOKEN, [GROUP])
        program.environment.update(changed)
        try:
            done = program.command(*arguments, timeout=20)
            search.look(name, done.stdout + done.stderr)
        except Exception as problem:  # noqa: BLE001 - a run that does not end is for other tests
            report.note(f"{name}: {type(problem).__name__}")
        finally:
            finish(search, name, program)


def finish(search, name, program):
    if program.alive():
        program.kill()
    search.look_at_folder(name, program.folder)
    program.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    options = parser.parse_args()

    report = Report()
    search = Search(report)
    bystander = Bystander()
    mute = socket.create_server(("127.0.0.1", 0), backlog=64)  # takes connections, never answers
    closed = socket.create_server(("127.0.0.1", 0))
    refused = closed.getsockname()[1]
    closed.close()
    plain = FakeBotAPI(TOKEN)  # speaks plain HTTP only
    token_folder = Program(options, "", "", [GROUP])  # a folder outside any data folder
    token_file = os.path.join(token_folder.folder, "token")
    with open(token_file, "w", encoding="ascii") as file:
        file.write(TOKEN + "\n")
    os.chmod(token_file, 0o600)
    faults = dict(FAULTS)
    elsewhere = f"http://127.0.0.1:{bystander.port}/bot{TOKEN}/getMe"
    faults["a redirect"] = http(302, b"", f"Location: {elsewhere}")
    for index, (name, fault) in enumerate(faults.items()):
        through_fault(options, search, name, fault,
                      {"LIANDU_TOKEN_FILE": token_file} if index % 2 else {})
    for name, url in (
            ("connection refused", f"http://127.0.0.1:{refused}"),
            ("a server that never answers", f"http://127.0.0.1:{mute.getsockname()[1]}"),
            ("TLS against a plain port", f"https://127.0.0.1:{plain.port}"),
            ("a name that does not exist", "http://no-such-host.invalid"),
            ("a base URL with a password", f"http://user:canary@127.0.0.1:{refused}"),
            ("a base URL that holds the token", f"http://127.0.0.1:{refused}/bot{TOKEN}")):
        through_address(options, search, name, url)
    for name, number in (("SIGSEGV", signal.SIGSEGV), ("SIGABRT", signal.SIGABRT),
                         ("SIGILL", signal.SIGILL), ("SIGQUIT", signal.SIGQUIT)):
        through_crash(options, search, f"crash by {name}", number)
    through_wrong_use(options, search, report)
    plain.close()
    token_folder.close()

    report.check(search.bytes > 0,
                 f"{search.bytes:,} bytes of output, ledger and process list searched")
    for found in search.found[:20]:
        report.check(False, found)
    report.check(not search.found, f"the token was found {len(search.found)} times")
    report.check(not bystander.heard, f"redirects were not followed {bystander.heard[:80] or ''}")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
