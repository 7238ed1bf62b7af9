"""Five hundred hostile strings as names, messages, titles and file names, shown in a real browser.

    .build/test-tools/bin/python Tests/Acceptance/browser_hostile.py

Nothing of them runs and nothing loads; each is read back as the text it is.
"""
import argparse
import json
import struct
import sys
import urllib.request
import uuid
import zlib

from browser_stage import Keys, Stage
from hostile_strings import STRINGS, VECTORS
from hub import Member
from program import Report, add_options

ALARM = """
window.__ran = 0;
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => { window.__ran += 1; };
"""
NAMES = [text.strip() for text in STRINGS]


def png():
    """A picture of two by two points."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = (b"\0" + b"\xa3\x27\x2d" * 2) * 2
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def send_file(member, name, data, media_type, key):
    """As a browser sends a file: quotes of its name are percent-encoded."""
    mark = uuid.uuid4().hex
    quoted = name.replace('"', "%22")
    body = (f'--{mark}\r\nContent-Disposition: form-data; name="key"\r\n\r\n{key}\r\n'
            f'--{mark}\r\nContent-Disposition: form-data; name="file0"; filename="{quoted}"\r\n'
            f"Content-Type: {media_type}\r\n\r\n").encode() + data + f"\r\n--{mark}--\r\n".encode()
    request = urllib.request.Request(
        f"{member.hub.url}/api/rooms/{member.group}/messages", data=body,
        headers={"Content-Type": f"multipart/form-data; boundary={mark}"})
    return json.load(member.opener.open(request, timeout=30))["messages"][0]["files"][0]["name"]


def fill(report, stage, speaker):
    """Every string as a message that answers the one before, a file's name, and a case's title."""
    last, kept = None, []
    for index, text in enumerate(STRINGS):
        body = {"text": text, "key": f"m{index}", **({"reply_to": last} if last else {})}
        last = speaker.post(f"/api/rooms/{speaker.group}/messages", body)["messages"][0]["number"]
    for index, text in enumerate(STRINGS):
        picture = index % 2 == 0
        kept.append(send_file(speaker, text, png() if picture else b"text",
                              "image/png" if picture else "text/plain", f"f{index}"))
    report.note(f"file names: the hub keeps {sum(a == b for a, b in zip(kept, STRINGS))} of 500 as they are, "
                "and makes the others harmless itself")
    for index, text in enumerate(STRINGS):
        speaker.say(f"/线索 {text}", f"c{index}")
    return kept


def walk(window, collect):
    """Scrolls from the end to the beginning; returns what `collect` gave for each stop."""
    found = set()
    while True:
        found.update(window.js(collect))
        before = window.js("return document.querySelector('#messages > li')?.id")
        window.js("document.querySelector('#messages').scrollTop = 0")
        try:
            window.wait(lambda: window.js(
                "return document.querySelector('#messages > li')?.id") != before, "a page more", 3)
        except AssertionError:
            return found


def outside(window, base):
    """Every address asked for that is not the hub's, or not one that the page has reason to ask for."""
    known = ("/api/", "/files/", "/enter", "/chat.css", "/icon.svg", "/#")
    asked, strange = 0, []
    for entry in window.driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] != "Network.requestWillBeSent":
            continue
        url = message["params"]["request"]["url"]
        # What the browser's own first tab asks for.
        if message["params"]["documentURL"].startswith("chrome"):
            continue
        path = url[len(base):]
        asked += 1
        if not url.startswith(base) or not (
                path in ("", "/") or path.startswith(known) or path.endswith(".js")):
            strange.append(url)
    return asked, strange


def look(report, window, speaker, kept):
    collect = """
      const texts = [...document.querySelectorAll("#messages .text")].map((text) =>
        [...text.querySelectorAll(".line")].map((line) => line.textContent).join("\\n"));
      const names = [...document.querySelectorAll("#messages .files img")].map((image) => "f:" + image.alt);
      const files = [...document.querySelectorAll("#messages a.file > span:last-child")].map((name) => "f:" + name.firstChild.textContent);
      const notes = [...document.querySelectorAll("#messages .note")].map((note) => note.textContent);
      return [...texts, ...names, ...files, ...notes];
    """
    found = walk(window, collect)
    report.check(all(text in found for text in STRINGS), "messages: each of 500 is read as it was written")
    report.check(all("f:" + name in found for name in kept), "file names: each of 500 is read as it is kept")
    answers = [text for text in found if text.startswith("已登记")]
    titled = [text for text in STRINGS if any(text in answer for answer in answers)]
    # The bot cuts long titles and reads "期限:" and the like out of some.
    report.check(len(answers) == 500 and len(titled) > 150,
                 f"titles: {len(answers)} cards of the bot, {len(titled)} strings whole in them")
    report.check(sum(note.endswith("进了群") for note in found) >= 500, "names: in the notes of who joined")
    people = set(window.js(
        "return [...document.querySelectorAll('#people-list li > span:last-child')].map((name) => name.firstChild.textContent)"))
    report.check(all(name in people for name in NAMES), "names: each of 500 stands in the list of members")

    window.js("document.querySelector('#latest:not([hidden])')?.click()")
    window.css("#find").click()
    window.css("#query").send_keys("ran")
    window.wait(lambda: len(window.all("#found button")) > 20, "hits")
    window.css("#query").send_keys(Keys.ESCAPE)
    window.type("@")
    window.wait(lambda: len(window.all("#menu [role=option]")) >= 500, "the menu of people")
    window.css("#entry").send_keys(Keys.ESCAPE)
    window.js("document.querySelector('#entry').value = ''")
    window.js("document.querySelector('.tools button:last-child').click();"
              "document.querySelector('#messages .picture')?.click()")
    window.js("for (const button of document.querySelectorAll('#room-list button')) "
              "if (button.querySelector('.name').textContent.startsWith('组')) button.click()")
    window.wait(lambda: window.css("#title").text.startswith("组"), "the room with the hostile title")
    title = window.js("return document.querySelector('#title').textContent")
    report.check(all(text in title for text in STRINGS), "titles: a group's title holds all 500 as text")
    report.check(window.driver.title.startswith("组") or "组" in window.driver.title, "titles: the window's too")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    options = parser.parse_args()
    report = Report()
    stage = Stage(options, people=["老管,办公室", "小周,专班", *NAMES])
    try:
        watcher = stage.window("小周", watch=ALARM)
        speaker = Member(stage.hub, NAMES[0])
        kept = fill(report, stage, speaker)
        # The group's title becomes all of them.
        stage.hub.kill()
        stage.hub.environment["LIANDU_HUB_GROUP"] = "组" + " ".join(STRINGS)
        stage.hub.start()
        for name in [NAMES[index * 10] for index in range(len(VECTORS))][1:11]:
            watcher.driver.get(stage.hub.url + stage.hub.link(name))
            report.check(watcher.css("h1").text.startswith(name[:6]), f"names: the door greets {name[:24]}")
        watcher.driver.get(stage.hub.url + "/")
        watcher.wait(lambda: watcher.css("#title").text, "a room is open")
        watcher.room("组")
        watcher.wait(lambda: len(watcher.texts()) > 10, "history")
        look(report, watcher, speaker, kept)
        asked, strange = outside(watcher, stage.hub.url)
        report.check(not strange, f"{asked} requests, {len(strange)} of them not the page's own {strange[:3]}")
        ran, reports = watcher.js("return window.__ran"), watcher.reports()
        report.check(ran == 0, f"{ran} strings ran or opened a dialog")
        report.check(reports == [], f"{len(reports)} reports of the policy {reports[:3]}")
        complaints = [line for line in watcher.console() if "Content Security" in line]
        report.check(not complaints, f"{len(complaints)} complaints in the console")
        # What counts must be able to count.
        watcher.js("const box = document.createElement('div'); box.innerHTML = "
                   "'<img src=//evil.example/x.png onerror=__ran++>'; document.body.append(box); alert(1)")
        watcher.wait(lambda: watcher.reports(), "the policy's report of markup")
        report.check(watcher.js("return window.__ran") == 1, "the counters count: markup is reported, a dialog noticed")
    except AssertionError as problem:
        report.check(False, str(problem))
    finally:
        stage.close()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
