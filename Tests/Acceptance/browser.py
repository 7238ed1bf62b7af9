"""Four members in four windows of Chromium, before the real hub and the real bot.

    .build/test-tools/bin/python Tests/Acceptance/browser.py [--screenshots DIR]

They take one case from the clue to its closing and hand a matter about a person over in private; then
the page by itself: news without loss, unread marks, menus, input methods, pictures, search, the keyboard.
"""
import argparse
import os
import sys

from browser_page import check_other_person, check_page
from browser_pictures import photo, take_pictures
from browser_stage import Stage
from hub import Member
from program import Report, add_options, check_audit, exported_cases


def gather(admin, zhou, sun, li, wu, chen, he):
    """Everybody says who they are; the team and the unit are put down."""
    zhou.say("大家好，我是监督工作专班小周，群里的事由我来派。")
    for window, words in ((sun, "区人大孙，请大家多支持"), (li, "住建局李工，报到"),
                          (wu, "专班吴十，销号第二个人由我来看"), (chen, "城东联络站陈代表"),
                          (he, "纪委监委何，到")):
        window.say(words)
    for command in ("/授权 @小周 专班", "/授权 @吴十 专班 审定", "/授权 @孙主任 人大",
                    "/授权 @何老师 纪委监委 接收",
                    "/单位 区住房和城乡建设局 别名：区住建局、住建局 联络员：@李工"):
        seen = len(zhou.texts())
        admin.say(command, command)
        zhou.wait(lambda: len(zhou.texts()) >= seen + 2, f"an answer to {command}")


def case(report, zhou, sun, li, wu, chen, picture):
    """One case, each step by who may take it, and what the others read of it."""
    chen.say("/线索 和谐小区3号楼电梯停运 地点：甲街道和谐小区")
    report.check(zhou.sees("已登记，1号", "和谐小区3号楼电梯停运"),
                 "a clue: the others read that it is registered")
    zhou.say("@联督 研判 1 受理")
    zhou.sees("1号研判：受理")
    zhou.say("@联督 领衔 1 孙主任 联系：我")
    report.check(chen.sees("1号由孙主任领衔"), "a lead: the group reads who")
    sun.room("联督")
    report.check(sun.sees("1号请您领衔"), "a lead: told in private")
    sun.room("监督工作群")
    zhou.say("@联督 交办 1 住建局 5个工作日 要求：恢复运行，查明原因")
    report.check(li.sees("1号已交办区住建局", "恢复运行"), "交办: the unit reads its card")
    li.reply("1号已交办区住建局", "收到")
    report.check(zhou.sees("1号，区住建局已签收"), "签收: by a reply to the card")

    li.room("联督")
    li.send_files([picture], "进展 1 控制柜配件已到，今天装")
    report.check(li.sees("1号已记进展"), "进展: with a photo, in private")
    report.check(li.js("const i = [...document.querySelectorAll('#messages .picture img')].at(-1);"
                       "return i && i.complete && i.naturalWidth > 100"), "the photo is shown")
    li.send_files([picture], "反馈 1 电梯已恢复运行 审签：刘局长")
    report.check(li.sees("1号", "反馈", after=4), "反馈: taken in")
    li.room("监督工作群")

    sun.say("@联督 验收 1 坐过了，运行平稳")
    report.check(zhou.sees("1号验收合格"), "验收: by the lead")
    zhou.say("/销号 1")
    report.check(zhou.sees("还差一人确认"), "销号: one is not enough")
    zhou.say("@联督 同意 1")
    report.check(not any("已销号" in text for text in zhou.texts()),
                 "销号: whoever began it does not confirm")
    wu.say("@联督 同意 1")
    report.check(chen.sees("1号已销号", "确认：吴十"), "销号: by a second person, and all read it")


def person(report, chen, he, others):
    """What is about a person: nothing of it stays with the bot, and the group reads nothing."""
    chen.room("联督")
    chen.say("线索 范围：限知 某站长收购物卡的事")
    report.check(chen.sees("请不要写在这里"), "about a person: refused in private")
    chen.sees("回1要，回2不要")
    chen.say("1")
    chen.sees("回：确认")
    chen.say("确认")
    report.check(chen.sees("已记交接"), "about a person: the handover alone is kept")
    he.room("联督")
    report.check(he.sees("您有一项待办"), "about a person: the receiver is told that there is something")
    he.say("回执 已收")
    report.check(he.sees("已记收到"), "about a person: the receiver confirms")
    chen.room("监督工作群")
    he.room("监督工作群")
    report.check(not any("购物卡" in text for window in others for text in window.texts()),
                 "about a person: the group reads nothing of it")


def story(report, stage, picture):
    windows = [stage.window(name) for name in ("小周", "孙主任", "李工", "吴十")]
    zhou, sun, li, wu = windows
    # The other two take turns in windows of their own: they speak seldom.
    chen, he = stage.window("陈代表"), stage.window("何老师")
    gather(Member(stage.hub, "老管"), zhou, sun, li, wu, chen, he)
    case(report, zhou, sun, li, wu, chen, picture)
    person(report, chen, he, windows)
    return zhou, sun, li, wu, chen, he


def silent(report, window):
    report.check(not window.reports(), f"{window.name}: no report of the policy")
    complaints = window.console()
    report.check(not complaints, f"{window.name}: the console is silent {complaints[:2]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    parser.add_argument("--screenshots", metavar="DIR", help="write the pictures of the docs there")
    options = parser.parse_args()
    report = Report()
    stage = Stage(options)
    try:
        picture = photo(os.path.join(stage.hub.folder, "lift.jpg"))
        zhou, sun, li, wu, chen, he = story(report, stage, picture)
        if options.screenshots:
            take_pictures(zhou, li, options.screenshots)
        for window in (sun, wu, chen, he):
            silent(report, window)
            stage.leave(window)
        check_page(report, stage, zhou, li, picture)
        for window in (zhou, li):
            silent(report, window)
        # At the end: the console tells of the request that was refused.
        check_other_person(report, stage, zhou)
        cases = exported_cases(report, stage.bot)
        report.check([c["state"] for c in cases] == ["closed"], "the ledger has one closed case")
        check_audit(report, stage.bot)
    except AssertionError as problem:
        report.check(False, str(problem))
    finally:
        stage.close()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
