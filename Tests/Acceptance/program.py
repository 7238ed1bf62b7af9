"""Runs the program under test and its subcommands, in an environment of its own."""
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DEBUG_BINARY = os.path.join(ROOT, ".build", "debug", "liandu")


def add_options(parser):
    """The options every acceptance script has."""
    parser.add_argument("--binary", default=DEBUG_BINARY,
                        help="the program (default: the debug build of this folder)")
    parser.add_argument("--keep", action="store_true", help="keep the data folder and the logs")
    parser.add_argument("--seed", type=int, default=1)


class Program:
    """One data folder and the processes that work on it, one after the other."""

    def __init__(self, options, url, token, groups, admins=(5001,), environment=None):
        self.binary = options.binary.split()
        if len(self.binary) == 1:
            self.binary = [os.path.abspath(options.binary)]
        self.keep = options.keep
        self.folder = tempfile.mkdtemp(prefix="acceptance-")
        self.data = os.path.join(self.folder, "data")
        self.log_path = os.path.join(self.folder, "log")
        self.process = None
        inherited = {name: value for name, value in os.environ.items()
                     if not name.startswith("LIANDU_")}
        self.environment = {
            **inherited,
            "LIANDU_DATA": self.data,
            "LIANDU_SERVICE": "botapi",
            "LIANDU_BASE_URL": url,
            "LIANDU_TOKEN": token,
            "LIANDU_GROUPS": ",".join(str(group) for group in groups),
            "LIANDU_ADMINS": ",".join(str(admin) for admin in admins),
            **(environment or {}),
        }

    def start(self, **more):
        """Starts `run`; its output goes to the end of the log."""
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [*self.binary, "run"], env={**self.environment, **more}, cwd=self.folder,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        return self.process

    def kill(self, number=signal.SIGKILL):
        self.process.send_signal(number)
        return self.process.wait()

    def stop(self, timeout=15):
        """SIGTERM and the exit code; None where it had to be killed."""
        if self.process is None or self.process.poll() is not None:
            return self.process and self.process.returncode
        self.process.terminate()
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def wait(self, timeout):
        """The exit code, or None where it still runs after `timeout` seconds."""
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            return None

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def command(self, *arguments, timeout=120):
        """Another subcommand beside the bot; the finished process with bytes of both outputs."""
        return subprocess.run([*self.binary, *arguments], env=self.environment, cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout)

    def log_tail(self, size=3000):
        with open(self.log_path, "rb") as log:
            return log.read()[-size:].decode("utf-8", "replace")

    def close(self):
        if self.alive():
            self.kill()
        if self.keep:
            print(f"kept: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


class Report:
    """Collects what was checked, prints each line, and ends with the exit code."""

    def __init__(self):
        self.failed = 0
        self.begun = time.monotonic()

    def check(self, holds, text):
        print(f"{'ok  ' if holds else 'FAIL'} {text}", flush=True)
        self.failed += not holds
        return holds

    def note(self, text):
        print(f"     {text}", flush=True)

    def end(self):
        seconds = time.monotonic() - self.begun
        print(f"{'FAILED' if self.failed else 'PASSED'} after {seconds:.0f} s"
              + (f", {self.failed} checks failed" if self.failed else ""))
        return 1 if self.failed else 0


def check_audit(report, program):
    done = program.command("audit", "verify")
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip().splitlines()
    report.check(done.returncode == 0,
                 f"audit verify ends with {done.returncode}: {said[-1] if said else '(silent)'}")


def exported_cases(report, program):
    """`export cases --format json`, one dictionary for each case; a failure is reported."""
    done = program.command("export", "cases", "--format", "json")
    try:
        lines = done.stdout.decode("utf-8").splitlines()
        cases = [json.loads(line) for line in lines if line.strip()]
    except ValueError as problem:
        report.check(False, f"export writes JSON lines: {problem}")
        return []
    said = done.stderr.decode("utf-8", "replace").strip()[-500:]
    report.check(done.returncode == 0, f"export cases ends with {done.returncode} {said}")
    return cases
