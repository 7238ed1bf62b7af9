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
    shots = [("group", zhou, "监督工作群", WIDE, False, "@联督 交办 1"),
             ("wide-light", li, "联督", WIDE, False, "进展 1 控制柜"),
             ("wide-dark", zhou, "监督工作群", WIDE, True, "还差一人确认"),
             ("phone-light", li, "监督工作群", PHONE, False, "@联督 交办 1"),
             ("phone-dark", li, "联督", PHONE, True, "反馈 1 电梯")]
    for name, window, room, size, dark, first in shots:
        window.room(room)
        window.shape(size, dark)
        window.wait(lambda: window.js("return innerWidth") == size[0], "the window has its size")
        window.js("document.activeElement.blur();"
                  "[...document.querySelectorAll('#messages > li')].find((row) => "
                  "row.textContent.includes(arguments[0])).scrollIntoView()", first)
        window.wait(lambda: window.js(
            "return [...document.images].every((image) => image.complete || image.loading === 'lazy')"),
            "the pictures in sight are there")
        shot(window, os.path.join(folder, name + ".webp"))
    window.shape(WIDE, False)
    li.room("监督工作群")


def shot(window, path):
    """WebP by the browser itself; no other tool is needed."""
    window.cdp("Emulation.setScrollbarsHidden", hidden=True)
    # Nothing is hovered over, and what was scrolled is painted.
    window.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=1, y=1)
    window.driver.execute_async_script(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))")
    data = window.cdp("Page.captureScreenshot", format="webp", quality=82)["data"]
    with open(path, "wb") as file:
        file.write(base64.b64decode(data))
    print(f"     {os.path.basename(path)}: {os.path.getsize(path) // 1024} KB")
