#!/usr/bin/env python3
"""Kill -9 again and again while photos are fetched; none may be lost, none half there, none twice.

Members send progress entries with photos, alone and in albums. The server answers some getFile and
some files with 429, 500 and cuts in the middle. By default the debug binary kills itself at named
points: with the file under its temporary name, under its own name before its event, inside the
transaction, before and after the commit. With --random the script kills it at random moments, which
works on any build. Then: every photo lies in files/ under its SHA-256, readable by its owner only,
nothing half written is left, the journal names each once, and `audit verify --files` holds.
"""
import argparse
import collections
import hashlib
import json
import os
import random
import signal
import stat
import sys
import time

from fakebotapi import FakeBotAPI, Fault
from program import Program, Report, add_options

GROUP, MEMBER, ADMIN = -1001, 6001, 5001
POINTS = ("after-download", "after-rename", "inside-transaction", "before-commit", "after-commit")


class Photographer:
    """Writes progress entries with photos, whatever happens to the bot."""

    def __init__(self, server, total, seed):
        self.server, self.total = server, total
        self.random = random.Random(seed)
        self.sent = {}  # content by file id
        self.captions = set()  # (chat, message id) of each message with words

    def photo(self, caption=None, album=None):
        name = f"photo{len(self.sent) + 1}"
        size = self.random.choice((1, 900, 60_000, 400_000, 1_500_000))
        # Some are sent again: the same bytes under another name.
        known = self.random.random() < 0.1 and self.sent
        content = (self.random.choice(list(self.sent.values())) if known
                   else name.encode() + self.random.randbytes(size))
        self.sent[name] = content
        said = self.server.send_photo(GROUP, MEMBER, name, content, caption, album)
        if caption:
            self.captions.add(said)

    def write(self, until, alive=lambda: True):
        while len(self.sent) < min(until, self.total) and alive():
            caption = f"/进展 {self.random.randint(1, 3)} 第{len(self.sent) + 1}张现场"
            if self.random.random() < 0.3:
                album, count = f"album{len(self.sent)}", self.random.randint(2, 4)
                with_words = self.random.randrange(count)
                for place in range(count):
                    self.photo(caption if place == with_words else None, album)
                    if self.random.random() < 0.3:
                        time.sleep(0.05)  # so that the album falls into two polls
            else:
                self.photo(caption)
            time.sleep(self.random.uniform(0.005, 0.04))


def faults(seed):
    generator = random.Random(seed)

    def fault(method, _):
        if method not in ("getfile", "file"):
            return None
        chance = generator.random()
        if chance < 0.05:
            return Fault.too_many(1)
        if chance < 0.10:
            return Fault.error(500, "Internal Server Error")
        return Fault("cut-after") if method == "file" and chance < 0.20 else None
    return fault


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--photos", type=int, default=100)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--random", action="store_true", help="kill at random moments")
    parser.add_argument("--timeout", type=float, default=20, help="seconds for one armed run")
    options = parser.parse_args()

    server = FakeBotAPI("4242:evidence", faults(options.seed))
    program = Program(options, server.url, server.token, [GROUP], admins=(ADMIN,))
    member = Photographer(server, options.photos, options.seed)
    report = Report()
    try:
        program.start()
        clues = {server.say(GROUP, MEMBER, f"/线索 第{number}街区路灯不亮") for number in (1, 2, 3)}
        report.check(server.wait(lambda: clues <= set(server.replies()), 30),
                     "three clues registered")
        program.stop()
        killed = kill(options, program, server, member, report)
        server.new_epoch()
        program.start()
        member.write(options.photos)
        folder = os.path.join(program.data, "files")
        end = time.monotonic() + 180
        while time.monotonic() < end and program.alive() and not complete(program, server, member):
            time.sleep(2)
        time.sleep(2)  # what is done twice would come now
        report.check(program.stop() == 0, f"SIGTERM: ended with {program.process.returncode}")
        total = sum(killed.values())
        report.check(total >= options.kills * 0.8, f"killed {total} times: {dict(killed)}")
        answered = len(member.captions & set(server.replies()))
        report.check(answered == len(member.captions),
                     f"{answered} of {len(member.captions)} messages answered")
        check_folder(report, folder, member)
        check_journal(report, program, member)
        check_audit(report, program, folder)
        if report.failed:
            print(program.log_tail())
    finally:
        program.close()
        server.close()
    return report.end()


def kill(options, program, server, member, report):
    """Starts and kills the bot while photos come; how often, by where."""
    generator, killed = random.Random(options.seed), collections.Counter()
    for number in range(options.kills):
        until = options.photos * (number + 1) // (options.kills + 1)
        server.new_epoch()
        if options.random:
            program.start()
            end = time.monotonic() + generator.uniform(0.1, 1.5)
            member.write(until, lambda: time.monotonic() < end)
            time.sleep(max(0, end - time.monotonic()))
            killed["at random"] += program.kill() == -signal.SIGKILL
        else:
            point = POINTS[number % len(POINTS)]
            program.start(LIANDU_CRASH=f"{point}:{generator.randint(1, 3)}")
            end = time.monotonic() + options.timeout
            member.write(until, lambda: program.alive() and time.monotonic() < end)
            program.wait(max(0.1, end - time.monotonic()))
            if program.alive():
                program.kill()
                report.note(f"{point} was not reached")
            else:
                killed[point] += program.process.returncode == -signal.SIGKILL
        member.write(until)  # while it is down
    return killed


def complete(program, server, member):
    came, kept = journal(program)
    return (member.captions <= set(server.replies()) and len(came) == len(member.sent)
            and len(kept) >= len(came))


def journal(program):
    """What came with acts, as (record, file id), and what was stored or given up, with its body."""
    done = program.command("export", "events", "--format", "json")
    came, kept = set(), []
    for line in done.stdout.decode("utf-8").splitlines():
        event = json.loads(line)
        kind, payload = event["kind"], event["payload"]
        files = []
        if kind == "case.progressed":
            files = payload.get("evidence", [])
        elif kind == "case.evidence_added":
            files = payload["body"]["files"]
        elif kind == "case.evidence_stored":
            kept.append((event["record"], payload["body"]))
        came |= {(event["record"], file["reference"]) for file in files}
    return came, kept


def digest(content):
    return hashlib.sha256(content).hexdigest()


def check_folder(report, folder, member):
    wanted = {digest(content) for content in member.sent.values()}
    names = set(os.listdir(folder))
    report.check(names == wanted, f"{len(names & wanted)} of {len(wanted)} photos in files/, "
                                  f"{len(names - wanted)} others")
    wrong = others = 0
    for name in names:
        path = os.path.join(folder, name)
        with open(path, "rb") as file:
            wrong += digest(file.read()) != name
        others += stat.S_IMODE(os.stat(path).st_mode) != 0o600
    report.check(wrong == 0, f"{wrong} hold something else than their name says")
    report.check(others == 0 and stat.S_IMODE(os.stat(folder).st_mode) == 0o700,
                 f"{others} files may be read by others")


def check_journal(report, program, member):
    came, kept = journal(program)
    references = {reference for _, reference in came}
    report.check(references == set(member.sent),
                 f"{len(references & set(member.sent))} of {len(member.sent)} photos came to a case")
    ends = collections.Counter((record, body["reference"]) for record, body in kept)
    twice = [key for key, count in ends.items() if count > 1]
    report.check(not twice, f"{len(twice)} photos have two events")
    report.check(set(ends) == came,
                 f"{len(set(ends) & came)} of {len(came)} photos have their event")
    wrong = [body for _, body in kept
             if body.get("sha256") != digest(member.sent[body["reference"]])
             or body.get("size") != len(member.sent[body["reference"]])]
    report.check(not wrong, f"{len(wrong)} given up, or with another digest or size {wrong[:1] or ''}")


def check_audit(report, program, folder):
    done = program.command("audit", "verify", "--files")
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip().splitlines()
    report.check(done.returncode == 0, f"audit verify --files: {said[-1] if said else '(silent)'}")
    changed, missing = (os.path.join(folder, name) for name in sorted(os.listdir(folder))[:2])
    with open(changed, "ab") as file:
        file.write(b"x")
    os.rename(missing, missing + ".away")
    done = program.command("audit", "verify", "--files")
    said = done.stdout.decode("utf-8", "replace")
    report.check(done.returncode == 1 and said.count("BROKEN") == 2 and "is missing" in said
                 and "was changed" in said, "a file changed and one taken away are both found")


if __name__ == "__main__":
    sys.exit(main())
