#!/usr/bin/env python3
"""A conversation of twenty commands against two Bot API servers that are not ours.

lo-bot-api-emulator 0.3.6 (any Python 3.11) and gramlab 0.1.0a2 (Python 3.13, refuses to start where
a network interface other than `lo` exists, so it and the bot run in a network namespace of their
own; needs root or user namespaces). Their virtual environments are made under --venvs when they are
not there. Each of the twenty commands must be answered, ordinary talk must not.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from program import Program, Report, add_options, check_audit, exported_cases
from recorder import Recorder

ADMIN, MEMBER, LEAD = "admin", "member", "lead"
CONVERSATION = [  # who, what; None: to be left alone
    (MEMBER, "/关于"),
    (MEMBER, "/帮助"),
    (MEMBER, "/线索 和谐小区3号楼电梯又停了,老人下不来楼 来源:甲街道联络站"),
    (LEAD, "/线索 幸福路七八盏路灯不亮 来源:联络站 期限:10个工作日"),
    (MEMBER, None, "收到,马上落实"),
    (MEMBER, "/查 1"),
    (ADMIN, "/领衔 1 我"),
    (MEMBER, "/进展 1 已到现场看过,物业答应本周修好"),
    (LEAD, "/查 路灯"),
    (MEMBER, "/状态 1"),
    (MEMBER, "/时间线 1"),
    (LEAD, "/我的"),
    (MEMBER, "/逾期"),
    (ADMIN, None, "大家辛苦了"),
    (ADMIN, "/成员"),
    (ADMIN, "/单位"),
    (ADMIN, "/绑定"),
    (MEMBER, "/现锁 体育公园护栏松动"),
    (LEAD, "/进展 2 路灯杆已更换两处"),
    (LEAD, "/撤回"),
    (ADMIN, "/销号 1 整改完成"),
    (MEMBER, "/查 #2"),
]


def converse(report, recorder, program, say, group):
    """Says each line when the one before is settled; `say(who, text)` puts it into the group."""
    answered = 0
    for who, text, *talk in CONVERSATION:
        before = len(recorder.said())
        say(who, text or talk[0])
        answers = recorder.wait_for_more(before, 10 if text else 1.5)
        print(f"  {who}: {text or talk[0]}")
        for answer in answers:
            where = "" if str(answer.parameters.get("chat_id")) == str(group) else " (private)"
            lines = str(answer.parameters.get("text")).splitlines() or [""]
            more = f" … {len(lines)} lines" if len(lines) > 1 else ""
            print(f"      bot{where}: {lines[0]}{more}")
        in_group = [each for each in answers if str(each.parameters.get("chat_id")) == str(group)]
        if text:
            answered += bool(in_group)
        else:
            report.check(not in_group, "ordinary talk is left alone")
    commands = sum(line[1] is not None for line in CONVERSATION)
    report.check(answered == commands == 20, f"{answered} of {commands} commands answered")
    report.check(program.alive(), "the bot runs")
    refused = {}
    for each in recorder.exchanges:
        if each.status != 200:
            key = f"{each.method} {each.status}"
            refused[key] = refused.get(key, 0) + 1
    report.note(f"requests the server refused: {refused or 'none'}")
    cases = exported_cases(report, program)
    report.check(len(cases) == 2, f"{len(cases)} cases in the ledger")
    check_audit(report, program)
    report.check(program.stop() == 0, f"SIGTERM: ended with {program.process.returncode}")
    if report.failed:
        print(program.log_tail())


def with_emulator(options, report):
    """lo-bot-api-emulator: updates come by a control address, answers are seen by the recorder."""
    print("lo-bot-api-emulator:")
    folder = tempfile.mkdtemp(prefix="acceptance-lo-")
    command = os.path.join(venv(options, "lo", sys.executable, "lo-bot-api-emulator==0.3.6"),
                           "bin", "lo-bot-api-emulator")
    journal, token, group, port = os.path.join(folder, "journal"), "42:TEST", -1001, 18081
    users = {ADMIN: 5001, MEMBER: 6001, LEAD: 6002}
    server = subprocess.Popen([command, "--port", str(port), "--enable-control",
                               "--journal", journal],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    numbers = iter(range(1, 1000))

    def say(who, text):
        message = {"message_id": next(numbers), "date": int(time.time()), "text": text,
                   "chat": {"id": group, "type": "supergroup", "title": "工作群"},
                   "from": {"id": users[who], "is_bot": False, "first_name": who}}
        body = json.dumps({"token": token, "update": {"message": message}}).encode()
        with urllib.request.urlopen(f"{base}/__fixture/updates", body, timeout=10) as answer:
            assert json.load(answer)["ok"]

    wait_for(f"{base}/bot{token}/getMe", server)
    recorder = Recorder(base)
    program = Program(options, recorder.url, token, [group], [users[ADMIN]])
    try:
        program.start()
        converse(report, recorder, program, say, group)
        refused = {f"--allow-refusal={each.method}:{each.status}" for each in recorder.exchanges
                   if each.status != 200}
        verdict = subprocess.run(
            [command, "verdict", journal, "--require-response", "--require-method", "sendMessage",
             *sorted(refused)], capture_output=True, text=True)
        report.check(verdict.returncode == 0,
                     f"the emulator's verdict: {verdict.stdout.strip()[:300]}")
    finally:
        program.close()
        recorder.close()
        server.kill()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def in_namespace(options):
    """Starts this script again inside a network namespace, with gramlab's Python."""
    python = os.path.join(venv(options, "gl", options.python313, "--pre", "gramlab==0.1.0a2"),
                          "bin", "python")
    script = 'ip link set lo up && exec "$@"'
    arguments = [python, os.path.abspath(__file__), "--inside", "--binary", options.binary]
    if options.keep:
        arguments.append("--keep")
    return subprocess.run(["unshare", "--net", "bash", "-c", script, "-", *arguments]).returncode


def with_gramlab(options, report):
    """gramlab: keeps users, chats and messages; what the bot said is read from its history too."""
    from gramlab.bot_api import BotAPIServer  # only there in its own environment
    from gramlab.world import World
    print("gramlab:")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="acceptance-gl-"))
    world = World.create(folder / "world", seed=1, now=int(time.time()))
    users = {name: world.create_user(first_name=name)["id"] for name in (ADMIN, MEMBER, LEAD)}
    bot = world.create_user(first_name="联督", is_bot=True, username="liandu_bot")
    token = world.issue_bot_token(bot["id"])
    group = world.create_group_chat(title="工作群", creator_id=users[ADMIN], bot_ids=[bot["id"]],
                                    member_ids=[users[MEMBER], users[LEAD]])["id"]
    with BotAPIServer(folder / "world") as server:
        recorder = Recorder(server.base_url)
        program = Program(options, recorder.url, token, [group], [users[ADMIN]])
        try:
            def say(who, text):
                world.send_message(chat_id=group, sender_id=users[who], text=text)

            program.start()
            converse(report, recorder, program, say, group)
            history = world.history(group)
            ours = [message for message in history if bot["id"] in sender_of(message)]
            report.check(len(ours) >= 20, f"its history holds {len(ours)} messages of the bot")
        finally:
            program.close()
            recorder.close()
            shutil.rmtree(folder, ignore_errors=True)


def sender_of(message):
    """The ids under which a message of gramlab's history may name its sender."""
    sender = message.get("from")
    return {message.get("sender_id"), message.get("from_id"),
            sender.get("id") if isinstance(sender, dict) else sender}


def venv(options, name, python, *requirements):
    """The virtual environment `name`, made where it is missing."""
    folder = os.path.join(os.path.abspath(options.venvs), name)
    if not os.path.exists(os.path.join(folder, "bin", "python")):
        subprocess.run([python, "-m", "venv", folder], check=True)
        subprocess.run([os.path.join(folder, "bin", "pip"), "install", "--quiet", *requirements],
                       check=True)
    return folder


def wait_for(url, process):
    for _ in range(100):
        if process.poll() is not None:
            raise SystemExit("the server ended at once; is its port in use?")
        try:
            urllib.request.urlopen(url, b"", timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


def python313():
    root = subprocess.run(["pyenv", "root"], capture_output=True, text=True).stdout.strip() \
        if shutil.which("pyenv") else ""
    found = os.path.join(root, "versions", "3.13.0", "bin", "python")
    return found if os.path.exists(found) else "python3.13"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--venvs", help="folder of the two environments (default: temporary)")
    parser.add_argument("--python313", default=python313())
    parser.add_argument("--only", choices=["lo", "gramlab"])
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()

    report = Report()
    if options.inside:
        with_gramlab(options, report)
        return report.end()
    temporary = None if options.venvs else tempfile.mkdtemp(prefix="acceptance-venvs-")
    options.venvs = options.venvs or temporary
    try:
        if options.only != "gramlab":
            with_emulator(options, report)
        if options.only != "lo":
            report.check(in_namespace(options) == 0, "the conversation on gramlab")
    finally:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
