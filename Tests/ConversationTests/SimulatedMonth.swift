import Casework
import Foundation
import Ledger
import TestSupport

@testable import Bot

/// A month of a work group, made up by chance from a seed and played over the real pipeline, the
/// real ledger file and the real outbox; only clock and IM are simulated. What must hold always is
/// checked on the way, the rest at the end.
final class SimulatedMonth {
  /// What one person got from the bot on one day without asking.
  struct Noise {
    /// By the clock, in private.
    var clock = 0
    /// Because somebody else did something about their case, in private.
    var told = 0

    var all: Int { clock + told }

    mutating func add(byClock: Bool) {
      if byClock { clock += 1 } else { told += 1 }
    }
  }

  let seed: UInt64
  let stage: Stage
  var chance: SeededGenerator
  /// How many clues were told, and how many were handed over as restricted.
  var told = 0
  var handedOver = 0
  private var registered = 0
  private(set) var acts = 0
  private(set) var messages = 0
  private(set) var restarts = 0
  /// What did not hold, with the seed and the act that show it again.
  private(set) var broken: [String] = []
  /// By group and day.
  private(set) var digests: [String: [CivilDate]] = [:]
  private(set) var noise: [CivilDate: [String: Noise]] = [:]
  /// The same for each group: what nobody asked there.
  private(set) var groupNoise: [CivilDate: [String: Noise]] = [:]
  /// What the clock said on the day at hand.
  private var saidToday: Set<String> = []
  private var today = CivilDate(dayNumber: 0)
  private var lastText = ""
  private var lastPlace = ""
  private var introduced: Set<String> = []
  private let calendar: WorkCalendar

  static let groups = ["群:监督群", "群:内部群"]
  /// Tells nothing, so that it may be said again.
  private static let veiled = "您有一项待办，请私聊我发“我的”。"

  init(seed: UInt64) async throws {
    self.seed = seed
    chance = SeededGenerator(seed: seed)
    calendar = try Rules.load(Settings()).calendar
    stage = try await Stage(mode: .plain)
    for direction in SimulatedMonth.directions { _ = try await stage.direct(direction) }
  }

  /// Plays from the first day to the last, both included.
  func play(
    from first: CivilDate, through last: CivilDate, clues: Int, acts: Int
  ) async throws {
    let workdays = calendar.workdays(after: first.adding(days: -1), through: last)
    var day = first
    var worked = 0
    while day <= last {
      today = day
      saidToday = []
      if calendar.isWorkday(day) {
        // As many each day, and all of them in the end.
        let share = clues * (worked + 1) / workdays - clues * worked / workdays
        worked += 1
        try await work(clues: share, acts: acts / workdays, isAway: worked == 8)
      }
      // In the middle of a week, on its report's day, on a Sunday.
      if [2, 5, 7].contains(day.weekday.rawValue) { try await compareAnswers() }
      try await advance(minute: 23 * 60 + 59)
      try await checkDay()
      day = day.adding(days: 1)
    }
  }

  // MARK: A day

  private func work(clues: Int, acts: Int, isAway: Bool) async throws {
    // Once the program stands still over the morning; what it missed comes when it is back.
    if isAway {
      note(try await stage.stop(until: moment(10 * 60)), by: nil)
    } else {
      try await advance(minute: 8 * 60 + 30)
    }
    try await compareDigests()
    let opening = isAway ? 601 : 8 * 60 + 31
    var plan = (0..<(clues + acts)).map { index in
      (minute: Int.random(in: opening...19 * 60 + 30, using: &chance), isClue: index < clues)
    }
    plan.sort { ($0.minute, $0.isClue ? 0 : 1) < ($1.minute, $1.isClue ? 0 : 1) }
    for act in plan {
      try await advance(minute: act.minute)
      try await play(act.isClue ? clue() : try await next())
      if chance.chance(2) {
        note(try await stage.direct("重启"), by: nil)
        restarts += 1
      }
    }
  }

  private func next() async throws -> Line {
    if chance.chance(5) { return restricted() }
    let numbers = (0..<4).map { _ in CaseNumber(Int.random(in: 1...max(1, told), using: &chance)) }
    guard chance.chance(85) else { return anything(about: numbers[0]) }
    // What is under way is seen to rather than what is new or over.
    let found = try await stage.read { snapshot in
      let casebook = snapshot.casebook(for: .everyone)
      return try numbers.compactMap { try casebook.matter($0) }
    }
    let under = found.first { $0.state.isOpen && $0.state != .registered && chance.chance(60) }
    guard let matter = under ?? found.first else { return anything(about: numbers[0]) }
    return step(matter, on: today)
  }

  private func moment(_ minute: Int) throws -> Instant {
    let clock = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    guard let moment = SimulatedClock.instant("\(today) \(clock.joined(separator: ":"))") else {
      throw Stage.Mismatch(description: "no moment: \(today) \(clock)")
    }
    return moment
  }

  /// Lets time go by, moment by moment, so that it is known when each thing is said.
  private func advance(minute: Int) async throws {
    let target = try moment(minute)
    while let due = try await stage.pipeline.nextDue(), due <= target {
      let isStuck = due <= stage.time.now
      note(try await stage.advance(to: max(due, stage.time.now)), by: nil)
      if isStuck { break }
    }
    guard target > stage.time.now else { return }
    note(try await stage.advance(to: target), by: nil)
  }

  // MARK: An act

  private func play(_ line: Line) async throws {
    let isPrivate = line.isPrivate ?? chance.chance(40)
    let place =
      isPrivate
      ? "私:\(line.speaker)"
      : SimulatedMonth.inner.contains(line.speaker) ? pick(SimulatedMonth.groups) : "群:监督群"
    let answers = try await say(line, in: place)
    let isClue = line.text.hasPrefix("线索 ") && !line.text.contains("限知")
    if isClue { countRegistered(answers) }
    // Whoever is asked goes on, mostly; a clue is always told to the end.
    guard let answer = answers.last?.text, isClue || chance.chance(85) else { return }
    let word: String? =
      if answer.contains("回：/确认") || answer.contains("回：确认") || answer.contains("内回：") {
        "确认"
      } else if answer.contains("回1") { "1" } else { nil }
    guard let word else { return }
    let further = try await say(Line(speaker: line.speaker, text: word), in: place)
    if isClue { countRegistered(further) }
  }

  private func countRegistered(_ answers: [Transcript.Spoken]) {
    if answers.contains(where: { $0.text.hasPrefix("已登记，") }) { registered += 1 }
  }

  private func say(_ line: Line, in place: String) async throws -> [Transcript.Spoken] {
    acts += 1
    lastText = "\(line.speaker) → \(place): \(line.text)"
    lastPlace = place
    let isGroup = SimulatedMonth.groups.contains(place)
    if line.text.hasPrefix("反馈"), chance.chance(70) { _ = try await stage.direct("照片 1") }
    let text = isGroup ? "@联督 \(line.text)" : line.text
    let before = try await stage.eventCount()
    let said = try await stage.say(
      Transcript.Spoken(speaker: line.speaker, place: place, lines: [text]))
    note(said, by: line.speaker)
    let answers = said.filter { $0.place == place }
    // A word of thanks alone needs no answer.
    expect(
      answers.count == (line.text == "谢谢" ? 0 : 1),
      "\(answers.count) answers: \(answers.map(\.text))")
    // What one act makes others hear: at most one message each. Who speaks for a unit is told once how
    // the bot is used.
    for (place, count) in Dictionary(said.map { ($0.place, 1) }, uniquingKeysWith: +) {
      let isFirst =
        count == 2 && ["交办", "裁定"].contains(where: line.text.hasPrefix)
        && introduced.insert(place).inserted
      expect(count == 1 || isFirst, "\(count) messages to \(place)")
    }
    if chance.chance(8) {
      // The IM delivers it once more: nothing is done or said twice.
      let after = try await stage.eventCount()
      let again = try await stage.direct("重投")
      expect(again.isEmpty, "delivered twice, answered twice: \(again.map(\.text))")
      let now = try await stage.eventCount()
      expect(now == after, "delivered twice, kept twice")
      expect(after >= before, "the journal got shorter")
    }
    return answers
  }

  // MARK: What is heard

  /// Takes down what was said, by whose doing or by the clock's.
  private func note(_ said: [Transcript.Spoken], by speaker: String?) {
    for one in said {
      heard.append(
        Heard(spoken: one, at: stage.time.now, by: speaker, asked: lastPlace, after: lastText))
    }
  }

  struct Heard {
    var spoken: Transcript.Spoken
    var at: Instant
    /// Whoever's act it came from; nil for the clock.
    var by: String?
    /// Where that act was said.
    var asked: String
    var after: String
  }

  /// What was said since the last look.
  private var heard: [Heard] = []

  func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
    guard !holds else { return }
    broken.append("seed \(seed), act \(acts), \(today) \(lastText): \(what())")
  }

  /// What was said on a day: when, to whom, how often.
  private func checkDay() async throws {
    var digestsToday: [String: Int] = [:]
    for one in heard {
      messages += 1
      let (place, text) = (one.spoken.place, one.spoken.text)
      checkRestricted(one)
      if SimulatedMonth.groups.contains(place) {
        if one.by == nil || one.asked != place {
          groupNoise[today, default: [:]][place, default: Noise()].add(byClock: one.by == nil)
        }
        expect(calendar.isWorkday(today), "a group hears something on a day off: \(text)")
      }
      if one.by == nil {
        checkClock(one)
        if isDigest(one) { digestsToday[place, default: 0] += 1 }
      }
      if place.hasPrefix("私:") {
        let person = String(place.dropFirst(2))
        if one.by != person {
          // One for each proposal that lapses, as if somebody had done it.
          let byClock = one.by == nil && !text.contains("销号提请已过期")
          noise[today, default: [:]][person, default: Noise()].add(byClock: byClock)
        }
      }
    }
    heard = []
    for group in SimulatedMonth.groups {
      let count = digestsToday[group] ?? 0
      expect(count == (calendar.isWorkday(today) ? 1 : 0), "\(count) digests in \(group)")
      if count > 0 { digests[group, default: []].append(today) }
    }
    try await checkCases()
  }

  private func isDigest(_ one: Heard) -> Bool {
    SimulatedMonth.groups.contains(one.spoken.place)
      && one.spoken.lines[0].contains("）：") && !one.spoken.lines[0].hasPrefix("本周")
  }

  /// Quiet hours, and nothing twice on a day.
  private func checkClock(_ one: Heard) {
    let (place, text) = (one.spoken.place, one.spoken.text)
    expect(SimulatedMonth.isOpen(one.at), "the clock speaks at night: \(place) \(text)")
    if text != SimulatedMonth.veiled {
      expect(
        saidToday.insert("\(place)\n\(text)").inserted, "the clock says it twice: \(place) \(text)")
    }
    expect(
      calendar.isWorkday(today),
      "the clock speaks on a day off: \(place) \(text)")
  }

  private static func isOpen(_ moment: Instant) -> Bool {
    let minute = (moment.milliseconds / 60_000 + 8 * 60) % 1440
    return (8 * 60..<20 * 60).contains(minute)
  }

  /// What is restricted reaches no group and nobody without clearance.
  private func checkRestricted(_ one: Heard) {
    let (place, text) = (one.spoken.place, one.spoken.text)
    guard !SimulatedMonth.cleared.contains(String(place.dropFirst(2))) else { return }
    expect(
      !text.contains("购物卡") && !text.contains("限1号"), "\(place) hears what is restricted: \(text)")
    guard SimulatedMonth.groups.contains(place) else { return }
    expect(text != SimulatedMonth.veiled, "\(place) hears that something restricted waits")
  }

  /// The digests of the morning say what the ledger holds, counted anew case by case.
  private func compareDigests() async throws {
    let day = today
    let cases = try await cases().filter { matter in
      Duty.of(matter).contains { $0.kind == .rectify && $0.day.map { $0 < day } ?? false }
    }
    for digest in heard.filter({ $0.by == nil && isDigest($0) }) {
      // Where units sit, nothing of the inner circle's is counted.
      let late = cases.count { digest.spoken.place == "群:内部群" || !$0.isInner }
      let first = digest.spoken.lines[0]
      expect(first.hasPrefix("\(day.month)月\(day.day)日"), "another day's digest: \(first)")
      expect(
        first.contains("逾期\(late)件") || late == 0 && first.contains("没有逾期"),
        "\(late) are late, the digest says “\(first)”")
    }
  }

  private func cases() async throws -> [Case] {
    try await stage.read { snapshot in
      let casebook = snapshot.casebook(for: .clock)
      return try (1..<casebook.nextCaseNumber().value).compactMap {
        try casebook.matter(CaseNumber($0))
      }
    }
  }

  private func checkCases() async throws {
    let cases = try await cases()
    expect(
      cases.count == registered && registered == told,
      "\(told) clues were told, \(registered) answered so, \(cases.count) registered")
    expect(Set(cases.map(\.title)).count == cases.count, "one clue stands twice")
    for matter in cases {
      if matter.state.isOpen {
        expect(!Duty.of(matter).isEmpty, "nobody has to do anything about \(matter.number)")
        // One rule of what can be late: duties, the table of cases and the facts of figures.
        let runs = Duty.of(matter).contains { $0.kind == .rectify && $0.day != nil }
        expect(
          runs == (matter.state.clockRuns && matter.due != nil),
          "\(matter.number) is late in one place")
      }
      if matter.state == .closed {
        expect(matter.handling?.lookback != nil, "\(matter.number) is never looked at again")
      }
    }
    let states = Dictionary(cases.map { ($0.state.name, 1) }, uniquingKeysWith: +)
    stateCounts = states
  }

  private(set) var stateCounts: [String: Int] = [:]
}
