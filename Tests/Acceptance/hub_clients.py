#!/usr/bin/env python3
"""Bots of other frameworks, unchanged, against the real hub: each echoes what members say.

Two members write into the group by turns; each message must come back once, none twice. Then a photo
goes to the bot, which fetches it, says how long it is, and sends a file. The packages are those of
Tests/requirements.txt (deploy/test-tools).
"""
import argparse
import collections
import os
import subprocess
import sys
import threading
import time

from hub import TOKEN, HubProcess, Member, skip_without
from program import DEBUG_BINARY, Report

BOTS = {
    "python-telegram-bot": """
import sys
from telegram.ext import ApplicationBuilder, MessageHandler, filters
base, token = sys.argv[1:]
app = (ApplicationBuilder().token(token).base_url(base + "/bot").base_file_url(base + "/file/bot")
       .concurrent_updates(False).build())
async def echo(update, context):
    await update.message.reply_text("echo " + update.message.text)
async def look(update, context):
    file = await update.message.photo[-1].get_file()
    await update.message.reply_document(bytes(await file.download_as_bytearray()), filename="收到.bin")
app.add_handler(MessageHandler(filters.TEXT, echo))
app.add_handler(MessageHandler(filters.PHOTO, look))
app.run_polling(poll_interval=0, timeout=10)
""",
    "aiogram": """
import asyncio, sys
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile
base, token = sys.argv[1:]
bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(base)))
dispatcher = Dispatcher()
@dispatcher.message()
async def echo(message):
    if message.text:
        await message.reply("echo " + message.text)
    if message.photo:
        data = await bot.download(message.photo[-1])
        await message.reply_document(BufferedInputFile(data.read(), "收到.bin"))
asyncio.run(dispatcher.start_polling(bot))
""",
    "pyTelegramBotAPI": """
import sys, telebot
from telebot import apihelper
base, token = sys.argv[1:]
apihelper.API_URL = base + "/bot{0}/{1}"
apihelper.FILE_URL = base + "/file/bot{0}/{1}"
bot = telebot.TeleBot(token, threaded=False)
@bot.message_handler(content_types=["photo"])
def look(message):
    data = bot.download_file(bot.get_file(message.photo[-1].file_id).file_path)
    bot.send_document(message.chat.id, data, visible_file_name="收到.bin",
                      reply_parameters=telebot.types.ReplyParameters(message.message_id))
@bot.message_handler(func=lambda message: True)
def echo(message):
    bot.reply_to(message, "echo " + message.text)
bot.infinity_polling(timeout=10, long_polling_timeout=10)
""",
}

# A PNG by its first bytes, which is all that the hub looks at; long enough for many pieces.
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\x80\0\0\1\xe0" + bytes(range(256)) * 2000


def write(member, numbers):
    for number in numbers:
        member.say(f"第{number}句😀", f"k{number}")


def run(name, count, binary, report):
    hub = HubProcess(["陈代表,人大", "李工,区住建局"], binary).start()
    bot = None
    begun = time.monotonic()
    try:
        members = [Member(hub, "陈代表"), Member(hub, "李工")]
        with open(os.path.join(hub.folder, "bot.log"), "wb") as log:
            bot = subprocess.Popen([sys.executable, "-c", BOTS[name], hub.url, TOKEN],
                                   stdout=log, stderr=log)
        writers = [threading.Thread(target=write, args=(member, range(place, count, 2)))
                   for place, member in enumerate(members)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        deadline = time.monotonic() + 60 + count / 5
        echoes = []
        while time.monotonic() < deadline and bot.poll() is None:
            echoes = [m for m in members[0].history() if m["from"].get("bot")]
            if len(echoes) >= count:
                break
            time.sleep(0.5)
        picture = members[0].upload("现场.png", PICTURE, "photo")
        while time.monotonic() < deadline and bot.poll() is None:
            files = [m for m in members[0].history() if m["from"].get("bot") and m["files"]]
            if files:
                break
            time.sleep(0.2)
        back = members[0].fetch(files[0]["files"][0]["id"]) if files else b""
        report.check(back == PICTURE and files[0]["reply"]["number"] == picture["number"],
                     f"{name}: a photo was fetched and came back as a file, all {len(PICTURE)} bytes")
        time.sleep(1)  # what comes twice would come now
        history = members[0].history()
        history = [message for message in history if not message["files"]]
        said = collections.Counter(m["text"] for m in history if not m["from"].get("bot"))
        back = collections.Counter(m["text"] for m in history if m["from"].get("bot"))
        texts = [f"第{number}句😀" for number in range(count)]
        lost = [text for text in texts if f"echo {text}" not in back]
        report.check(all(said[text] == 1 for text in texts) and len(said) == count,
                     f"{name}: {len(said)} of {count} messages stand in the history once")
        report.check(not lost, f"{name}: {count - len(lost)} of {count} came back {lost[:3] or ''}")
        twice = [text for text, times in back.items() if times > 1]
        report.check(not twice, f"{name}: {len(twice)} came back twice")
        report.note(f"{time.monotonic() - begun:.0f} s")
        if report.failed:
            with open(os.path.join(hub.folder, "bot.log"), encoding="utf-8") as log:
                print(log.read()[-2000:])
    finally:
        if bot:
            bot.terminate()
            bot.wait(20)
        hub.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=DEBUG_BINARY)
    parser.add_argument("--messages", type=int, default=1000)
    options = parser.parse_args()
    for module in ("telegram", "aiogram", "telebot"):
        skip_without(module)
    report = Report()
    for name in BOTS:
        run(name, options.messages, options.binary, report)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
