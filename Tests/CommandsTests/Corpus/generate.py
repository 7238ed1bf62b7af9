#!/usr/bin/env python3
"""Writes dates.tsv and numbers.tsv: what members type, and what it means.

A second implementation of the rules for days, written from the method's text and not from the
program's reader: the expected values come from here. Standard library only; the working days come
from the program's own CSV. Run it in any folder; it writes beside itself.
"""

import calendar
import csv
import pathlib
from datetime import date, datetime, timedelta

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parents[2] / "Sources" / "CResources" / "cn-workdays.csv"

# ── The calendar ──────────────────────────────────────────────────────────────────────────────

HOLIDAYS, MAKEUPS = {}, set()
with open(DATA, encoding="utf-8") as file:
    for row in csv.reader(line for line in file if line[:2] == "20"):
        day = date.fromisoformat(row[0])
        if row[1] == "holiday":
            HOLIDAYS[day] = row[2]
        else:
            MAKEUPS.add(day)
YEARS = {day.year for day in HOLIDAYS}
ONE = timedelta(days=1)
FIXED = {"元旦": (1, 1), "劳动节": (5, 1), "国庆节": (10, 1)}


def works(day):
    if day in HOLIDAYS:
        return False
    return day in MAKEUPS or day.isoweekday() < 6


def on_or_after(day):
    return day if works(day) else on_or_after(day + ONE)


def before(day):
    return day - ONE if works(day - ONE) else before(day - ONE)


def workdays(start, count):
    day = start
    while count:
        day += ONE
        count -= works(day)
    return day


def months(day, count):
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_first(today, offset=0):
    return months(today.replace(day=1), offset)


def month_last(day):
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def span_end(today, last):
    """The last working day of a span; today, where only rest days of it are left."""
    if works(last):
        return last
    return max(before(last), today) if today <= last else before(last)


def off(name, year):
    days = [day for day, holiday in HOLIDAYS.items() if holiday == name and day.year == year]
    return (min(days), max(days)) if days else None


# ── Meanings ──────────────────────────────────────────────────────────────────────────────────


def asked(today, days):
    """One question; what is over is not offered."""
    seen = []
    for day in days:
        if day >= today and day not in seen:
            seen.append(day)
    return "ask " + " ".join(map(str, seen)) if seen else f"past {days[-1]}"


def counted(today, day):
    return f"past {day}" if day < today else f"day {day}"


def named(today, day):
    if day < today:
        return f"past {day}"
    if day == today or works(day):
        return f"day {day}"
    return asked(today, [before(day), on_or_after(day)])


def holiday(today, name, side):
    """国庆前 and 国庆后: the coming one, unless the last is on or was over only weeks ago."""
    if side == "前":
        for year in (today.year - 1, today.year):
            days = off(name, year)
            if days and days[0] <= today and (today - days[1]).days < 60:
                return counted(today, before(days[0]))
    year = today.year
    days = off(name, year)
    if days:
        if side == "前" and days[0] <= today or side == "后" and days[1] < today:
            year += 1
    elif name in FIXED and date(year, *FIXED[name]) <= today:
        year += 1
    short = "国庆" if name == "国庆节" else name
    days = off(name, year)
    if side == "前":
        if days:
            return counted(today, before(days[0]))
        if name in FIXED:
            return counted(today, before(date(year, *FIXED[name])))
    elif days:
        return counted(today, on_or_after(days[1] + ONE))
    return f"unpublished {short} {year}"


def which_holiday(today, side):
    """节前, 节后: the next two within 120 days."""
    found = []
    for name in ["元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆节"]:
        for year in (today.year, today.year + 1):
            days = off(name, year)
            if not days and name in FIXED and side == "前":
                first = date(year, *FIXED[name])
                days = (first, first)
            if not days:
                continue
            if side == "前" and days[0] > today:
                found.append(before(days[0]))
                break
            if side == "后" and days[1] >= today:
                found.append(on_or_after(days[1] + ONE))
                break
    found = sorted(day for day in found if 0 <= (day - today).days <= 120)
    return "ask " + " ".join(map(str, found[:2])) if found else "unreadable"


# ── Ways to write ─────────────────────────────────────────────────────────────────────────────

DIGITS = "零一二三四五六七八九"


def hans(number):
    """A number in Chinese numerals, up to 9999, as people write it."""
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return "十" + (DIGITS[number % 10] if number % 10 else "")
    if number < 100:
        return DIGITS[number // 10] + "十" + (DIGITS[number % 10] if number % 10 else "")
    unit, sign = (100, "百") if number < 1000 else (1000, "千")
    rest = number % unit
    head = DIGITS[number // unit] + sign
    if not rest:
        return head
    if rest < unit // 10:
        return head + "零" + ("一" if 10 <= rest < 20 else "") + hans(rest)
    return head + ("一" if 10 <= rest < 20 else "") + hans(rest)


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


TRADITIONAL = str.maketrans("个周号点两内后国庆节这当间钟时", "個週號點兩內後國慶節這當間鐘時")
WEEK = "一二三四五六日"

# ── Due days ──────────────────────────────────────────────────────────────────────────────────

ROWS = []


def due(now, text, meaning):
    ROWS.append(("due", text, now.strftime("%Y-%m-%d %H:%M"), meaning))


def due_rows(now, turn):
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    for text, offset in [
        ("今天", 0), ("今日", 0), ("当天", 0), ("明天", 1), ("明日", 1), ("后天", 2), ("大后天", 3),
        ("昨天", -1), ("前天", -2),
    ]:
        due(now, text + ["", "前", "下班前", "之前", "上班前", "中午前"][(turn + offset) % 6],
            named(today, today + timedelta(days=offset)))
    due(now, "今晚", named(today, today))
    due(now, "明晚8点", named(today, today + ONE))
    # Days of the week.
    for index in range(7):
        sign = WEEK[index]
        plain = monday + timedelta(days=index)
        coming = plain if plain >= today else plain + timedelta(days=7)
        form = ["周", "星期", "礼拜"][(turn + index) % 3]
        due(now, form + sign, named(today, coming))
        due(now, f"周{sign}" + ["前", "下班前", "之前", "下班"][(turn + index) % 4], named(today, coming))
        due(now, ["本", "这", "这个", "本"][index % 4] + form + sign, named(today, plain))
        due(now, "下" + form + sign + ["", "前"][turn % 2], named(today, plain + timedelta(days=7)))
        if index in (turn % 7, (turn + 3) % 7):
            due(now, "下下周" + sign, named(today, plain + timedelta(days=14)))
            due(now, "下个星期" + sign, named(today, plain + timedelta(days=7)))
            due(now, "上周" + sign, named(today, plain - timedelta(days=7)))
    for text, shift in [("下周", 1), ("下下周", 2), ("下个星期", 1)]:
        days = [monday + timedelta(days=7 * shift + i) for i in range(7)]
        worked = [day for day in days if works(day)]
        if worked:
            due(now, text, asked(today, [worked[0], worked[-1]]))
            usual = [day for day in worked if day <= days[4]]
            inside = (f"day {worked[-1]}" if not usual or usual[-1] == worked[-1]
                      else asked(today, [usual[-1], worked[-1]]))
            due(now, text + "内", inside)
            due(now, text + "前", asked(today, [before(days[0]), worked[-1]]))
    # Months and years.
    last = month_last(today)
    for text in ["月底", "月底前", "本月底", "月末", "这个月底前", "本月内"]:
        due(now, text, f"day {span_end(today, last)}")
    following = month_last(month_first(today, 1))
    for text in ["下月底", "下个月底前", "下月末", "下月内"]:
        due(now, text, f"day {span_end(today, following)}")
    december = date(today.year, 12, 31)
    for text in ["年底", "年底前", "年末", "今年底", "今年年底前", "年内", f"{today.year}年底"]:
        due(now, text, f"day {span_end(today, december)}")
    due(now, "明年底", f"day {span_end(today, date(today.year + 1, 12, 31))}")
    quarter = month_last(date(today.year, (today.month + 2) // 3 * 3, 1))
    due(now, ["季度末", "本季度末", "季度内"][turn % 3], f"day {span_end(today, quarter)}")
    first = month_first(today)
    for index, text in enumerate(["上旬", "中旬", "下旬"]):
        begin = first + timedelta(days=10 * index)
        end = [first + timedelta(days=9), first + timedelta(days=19), last][index]
        due(now, text, counted(today, span_end(today, end)))
        due(now, "本月" + text, counted(today, span_end(today, end)))
        due(now, text + "前", asked(today, [before(begin), span_end(today, end)]))
        later = month_first(today, 1)
        end = [later + timedelta(days=9), later + timedelta(days=19), month_last(later)][index]
        due(now, "下月" + text, counted(today, span_end(today, end)))
        due(now, f"{later.year}年{later.month}月{text}", counted(today, span_end(today, end)))
    later = month_first(today, 1)
    due(now, "下月", asked(today, [on_or_after(later), span_end(today, month_last(later))]))
    due(now, "下个月初", asked(today, [on_or_after(later), span_end(today, later + timedelta(days=9))]))
    # Days by date.
    for number in [1, 5, 10, 15, 20, 25, 28]:
        day = first.replace(day=number)
        due(now, [f"{number}号", f"{number}号前", f"{number}日", f"{hans(number)}号", f"{number}号之前"]
            [(turn + number) % 5], named(today, day))
        due(now, [f"下月{number}号", f"下个月{number}日前", f"下月{hans(number)}号"][(turn + number) % 3],
            named(today, later.replace(day=number)))
        due(now, f"本月{number}号", named(today, day))
    for ahead in [1, 3, 9, 17, 26, 40, 75, 110]:
        day = today + timedelta(days=ahead + turn)
        y, m, d = day.year, day.month, day.day
        forms = [f"{y}-{m}-{d}", f"{y}-{m:02}-{d:02}", f"{y}.{m}.{d}", f"{y}/{m}/{d}", f"{y}年{m}月{d}日",
                 f"{y}年{m}月{d}号前", wide(f"{y}年{m}月{d}日"), f"{y} 年 {m} 月 {d} 日", f"{y}{m:02}{d:02}",
                 f"{y}年{m}月{d}日（周{WEEK[day.weekday()]}）"]
        due(now, forms[(turn + ahead) % len(forms)], named(today, day))
        due(now, forms[(turn + ahead + 4) % len(forms)], named(today, day))
        this = date(today.year, m, d) if (m, d) != (2, 29) or calendar.isleap(today.year) else None
        if this:
            short = [f"{m}月{d}日", f"{m}-{d}", f"{m}.{d}", f"{m}/{d}", f"{m}月{d}号前", f"{hans(m)}月{hans(d)}日",
                     f"到{m}月{d}日", f"{m}月{d}日下班前", wide(f"{m}-{d}"), f"今年{m}月{d}日"]
            due(now, short[(turn + ahead) % len(short)], named(today, this))
            due(now, short[(turn + ahead + 5) % len(short)], named(today, this))
    due(now, "明年1月5日", named(today, date(today.year + 1, 1, 5)))
    due(now, "明年3月1号前", named(today, date(today.year + 1, 3, 1)))
    wrong = today + timedelta(days=9)
    other = wrong + ONE if wrong.weekday() < 6 else wrong - ONE
    due(now, f"{wrong.year}年{wrong.month}月{wrong.day}日（周{WEEK[other.weekday()]}）",
        asked(today, sorted([wrong, other])))
    # Terms. The first day does not count; one in calendar days that ends on a rest day rolls on.
    for count in [1, 2, 3, 5, 7, 10, 15, 30]:
        forms = [f"{count}个工作日", f"{count}个工作日内", f"{hans(count)}个工作日", f"{count}工作日",
                 f"{count}個工作日", wide(str(count)) + "个工作日", f"自即日起{count}个工作日内办结"]
        due(now, forms[(turn + count) % len(forms)], f"day {workdays(today, count)}")
        forms = [f"{count}天", f"{count}天内", f"{count}日内", f"{hans(count)}天之内", f"{count}天以内",
                 f"{count}個自然日內"]
        due(now, forms[(turn + count) % len(forms)],
            f"day {on_or_after(today + timedelta(days=count))}")
        due(now, [f"{count}天后", f"{count}日后", f"{count}天之后", f"{count}天以後"][(turn + count) % 4],
            f"day {on_or_after(today + timedelta(days=count))}")
    for text, days in [("一周内", 7), ("两周内", 14), ("兩週內", 14), ("2周", 14), ("1个星期", 7), ("三个礼拜内", 21),
                       ("半个月", 15), ("半个月内", 15), ("48小时内", 2), ("24小时内", 1)]:
        due(now, text, f"day {on_or_after(today + timedelta(days=days))}")
    for text, count in [("一个月内", 1), ("1个月", 1), ("两个月内", 2), ("三个月后", 3), ("三個月後", 3), ("半年内", 6),
                        ("6个月内", 6), ("一年内", 12)]:
        due(now, text, f"day {on_or_after(months(today, count))}")
    due(now, "一个半月内", f"day {on_or_after(months(today, 1) + timedelta(days=15))}")
    due(now, "3天前", asked(today, [on_or_after(today + timedelta(days=3))]))
    # Holidays.
    for index, (words, name) in enumerate([
        ("国庆", "国庆节"), ("國慶節", "国庆节"), ("中秋", "中秋"), ("中秋节", "中秋"), ("春节", "春节"), ("元旦", "元旦"),
        ("五一", "劳动节"), ("劳动节", "劳动节"), ("端午", "端午"), ("端午节", "端午"), ("清明", "清明"), ("十一", "国庆节"),
    ]):
        due(now, words + ["前", "之前", "以前"][(turn + index) % 3], holiday(today, name, "前"))
        due(now, words + ["后", "之后", "以后"][(turn + index) % 3], holiday(today, name, "后"))
    due(now, "节前", which_holiday(today, "前"))
    due(now, ["节后", "節後"][turn % 2], which_holiday(today, "后"))


def due_fixed(now):
    for text in [
        "尽快", "越快越好", "前", "内", "2月30日", "9月31日", "13月1日", "0个工作日", "1001个工作日", "-3天", "3", "周八",
        "下", "每周一", "每天9点", "2026-12-31-1", "99999999999天", "3天4天", "等领导回来", "年", "月", "日", "号", "周",
        "星期", "10.1.2", "12.5米", "三号楼", "12345", "32号", "0号", "2026年", "明年", "3人", "5%", "上班", "一二三",
        "十五", "这个", "下个", "工作日", "个工作日", "半", "半天", "国庆中", "9月3人", "2026-13-01", "2026-02-29",
        "周一至周五", "再说", "元月后天", "12月31", "十二月三十一", "9:30:15", "25点", "24:30",
    ]:
        meaning = "unreadable"
        if text in ("12月31", "十二月三十一"):
            meaning = "day 2026-12-31"
        due(now, text, meaning)
    for text, meaning in [
        ("9月15日前完成", "day 2026-09-15"), ("截至9月30日", "day 2026-09-30"), ("最迟周五", "day 2026-09-18"),
        ("延到下周三", "day 2026-09-23"), ("改到9月28日", "day 2026-09-28"), ("国庆前整改到位", "day 2026-09-30"),
        ("9月下旬", "day 2026-09-30"), ("10月中旬", "day 2026-10-20"), ("9月底前办结", "day 2026-09-30"),
        ("10月底", "day 2026-10-30"), ("12月", "ask 2026-12-01 2026-12-31"), ("12月内", "day 2026-12-31"),
        ("本周内", "ask 2026-09-18 2026-09-20"), ("这周内", "ask 2026-09-18 2026-09-20"),
        ("周末", "ask 2026-09-18 2026-09-20 2026-09-21"), ("下周末", "ask 2026-09-24 2026-09-28"),
        ("月中", "ask 2026-09-15 2026-09-20"), ("年前", "ask 2026-12-31"),
        ("国庆期间", "ask 2026-09-30 2026-10-08"), ("中秋", "ask 2026-09-24 2026-09-28"),
        ("20号以后", "ask 2026-09-21"), ("上班前", "day 2026-09-15"), ("下班前", "day 2026-09-14"),
        ("中午前", "day 2026-09-14"), ("下午3点半", "day 2026-09-14"), ("9:30", "day 2026-09-14"),
        ("四季度末", "day 2026-12-31"), ("第三季度末", "day 2026-09-30"), ("今天内", "day 2026-09-14"),
        ("2小时后", "day 2026-09-14"), ("本周五下班前", "day 2026-09-18"), ("9月20日上班前", "day 2026-09-20"),
    ]:
        due(now, text, meaning)


# ── Times ─────────────────────────────────────────────────────────────────────────────────────


def time(now, text, meaning):
    ROWS.append(("time", text, now.strftime("%Y-%m-%d %H:%M"), meaning))


def at(now, day, minute):
    moment = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    if moment <= now:
        return f"past {day} {minute // 60:02}:{minute % 60:02}"
    return f"at {day} {minute // 60:02}:{minute % 60:02}"


def next_of(now, fits, early, minute):
    """The first day that fits and is said after now; what moves is said the working day before."""
    day = now.date() - timedelta(days=2)
    while True:
        day += ONE
        if not fits(day):
            continue
        said = before(day) if early(day) and not works(day) else day
        if datetime.combine(said, datetime.min.time()) + timedelta(minutes=minute) > now:
            return said


def every(now, text, kind, fits, early, minute):
    said = next_of(now, fits, early, minute)
    time(now, text, f"every {kind} {minute // 60:02}:{minute % 60:02} next {said}")


def time_rows(now, turn):
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    clocks = [("9点", 540), ("9:30", 570), ("上午9点", 540), ("下午3点半", 930), ("晚上8点", 1200), ("15点", 900),
              ("15:00", 900), ("早上8点", 480), ("中午12点", 720), ("下午2点一刻", 855), ("9点45分", 585), ("10点整", 600),
              ("上班前", 510), ("下班前", 1050), ("中午前", 720), ("14时30分", 870), ("07:30", 450), ("傍晚6点", 1080),
              ("１０：３０", 630), ("晚上十点", 1320), ("上午十一点半", 690), ("8点40", 520), ("凌晨5点", 300)]
    for index, (words, minute) in enumerate(clocks):
        name, offset = [("明天", 1), ("后天", 2), ("大后天", 3), ("今天", 0), ("明日", 1)][(turn + index) % 5]
        day = today + timedelta(days=offset)
        time(now, name + words, at(now, day, minute))
        weekday = (turn + index) % 7
        day = monday + timedelta(days=7 + weekday)
        time(now, f"下周{WEEK[weekday]}{words}", at(now, day, minute))
        if (index + turn) % 3 == 0:
            day = today + timedelta(days=20 + turn)
            time(now, f"{day.year}年{day.month}月{day.day}日{words}", at(now, day, minute))
            time(now, f"{day} {words}", at(now, day, minute))
    for words, minutes in [("半小时后", 30), ("20分钟后", 20), ("1小时后", 60), ("两个小时后", 120), ("一个半小时后", 90),
                           ("三刻钟后", 45)]:
        moment = now + timedelta(minutes=minutes)
        time(now, words, f"at {moment:%Y-%m-%d %H:%M}")
    for words, minute in clocks[:9]:
        never = lambda day: False
        always = lambda day: True
        every(now, ["每天", "每日"][turn % 2] + words, "day", always, never, minute)
        every(now, ["每个工作日", "每工作日", "工作日"][turn % 3] + words, "workday", works, never, minute)
        weekday = (turn + minute) % 7
        every(now, ["每周", "每星期", "每个周"][turn % 3] + WEEK[weekday] + words, f"week {weekday + 1}",
              lambda day: day.weekday() == weekday, lambda day: day.weekday() < 5, minute)
        number = (turn * 7 + minute) % 31 + 1
        every(now, f"每月{number}" + ["日", "号"][turn % 2] + words, f"month {number}",
              lambda day: day.day == min(number, month_last(day).day), always, minute)
        every(now, "每月最后一个工作日" + words, "lastworkday",
              lambda day: works(day) and on_or_after(day + ONE) > month_last(day), never, minute)
    tomorrow = today + ONE
    time(now, "明天3点", f"ask {tomorrow} 15:00 {tomorrow} 03:00")
    time(now, "明天下午", f"ask {tomorrow} 14:00 {tomorrow} 15:00 {tomorrow} 16:00")
    time(now, "明天", f"ask {tomorrow} 08:30 {tomorrow} 12:00 {tomorrow} 17:30")
    time(now, "今天0点", f"past {today} 00:00")


# ── Case numbers ──────────────────────────────────────────────────────────────────────────────

NUMBERS = []


def number_rows():
    def case(text, numbers, rest=""):
        NUMBERS.append(("case", text, " ".join(map(str, numbers)) or "-", rest))

    for number in [1, 7, 9, 10, 12, 19, 20, 23, 41, 68, 99, 105, 110, 118, 240, 999, 1000, 1203, 2026, 9999]:
        plain = str(number)
        case(plain, [number])
        case(wide(plain), [number])
        case(plain + "号", [number])
        case("#" + plain, [number])
        case(hans(number) + "号", [number])
        case(f"XS{plain}", [number])
        case(wide(f"XS2026-{number:04}"), [number])
        case(f"{plain} 已修好", [number], "已修好")
        case(f"{plain}，已修好", [number], "，已修好")
        case(f"{plain}号：已修好", [number], "：已修好")
        case(f"{plain}已修好", [number], "已修好")
        # A numeral without 号 is a word.
        case(hans(number), [], hans(number))
    for text in [
        "3号楼", "37号建议", "8号晚上", "十二号楼", "12号线", "2号门卫室", "12345热线", "12345", "20260915000123",
        "99999999999", "12月31日", "9月", "12日", "2026年", "12:30", "9:30", "12.5", "12/31", "3天内办完",
        "2个工作日", "5次", "7盏路灯", "30米管子", "3000元", "8点半", "2周内", "24小时开放", "10分钟", "3栋", "50%",
        "12abc", "a12", "①", "第12号", "一二号", "0", "00", "#0", "四届", "6户人家", "3件", "2条", "4幢", "五十", "半",
        "十五个工作日", "三个月", "路灯12", "号", "#", "XS", "一", "",
    ]:
        case(text, [], text)
    for text, numbers, rest in [
        ("43-48", [43, 44, 45, 46, 47, 48], ""), ("43至45号", [43, 44, 45], ""), ("43到45", [43, 44, 45], ""),
        ("43~44", [43, 44], ""), ("12、13和15", [12, 13, 15], ""), ("12,13", [12, 13], ""), ("12 、 13", [12, 13], ""),
        ("12和13 都修好了", [12, 13], "都修好了"), ("1-3、7", [1, 2, 3, 7], ""), ("43-48 理由", [43, 44, 45, 46, 47, 48], "理由"),
        ("48 和45重复了", [48], "和45重复了"), ("12、路灯", [12], "、路灯"), ("12-14", [12, 13, 14], ""), ("12-31日", [], "12-31日"), ("48-43", [], "48-43"), ("1-99", [], "1-99"),
        ("十二号、13", [12, 13], ""), ("#1、#2", [1, 2], ""), ("12 8号晚上已试开放", [12], "8号晚上已试开放"),
        ("41 住建局 5个工作日", [41], "住建局 5个工作日"), ("12号。", [12], "。"), ("12点位已看", [12], "点位已看"),
        ("12周边已清", [12], "周边已清"), ("限3", ["限3"], ""), ("限2026-0003", ["限3"], ""), ("限 3", [], "限 3"),
        ("限期3天", [], "限期3天"), ("限3、限4", ["限3", "限4"], ""), ("限12号", ["限12"], ""), ("XS12和13", [12, 13], ""),
        ("4 4", [4], "4"), ("２０２６", [2026], ""),
    ]:
        case(text, numbers, rest)
    for number in list(range(0, 30)) + [35, 50, 60, 88, 100, 101, 110, 111, 119, 120, 200, 305, 999, 1000, 1001, 1010,
                                        1100, 1234, 2005, 9999]:
        NUMBERS.append(("numeral", hans(number), str(number), ""))
        NUMBERS.append(("numeral", wide(str(number)), str(number), ""))
    for text, meaning in [("两", "2"), ("两百", "200"), ("〇", "0"), ("一〇", "-"), ("二五", "-"), ("百", "100"), ("千二百", "1200"),
                          ("1234567890", "-"), ("一百十五", "115"), ("一千零十", "1010"), ("十百", "-"), ("壹", "-"), ("廿", "-"), ("", "-"), ("号", "-"), ("十二", "12"), ("012", "12")]:
        NUMBERS.append(("numeral", text, meaning, ""))


# ── Files ─────────────────────────────────────────────────────────────────────────────────────

MOMENTS = [
    "2026-09-14 08:52", "2026-09-17 09:40", "2026-09-18 16:50", "2026-09-20 10:00", "2026-09-26 11:00",
    "2026-10-03 10:00", "2026-10-12 09:00", "2026-12-28 17:45", "2026-02-13 17:00", "2026-02-20 09:00",
    "2026-04-30 08:00", "2025-09-29 09:00", "2025-12-31 16:00", "2026-01-30 12:30", "2028-02-28 09:15",
]


def unique(rows):
    """Without what was written twice; two meanings for one text would be a mistake here."""
    seen = {}
    for row in rows:
        key = row[:3] if row[0] in ("due", "time") else row[:2]
        if key in seen and seen[key] != row:
            raise SystemExit(f"two meanings: {seen[key]} and {row}")
        seen[key] = row
    return list(seen.values())


def write(name, header, rows):
    lines = [f"# Written by generate.py; {header}"] + ["\t".join(row) for row in unique(rows)]
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines) - 1)


if __name__ == "__main__":
    for turn, moment in enumerate(MOMENTS):
        now = datetime.fromisoformat(moment)
        due_rows(now, turn)
        if turn in (0, 1, 2, 4, 7, 8):
            time_rows(now, turn)
    due_fixed(datetime.fromisoformat("2026-09-14 08:52"))
    number_rows()
    write("dates.tsv", "reader, expression, now, meaning", ROWS)
    write("numbers.tsv", "reader, text, numbers, what is left", NUMBERS)
