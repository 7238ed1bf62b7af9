"""Real windows of Chromium before the real hub, with the real bot behind it."""
import os
import shutil
import tempfile

from hub import TOKEN, HubProcess, skip_without
from program import Program

skip_without("selenium")

from selenium import webdriver  # noqa: E402
from selenium.common.exceptions import (  # noqa: E402
    NoSuchElementException, StaleElementReferenceException, TimeoutException)
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

# The first one is the administrator; he has no window of his own.
PEOPLE = ["老管,区人大办公室", "小周,监督工作专班", "孙主任,区人大", "李工,区住建局", "吴十,监督工作专班",
          "陈代表,人大代表", "王主任,区人大", "何老师,区纪委监委"]
WIDE, PHONE = (1280, 800), (390, 844)
# The reports of the policy itself, and what a hostile text would leave behind.
WATCH = """
window.__reports = [];
document.addEventListener("securitypolicyviolation", (event) => window.__reports.push(
  event.violatedDirective + " " + event.blockedURI));
"""


def chromium():
    """The paths of Debian's Chromium and its driver, or the loud line that they are missing."""
    found = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if not all(found):
        print("SKIPPED: chromium or chromedriver is missing; deploy/test-tools --browser installs them")
        raise SystemExit(1 if os.environ.get("REQUIRE_TEST_TOOLS") == "1" else 0)
    return found


class Window:
    """One person's window."""

    def __init__(self, hub, name, size=WIDE, dark=False):
        browser, driver = chromium()
        self.hub, self.name = hub, name
        self.profile = tempfile.mkdtemp(prefix="browser-")
        options = webdriver.ChromeOptions()
        options.binary_location = browser
        for argument in ("--headless=new", "--disable-gpu", "--no-proxy-server", "--lang=zh-CN",
                         "--disable-dev-shm-usage", f"--user-data-dir={self.profile}",
                         f"--window-size={size[0]},{size[1]}"):
            options.add_argument(argument)
        if os.geteuid() == 0:
            # Chromium's own sandbox wants another user than root.
            options.add_argument("--no-sandbox")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(
            options=options, service=webdriver.ChromeService(executable_path=driver))
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        self.shape(size, dark)

    def shape(self, size, dark):
        """The window's size, a phone's where it is narrow, and its colours."""
        phone = size[0] < 600
        self.cdp("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1],
                 deviceScaleFactor=2 if phone else 1, mobile=phone)
        self.cdp("Emulation.setTouchEmulationEnabled", enabled=phone)
        self.cdp("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"}])

    def cdp(self, command, **parameters):
        return self.driver.execute_cdp_cmd(command, parameters)

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def enter(self):
        """Opens the personal link and presses its button."""
        self.driver.get(self.hub.url + self.hub.link(self.name))
        self.button("进入工作群").click()
        self.wait(lambda: self.js("return document.querySelectorAll('#room-list button').length") > 0,
                  "the rooms are there")
        self.wait(lambda: self.css("#title").text, "a room is open")
        return self

    # MARK: Looking

    def css(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def button(self, label):
        """A button that can be pressed, by what is written on it or read out for it."""
        def find():
            for button in self.all("button, a[href]"):
                named = button.get_attribute("aria-label") or button.text
                if named.strip() == label and button.is_displayed():
                    return button
            return None
        return self.wait(find, f"a button “{label}”")

    def wait(self, holds, what, timeout=30):
        """Until it holds; a page that is drawn anew meanwhile is looked at again."""
        def look(_):
            try:
                return holds()
            except (NoSuchElementException, StaleElementReferenceException):
                return False
        try:
            return WebDriverWait(self.driver, timeout, poll_frequency=0.05).until(look)
        except TimeoutException:
            raise AssertionError(
                f"{self.name} waited {timeout} s for: {what}. Last messages:\n" +
                "\n---\n".join(self.texts()[-4:])) from None

    def texts(self, own=False):
        """What the messages say, oldest first, as they stand in the page."""
        selector = "#messages .message.mine .bubble" if own else "#messages .message .bubble"
        return self.js(
            "return [...document.querySelectorAll(arguments[0])].map((b) => "
            "[...b.querySelectorAll('.line')].map((line) => line.textContent).join('\\n'))", selector)

    def last_own(self):
        """The number of the last message of one's own. Never a count of them: the bot deletes some meanwhile."""
        return self.js(
            "return Math.max(0, ...[...document.querySelectorAll('#messages > li[id^=m]')]"
            ".filter((row) => row.querySelector('.message.mine')).map((row) => +row.id.slice(1)))")

    def sees(self, *phrases, after=0, timeout=30):
        """Waits for one message that holds all the phrases, behind the first `after` ones."""
        def find():
            for index, text in enumerate(self.texts()):
                if index >= after and all(phrase in text for phrase in phrases):
                    return text
            return None
        return self.wait(find, " and ".join(phrases), timeout)

    def room(self, start):
        """Opens a room by the start of its name, in a narrow window by way of the list."""
        if self.css("#title").is_displayed() and self.css("#title").text.startswith(start):
            return self
        back = self.css("#back")
        if back.is_displayed():
            back.click()
        # Drawn anew by any news meanwhile: looked for and pressed in one go.
        self.wait(lambda: self.js(
            "const b = [...document.querySelectorAll('#room-list button')].find((b) => "
            "b.querySelector('.name').textContent.startsWith(arguments[0])); b?.click(); return !!b",
            start), f"the room {start}")
        self.wait(lambda: self.css("#title").text.startswith(start), f"{start} is open")
        self.wait(lambda: not self.css("#messages").get_attribute("aria-busy"), "history is loaded")
        return self

    # MARK: Doing

    def type(self, text):
        """Types into the entry; a line break is Shift+Enter, as members do it."""
        entry = self.css("#entry")
        entry.click()
        for index, line in enumerate(text.split("\n")):
            if index:
                entry.send_keys(Keys.SHIFT, Keys.ENTER)
                entry.send_keys(Keys.NULL)
            entry.send_keys(line)
        return entry

    def say(self, text):
        """Types and sends, and waits until it is with the hub."""
        before = self.last_own()
        self.type(text)
        # The menu over the entry would take the Enter.
        if self.css("#menu").is_displayed():
            self.css("#entry").send_keys(Keys.ESCAPE)
        self.css("#entry").send_keys(Keys.ENTER)
        self.wait(lambda: self.last_own() > before
                  and not self.all("#messages li.pending"), f"“{text}” is sent")
        return self

    def reply(self, phrase, text):
        """Replies to the last message that holds the phrase."""
        self.js(
            "const row = [...document.querySelectorAll('#messages > li')].findLast((row) => "
            "row.textContent.includes(arguments[0])); [...row.querySelectorAll('.tools button')]"
            ".find((b) => b.textContent === '回复').click()", phrase)
        self.wait(lambda: self.css("#about").is_displayed(), "the reply is announced")
        return self.say(text)

    def send_files(self, paths, text=""):
        self.css("#photo").send_keys("\n".join(paths))
        self.wait(lambda: len(self.all("#pictures li")) == len(paths), "the files are waiting")
        return self.say(text)

    def picture(self, path):
        with open(path, "wb") as file:
            file.write(self.driver.get_screenshot_as_png())

    # MARK: What must not have happened

    def reports(self):
        return self.js("return window.__reports")

    def console(self):
        """What the browser complained of, lost connections apart."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] in ("SEVERE", "WARNING") and "net::ERR_" not in entry["message"]]

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)


class Stage:
    """Hub, bot and windows of one script; all of it ends with `close`."""

    def __init__(self, options, people=PEOPLE, environment=None, group="监督工作群"):
        chromium()
        self.windows = []
        self.hub = HubProcess(people, binary=os.path.abspath(options.binary), group=group,
                              environment=environment).start()
        self.bot = Program(options, self.hub.url, TOKEN, [-1001], admins=[101],
                           environment={"LIANDU_PROXY": "none"})
        self.bot.start()

    def window(self, name, watch="", **shape):
        """A window that has entered; `watch` is a script that runs before the page's own."""
        window = Window(self.hub, name, **shape)
        self.windows.append(window)
        if watch:
            window.cdp("Page.addScriptToEvaluateOnNewDocument", source=watch)
        return window.enter()

    def leave(self, window):
        self.windows.remove(window)
        window.close()

    def close(self):
        for window in self.windows:
            window.close()
        self.bot.stop()
        self.hub.stop()
        self.bot.close()
        shutil.rmtree(self.hub.folder, ignore_errors=True)
