#!/usr/bin/env python3
"""What was struck out is nowhere any more: not in the ledger, its files and exports of the bot, nor in the hub.

A member registers what should not have been written, others take it up, quote it, look it up and have it as a
table; the bot is killed right after 遮盖 and goes on when it comes back. Afterwards every byte that bot and hub
keep is searched, the page's history and search are asked, and the chain holds.
"""
import argparse
import os
import sys
import time
import urllib.parse

from hub import TOKEN, HubProcess, Member
from program import Program, Report, add_options, check_audit

PEOPLE = ["老管,区人大办公室", "小周,监督工作专班", "吴十,监督工作专班", "陈代表,人大代表", "何老师,区纪委监委"]
WORD = "紫藤萝廊架"
NEEDLES = [WORD.encode(), WORD.encode("utf-16-le"), "".join(f"\\u{ord(c):04x}" for c in WORD).encode()]


def until(holds, what, report, timeout=40):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if holds():
            return report.check(True, what)
        time.sleep(0.1)
    return report.check(False, what)


class Speaker:
    """A member who waits for the bot's answer to what was said."""

    def __init__(self, hub, name, report):
        self.member, self.name, self.report, self.count = Member(hub, name), name, report, 0

    def say(self, text, answer, private=False, reply=None):
        room = self.member.private if private else self.member.group
        self.count += 1
        body = {"text": text, "key": f"{self.name}-{self.count}", **({"reply": reply} if reply else {})}
        known = {one["id"] for one in self.member.history(room)}
        self.member.post(f"/api/rooms/{room}/messages", body)
        until(lambda: any(answer in one["text"] and one["id"] not in known and one["from"].get("bot")
                          for one in self.member.history(room)),
              f"{self.name}: {text.replace(WORD, '…')} – {answer}", self.report)


def holding(folder):
    """The files below that hold the word in one of its forms."""
    found = []
    for path, _, files in os.walk(folder):
        for file in files:
            with open(os.path.join(path, file), "rb") as opened:
                content = opened.read()
            if any(needle in content or needle in file.encode() for needle in NEEDLES):
                found.append(os.path.relpath(os.path.join(path, file), folder))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    options = parser.parse_args()
    report = Report()
    hub = HubProcess(PEOPLE, options.binary).start()
    program = None
    try:
        admin, zhou, wu, chen, he = [Speaker(hub, entry.split(",")[0], report) for entry in PEOPLE]
        program = Program(options, hub.url, TOKEN, [-1001],
                          admins=[admin.member.get("/api/me")["me"]["id"]],
                          environment={"LIANDU_HOLD": "5", "LIANDU_PROXY": "none"})
        program.start()
        for one in (zhou, wu, chen, he):
            one.say("/关于", "联督")
        for command in ("/授权 @小周 专班", "/授权 @吴十 专班 审定", "/授权 @何老师 纪委监委 接收"):
            admin.say(command, command.split()[1][1:])
        # 1 is hidden by its writer, 2 by the team, with what another one wrote about it.
        chen.say(f"/线索 西河村{WORD}上贴错了内页", "已登记，1号")
        chen.say(f"/线索 北桥头{WORD}旁的告示", "已登记，2号")
        card = next(one for one in chen.member.history() if one["from"].get("bot") and WORD in one["text"])
        zhou.say("/进展 1 那边我去看看", "1号", reply=card["id"])
        wu.say(f"/进展 2 {WORD}的照片我有", "2号")
        wu.say("/查 1", WORD)
        wu.say(f"/查 {WORD[1:4]}", WORD)
        zhou.say("导出 台账 今年", "台账", private=True)
        report.check(holding(program.data) and holding(hub.folder), "before, bot and hub hold it")
        for one, number in ((chen, 1), (zhou, 2)):
            one.member.say(f"/遮盖 {number} 误贴", "hide")
            until(lambda: any(f"{number}号的内容已遮盖" in told["text"]
                              for told in one.member.history(one.member.private)),
                  f"{one.name}: /遮盖 {number} – told in private", report)
        program.kill()
        program.start()
        until(lambda: not any(WORD in told["text"] for told in wu.member.history()),
              "the group's history has it no more", report)
        for number in (1, 2):
            he.say(f"回执 限{number} 已收", "已记收到", private=True)
            wu.say(f"抹除 {number}", "请再看一遍", private=True)
            wu.say("确认", "已抹除", private=True)
            zhou.say(f"/查 {number}", "该内容已按规定处理")
        for one in (zhou, wu, chen, he, admin):
            for room in (one.member.group, one.member.private):
                texts = str(one.member.history(room)) + str(one.member.get(
                    f"/api/rooms/{room}/search?q={urllib.parse.quote(WORD)}"))
                report.check(WORD not in texts, f"{one.name} finds it nowhere in room {room}")
        report.check(program.stop() == 0 and hub.stop() == 0, "both end with 0")
        check_audit(report, program)
        for name, folder in (("bot", program.data), ("hub", hub.folder)):
            found = holding(folder)
            report.check(not found, f"no byte of it with the {name} {('still in ' + str(found)) if found else ''}")
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
