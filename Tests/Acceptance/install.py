#!/usr/bin/env python3
"""Install, upgrade and roll back a release below a folder, with the installer as operators get it.

The release is packed from the program under test. A bot writes a ledger with the installed program,
then: an upgrade makes a backup first and keeps what was there; a rollback goes back; a release that
does not run is undone by itself; one that was changed, or cut off, changes nothing.
"""
import argparse
import glob
import os
import shutil
import stat
import subprocess
import sys
import tarfile

from fakebotapi import FakeBotAPI
from program import Program, ROOT, Report, add_options, exported_cases

GROUP, MEMBER, ADMIN = -1001, 6001, 5001


def run(*command):
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("LIANDU_")}
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=300, env=environment)
    return done.returncode, done.stdout.decode("utf-8", "replace").strip()


class Machine:
    """A folder that stands for a machine's root."""

    def __init__(self, report, folder):
        self.report, self.root = report, os.path.join(folder, "root")
        os.mkdir(self.root)
        self.installer = os.path.join(ROOT, "deploy", "install")

    def install(self, *arguments):
        return run(self.installer, *arguments, "--root", self.root)

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def current(self):
        link = self.path("opt/liandu/current")
        return os.readlink(link) if os.path.islink(link) else None

    def version(self):
        return run(self.path("opt/liandu/current/bin/liandu"), "--version")[1]

    def mode(self, *parts):
        return f"{stat.S_IMODE(os.stat(self.path(*parts)).st_mode):o}"


def pack(options, folder, version):
    code, said = run(os.path.join(ROOT, "deploy", "dist"), options.binary, folder, version)
    if code != 0:
        raise SystemExit(f"dist ends with {code}: {said}")
    return said.splitlines()[-1]


def changed(tarball, name, version, change):
    """The same release with its folder changed; digests are made anew unless `change` says False."""
    scratch = os.path.join(os.path.dirname(tarball), name)
    os.mkdir(scratch)
    subprocess.run(["tar", "-xzf", tarball, "-C", scratch], check=True)
    folder = os.path.join(scratch, os.listdir(scratch)[0])
    if change(folder) is not False:
        names = sorted(os.path.relpath(path, folder)
                       for path in glob.glob(os.path.join(folder, "**"), recursive=True)
                       if os.path.isfile(path) and not path.endswith("SHA256SUMS"))
        sums = subprocess.run(["sha256sum", *names], cwd=folder, capture_output=True, check=True)
        with open(os.path.join(folder, "SHA256SUMS"), "wb") as file:
            file.write(sums.stdout)
    path = os.path.join(os.path.dirname(tarball), f"{name}.tar.gz")
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        archive.add(folder, f"liandu-{version}-debian12-amd64")
    shutil.rmtree(scratch)
    return path


def dead(folder):
    """A program that ends with a failure, whatever it is asked."""
    path = os.path.join(folder, "bin", "liandu")
    os.unlink(path)
    shutil.copy("/bin/false", path)
    with open(os.path.join(folder, "VERSION"), "w", encoding="utf-8") as file:
        file.write("9.9.9\n")


def tampered(folder):
    with open(os.path.join(folder, "systemd", "liandu.service"), "a", encoding="utf-8") as file:
        file.write("ExecStartPost=/bin/true\n")
    return False


def check_first(report, machine, tarball):
    code, said = machine.install("--upgrade", tarball)
    report.check(code == 1 and "nothing is installed" in said, "no upgrade of nothing")
    code, said = machine.install(tarball)
    report.check(code == 0 and "nothing was started" in said, f"install ends with {code}: {said[:150]}")
    report.check(machine.version() != "" and machine.current() is not None,
                 f"{machine.current()} is current; it says {machine.version()}")
    modes = {part: machine.mode(part) for part in
             ("etc/liandu/credentials", "etc/liandu/liandu.yaml", "opt/liandu/current/bin/liandu")}
    report.check(list(modes.values()) == ["700", "640", "755"], f"modes {modes}")
    units = sorted(os.listdir(machine.path("etc/systemd/system")))
    report.check("liandu.service" in units and "liandu-backup.timer" in units, f"units {units}")
    code, said = machine.install(tarball)
    report.check(code == 1 and "installed already" in said, "a second install says what to take")


def check_upgrades(report, machine, first, second, program):
    settings = machine.path("etc/liandu/liandu.yaml")
    with open(settings, "a", encoding="utf-8") as file:
        file.write("digest_at: \"09:00\"\n")
    before = exported_cases(report, program)
    code, said = machine.install("--upgrade", second)
    report.check(code == 0, f"upgrade ends with {code}: {said[-300:]}")
    report.check(machine.current() == "9.9.8", f"{machine.current()} is current")
    backups = os.listdir(machine.path("var/lib/liandu-backup"))
    report.check(len(backups) == 1 and backups[0].startswith("before-9.9.8-"), f"backup {backups}")
    with open(settings, encoding="utf-8") as file:
        report.check("09:00" in file.read(), "the settings stay as they were")
    report.check(exported_cases(report, program) == before, "the ledger is as it was")
    code, said = machine.install("--rollback")
    report.check(code == 0 and machine.current() == first, f"rollback: {machine.current()} is current")
    code, said = machine.install("--rollback")
    report.check(code == 0 and machine.current() == "9.9.8", "and forward again")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)

    server = FakeBotAPI("4242:install")
    program = Program(options, server.url, server.token, [GROUP], admins=(ADMIN,))
    report = Report()
    try:
        machine = Machine(report, program.folder)
        folder = os.path.join(program.folder, "dist")
        first = pack(options, folder, run(options.binary, "--version")[1])
        second = pack(options, folder, "9.9.8")
        check_first(report, machine, first)
        version = machine.current()
        program.binary = [machine.path("opt/liandu/current/bin/liandu")]
        program.data = program.environment["LIANDU_DATA"] = machine.path("var/lib/liandu")
        program.start()
        said = server.say(GROUP, MEMBER, "/线索 路灯不亮")
        report.check(server.wait(lambda: said in set(server.replies()), 30),
                     "the installed program registers a clue")
        report.check(program.stop() == 0, "and ends as asked")
        check_upgrades(report, machine, version, second, program)
        code, said = machine.install("--upgrade", changed(second, "dead", "9.9.9", dead))
        report.check(code == 1 and "going back to 9.9.8" in said and machine.current() == "9.9.8",
                     f"a release that does not run is undone: {said[-120:]!r}")
        code, said = machine.install("--upgrade", changed(second, "changed", "9.9.7", tampered))
        report.check(code == 1 and "SHA256SUMS" in said, f"a changed release: {said[-90:]!r}")
        with open(second, "rb") as file:
            content = file.read()
        cut = os.path.join(folder, "cut.tar.gz")
        with open(cut, "wb") as file:
            file.write(content[:len(content) // 2])
        code, said = machine.install("--upgrade", cut)
        report.check(code == 1 and "cannot be unpacked" in said, f"a cut release: {said[-90:]!r}")
        with open(second, "ab") as file:
            file.write(b"more")
        code, said = machine.install("--upgrade", second)
        report.check(code == 1 and "digest" in said, f"a wrong digest beside it: {said[-90:]!r}")
        left = [name for name in os.listdir(machine.path("opt/liandu")) if name.endswith(".new")]
        report.check(machine.current() == "9.9.8" and not left, f"nothing half done is left {left}")
    finally:
        program.close()
        server.close()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
