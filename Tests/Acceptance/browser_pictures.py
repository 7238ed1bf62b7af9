"""The pictures of the docs, taken from windows with a real conversation, and the photo that is sent in it."""
import base64
import os
import shutil

from browser_stage import PHONE, WIDE
from program import ROOT


def photo(path):
    """The demonstration's photo of a lift, as a file of one's own."""
    shutil.copy(os.path.join(ROOT, "Sources", "CResources", "demo", "lift.jpg"), path)
    return path


def take_pictures(zhou, li, folder):
    """The group and a private room, wide and on a phone, light and dark; small enough to be kept."""
    os.makedirs(folder, exist_ok=True)
    shots = [("group", zhou, "监督工作群", WIDE, False), ("wide-dark", zhou, "监督工作群", WIDE, True),
             ("wide-light", li, "联督", WIDE, False), ("phone-light", li, "监督工作群", PHONE, False),
             ("phone-dark", li, "联督", PHONE, True)]
    for name, window, room, size, dark in shots:
        window.room(room)
        window.shape(size, dark)
        window.wait(lambda: window.js("return innerWidth") == size[0], "the window has its size")
        window.js("const list = document.querySelector('#messages');"
                  "list.scrollTop = list.scrollHeight; document.activeElement.blur();")
        window.wait(lambda: window.js(
            "return [...document.images].every((image) => image.complete || image.loading === 'lazy')"),
            "the pictures in sight are there")
        shot(window, os.path.join(folder, name + ".webp"))
    window.shape(WIDE, False)
    li.room("监督工作群")


def shot(window, path):
    """WebP by the browser itself; no other tool is needed."""
    window.cdp("Emulation.setScrollbarsHidden", hidden=True)
    data = window.cdp("Page.captureScreenshot", format="webp", quality=82)["data"]
    with open(path, "wb") as file:
        file.write(base64.b64decode(data))
    print(f"     {os.path.basename(path)}: {os.path.getsize(path) // 1024} KB")
