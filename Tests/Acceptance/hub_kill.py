#!/usr/bin/env python3
"""Kill -9 of the hub and of the bot at random moments, while two members go on writing commands.

Every message stands in the history once, every command has one answer, none has two; as many cases as
clues; audit verify holds; nobody had to enter again.
"""
import argparse
import collections
import random
import sys
import threading
import time

from hub import CUT, TOKEN, HubProcess, Member
from program import Program, Report, add_options, check_audit, exported_cases


class Writer(threading.Thread):
    """Somebody who says one command after the other, each until the hub has taken it."""

    def __init__(self, member, place, seed):
        super().__init__(daemon=True)
        self.member, self.place = member, place
        self.random = random.Random(seed)
        self.said, self.over, self.tries = [], threading.Event(), 0

    def run(self):
        while not self.over.is_set():
            number = len(self.said) + 1
            text = f"/线索 {self.place}{number}号井盖缺失{self.random.choice('甲乙丙丁')}"
            self.said.append(text)
            self.say(text, f"{self.place}{number}")
            time.sleep(self.random.uniform(0.01, 0.25))

    def say(self, text, key):
        while True:
            self.tries += 1
            try:
                return self.member.say(text, key)
            except CUT:
                time.sleep(0.1)


def trouble(hub, program, seconds, generator, report):
    """Kills and starts again, now the one, now the other, now both."""
    end = time.monotonic() + seconds
    kills = collections.Counter()
    while time.monotonic() < end:
        time.sleep(generator.uniform(0.1, 2.5))
        victims = generator.choice(["hub", "bot", "hub and bot"])
        kills[victims] += 1
        if "hub" in victims:
            hub.kill()
        if "bot" in victims:
            if not program.alive():
                report.check(False, f"the bot had ended with {program.process.returncode}")
            else:
                program.kill()
        time.sleep(generator.uniform(0, 0.6))
        if "hub" in victims:
            hub.start()
        if "bot" in victims:
            program.start()
    return kills


def answers(history):
    """How many answers each message of a member has, by its number."""
    numbers = collections.Counter()
    for message in history:
        if message["from"].get("bot") and message.get("reply"):
            numbers[message["reply"]["number"]] += 1
    return numbers


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    generator, report = random.Random(options.seed), Report()
    hub = HubProcess(["陈代表,人大", "林代表,人大"], options.binary).start()
    program = None
    try:
        members = [Member(hub, "陈代表"), Member(hub, "林代表")]
        program = Program(options, hub.url, TOKEN, [-1001], admins=[members[0].get("/api/me")["me"]["id"]],
                          environment={"LIANDU_HOLD": "5"})
        program.start()
        writers = [Writer(member, place, options.seed + index)
                   for index, (member, place) in enumerate(zip(members, ("城东", "清溪")))]
        for writer in writers:
            writer.start()
        kills = trouble(hub, program, options.seconds, generator, report)
        for writer in writers:
            writer.over.set()
        for writer in writers:
            writer.join(60)
        said = [text for writer in writers for text in writer.said]
        end = time.monotonic() + 60
        while time.monotonic() < end and sum(answers(members[0].history()).values()) < len(said):
            time.sleep(0.5)
        time.sleep(2)  # what comes twice would come now
        history = members[0].history()
        stands = collections.Counter(m["text"] for m in history if not m["from"].get("bot"))
        answered = answers(history)
        numbers = {m["number"]: m["text"] for m in history if not m["from"].get("bot")}
        report.note(f"{sum(kills.values())} kills {dict(kills)}, {len(said)} commands in "
                    f"{sum(writer.tries for writer in writers)} tries")
        report.check(all(stands[text] == 1 for text in said) and sum(stands.values()) == len(said),
                     f"{len(stands)} of {len(said)} messages stand in the history once")
        without = [text for number, text in numbers.items() if not answered[number]]
        report.check(not without, f"{len(said) - len(without)} of {len(said)} have an answer "
                                  f"{without[:3] or ''}")
        twice = [numbers.get(number) for number, times in answered.items() if times > 1]
        report.check(not twice, f"{len(twice)} have two {twice[:3] or ''}")
        program.stop()
        cases = exported_cases(report, program)
        report.check(len(cases) == len(said), f"{len(cases)} cases for {len(said)} clues")
        check_audit(report, program)
        report.check(hub.stop() == 0, f"SIGTERM: the hub ended with {hub.process.returncode}")
        if report.failed:
            print(program.log_tail(), hub.log_tail())
    finally:
        if program:
            program.close()
        if hub.process.poll() is None:
            hub.kill()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
