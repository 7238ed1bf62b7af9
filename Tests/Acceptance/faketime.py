#!/usr/bin/env python3
"""The program under other clocks (Debian's libfaketime): what is due is said once, on the right day.

Stopped before 08:30 and started at 10:00: one digest, marked 补发; started again: none; set back: none;
at 08:30 on the dot while a poll is held; Saturday silent, the make-up Sunday not; 春节 silent, with the
reminder on the first morning.
"""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import time

from fakebotapi import FakeBotAPI
from program import Program, Report, add_options, check_audit

GROUP, ADMIN, LEAD = -1001, 5001, 6001
# How long a silent program is listened to: longer than any sleep of its scheduler.
QUIET = 7


class FakedProgram(Program):
    """The program below Debian's `faketime`, which hands it a clock that runs on from a moment.

    The library alone is not enough: it sets a variable before the program begins, and Swift finds its
    arguments by the environment's place. The wrapper sets it beforehand.
    """

    def start_at(self, moment):
        environment = {**self.environment, "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                       "TZ": "Asia/Shanghai"}
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                ["faketime", "-m", "-f", f"@{moment}", *self.binary, "run"], env=environment,
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def child(self):
        """The program itself: what the wrapper waits for."""
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as children:
            found = children.read().split()
        return int(found[0]) if found else None

    def stop(self, timeout=15):
        child = self.child() if self.alive() else None
        if child is None:
            return self.process.returncode
        os.kill(child, signal.SIGTERM)
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.kill(child, signal.SIGKILL)
            self.process.wait()
            return None

    def close(self):
        if self.alive():
            child = self.child()
            if child is not None:
                os.kill(child, signal.SIGKILL)
            self.process.wait()
        super().close()


class Stage:
    """A server, a ledger, and a program that is started at any moment."""

    def __init__(self, options, report, token):
        self.report = report
        self.server = FakeBotAPI(token)
        self.program = FakedProgram(options, self.server.url, token, [GROUP], admins=[ADMIN])
        self.heard = 0

    def start(self, moment):
        """Starts the program at that moment, Shanghai time; its sleeps take as long as ever."""
        polls = self.polls()
        self.program.start_at(moment)
        started = self.server.wait(
            lambda: self.polls() > polls or not self.program.alive(), 60)
        if not self.report.check(started and self.program.alive(), f"runs at {moment}"):
            print(self.program.log_tail())

    def stop(self):
        self.report.check(self.program.stop() == 0, "stops when told to")

    def polls(self):
        with self.server.condition:
            return sum(method == "getupdates" for _, _, method in self.server.calls)

    def new(self):
        """What was said since the last look: (chat, text)."""
        with self.server.condition:
            said = [(send.chat, send.text) for send in self.server.sends if send.accepted]
        new, self.heard = said[self.heard:], len(said)
        return new

    def wait_for(self, count, timeout=20):
        """What is said until there are that many messages, and a moment after."""
        target = self.heard + count
        self.server.wait(
            lambda: sum(send.accepted for send in self.server.sends) >= target, timeout)
        time.sleep(1.5)
        return self.new()

    def ask(self, user, text):
        """Says something and takes the answer off."""
        self.server.say(GROUP, user, text)
        answers = self.wait_for(1)
        self.report.check(len(answers) >= 1, f"answered: {text}")
        return answers

    def expect_silence(self, what):
        time.sleep(QUIET)
        said = self.new()
        self.report.check(not said, f"{what}: nothing is said {said or ''}")

    def expect_digest(self, said, day, late, what):
        digests = [text for chat, text in said if chat == GROUP and text.startswith(day)]
        self.report.check(len(digests) == 1, f"{what}: one digest of {day} {digests or said}")
        for text in digests:
            self.report.check(("补发" in text) == late, f"{what}: {'marked' if late else 'not marked'} 补发")

    def close(self):
        self.program.close()
        self.server.close()


def autumn(stage):
    stage.start("2026-09-11 09:00:00")
    stage.ask(LEAD, "/帮助")
    stage.ask(ADMIN, "/线索 停车场夜间不开放 期限:2026-09-14")
    stage.stop()
    stage.start("2026-09-14 08:00:00")
    stage.expect_silence("Monday 08:00")
    stage.stop()
    stage.start("2026-09-14 10:00:00")
    stage.expect_digest(stage.wait_for(1), "9月14日", True, "started at 10:00")
    stage.expect_silence("after it")
    stage.stop()
    stage.start("2026-09-14 10:10:00")
    stage.expect_silence("started again")
    stage.stop()
    stage.start("2026-09-14 08:29:57")
    stage.expect_silence("set back before 08:30")
    stage.stop()
    stage.start("2026-09-15 08:29:50")
    begun = time.monotonic()
    said = stage.wait_for(1, 25)
    stage.expect_digest(said, "9月15日", False, "08:30 passes while a poll is held")
    with stage.server.condition:
        took = stage.server.sends[-1].at - begun if stage.server.sends else 0
    stage.report.check(said and took < 14, f"{took:.1f} s after 08:29:50")
    stage.stop()
    stage.start("2026-09-19 10:00:00")
    stage.expect_silence("Saturday")
    stage.stop()
    stage.start("2026-09-20 10:00:00")
    stage.expect_digest(stage.wait_for(1), "9月20日", True, "make-up Sunday")
    stage.stop()
    # A past day as it was known then, whatever came since and whatever the clock says now.
    done = stage.program.command("digest", "--date", "2026-09-14", "--dry-run")
    text = done.stdout.decode("utf-8", "replace")
    stage.report.check(done.returncode == 0 and "9月14日（周一）：逾期0件，临期1件" in text,
                       f"the digest of a past day, dry: {text.splitlines()[:2]}")


def spring(stage):
    stage.start("2026-02-13 10:00:00")
    stage.ask(LEAD, "/帮助")
    stage.ask(ADMIN, "/线索 村口路灯不亮 期限:2026-02-24")
    stage.ask(ADMIN, f"/领衔 1 成员{LEAD}")
    stage.stop()
    stage.start("2026-02-14 10:00:00")
    said = stage.wait_for(2)
    stage.expect_digest(said, "2月14日", True, "make-up Saturday")
    stage.report.check(any(chat == LEAD for chat, _ in said), "the lead is reminded one day before")
    stage.stop()
    for moment in ("2026-02-15 08:31:00", "2026-02-18 10:00:00", "2026-02-23 10:00:00"):
        stage.start(moment)
        stage.expect_silence(f"春节, {moment}")
        stage.stop()
    stage.start("2026-02-24 08:29:45")
    said = stage.wait_for(2)
    stage.expect_digest(said, "2月24日", False, "the first morning")
    reminders = [text for chat, text in said if chat == LEAD and "今天到期" in text]
    stage.report.check(len(reminders) == 1, f"the first morning: one reminder {reminders or said}")
    stage.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    options = parser.parse_args()
    report = Report()
    if not report.check(shutil.which("faketime"), "faketime is there (apt-get install faketime)"):
        return report.end()
    for play in (autumn, spring):
        stage = Stage(options, report, "4242:faketime")
        try:
            play(stage)
            check_audit(report, stage.program)
            report.check(not stage.server.invalid, "the server had to refuse nothing")
            if report.failed:
                print(stage.program.log_tail())
        finally:
            stage.close()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
