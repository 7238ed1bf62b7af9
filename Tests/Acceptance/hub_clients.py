"""Bots of other frameworks, unchanged, against `liandu hub`: each echoes what members say.

    python3 Tests/Acceptance/hub_clients.py --venv DIR [--messages 1000]

DIR is a virtual environment with python-telegram-bot, aiogram and pyTelegramBotAPI. A member writes
into the group over the page's own interface; each message must come back once, none twice.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOKEN = "4242:hub-clients-test"

BOTS = {
    "python-telegram-bot": """
import sys
from telegram.ext import ApplicationBuilder, MessageHandler, filters
base, token = sys.argv[1:]
app = (ApplicationBuilder().token(token).base_url(base + "/bot").base_file_url(base + "/file/bot")
       .concurrent_updates(False).build())
async def echo(update, context):
    await update.message.reply_text("echo " + update.message.text)
app.add_handler(MessageHandler(filters.TEXT, echo))
app.run_polling(poll_interval=0, timeout=10)
""",
    "aiogram": """
import asyncio, sys
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
base, token = sys.argv[1:]
bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(base)))
dispatcher = Dispatcher()
@dispatcher.message()
async def echo(message):
    if message.text:
        await message.reply("echo " + message.text)
asyncio.run(dispatcher.start_polling(bot))
""",
    "pyTelegramBotAPI": """
import sys, telebot
from telebot import apihelper
base, token = sys.argv[1:]
apihelper.API_URL = base + "/bot{0}/{1}"
bot = telebot.TeleBot(token, threaded=False)
@bot.message_handler(func=lambda message: True)
def echo(message):
    bot.reply_to(message, "echo " + message.text)
bot.infinity_polling(timeout=10, long_polling_timeout=10)
""",
}


class Page:
    """A member in front of the chat page."""

    def __init__(self, base, link):
        self.base = base
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        self.opener = opener
        opener.open(base + link).read()
        secret = link.rsplit("/", 1)[1]
        opener.open(base + "/enter", data=urllib.parse.urlencode({"link": secret}).encode()).read()
        me = self.get("/api/me")
        self.room = next(room["id"] for room in me["rooms"] if room["kind"] == "group")

    def get(self, path):
        return json.load(self.opener.open(self.base + path))

    def say(self, text, key):
        request = urllib.request.Request(
            f"{self.base}/api/rooms/{self.room}/messages",
            data=json.dumps({"text": text, "key": key}).encode(),
            headers={"Content-Type": "application/json"})
        while True:
            try:
                return json.load(self.opener.open(request))
            except urllib.error.HTTPError as error:
                if error.code != 429:
                    raise
                time.sleep(0.5)

    def history(self):
        before, found = None, []
        while True:
            query = f"?before={before}" if before else ""
            page = self.get(f"/api/rooms/{self.room}/messages{query}")["messages"]
            if not page:
                return found
            found = page + found
            before = page[0]["id"]


def run(name, venv, count, folder):
    people = folder / "people"
    people.write_text("陈代表,人大\n李工,区住建局\n")
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("LIANDU_")},
        "LIANDU_HUB_DATA": str(folder / "hub"), "LIANDU_TOKEN": TOKEN,
        "LIANDU_HUB_LISTEN": "127.0.0.1:0", "LIANDU_HUB_PEOPLE": str(people),
    }
    hub = subprocess.Popen(
        [ROOT / ".build/debug/liandu", "hub"], env=environment, stdout=subprocess.PIPE, text=True)
    bot = None
    try:
        line = hub.stdout.readline()
        link = re.search(r"(http://[^/]+)(/enter/\S+)", line)
        page = Page(link[1], link[2])
        bot = subprocess.Popen(
            [f"{venv}/bin/python", "-c", BOTS[name], link[1], TOKEN],
            stdout=subprocess.DEVNULL, stderr=open(folder / "bot.log", "w"))
        for number in range(count):
            page.say(f"第{number}句😀", f"k{number}")
        deadline = time.time() + 60 + count / 5
        while time.time() < deadline:
            said = [m["text"] for m in page.history() if m["from"].get("bot")]
            if len(said) >= count:
                break
            time.sleep(1)
        missing = [n for n in range(count) if f"echo 第{n}句😀" not in said]
        assert not missing, f"{name}: {len(missing)} lost, first {missing[:3]}"
        assert len(said) == len(set(said)), f"{name}: {len(said) - len(set(said))} doubled"
        print(f"{name}: {count} of {count} came back, none twice")
    finally:
        for process in (bot, hub):
            if process:
                process.terminate()
                process.wait(20)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--venv", required=True)
    parser.add_argument("--messages", type=int, default=1000)
    options = parser.parse_args()
    for name in BOTS:
        with tempfile.TemporaryDirectory() as folder:
            run(name, options.venv, options.messages, pathlib.Path(folder))
    print("hub_clients: PASSED")


if __name__ == "__main__":
    sys.exit(main())
