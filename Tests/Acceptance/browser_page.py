"""What the page must do by itself, whatever is talked about."""
import base64

from browser_stage import PHONE, WIDE, ActionChains, Keys
from hub import Member


def check_page(report, stage, zhou, li, picture):
    for window in (zhou, li):
        window.room("监督工作群")
        window.shape(WIDE, False)
    check_unread(report, zhou, li)
    check_menus(report, zhou)
    check_input_method(report, zhou)
    check_paste(report, zhou, li, picture)
    check_edit(report, zhou, li)
    writer = Member(stage.hub, "王主任")
    check_reconnect(report, stage, writer, zhou, li)
    check_history(report, writer, zhou)
    check_keyboard(report, zhou)
    check_taken_over(report, zhou)
    check_phone(report, li)


def entry(window):
    return window.css("#entry")


def emptied(window):
    window.js("document.querySelector('#entry').value = '';"
              "document.querySelector('#entry').dispatchEvent(new Event('input'))")
    entry(window).click()


def check_unread(report, zhou, li):
    li.room("联督")
    zhou.say("住建局的同志看一下维保合同")
    zhou.say("下午三点在会议室碰一下")
    badge = lambda: li.css("#room-list button .count").text
    report.check(li.wait(lambda: badge() == "2", "two unread"), "unread: the room's badge counts them")
    report.check(li.driver.title.startswith("（2）"), "unread: the window's title tells")
    li.room("监督工作群")
    line = li.wait(lambda: li.css(".fresh").text == "以下是新消息" and li.js(
        "return document.querySelector('.fresh').closest('li').querySelector('.text').textContent"),
        "the line of what is new")
    report.check(line == "住建局的同志看一下维保合同", "unread: the line stands before the first of them")
    report.check(li.wait(lambda: not li.all("#room-list .count") and not li.driver.title.startswith("（"),
                         "read"), "unread: gone once read")


def check_menus(report, zhou):
    zhou.type("@孙")
    zhou.wait(lambda: "孙主任" in zhou.css("#menu").text, "the people's menu")
    entry(zhou).send_keys(Keys.ENTER)
    report.check(entry(zhou).get_attribute("value") == "@孙主任 ", "@: completes the name")
    emptied(zhou)
    zhou.type("/")
    zhou.wait(lambda: len(zhou.all("#menu [role=option]")) > 30, "the commands' menu")
    first = zhou.css("#menu [aria-selected=true]").text
    report.check("/线索" in first and "登记" in first and "clue" in first,
                 "/: shows the Chinese form, its help and its name")
    entry(zhou).send_keys(Keys.ARROW_DOWN)
    report.check("/领衔" in zhou.css("#menu [aria-selected=true]").text, "/: arrows walk")
    emptied(zhou)
    zhou.type("/urge")
    zhou.wait(lambda: "/催办" in zhou.css("#menu").text, "the menu by name")
    entry(zhou).send_keys(Keys.TAB)
    report.check(entry(zhou).get_attribute("value") == "/催办 ", "/: puts the Chinese form in")
    report.check(not zhou.css("#menu").is_displayed(), "/: closes once chosen")
    emptied(zhou)
    own = len(zhou.texts(own=True))
    zhou.type("/关于").send_keys(Keys.ENTER)
    report.check(zhou.wait(lambda: zhou.texts(own=True)[own:] == ["/关于"], "sent"),
                 "/: a form typed to its end goes out with one Enter")


def check_input_method(report, zhou):
    """An input method composes: its Enter takes a word and sends nothing."""
    own = len(zhou.texts(own=True))
    entry(zhou).click()
    zhou.cdp("Input.imeSetComposition", text="dianti", selectionStart=6, selectionEnd=6)
    for kind in ("rawKeyDown", "keyUp"):
        zhou.cdp("Input.dispatchKeyEvent", type=kind, key="Process", code="Enter",
                 windowsVirtualKeyCode=229)
    report.check(entry(zhou).get_attribute("value") == "dianti"
                 and len(zhou.texts(own=True)) == own and not zhou.all("#messages li.pending"),
                 "input method: Enter while composing sends nothing")
    zhou.cdp("Input.insertText", text="电梯")
    report.check(entry(zhou).get_attribute("value") == "电梯", "input method: the word is taken")
    entry(zhou).send_keys(Keys.ENTER)
    report.check(zhou.wait(lambda: zhou.texts(own=True)[own:] == ["电梯"], "sent once"),
                 "input method: the next Enter sends, once")
    zhou.say("第一行\n第二行")
    report.check(zhou.texts(own=True)[-1] == "第一行\n第二行", "Shift+Enter breaks the line")


def check_paste(report, zhou, li, picture):
    with open(picture, "rb") as file:
        data = base64.b64encode(file.read()).decode()
    zhou.js("""
      const bytes = Uint8Array.from(atob(arguments[0]), (letter) => letter.charCodeAt(0));
      const clipboard = new DataTransfer();
      clipboard.items.add(new File([bytes], "截图.jpg", { type: "image/jpeg" }));
      document.querySelector("#entry").dispatchEvent(new ClipboardEvent("paste",
        { clipboardData: clipboard, bubbles: true, cancelable: true }));
    """, data)
    report.check(zhou.wait(lambda: len(zhou.all("#pictures img")) == 1, "a preview"),
                 "paste: the picture waits with a preview")
    zhou.say("现场的照片")
    li.sees("现场的照片")
    report.check(li.wait(lambda: li.js(
        "const i = [...document.querySelectorAll('#messages .picture img')].at(-1);"
        "return i && i.complete && i.naturalWidth > 100 && i.alt") == "截图.jpg", "the photo"),
        "paste: others see the picture with its name")


def check_edit(report, zhou, li):
    zhou.say("下午三点半碰一下")
    entry(zhou).send_keys(Keys.ARROW_UP)
    zhou.wait(lambda: entry(zhou).get_attribute("value") == "下午三点半碰一下", "↑ takes it up")
    entry(zhou).send_keys(Keys.CONTROL, "a")
    entry(zhou).send_keys(Keys.NULL)
    entry(zhou).send_keys("下午四点碰一下", Keys.ENTER)
    report.check(li.sees("下午四点碰一下"), "改: others read the new words")
    report.check("下午三点半碰一下" not in li.texts() and li.all("#messages .bubble")[-1].text.endswith("改过"),
                 "改: in place of the old ones, and it is said")


def check_reconnect(report, stage, writer, zhou, li):
    """The hub is killed while windows are open; what is said meanwhile goes out by itself, once."""
    stage.hub.kill()
    report.check(zhou.wait(lambda: "正在重连" in zhou.css("#state").text, "the bar"),
                 "lost connection: said in a bar")
    entry(zhou).click()
    zhou.type("断线的时候写的")
    entry(zhou).send_keys(Keys.ENTER)
    zhou.wait(lambda: "连上后自动再发" in zhou.css("#messages li.pending").text, "it waits")
    later = [f"接着写的第{number}句" for number in range(5)]
    for text in later:
        zhou.type(text)
        entry(zhou).send_keys(Keys.ENTER)
    stage.hub.start()
    for number in range(60):
        writer.say(f"补发第{number}句", f"missed-{number}")
    li.sees("断线的时候写的", timeout=60)
    zhou.wait(lambda: not zhou.all("#messages li.pending"), "it went out", 60)
    for window in (zhou, li):
        window.sees("补发第59句", timeout=60)
        texts = window.texts()
        wanted = [f"补发第{number}句" for number in range(60)] + ["断线的时候写的"] + later
        report.check(all(texts.count(text) == 1 for text in wanted),
                     f"lost connection: {window.name} reads every message once")
        report.check([text for text in texts if text.startswith("补发")] == wanted[:60]
                     and [text for text in texts if text in wanted[60:]] == wanted[60:],
                     f"lost connection: {window.name} reads them in their order")
        report.check(window.wait(lambda: not window.css("#state").is_displayed(), "no bar"),
                     "lost connection: the bar goes when it is back")


def check_taken_over(report, zhou):
    """A command in a card is taken into the entry; what was being written there comes back."""
    zhou.say("@联督 帮助")
    zhou.sees("过了期限的事")
    zhou.type("写了一半的话")
    zhou.js("[...document.querySelectorAll('#messages button.command')]"
            ".findLast((chip) => chip.textContent === '/逾期').click()")
    zhou.wait(lambda: entry(zhou).get_attribute("value") == "/逾期", "the command is there")
    entry(zhou).send_keys(Keys.ENTER)
    report.check(zhou.wait(lambda: entry(zhou).get_attribute("value") == "写了一半的话", "it is back"),
                 "a command from a card: what was being written comes back")
    entry(zhou).send_keys(Keys.CONTROL, "a")
    entry(zhou).send_keys(Keys.DELETE)


def check_other_person(report, stage, zhou):
    """Somebody else enters in the same browser: the page opened before does not speak for them."""
    first = zhou.driver.current_window_handle
    zhou.driver.switch_to.new_window("tab")
    zhou.driver.get(stage.hub.url + stage.hub.link("老管"))
    zhou.button("进入工作群").click()
    zhou.wait(lambda: zhou.css("#me").text == "老管", "the other one's page")
    zhou.driver.switch_to.window(first)
    if zhou.css("#me").text == "小周":
        zhou.type("这句是谁说的")
        entry(zhou).send_keys(Keys.ENTER)
    report.check(zhou.wait(lambda: zhou.css("#me").text == "老管", "the page loads anew"),
                 "another person in the same browser: the first page becomes theirs")
    said = [m for m in Member(stage.hub, "孙主任").history() if m["text"] == "这句是谁说的"]
    report.check(not said, "another person in the same browser: nothing was said in their name")


def check_history(report, writer, zhou):
    """Fifteen hundred messages: scrolled through, searched, and never all of them in the page."""
    for number in range(1500):
        writer.say(f"流水第{number}句", f"flow-{number}")
    zhou.wait(lambda: zhou.texts()[-1] == "流水第1499句", "the flow is there", 120)
    rows = zhou.js("return document.querySelectorAll('#messages > li').length")
    report.check(rows <= 1200, f"history: 1,500 came, the page holds {rows}")
    zhou.js("document.querySelector('#find').click()")
    zhou.css("#query").send_keys("幸福路没有的词")
    report.check(zhou.wait(lambda: "没有找到" in zhou.css("#found").text, "nothing found"),
                 "search: says that nothing is found")
    zhou.css("#query").send_keys(Keys.CONTROL, "a")
    zhou.css("#query").send_keys(Keys.NULL)
    zhou.css("#query").send_keys("查明原因")
    zhou.wait(lambda: "查明原因" in zhou.css("#found").text, "found")
    zhou.all("#found button")[-1].click()
    report.check(zhou.sees("1号已交办区住建局"), "search: jumps to a message of long ago")
    inside = """
      const box = document.querySelector("#messages").getBoundingClientRect();
      const row = [...document.querySelectorAll("#messages > li")].find((row) => row.textContent.includes(arguments[0]));
      const place = row?.getBoundingClientRect();
      return Boolean(place) && place.top >= box.top - 4 && place.top < box.bottom;
    """
    report.check(zhou.wait(lambda: zhou.js(inside, "查明原因"), "in sight"), "search: it is in sight")

    # Up from the middle: a page more, and what one reads stays where it is.
    zhou.css("#find").click()
    zhou.css("#query").send_keys("流水第700句")
    zhou.wait(lambda: "流水第700句" in zhou.css("#found").text, "found")
    zhou.all("#found button")[0].click()
    zhou.wait(lambda: zhou.js(inside, "流水第700句"), "in sight")
    count = len(zhou.texts())
    before = zhou.js("""
      const list = document.querySelector("#messages");
      list.scrollTop = 300;
      window.__anchor = [...list.children].find((row) => row.getBoundingClientRect().top > list.getBoundingClientRect().top);
      return window.__anchor.getBoundingClientRect().top;
    """)
    zhou.wait(lambda: len(zhou.texts()) > count, "a page more above")
    after = zhou.js("return window.__anchor.getBoundingClientRect().top")
    report.check(abs(after - before) <= 2, f"history: the place is kept ({before:.0f} → {after:.0f})")
    zhou.button("回到最新").click()
    report.check(zhou.wait(lambda: zhou.texts()[-1] == "流水第1499句" and zhou.js(
        "const l = document.querySelector('#messages'); return l.scrollHeight - l.scrollTop - l.clientHeight < 60"),
        "back at the end"), "history: back to the latest")


def check_keyboard(report, zhou):
    """No mouse: rooms, search, messages, help and sending by keys alone."""
    body = lambda: zhou.driver.switch_to.active_element
    entry(zhou).click()
    body().send_keys(Keys.ALT, Keys.ARROW_DOWN)
    body().send_keys(Keys.NULL)
    report.check(zhou.wait(lambda: zhou.css("#title").text.startswith("联督"), "the other room"),
                 "keyboard: Alt+↓ changes the room")
    body().send_keys("一句没写完的话")
    body().send_keys(Keys.ALT, Keys.ARROW_UP)
    body().send_keys(Keys.NULL)
    zhou.wait(lambda: zhou.css("#title").text == "监督工作群", "back")
    report.check(entry(zhou).get_attribute("value") == "" and "草稿" in zhou.css("#room-list").text,
                 "keyboard: a draft stays with its room")
    body().send_keys("只用键盘说的", Keys.ENTER)
    report.check(zhou.sees("只用键盘说的"), "keyboard: sends")
    body().send_keys(Keys.CONTROL, "k")
    body().send_keys(Keys.NULL)
    report.check(body().get_attribute("id") == "query", "keyboard: Ctrl+K searches")
    body().send_keys(Keys.ESCAPE)
    report.check(body().get_attribute("id") == "entry", "keyboard: Esc goes back to the entry")
    zhou.js("document.querySelector('#messages').focus()")
    body().send_keys(Keys.ARROW_UP)
    body().send_keys("r")
    report.check(zhou.css("#about-what").text == "回复小周" and body().get_attribute("id") == "entry",
                 "keyboard: ↑ and R reply to a message")
    body().send_keys(Keys.ESCAPE)
    zhou.js("document.querySelector('#messages').focus()")
    body().send_keys("?")
    report.check("快捷键" in zhou.css("#keys").text, "keyboard: ? shows the keys")
    body().send_keys(Keys.ESCAPE)
    visited = set()
    zhou.js("document.activeElement.blur()")
    for _ in range(40):
        # To whatever has the focus: a file's entry would take keys for a path.
        ActionChains(zhou.driver).send_keys(Keys.TAB).perform()
        visited.add(body().get_attribute("id") or body().get_attribute("data-room") or "")
    wanted = {"messages", "entry", "photo", "find", "who", "keys-open"}
    report.check(wanted <= visited, f"keyboard: Tab reaches everything, {wanted - visited or 'none'} left out")


def check_phone(report, li):
    li.shape(PHONE, True)
    li.room("联督").room("监督工作群")
    wide = li.js("return document.documentElement.scrollWidth")
    report.check(wide <= 390, f"phone: nothing is wider than the page ({wide})")
    out = li.js("""
      return [...document.querySelectorAll("#messages .bubble, #composer button, #bar button")]
        .filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5).length;
    """)
    report.check(out == 0, "phone: no card is cut off")
    colour = li.js("return getComputedStyle(document.body).backgroundColor")
    report.check(colour == "rgb(23, 21, 18)", f"dark: the page is dark ({colour})")
    li.say("手机上也能说")
    li.shape(WIDE, False)
    report.check(li.js("return getComputedStyle(document.body).backgroundColor") != colour,
                 "light: the page is light")
