#!/usr/bin/env python3
"""Breaks one rule after another and expects the named test to notice.

With --there it only looks whether each line to be broken is there, once (`make lint` does).

Changes the working tree in place, so it runs on a clean one only, and puts every file back.
Usage: Tests/Mutations/run.py [part of a mutation's name …]
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# As the Makefile builds: other options would compile the dependencies anew.
BUILD = ["swift", "build", "--build-tests", "--explicit-target-dependency-import-check", "error"]
RULES = "Sources/Casework/"

# name, file, exact old line, new line, filter of the test that must fail
MUTATIONS = [
    (
        "the lead is the second person in closing",
        RULES + "Policy/Independence.swift",
        "    if let part = parts[person.id] { return part }",
        "    if let part = parts[person.id], part != .leads { return part }",
        "CaseworkTests.ClosingPairsTests/everyPair",
    ),
    (
        "the reporter verifies",
        RULES + "Rules/Course/Verifying.swift",
        "    guard matter.handling?.report?.by != actor.id else {",
        "    guard matter.handling?.report?.by != nil else {",
        "CaseworkTests.RuleTests/reporterDoesNotVerify",
    ),
    (
        "undo after ten minutes",
        RULES + "Rules/Undoing.swift",
        "    guard stamp.at >= since else { throw try tooLate(batch, length, casebook, situation) }",
        "    guard stamp.at >= since.adding(seconds: -60) else {"
        " throw try tooLate(batch, length, casebook, situation) }",
        "CaseworkTests.UndoTests/limits",
    ),
    (
        "a consent counts after the text changed",
        RULES + "Rules/Handing/Drafts.swift",
        "      ? old.before : EarlierText(text: old.text, consents: old.consents)",
        "      ? old.before : EarlierText(text: old.text, consents: old.consents)\n"
        "    new.consents = old.consents",
        "CaseworkTests.LadderTests/everyPath",
    ),
    (
        "a group with units sees where a clue came from",
        RULES + "Policy/Viewer.swift",
        "      return try casebook.group(chat)?.kind == .inner ? .innerGroup : .nobody",
        "      return try casebook.group(chat) != nil ? .innerGroup : .nobody",
        "CaseworkTests.RuleTests/source",
    ),
    (
        "a restricted case in everybody's list",
        "Sources/Ledger/Casebook/CaseSelection.swift",
        "    var terms = visible.terms(\"cases.id\", open: \"\\(hint)audience = 'open'\")",
        "    var terms = visible.terms(\"cases.id\", open: \"\\(hint)audience <> ''\")",
        "LedgerTests.FindTests/openReader_meetsNoRestricted",
    ),
    (
        "a case of the inner circle in everybody's list",
        "Sources/Ledger/Casebook/LedgerCasebook+Visible.swift",
        "    hidden.isEmpty ? [] : [\"\\(id) NOT IN (\\(VisibleCases.list(hidden)))\"]",
        "    []",
        "ConversationTests.TwinWorldsTests/others",
    ),
    (
        "overdue counted from the day the term was given",
        RULES + "Wording/Days.swift",
        "    return calendar.workdays(after: due.day, through: today)"
        " - silentWorkdays(since: due.day)",
        "    return calendar.workdays(after: due.from, through: today)"
        " - silentWorkdays(since: due.day)",
        "CaseworkTests.NaiveDeadlineTests/overdue",
    ),
    (
        "a digest twice a day",
        RULES + "Rules/Clock/DailyDigest.swift",
        "      try schedule.casebook.notice($0.notice(schedule.today)) == nil",
        "      try schedule.casebook.notice($0.notice(schedule.today))"
        ".map { $0.at.adding(seconds: 3600) < schedule.now } ?? true",
        "CaseworkTests.ClockPropertyTests/once",
    ),
    (
        "the time of a suspension is not left out",
        RULES + "Rules/Course/Pausing.swift",
        "      day: calendar.adding(workdays: workdays, to: due.day),"
        ' rule: "挂起顺延\\(workdays)个工作日",',
        '      day: due.day, rule: "挂起顺延\\(workdays)个工作日",',
        "CaseworkTests.CourseTests/suspension",
    ),
    (
        "an instrument without grounds",
        RULES + "Rules/Handing/Ladder.swift",
        "      case .handOverLapsed where late > 0 && isHanded(matter, to: unit):",
        "      case .handOverLapsed where late >= 0 && isHanded(matter, to: unit):",
        "CaseworkTests.LadderTests/everyPath",
    ),
    (
        "an extension after the last day",
        RULES + "Rules/Course/Extending.swift",
        "    if situation.days.isOverdue(due) {",
        "    if situation.days.isOverdue(due), wish.way != nil {",
        "CaseworkTests.RuleTests/extensionUntilTheLastDay",
    ),
    (
        "another person's reminder is said at night",
        RULES + "Rules/Time/QuietHours.swift",
        "      if instant < moment(day, rules.procedure.reminders.closes) { return instant }",
        "      return instant",
        "CaseworkTests.ReminderTests/quietHours",
    ),
    (
        "after an outage, reminders of cases at night",
        RULES + "Rules/Clock/CaseReminding.swift",
        "      if began < moment, schedule.isOpen,",
        "      if began < moment,",
        "CaseworkTests.RuleTests/lateReminderWaits",
    ),
]


def run(command, timeout=1200):
    """The exit code, None after the time is over, and what it said."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, timeout=timeout, text=True, errors="replace",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode, done.stdout
    except subprocess.TimeoutExpired:
        return None, ""


def test(filters):
    pattern = "|".join(sorted(re.escape(one) + "\\b" for one in filters))
    return run(["swift", "test", "--skip-build", "--filter", pattern])


def failed(output):
    """The names of the tests that failed."""
    found = re.findall(r'✘ Test (".*?"|\w+\(\)) (?:with .* )?failed', output)
    return sorted({name.strip('"') for name in found})


def gone():
    """What can no longer be broken, since its line is not there just once."""
    return [
        f"{name}: {path} has the line {count} times, expected once:\n{old}"
        for name, path, old, _, _ in MUTATIONS
        if (count := (ROOT / path).read_text().split("\n").count(old)) != 1
    ]


def main():
    if missing := gone():
        sys.exit("\n".join(missing))
    if sys.argv[1:] == ["--there"]:
        return
    words = sys.argv[1:] or [""]
    chosen = [one for one in MUTATIONS if any(word in one[0] for word in words)]
    if not chosen:
        sys.exit("no mutation has that name")
    if subprocess.run(
            ["git", "status", "--porcelain"], cwd=ROOT, text=True, check=True,
            stdout=subprocess.PIPE).stdout.strip():
        sys.exit("the working tree has changes; mutations are applied to a clean one only")
    code, output = run(BUILD)
    if code != 0:
        sys.exit(output[-2000:] + "\nthe tree does not build")
    filters = {one[4] for one in chosen}
    code, output = test(filters)
    ran = re.search(r"Test run with (\d+) tests?", output)
    if code != 0 or not ran or int(ran.group(1)) < len(filters):
        sys.exit(output[-2000:] + "\nthe named tests must all be there and pass before")
    survived = 0
    for name, path, old, new, named in chosen:
        file = ROOT / path
        try:
            lines = file.read_text().split("\n")
            lines[lines.index(old)] = new
            file.write_text("\n".join(lines))
            code, output = run(BUILD)
            if code != 0:
                verdict = "DOES NOT BUILD\n" + "\n".join(
                    line for line in output.split("\n") if "error:" in line)
            else:
                code, output = test([named])
                names = failed(output)
                verdict = "caught by " + "; ".join(names) if code != 0 and names else "SURVIVED"
        finally:
            subprocess.run(["git", "checkout", "--quiet", "--", path], cwd=ROOT, check=True)
        survived += not verdict.startswith("caught")
        print(f"{name:52} {verdict}", flush=True)
    # The build as it was.
    run(BUILD)
    print(f"{len(chosen) - survived} of {len(chosen)} caught")
    sys.exit(1 if survived else 0)


if __name__ == "__main__":
    main()
