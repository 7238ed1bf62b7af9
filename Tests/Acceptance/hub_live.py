#!/usr/bin/env python3
"""Two hundred pages held open, each somebody else's: every message reaches every page once and in order.

Memory and processor time of the hub and the time a message takes are printed; with --within they must hold.
"""
import argparse
import asyncio
import json
import os
import statistics
import sys
import time
import urllib.parse

from hub import HubProcess, Member
from program import DEBUG_BINARY, Report


class Page:
    """One open page: its stream of news."""

    def __init__(self, hub, cookie, last):
        self.hub, self.cookie, self.last = hub, cookie, last
        self.heard = []  # (text, moment)

    async def open(self):
        address = urllib.parse.urlsplit(self.hub.url)
        self.reader, self.writer = await asyncio.open_connection(
            address.hostname, address.port, limit=1 << 20)
        self.writer.write((f"GET /api/news?after={self.last} HTTP/1.1\r\nHost: {address.netloc}\r\n"
                           f"Cookie: {self.cookie}\r\nAccept: text/event-stream\r\n\r\n").encode())
        await self.writer.drain()
        status = await self.reader.readline()
        if b" 200 " not in status:
            raise RuntimeError(f"the stream was refused: {status}")

    async def listen(self):
        try:
            while line := await self.reader.readline():
                if line.startswith(b"data: "):
                    news = json.loads(line[6:])
                    if "text" in news and news.get("kind") == "text":
                        self.heard.append((news["text"], time.monotonic()))
        except (OSError, asyncio.CancelledError):
            pass


def usage(pid):
    """Resident megabytes and seconds of processor time."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        resident = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return resident / 1024, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def play(hub, options, report):
    members = [Member(hub, f"成员{number}") for number in range(options.pages)]
    speaker = members[0]
    before = usage(hub.process.pid)
    last = speaker.get("/api/me")["last"]
    pages = [Page(hub, member.cookie, last) for member in members]
    for page in pages:
        await page.open()
    tasks = [asyncio.create_task(page.listen()) for page in pages]
    await asyncio.sleep(2)
    idle_from = usage(hub.process.pid)
    await asyncio.sleep(options.idle)
    idle_to = usage(hub.process.pid)
    sent = {}
    for number in range(options.messages):
        text = f"第{number}句"
        sent[text] = time.monotonic()
        await asyncio.to_thread(speaker.say, text, text)
        await asyncio.sleep(0.05)
    end = time.monotonic() + 30
    while time.monotonic() < end and any(len(page.heard) < len(sent) for page in pages):
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.5)
    busy = usage(hub.process.pid)
    wrong = sum([text for text, _ in page.heard] != list(sent) for page in pages)
    report.check(not wrong, f"{len(pages) - wrong} of {len(pages)} pages heard all {len(sent)} "
                            "messages once and in order")
    took = sorted((at - sent[text]) * 1000 for page in pages for text, at in page.heard)
    report.note(f"memory: {before[0]:.0f} MB with none, {busy[0]:.0f} MB with {len(pages)} pages")
    report.note(f"processor: {100 * (idle_to[1] - idle_from[1]) / options.idle:.1f} % of one core idle, "
                f"{1000 * (busy[1] - idle_to[1]) / len(sent):.0f} ms for a message to all")
    report.note(f"a message reached a page after {statistics.median(took):.0f} ms (median), "
                f"{took[int(len(took) * 0.99)]:.0f} ms (99 %), {took[-1]:.0f} ms (longest)")
    if options.within:
        report.check(took[-1] <= options.within, f"all within {options.within:.0f} ms")
    begun = time.monotonic()
    code = await asyncio.to_thread(hub.stop)
    report.check(code == 0, f"SIGTERM with all pages open: ended with {code} after "
                            f"{time.monotonic() - begun:.1f} s")
    for task in tasks:
        task.cancel()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=DEBUG_BINARY)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--messages", type=int, default=100)
    parser.add_argument("--idle", type=float, default=5, help="seconds in which nothing is said")
    parser.add_argument("--within", type=float, help="milliseconds that no message may exceed")
    options = parser.parse_args()
    report = Report()
    hub = HubProcess([f"成员{number},区人大" for number in range(options.pages)],
                     options.binary).start()
    try:
        asyncio.run(play(hub, options, report))
    finally:
        if hub.process.poll() is None:
            hub.kill()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
