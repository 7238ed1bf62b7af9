"""The real hub as a process, and members in front of its page, for the scripts that need them."""
import http.client
import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request

from program import DEBUG_BINARY

TOKEN = "4242:a-token-of-the-acceptance-tests"
CUT = (OSError, http.client.HTTPException)


def skip_without(module):
    """The scripts that need a package of Tests/requirements.txt say so aloud where it is missing."""
    try:
        __import__(module)
    except ImportError:
        print(f"SKIPPED: {module} is missing; deploy/test-tools installs it")
        sys.exit(1 if os.environ.get("REQUIRE_TEST_TOOLS") == "1" else 0)


class HubProcess:
    """`liandu hub` in a folder of its own; started again it keeps its port."""

    def __init__(self, people, binary=DEBUG_BINARY, environment=None, group="监督工作群"):
        self.binary = binary
        self.folder = tempfile.mkdtemp(prefix="hub-")
        names = os.path.join(self.folder, "people")
        with open(names, "w", encoding="utf-8") as file:
            file.write("\n".join(people) + "\n")
        inherited = {key: value for key, value in os.environ.items()
                     if not key.startswith("LIANDU_")}
        self.environment = {
            **inherited, "LIANDU_HUB_DATA": os.path.join(self.folder, "hub"),
            "LIANDU_TOKEN": TOKEN, "LIANDU_HUB_LISTEN": "127.0.0.1:0",
            "LIANDU_HUB_PEOPLE": names, "LIANDU_HUB_GROUP": group,
            "LIANDU_HUB_PERSON_PACE": "0", "LIANDU_HUB_ADDRESS_PACE": "0", **(environment or {})}
        self.url, self.links, self.process = None, {}, None
        self.log_path = os.path.join(self.folder, "log")

    def start(self):
        """Starts it and waits until it listens."""
        is_here = False
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "hub"], env=self.environment, stdout=subprocess.PIPE, stderr=log,
                text=True, encoding="utf-8")
        for line in self.process.stdout:
            found = re.match(r"(.*)\t(http://[^/]+)(/enter/\S+)", line)
            if found:
                self.links[found[1]] = found[3]
            elif line.startswith("the hub listens: "):
                self.url, is_here = line.split(": ", 1)[1].strip(), True
                break
        if not is_here:
            raise RuntimeError("the hub did not start: " + self.log_tail())
        port = self.url.rsplit(":", 1)[1]
        self.environment["LIANDU_HUB_LISTEN"] = f"127.0.0.1:{port}"
        # Whatever it prints further must not stop it.
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        return self

    def link(self, name):
        """A link that works: of those printed, or a new one."""
        if name in self.links:
            return self.links.pop(name)
        return "/enter/" + self.command("link", name).stdout.strip().rsplit("/", 1)[1]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, timeout=10):
        """SIGTERM and the exit code; None where it had to be killed."""
        if self.process.poll() is not None:
            return self.process.returncode
        self.process.terminate()
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def command(self, *arguments):
        return subprocess.run([self.binary, "hub", *arguments], env=self.environment,
                              capture_output=True, text=True, encoding="utf-8", timeout=60)

    def log_tail(self):
        with open(self.log_path, "rb") as log:
            return log.read()[-2000:].decode("utf-8", "replace")


class Member:
    """Somebody in front of the page, by what the page itself calls."""

    def __init__(self, hub, name):
        self.hub, self.name = hub, name
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies),
            urllib.request.ProxyHandler({}))
        self.enter()

    def enter(self):
        link = self.hub.link(self.name)
        secret = link.rsplit("/", 1)[1]
        self.opener.open(self.hub.url + "/enter", timeout=30,
                         data=urllib.parse.urlencode({"link": secret}).encode()).read()
        rooms = self.get("/api/me")["rooms"]
        self.group = next(room["id"] for room in rooms if room["kind"] == "group")
        self.private = next(room["id"] for room in rooms if room["kind"] == "private")

    @property
    def cookie(self):
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)

    def get(self, path):
        return json.load(self.opener.open(self.hub.url + path, timeout=30))

    def post(self, path, body):
        request = urllib.request.Request(
            self.hub.url + path, data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        return json.load(self.opener.open(request, timeout=30))

    def say(self, text, key, room=None):
        """Says it once; the key makes it one however often it is tried."""
        return self.post(f"/api/rooms/{room or self.group}/messages", {"text": text, "key": key})

    def upload(self, name, content, key, room=None):
        """Sends a file; the message it became."""
        mark = "----a-boundary"
        head = (f'--{mark}\r\nContent-Disposition: form-data; name="key"\r\n\r\n{key}\r\n--{mark}\r\n'
                f'Content-Disposition: form-data; name="file0"; filename="{name}"\r\n\r\n')
        request = urllib.request.Request(
            f"{self.hub.url}/api/rooms/{room or self.group}/messages",
            data=head.encode() + content + f"\r\n--{mark}--\r\n".encode(),
            headers={"Content-Type": f"multipart/form-data; boundary={mark}"})
        return json.load(self.opener.open(request, timeout=30))["messages"][0]

    def fetch(self, file):
        return self.opener.open(f"{self.hub.url}/files/{file}", timeout=30).read()

    def history(self, room=None):
        """All of a room, oldest first."""
        before, found = None, []
        while True:
            query = f"?before={before}" if before else ""
            page = self.get(f"/api/rooms/{room or self.group}/messages{query}")["messages"]
            if not page:
                return [message for message in found if message["kind"] == "text"]
            found = page + found
            before = page[0]["id"]
