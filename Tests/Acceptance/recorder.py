"""A small HTTP relay between the bot and a Bot API server that is not ours.

It changes nothing, and notes each request with its parameters and the status it was answered with:
some of those servers do not tell what a bot has said.
"""
import dataclasses
import http.client
import json
import socket
import threading
import time
import urllib.parse

from fakebotapi import read_request, write_answer


@dataclasses.dataclass
class Exchange:
    at: float
    method: str
    parameters: dict
    status: int


class Recorder:
    def __init__(self, upstream):
        address = urllib.parse.urlsplit(upstream)
        self.upstream = (address.hostname, address.port)
        self.condition = threading.Condition()
        self.exchanges = []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def said(self):
        """Successful sendMessage requests, in order."""
        with self.condition:
            return [each for each in self.exchanges
                    if each.method == "sendMessage" and each.status == 200]

    def wait_for_more(self, than, timeout):
        """Waits until more than `than` messages have been sent, and nothing more comes."""
        end = time.monotonic() + timeout
        while len(self.said()) <= than and time.monotonic() < end:
            with self.condition:
                self.condition.wait(0.2)
        count = -1
        while count != len(self.said()):
            count = len(self.said())
            time.sleep(0.3)
        return self.said()[than:]

    def close(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(connection,), daemon=True).start()

    def _relay(self, connection):
        reader = connection.makefile("rb")
        upstream = http.client.HTTPConnection(*self.upstream, timeout=90)
        try:
            while (request := read_request(reader)) is not None:
                target, headers, body = request
                kept = {name: value for name, value in headers.items()
                        if name in ("content-type", "idempotency-key", "accept")}
                upstream.request("POST", target, body=body, headers=kept)
                response = upstream.getresponse()
                answer = response.read()
                self._note(target, headers, body, response.status)
                write_answer(connection, response.status, answer)
        except (OSError, ValueError, http.client.HTTPException):
            pass
        finally:
            upstream.close()
            reader.close()
            connection.close()

    def _note(self, target, headers, body, status):
        parameters = {}
        if headers.get("content-type", "").startswith("application/json"):
            parameters = json.loads(body)
        method = target.partition("?")[0].rpartition("/")[2]
        with self.condition:
            self.exchanges.append(Exchange(time.monotonic(), method, parameters, status))
            self.condition.notify_all()
