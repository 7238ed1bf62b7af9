#!/usr/bin/env python3
"""Back up beside a bot that writes, restore elsewhere, and break archives; nothing may be half there.

A group goes on writing clues with photos while `liandu backup` runs again and again, beside entries that
are sealed; the key is never at hand then. Each archive is
restored into another folder: both chains verify, every file gives its digest, and the export is a
beginning of what the ledger says in the end. An archive that was cut off, changed, made of something
else, or that holds a link is refused and leaves the folder as it was; so is a folder that is not
empty, or on which a bot runs. A ledger changed behind the bot's back is found by doctor and backup.
"""
import argparse
import gzip
import hashlib
import io
import os
import random
import sqlite3
import stat
import subprocess
import sys
import tarfile
import threading

from fakebotapi import FakeBotAPI
from program import Program, Report, add_options

GROUP, MEMBER, ADMIN, RECEIVER = -1001, 6001, 5001, 7001


def write(server, stop, total, titles, seed):
    """Clues and photos, one after the other, until told to stop or all is said."""
    generator = random.Random(seed)
    for number in range(1, total + 1):
        if stop.is_set():
            return
        title = f"第{number}街区路灯不亮"
        said = server.say(GROUP, MEMBER, f"/线索 {title}")
        titles.append(title)
        server.wait(lambda: said in set(server.replies()), 30)
        server.send_photo(GROUP, MEMBER, f"photo{number}", generator.randbytes(200_000),
                          f"/进展 {number} 现场", None)
        # Not far ahead of the files, so that backups fall between fetches.
        server.wait(lambda: len(server.fetched) >= number - 5, 60)


def liandu(program, *arguments, data=None, **more):
    # Never with the key: what is sealed is backed up, verified and restored as it is.
    environment = {**program.environment, **more}
    environment.pop("LIANDU_KEY_FILE", None)
    if data:
        environment["LIANDU_DATA"] = data
    done = subprocess.run([*program.binary, *arguments], env=environment, cwd=program.folder,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=120)
    return done.returncode, done.stdout.decode("utf-8", "replace").strip()


def modes_hold(folder):
    """Folders 0700, files 0600, all the way down."""
    wrong = []
    for path, folders, files in os.walk(folder):
        for name, wanted in [(".", 0o700)] + [(name, 0o600) for name in files]:
            found = stat.S_IMODE(os.stat(os.path.join(path, name)).st_mode)
            if found != wanted:
                wrong.append(f"{os.path.join(path, name)} {found:o}")
    return wrong


def check_restored(report, program, archive, folder, titles):
    code, said = liandu(program, "restore", archive, data=folder)
    if not report.check(code == 0, f"restore ends with {code}: {said[-200:]}"):
        return 0
    code, audit = liandu(program, "audit", "verify", "--files", data=folder)
    report.check(code == 0, f"audit of the restored ledger ends with {code}: {audit[-120:]}")
    anchor = said.rsplit("anchor ", 1)[-1]
    report.check(anchor in audit, "the anchor that restore printed is the ledger's")
    code, cases = liandu(program, "export", "cases", data=folder)
    found = [title for title in titles if title in cases]
    lines = len(cases.splitlines()) if cases else 0
    report.check(code == 0 and found == titles[:lines], f"{lines} cases, in order from the first")
    wrong = modes_hold(folder)
    report.check(not wrong, f"nobody else may read it {wrong[:3]}")
    files = os.path.join(folder, "files")
    names = os.listdir(files) if os.path.isdir(files) else []
    for name in names:
        with open(os.path.join(files, name), "rb") as file:
            if hashlib.sha256(file.read()).hexdigest() != name:
                report.check(False, f"{name} is not what its name says")
    report.note(f"{len(names)} files restored")
    return len(names)


def refused(report, program, archive, what, folder, expected):
    """The restore fails, says why, and puts nothing in place."""
    code, said = liandu(program, "restore", archive, data=folder)
    left = sorted(set(os.listdir(folder)) - {"liandu.lock"}) if os.path.isdir(folder) else []
    report.check(code == 1 and any(text in said for text in expected.split("|")) and not left,
                 f"{what}: refused ({said[:110]!r}), left behind: {left}")


def broken_archives(report, program, good):
    def folder(name):
        return os.path.join(program.folder, f"refused-{name}")

    with open(good, "rb") as file:
        content = file.read()
    for share in (0.05, 0.5, 0.99):
        path = os.path.join(program.folder, "cut.tar.gz")
        with open(path, "wb") as file:
            file.write(content[:int(len(content) * share)])
        refused(report, program, path, f"cut off at {share:.0%}", folder("cut"),
                "damaged or cut off")
    members = []
    with tarfile.open(good) as archive:
        for member in archive:
            members.append((member, archive.extractfile(member).read()))

    def rewritten(name, change):
        path = os.path.join(program.folder, f"{name}.tar.gz")
        with tarfile.open(path, "w:gz") as archive:
            for member, data in members:
                data = change(member.name, data)
                if data is not None:
                    member.size = len(data)
                    archive.addfile(member, io.BytesIO(data))
            if name == "link":
                link = tarfile.TarInfo("files/" + "a" * 64)
                link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
                archive.addfile(link)
        return path

    flip = lambda name, data: data[:-1] + bytes([data[-1] ^ 1]) if "files/" in name else data
    refused(report, program, rewritten("file", flip), "a file changed", folder("file"),
            "was damaged")
    refused(report, program, rewritten("link", lambda _, data: data), "a link inside",
            folder("link"), "no file")
    refused(report, program,
            rewritten("none", lambda name, data: None if name == "ledger.sqlite" else data),
            "no ledger inside", folder("none"), "holds no ledger.sqlite")

    def tampered(name, data):
        if name != "ledger.sqlite":
            return data
        path = os.path.join(program.folder, "tampered.sqlite")
        with open(path, "wb") as file:
            file.write(data)
        tamper(path)
        with open(path, "rb") as file:
            return file.read()

    refused(report, program, rewritten("ledger", tampered), "an entry changed", folder("ledger"),
            "does not verify")
    path = os.path.join(program.folder, "text.tar.gz")
    with gzip.open(path, "wb") as file:
        file.write(b"no archive")
    # What tar says to it depends on its version.
    refused(report, program, path, "no archive at all", folder("text"),
            "damaged or cut off|holds no ledger.sqlite")


def tamper(path):
    """Changes an entry behind the journal's back."""
    ledger = sqlite3.connect(path)
    ledger.execute("DROP TRIGGER journal_open_keeps_rows")
    ledger.execute("UPDATE journal_open SET at = at + 1 WHERE sequence = 2")
    ledger.commit()
    ledger.close()


def check_guards(report, program, good):
    code, said = liandu(program, "restore", good)
    report.check(code == 1 and "held by process" in said, f"a bot runs there: {said[:100]!r}")
    stray = os.path.join(program.folder, "stray")
    os.mkdir(stray)
    for name in ("ledger.sqlite-wal", "note.txt"):
        with open(os.path.join(stray, name), "w", encoding="utf-8") as file:
            file.write("here already")
        code, said = liandu(program, "restore", good, data=stray)
        report.check(code == 1 and "is not empty" in said and os.listdir(stray).count(name) == 1
                     and not os.path.exists(os.path.join(stray, "ledger.sqlite")),
                     f"a folder with {name}: refused")
        os.unlink(os.path.join(stray, name))
    code, said = liandu(program, "backup", good)
    report.check(code == 1 and "is there already" in said, "no archive takes another's place")
    code, said = liandu(program, "restore", "--rehearse", good)
    report.check(code == 0 and "nothing was put in place" in said, f"rehearsal: {said[-120:]!r}")


def check_folder(report, program):
    """--into names archives by their time and keeps the newest."""
    folder = os.path.join(program.folder, "kept")
    os.mkdir(folder)
    for name in ("liandu-20200101T000000Z.tar.gz", "liandu-20200102T000000Z.tar.gz", "mine.tar.gz"):
        with open(os.path.join(folder, name), "wb"):
            pass
    code, said = liandu(program, "backup", "--into", folder, "--keep", "2")
    names = sorted(os.listdir(folder))
    report.check(code == 0 and len(names) == 3 and names[0] == "liandu-20200102T000000Z.tar.gz"
                 and names[2] == "mine.tar.gz", f"--keep 2 leaves {names}")
    mode = stat.S_IMODE(os.stat(os.path.join(folder, names[1])).st_mode)
    report.check(mode == 0o600, f"the archive has mode {mode:o}")


def seal_something(report, program, server):
    """A hand-over that only its giver knows of; its entries are sealed with the key."""
    for chat, who, text in ((GROUP, RECEIVER, "/帮助"), (GROUP, ADMIN, "/授权 @成员7001 纪委监委"),
                            (GROUP, ADMIN, "/授权 @成员7001 接收"),
                            (ADMIN, ADMIN, "线索 范围:限知 某站长收购物卡的事"), (ADMIN, ADMIN, "1"),
                            (ADMIN, ADMIN, "确认")):
        sent = len(server.sends)
        server.say(chat, who, text)
        server.wait(lambda: len(server.sends) > sent, 30)
    server.wait(lambda: any("已记交接" in send.text for send in server.sends), 10)
    ledger = sqlite3.connect(f"file:{program.data}/ledger.sqlite?mode=ro", uri=True)
    keys = ledger.execute("SELECT count(*) FROM data_keys").fetchone()[0]
    entries = ledger.execute("SELECT count(*) FROM journal_restricted").fetchone()[0]
    ledger.close()
    report.check(keys > 0 and entries > 0, f"{entries} restricted entries, {keys} data keys")


def check_equal(report, program):
    """With nobody writing, what was restored is the same in every byte that can be asked for."""
    archive = os.path.join(program.folder, "last.tar.gz")
    other = os.path.join(program.folder, "last")
    code = liandu(program, "backup", archive)[0] + liandu(program, "restore", archive, data=other)[0]
    for subject in (["export", "cases"], ["export", "events"], ["rebuild", "--dump"]):
        here, there = liandu(program, *subject), liandu(program, *subject, data=other)
        report.check(code == 0 and here == there and here[0] == 0 and len(here[1]) > 100,
                     f"{' '.join(subject)}: the same {len(here[1])} characters")


def check_hub(report, program):
    hub = os.path.join(program.folder, "hub")
    more = {"LIANDU_HUB_DATA": hub, "LIANDU_HUB_LISTEN": "127.0.0.1:0"}
    process = subprocess.Popen([*program.binary, "hub"], env={**program.environment, **more},
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    for line in process.stderr:
        if b"listens" in line:
            break
    archive = os.path.join(program.folder, "hub.tar.gz")
    try:
        code, said = liandu(program, "backup", "--hub", archive, LIANDU_HUB_DATA=hub)
        report.check(code == 0 and "0 messages" in said, f"backup --hub: {said[-120:]!r}")
    finally:
        process.terminate()
        process.wait(15)
        process.stderr.close()
    other = os.path.join(program.folder, "hub-restored")
    code, said = liandu(program, "restore", "--hub", archive, LIANDU_HUB_DATA=other)
    report.check(code == 0 and os.path.exists(os.path.join(other, "hub.sqlite")),
                 f"restore --hub: {said[-120:]!r}")
    code, said = liandu(program, "restore", archive, data=os.path.join(program.folder, "wrong"))
    report.check(code == 1 and "holds no ledger.sqlite" in said, "a hub's archive is no ledger's")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--clues", type=int, default=60)
    parser.add_argument("--backups", type=int, default=4)
    options = parser.parse_args()

    server = FakeBotAPI("4242:canary-token")
    program = Program(options, server.url, server.token, [GROUP], admins=(ADMIN,))
    key = os.path.join(program.folder, "key")
    with open(key, "w", encoding="ascii", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write("5eaf00d5" * 8)
    program.environment["LIANDU_KEY_FILE"] = key
    report, stop, titles = Report(), threading.Event(), []
    writer = threading.Thread(target=write, daemon=True,
                              args=(server, stop, options.clues, titles, options.seed))
    try:
        program.start()
        seal_something(report, program, server)
        writer.start()
        archives, counts = [], []
        for number in range(options.backups):
            server.wait(lambda: len(titles) >= (number + 1) * options.clues // (options.backups + 1),
                        60)
            archive = os.path.join(program.folder, f"backup-2026-09-18T08:0{number}.tar.gz")
            code, said = liandu(program, "backup", archive)
            if report.check(code == 0, f"backup {number + 1} beside the bot: {said[-150:]}"):
                archives.append(archive)
                counts.append(int(said.split(": ")[1].split(" ")[0]))
        report.check(writer.is_alive() or len(titles) == options.clues, "the group wrote meanwhile")
        report.check(counts == sorted(counts) and len(set(counts)) > 1, f"entries grow: {counts}")
        stop.set()
        writer.join(60)
        files = [check_restored(report, program, archive,
                                os.path.join(program.folder, f"restored-{number}"), titles)
                 for number, archive in enumerate(archives)]
        report.check(files == sorted(files) and files[-1] > 0, f"files come along: {files}")
        check_guards(report, program, archives[-1])
        broken_archives(report, program, archives[-1])
        check_folder(report, program)
        with open(archives[-1], "rb") as file:
            content = gzip.decompress(file.read())
        report.check(not any(secret in content for secret in (
            b"canary-token", b"5eaf00d5", bytes.fromhex("5eaf00d5") * 4)),
                     "neither token nor key in the archive")
        report.check(program.stop() == 0, "the bot ended as asked")
        check_equal(report, program)
        code, said = liandu(program, "doctor", "--offline", "--full")
        report.check(code == 0 and "both chains hold" in said, "doctor finds nothing")
        tamper(os.path.join(program.data, "ledger.sqlite"))
        code, said = liandu(program, "doctor", "--offline", "--full")
        report.check(code == 1 and "entry 2" in said, "doctor --full names the changed entry")
        bad = os.path.join(program.folder, "bad.tar.gz")
        code, said = liandu(program, "backup", bad)
        report.check(code == 1 and "does not verify" in said and not os.path.exists(bad),
                     "a backup of a changed ledger is refused")
        left = [name for name in os.listdir(program.folder) if name.startswith(".liandu")]
        report.check(not left, f"nothing temporary is left {left}")
        check_hub(report, program)
        if report.failed:
            print(program.log_tail())
    finally:
        stop.set()
        program.close()
        server.close()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
