#!/usr/bin/env python3
"""Kill -9 forty times during 1,000 /线索; nothing may be lost, nothing registered twice.

By default the debug binary kills itself at named points (LIANDU_CRASH=point:count), ten times each:
inside the transaction, between commit and first send, between acceptance and confirmation, at
start-up. With --random the script kills it at random moments instead, which works on any build.
Then: as many cases as clues, each clue answered, audit verify holds, and each kill repeated at most
the sends that were in flight (32).
"""
import argparse
import collections
import random
import signal
import sys
import time

from fakebotapi import FakeBotAPI
from program import Program, Report, add_options, check_audit, exported_cases

IN_FLIGHT = 32
GROUPS = [-1001 - index for index in range(20)]
POINTS = {  # kind of kill: the points it is made at, in turn, and how often they are passed before
    "inside the transaction": (("inside-transaction", 6), ("before-commit", 4)),
    "between commit and first send": (("after-commit", 4),),
    "between acceptance and confirmation": (("after-accept", 12),),
    "at start-up": (("startup", 1),),
}
WORDS = ["路灯不亮", "占道停车", "污水渗漏", "电梯停运", "公厕锁门", "井盖缺失", "护栏松动", "路面积水"]


class Group:
    """The members, who go on writing whatever happens to the bot."""

    def __init__(self, server, total, seed):
        self.server, self.total = server, total
        self.random = random.Random(seed)
        self.titles = {}  # by (chat, message id)

    def write(self, until, alive=lambda: True):
        """Writes clue after clue up to number `until`, as long as `alive()`."""
        while len(self.titles) < min(until, self.total) and alive():
            number = len(self.titles) + 1
            title = f"第{number}街区{number * 7 % 311 + 1}弄{self.random.choice(WORDS)}"
            said = self.server.say(self.random.choice(GROUPS), 6000 + number % 40,
                                   f"/线索 {title} 来源:联络站")
            self.titles[said] = title
            time.sleep(self.random.uniform(0.002, 0.02))


def kill_at_point(program, server, group, point, count, timeout):
    """Starts the bot armed and lets the group write; answers whether it died there."""
    server.new_epoch()
    program.start(LIANDU_CRASH=f"{point}:{count}")
    end = time.monotonic() + timeout
    while program.alive() and time.monotonic() < end:
        group.write(group.total, lambda: program.alive() and time.monotonic() < end)
        program.wait(0.1)  # also where all has been written
    if program.alive():
        program.kill()
        return False
    return program.process.returncode == -signal.SIGKILL


def kill_at_random(program, server, group, until, generator):
    server.new_epoch()
    begun = len(server.calls)
    program.start()
    if generator.random() < 0.7:  # else perhaps before its first request
        server.wait(lambda: len(server.calls) > begun, 10)
    end = time.monotonic() + generator.uniform(0, 0.5)
    group.write(until, lambda: time.monotonic() < end)
    time.sleep(max(0, end - time.monotonic()))
    return program.kill() == -signal.SIGKILL


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--clues", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--random", action="store_true", help="kill at random moments")
    parser.add_argument("--timeout", type=float, default=20, help="seconds for one armed run")
    options = parser.parse_args()

    generator = random.Random(options.seed)
    server = FakeBotAPI("4242:kill")
    program = Program(options, server.url, server.token, GROUPS)
    group = Group(server, options.clues, options.seed)
    report, killed = Report(), collections.Counter()
    try:
        kinds = ["at a random moment"] if options.random else list(POINTS)
        for number in range(options.kills):
            kind = kinds[number % len(kinds)]
            until = options.clues * (number + 1) // (options.kills + 1)
            if options.random:
                killed[kind] += kill_at_random(program, server, group, until, generator)
            else:
                points = POINTS[kind]
                point, most = points[number // len(kinds) % len(points)]
                for count in (generator.randint(1, most), 1):
                    if kill_at_point(program, server, group, point, count, options.timeout):
                        killed[kind] += 1
                        break
                    code = program.process.returncode
                    report.note(f"{point}:{count} was not reached; the program ended with {code}")
            group.write(until)  # while it is down, so that batches differ in size
        server.new_epoch()
        program.start()
        group.write(options.clues)
        expected = set(group.titles)
        server.wait(lambda: expected <= set(server.replies()) or not program.alive(), 120)
        time.sleep(1)  # what is sent twice would come now
        replies = server.replies()
        wanted = options.kills // len(kinds)
        for kind in kinds:
            report.check(killed[kind] >= wanted, f"killed {killed[kind]} times {kind}")
        report.check(expected <= set(replies),
                     f"{len(expected & set(replies))} of {len(expected)} clues answered")
        check_repeats(report, replies, expected)
        check_cases(report, exported_cases(report, program), group.titles)
        check_audit(report, program)
        report.check(not server.invalid, f"{len(server.invalid)} messages the server had to refuse")
        report.check(program.stop() == 0, f"SIGTERM: ended with {program.process.returncode}")
        if report.failed:
            print(program.log_tail())
    finally:
        program.close()
        server.close()
    return report.end()


def check_repeats(report, replies, expected):
    """Each reply sent again must come from a later run, and no kill may explain more than 32."""
    same_run, by_kill, strangers = 0, collections.Counter(), set(replies) - expected
    for sends in replies.values():
        for earlier, later in zip(sends, sends[1:]):
            if earlier.epoch == later.epoch:
                same_run += 1
            else:
                by_kill[earlier.epoch] += 1
    report.check(same_run == 0, f"{same_run} replies sent twice by one run")
    worst = max(by_kill.values(), default=0)
    report.check(worst <= IN_FLIGHT,
                 f"{sum(by_kill.values())} replies repeated after a kill, at most {worst} after "
                 f"one (allowed: {IN_FLIGHT})")
    report.check(not strangers, f"{len(strangers)} replies to messages nobody wrote")


def check_cases(report, cases, titles):
    report.check(len(cases) == len(titles), f"{len(cases)} cases for {len(titles)} clues")
    found = collections.Counter(case["title"] for case in cases)
    missing = set(titles.values()) - set(found)
    report.check(not missing, f"{len(missing)} clues without a case {sorted(missing)[:3] or ''}")
    twice = [title for title, count in found.items() if count > 1]
    report.check(not twice, f"{len(twice)} clues registered twice {twice[:3] or ''}")
    numbers = [case["number"] for case in cases]
    report.check(len(set(numbers)) == len(numbers), f"{len(set(numbers))} different numbers")


if __name__ == "__main__":
    sys.exit(main())
