#!/usr/bin/env python3
"""Hostile and odd input: everything is right or ignored, nothing stops, no message is too long or
empty, and at the end a plain /查 is answered.

Update ids that restart at 1; the same message under a new update id; texts of 100,000 characters;
entities with impossible UTF-16 offsets; lone surrogates, U+0000 and bytes that are no UTF-8; JSON
nested a million deep; unknown fields and kinds; updates with parts missing or of a wrong type;
10,000 random lines.
"""
import argparse
import json
import random
import sys
import time

from fakebotapi import FakeBotAPI, units
from program import Program, Report, add_options, check_audit, exported_cases

GROUPS = [-1001 - index for index in range(20)]
GROUP = GROUPS[0]
MOVING = GROUPS[19]  # is told to have migrated to odd ids, so nothing is expected of it later
NAMES = """线索 研判 领衔 联系 交办 催办 督办 异议 进展 反馈 验收 退回 销号 回头看 延期 批准 不批 挂起 恢复 作废
更正 撤回 移送 抄送 合并 关联 标定 同意 承诺 清单 标签 查 状态 我的 逾期 待办 时间线 为何 统计 提醒 日报 绑定 成员
授权 单位 设置 审计 备份 帮助 关于 确认 下一页 clue find progress help xs c jz""".split()
SCRAPS = ["12", "#3", "1号", "十二号", "XS2026-0001", "43-48", "限3", "来源:联络站", "期限:月底", "期限:3天内",
          "责任:住建局", "@李四", "@liandu_bot", "@nobody", "明天", "下周五", "12月31日", "99999999999999999999",
          "-1", "0", "'", '"', "“", "”", "\\", "%s", "%n", "--", "; DROP TABLE cases;", "*", "AND",
          "NEAR(", "\u200b", "\u202e", "\ufeff", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
          "e\u0301" * 9, "\u3000", "\n", "\t", "\x07", "\ufdfa", "𠮷", "路灯", "不亮", "确认", "好的", "1",
          "2", "/", "!", ":", "\uff0f", "\uff01", "\uff1a", "、"]

RANGES = [(1, 0x7F), (0x4E00, 0x9FA5), (1, 0xD7FF), (0xE000, 0x10FFFF)]  # no lone surrogates


class Conversation:
    """Writes, and waits until what was written has been taken in."""

    def __init__(self, server, program, report):
        self.server, self.program, self.report = server, program, report
        self.plain = 0

    def settled(self, timeout=60):
        """Whether the bot has confirmed every update and fell silent."""
        if not self.server.wait(
                lambda: not self.server.updates or not self.program.alive(), timeout):
            return False
        sends = -1
        while sends != len(self.server.sends):
            sends = len(self.server.sends)
            time.sleep(0.5)
        return self.program.alive()

    def answered(self, key, timeout=30):
        return self.server.wait(lambda: key in self.server.replies(), timeout)

    def still_fine(self, after, timeout=60):
        """A plain question, to see that the bot goes on."""
        self.plain += 1
        key = self.server.say(GROUP, 7000 + self.plain, "/查 1")
        took_in = self.settled(timeout)
        self.report.check(took_in and self.answered(key), f"goes on after {after}")


def say_texts(talk):
    server = talk.server
    for name, text in (
            ("100,000 characters of talk", "啊" * 100000),
            ("a clue of 100,000 characters", "/线索 " + "路灯不亮" * 25000),
            ("a search of 100,000 characters", "/查 " + "灯" * 100000),
            ("100,000 emoji", "/线索 " + "\U0001f4a1" * 100000),
            ("100,000 combining marks", "/线索 e" + "\u0301" * 100000),
            ("100,000 spaces", "/线索" + " " * 100000),
            ("100,000 line ends", "/线索 甲" + "\n" * 100000 + "乙"),
            ("50,000 fields", "/线索 甲 " + "来源:乙 " * 50000),
            ("100,000 digits", "/查 " + "9" * 100000),
            ("100,000 opening brackets", "/线索 " + "(" * 100000)):
        server.say(GROUP, 6001, text)
        talk.still_fine(name)


def say_entities(talk):
    offsets = [-1, -2**31, 2**31, 2**53, 2**63 - 1, 10**30, 1.5, "1", None, True, [], {}]
    kinds = ["mention", "text_mention", "bot_command", "code", "unheard_of", "", None, 7]
    text = "/查 1 \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 @liandu_bot 好"
    entities = [{"type": kind, "offset": offset, "length": length,
                 "user": {"id": 1, "is_bot": False, "first_name": "甲"}}
                for kind in kinds for offset in offsets + list(range(20))
                for length in (-1, 0, 1, 3, 10**9)]
    generator = random.Random(1)
    for index in range(60):
        chosen = generator.sample(entities, generator.randint(1, 12))
        talk.server.say(GROUPS[index % 20], 6002, text, entities=chosen)
    talk.server.say(GROUP, 6002, text, entities=entities)
    talk.server.say(GROUP, 6002, text, entities={"type": "mention"})
    talk.still_fine("62 messages with impossible entities")


def say_surrogates(talk):
    server = talk.server
    for text in ("/线索 \ud83d路灯", "/线索 路灯\ude00", "/查 \ude00\ud83d", "\ud800", "/线索 \ud800\ud800",
                 "/线索 \x00路\x00灯\x00", "\x00", "/\x00查 1", "/查\ud800 1"):
        server.say(GROUP, 6003, text)
    sender = {"id": 6003, "is_bot": False, "first_name": "\ud800"}
    server.say(GROUP, 6003, "/我的", **{"from": sender})
    server.say(GROUP, 6003, "/我的", reply_to_message={"message_id": 1, "text": "\udfff"})
    server.say(GROUP, 6003, "/我的", chat={"id": GROUP, "type": "supergroup", "title": "\udc00\x00"})
    talk.still_fine("lone surrogates and U+0000")
    head = (b'{"update_id":@ID@,"message":{"message_id":%d,"date":%d,'
            b'"chat":{"id":%d,"type":"supergroup"},'
            b'"from":{"id":6004,"is_bot":false,"first_name":"x"},"text":"')
    for tail in (b"/\xe7\xba\xbf\xe7\xb4\xa2 \xff\xfe\x80", b"/\xe6\x9f", b"\xed\xa0\x80 /",
                 b"\xf4\x90\x80\x80", b"\xc0\xaf\xe6\x9f\xa5 1", b"a\\uD83D\\u0041", b"\\uZZZZ",
                 b"\\x41", b"raw \x01\x00 control"):
        number = server.new_message(GROUP, 6004, "")["message_id"]
        server.put_raw(head % (number, time.time(), GROUP) + tail + b'"}}')
    talk.still_fine("bytes that are no UTF-8 and escapes that are none")


def say_depth(talk):
    server = talk.server
    for name, opening, closing, count in (
            ("arrays a million deep", b"[", b"]", 1000000),
            ("objects 400,000 deep", b'{"a":', b"}", 400000),
            ("a million unclosed brackets in a text", b"", b"", 0)):
        nested = opening * count + b"1" + closing * count
        message = server.new_message(GROUP, 6005, "[" * 1000000 if count == 0 else "/查 1")
        whole = json.dumps({"message": message}).encode()
        server.put_raw(b'{"update_id":@ID@,' + whole[1:-2] + b',"deep":' + nested + b"}}")
        talk.still_fine(f"{name}, in a message")
        server.put_raw(b'{"update_id":@ID@,"deep":' + nested + b"}")
        server.put_raw(b'{"deep":' + nested + b',"update_id":@ID@}')
        talk.still_fine(f"{name}, beside the update id")


def say_shapes(talk):
    server, count = talk.server, 0
    wrong = [None, 0, -1, 1.5, 10**30, "", "x", True, [], {}, [[]], {"id": None}]
    for value in wrong:
        for kind in ("message", "edited_message", "callback_query", "my_chat_member", "unheard_of"):
            server.put({kind: value})
            count += 1
        for field in ("message_id", "date", "chat", "from", "text", "entities", "reply_to_message",
                      "new_chat_members", "left_chat_member", "migrate_to_chat_id", "photo",
                      "document", "sender_chat", "message_thread_id", "forward_origin",
                      "edit_date"):
            message = server.new_message(MOVING, 6006, "/查 1")
            message[field] = value
            server.put({"message": message})
            count += 1
    server.put({})
    for field in ("message_id", "date", "chat", "from", "text"):
        message = server.new_message(MOVING, 6006, "/查 1")
        del message[field]
        server.put({"message": message})
    for text in (b'{"update_id":@ID@}', b'{"update_id":@ID@,"update_id":@ID@}',
                 b'{ "update_id" : @ID@ , "a" : [ ] }',
                 b'{"update_id":@ID@,"message":{"text":"]}],[{\\""}}', b'{"update_id":"@ID@"}',
                 b"null", b"7", b'"x"', b"[]", b'{"message":{}}'):
        server.put_raw(text)
    talk.still_fine(f"{count} updates with a part of the wrong type, and some with parts missing")
    chat = {"id": GROUP, "type": "supergroup", "title": "甲", "unheard": {"of": [1, 2]}}
    key = server.say(GROUP, 6007, "/查 1", chat=chat, unheard_of={"deep": [{"x": None}]}, more=1e300)
    talk.report.check(talk.answered(key), "unknown fields: answered all the same")


def repeat_messages(talk):
    server = talk.server
    message = server.new_message(GROUP, 6008, "/线索 第八街区三弄井盖缺失 来源:联络站")
    for _ in range(3):
        server.put({"message": message})
    other = server.new_message(GROUP, 6008, "/线索 第九街区三弄井盖缺失 来源:联络站")
    server.put({"message": other})
    talk.settled()
    server.put({"message": message})  # long after
    talk.settled()
    replies = server.replies()
    counts = [len(replies.get((GROUP, each["message_id"]), [])) for each in (message, other)]
    talk.report.check(counts == [1, 1],
                      f"a message under four update ids is answered once: {counts}")


def restart_ids(talk):
    server = talk.server
    if not talk.report.check(talk.settled(), "all updates confirmed before their ids restart"):
        return
    server.restart_ids(1)
    keys = [server.say(GROUPS[number], 6009, "/查 1") for number in range(12)]
    answered = sum(talk.answered(key) for key in keys)
    talk.report.check(answered == 12,
                      f"update ids restarted at 1: {answered} of 12 commands answered")
    server.wait(lambda: not server.updates, 20)
    key = server.say(GROUP, 6009, "/查 1")
    talk.report.check(talk.answered(key), "and the next one too")


def ask_for_much(talk):
    """Answers that would be longer than one message may be."""
    server = talk.server
    keys = [server.say(GROUP, 6000, f"/进展 1 第{number}次:" + "已到现场看过,还在办理。" * 90)
            for number in range(20)]
    keys += [server.say(GROUP, 6000, f"/线索 第{number}长街" + "人行道地砖破损积水" * 25 + " 来源:联络站")
             for number in range(30)]
    keys += [server.say(GROUP, 6000, text) for text in
             ("/时间线 1", "/查 1", "/状态 1", "/查 地砖破损", "/我的", "/逾期", "/帮助", "/下一页", "/帮助 全部")]
    answered = sum(talk.answered(key) for key in keys)
    talk.report.check(answered == len(keys),
                      f"{answered} of {len(keys)} answered, long histories and lists")
    talk.still_fine("asking for much")


def random_line(generator):
    parts = []
    if generator.random() < 0.5:
        parts.append(generator.choice(["/", "\uff0f", "!", "\uff01", "/ ", ""])
                     + generator.choice(NAMES)
                     + generator.choice(["", " ", " ", "@liandu_bot ", "12", "\u3000"]))
    for _ in range(generator.randint(0, 8)):
        if generator.random() < 0.7:
            parts.append(generator.choice(SCRAPS))
        else:
            ranges = [generator.choice(RANGES) for _ in range(generator.randint(1, 12))]
            parts.append("".join(chr(generator.randint(*each)) for each in ranges))
        parts.append(generator.choice(["", " ", "  ", "\u3000"]))
    return "".join(parts)


def say_random_lines(talk, count, seed):
    generator = random.Random(seed)
    for index in range(count):
        talk.server.say(generator.choice(GROUPS), 6100 + index % 60, random_line(generator))
    talk.still_fine(f"{count:,} random lines", timeout=600)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--lines", type=int, default=10000)
    options = parser.parse_args()

    server = FakeBotAPI("4242:hostile")
    program = Program(options, server.url, server.token, GROUPS)
    report = Report()
    talk = Conversation(server, program, report)
    try:
        process = program.start()
        first = server.say(GROUP, 6000, "/线索 第一街区一弄路灯不亮 来源:联络站")
        report.check(talk.answered(first), "the first clue is answered")
        repeat_messages(talk)
        say_texts(talk)
        ask_for_much(talk)
        say_entities(talk)
        say_surrogates(talk)
        say_depth(talk)
        say_shapes(talk)
        say_random_lines(talk, options.lines, options.seed)
        restart_ids(talk)
        last = server.say(GROUP, 6000, "/查 1")
        report.check(talk.answered(last), "the last /查 is answered")
        reply = server.replies().get(last)
        report.note(f"it says: {reply[0].text.splitlines()[0] if reply else '(nothing)'}")
        report.check(process.poll() is None, "the process is the one that was started")
        texts = [send.text for send in server.sends]
        longest = max((units(text) for text in texts), default=0)
        report.check(not server.invalid and longest <= 4096,
                     f"{len(texts)} messages, the longest of {longest} UTF-16 units, "
                     f"{len(server.invalid)} refused by the server")
        for problem, parameters in server.invalid[:3]:
            report.note(f"refused: {problem}: {str(parameters)[:200]}")
        report.check(all(text.strip() for text in texts), "none is empty")
        exported_cases(report, program)
        check_audit(report, program)
        report.check(program.stop() == 0, f"SIGTERM: ended with {process.returncode}")
        if report.failed:
            print(program.log_tail())
    finally:
        program.close()
        server.close()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
