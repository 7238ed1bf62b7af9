import Casework
import Chat
import Foundation
import Ledger
import Synchronization
import Testing

@testable import Bot
@testable import Commands

/// Two ledgers that differ only in restricted records give everybody without clearance the same words,
/// the same exports and the same open anchor, byte for byte.
@Suite("双世界")
struct TwinWorldsTests {
  private static let uncleared = ["小周", "王主任", "钱七", "李工", "老管", "小马"]
  private static let cleared = ["案管员", "毛主任", "孙主任"]

  @Test("nothing tells of fifty restricted records: no answer, list, count, export or anchor")
  func worlds() async throws {
    let plain = try await TwinWorld(holdsRestricted: false)
    let full = try await TwinWorld(holdsRestricted: true)
    for world in [plain, full] { try await world.begin() }
    #expect(!plain.arranged.isEmpty && plain.arranged == full.arranged)
    var lines: [TwinWorld.Line] = []
    for speaker in TwinWorldsTests.uncleared {
      for text in try TwinWorld.commands(by: speaker) {
        lines.append(
          TwinWorld.Line(speaker: speaker, place: "群:监督群", text: TwinWorld.inGroup(text)))
        lines.append(TwinWorld.Line(speaker: speaker, place: "私:\(speaker)", text: text))
      }
    }
    for speaker in TwinWorldsTests.cleared {
      for text in try TwinWorld.commands(by: speaker) {
        lines.append(
          TwinWorld.Line(speaker: speaker, place: "群:监督群", text: TwinWorld.inGroup(text)))
      }
    }
    #expect(lines.count > 1000)
    for (index, line) in lines.enumerated() {
      let first = try await plain.say(line)
      let second = try await full.say(line)
      #expect(first == second, "\(line.speaker) → \(line.place): \(line.text)")
      // A look at the whole every now and then says where it began; restarts on the way.
      if index % 150 == 149 {
        try await TwinWorldsTests.expectSame(plain, full, "after \(line.text)")
        for world in [plain, full] { try await world.stage.reopen() }
      }
      if index % 400 == 399 {
        let (left, right) = (try await plain.advance(), try await full.advance())
        #expect(left == right, "what the clock said after \(line.text)")
      }
    }
    try await TwinWorldsTests.expectSame(plain, full, "at the end")
    // The other world does hold what nobody noticed.
    // What the uncleared hand over themselves stands in both.
    let ofTheirOwn = try await plain.restrictedCases()
    #expect(try await full.restrictedCases() >= ofTheirOwn + 50)
    let seen = try await full.say(
      TwinWorld.Line(speaker: "案管员", place: "私:案管员", text: "查 限3"), hears: "案管员")
    #expect(seen.contains { $0.text.contains("限3号") })
    for world in [plain, full] { try await world.close() }
  }

  static func expectSame(_ left: TwinWorld, _ right: TwinWorld, _ when: String) async throws {
    let (first, second) = (try await left.ledger(), try await right.ledger())
    #expect(first.anchor == second.anchor, "\(when): the open anchors differ")
    #expect(first.cases == second.cases, "\(when): the exported cases differ")
    for (one, other) in zip(first.events, second.events) where one != other {
      Issue.record("\(when): an exported event differs: \(one) | \(other)")
      break
    }
    #expect(first.events.count == second.events.count, "\(when)")
  }
}

/// One of the two worlds: the real pipeline, ledger file and outbox worker on a stage of its own.
final class TwinWorld {
  struct Line {
    var speaker: String
    var place: String
    var text: String
  }

  struct Books: Equatable {
    var anchor: String
    var cases: [String]
    var events: [String]
  }

  let stage: Stage
  /// What was said when the deputies were arranged.
  private(set) var arranged: [Transcript.Spoken] = []
  private let holds: Bool
  private let difference: TwinWorldsTests.Difference?
  private static let words = ["甲路积水", "乙路路灯", "丙乡桥面", "丁街道公厕", "幸福路停车场"]

  convenience init(holdsRestricted: Bool) async throws {
    try await self.init(nil, holds: holdsRestricted)
  }

  /// - Parameter difference: Nil: restricted records.
  init(_ difference: TwinWorldsTests.Difference?, holds: Bool) async throws {
    self.difference = difference
    self.holds = holds
    stage = try await Stage(mode: .plain)
  }

  func close() async throws { try await stage.close() }

  // MARK: What there is

  func begin() async throws {
    for direction in [
      "群 监督群", "单位 区住房和城乡建设局=区住建局、住建局 区民政局=区民政局",
      "人 小周=专 王主任=人、签发 钱七=纪、签发 李工=单:区住建局 老管=管 小马=员 小何=员:区住建局 吴十=专、审定 案管员=纪、接收 毛主任=纪 孙主任=人",
      "时 2026-09-14 09:00",
    ] {
      _ = try await stage.direct(direction)
    }
    let fields = difference?.fields(holds: holds) ?? ""
    for (index, title) in TwinWorld.words.enumerated() {
      _ = try await stage.direct(
        "事项 \(title) 登记=小马 责任=区住建局 领衔=孙主任 联系=小周 期限=2026-09-\(14 + index)\(fields) 进展=已看过")
      _ = try await stage.direct("事项 \(title)二期 登记=小周 责任=区住建局")
    }
    // A closing that lapses while the play goes on.
    _ = try await say(Line(speaker: "小周", place: "私:小周", text: "销号 1"))
    _ = try await say(Line(speaker: "小周", place: "私:小周", text: "确认"))
    if let difference {
      for (speaker, text) in difference.acts(holds: holds) {
        _ = try await say(Line(speaker: speaker, place: "私:\(speaker)", text: text))
      }
      try await arrangeDeputies()
      return
    }
    guard holds else { return try await arrangeDeputies() }
    let titles = TwinWorld.words
    try await stage.seed { round in
      for index in 0..<54 { try round.holdRestricted(titles[index % titles.count], index) }
    }
    try await arrangeDeputies()
    // And some by the way of all acts; whoever stands in for the cleared hears of none.
    for (speaker, text) in [
      ("吴十", "移送 1 纪委 由事及人"), ("吴十", "确认"), ("吴十", "线索 范围:限知"), ("吴十", "1"), ("吴十", "确认"),
      ("案管员", "回执 限55 已收"), ("案管员", "领衔 限55 孙主任 联系：毛主任 期限：9月14日"), ("孙主任", "进展 限55 已核"),
      ("毛主任", "查 限55"), ("案管员", "销号 限55"), ("案管员", "确认"), ("案管员", "我的"), ("案管员", "下一页"),
      ("孙主任", "逾期"), ("孙主任", "领衔 限55 没这个人"), ("毛主任", "销号 限1"), ("吴十", "移送 1 纪委"),
    ] {
      let heard = try await say(Line(speaker: speaker, place: "私:\(speaker)", text: text))
      #expect(heard == [], "\(speaker): \(text)")
    }
  }

  /// For those who see what the others do not, some who do not see it stand in as long as the play lasts:
  /// whom they stand in for, and how many things of his they see to, is the same in both worlds.
  private func arrangeDeputies() async throws {
    for (principal, deputy) in [("孙主任", "小马"), ("毛主任", "老管"), ("案管员", "小何")] {
      for text in ["/代理 \(principal) \(deputy) 9月14日至12月31日", "/确认"] {
        arranged += try await say(Line(speaker: "小周", place: "群:监督群", text: text))
      }
    }
  }

  // MARK: Playing

  /// What is heard by whoever has no clearance: not what goes to the cleared, nor to who handed over.
  func say(_ line: Line, hears: String? = nil) async throws -> [Transcript.Spoken] {
    let heard = try await stage.say(
      Transcript.Spoken(speaker: line.speaker, place: line.place, lines: [line.text]))
    return (heard + stage.deleted()).filter { spoken in
      spoken.place == hears.map { "私:\($0)" } || !apart.contains(spoken.place)
    }
  }

  /// Private chats of those who may see what the worlds differ in.
  private var apart: Set<String> {
    let cleared = difference?.cleared ?? ["案管员", "毛主任", "孙主任", "吴十"]
    return Set(cleared.map { "私:\($0)" })
  }

  /// Three days on, at the same hour; what lapsed is said.
  func advance() async throws -> [Transcript.Spoken] {
    stage.time.now = stage.time.now.adding(seconds: 3 * 86_400)
    // A message that cannot be delivered is told to the administrators.
    _ = try await stage.direct("拒收 私:小马")
    try await stage.turn()
    let lead = Line(speaker: "小周", place: "群:监督群", text: "/领衔 2 小马")
    return stage.heard().filter { !apart.contains($0.place) } + (try await say(lead))
  }

  func restrictedCases() async throws -> Int {
    try await stage.reopen()
    return try await stage.restrictedCases()
  }

  /// The digest of every table.
  func tables() async throws -> ProjectionDump {
    try await stage.reopen()
    return try ProjectionDump.of(path: stage.ledgerPath)
  }

  func ledger() async throws -> Books {
    try await stage.reopen()
    let export = try Export(path: stage.ledgerPath, zone: .shanghai)
    var cases: [String] = []
    var events: [String] = []
    try export.cases(overdue: { _ in 1 }) { cases.append(JSONLines.line($0) + CSV.line($0)) }
    try export.events { events.append(JSONLines.line($0) + CSV.line($0)) }
    let report = try Auditor.verify(path: stage.ledgerPath)
    #expect(report.holds, "\(report.findings)")
    return Books(anchor: "\(report.chains.map(\.head)[0])", cases: cases, events: events)
  }

  // MARK: What is typed

  /// Every command as its declaration shows it, and what leads near restricted records.
  static func commands(
    by speaker: String,
    numbers: [String] = ["1", "限1", "限3", "限2026-0003", "限55", "限99", "99"]
  ) throws -> [String] {
    var commands = Catalogue.all.map(\.example)
    for number in numbers {
      // What is hidden would be asked about in vain from then on.
      let isThere = Int(number).map { $0 < 90 } ?? false
      commands += Catalogue.all.filter {
        $0.parts.first?.name == "编号" && !(isThere && $0.verb == .redact)
      }.map { "\($0.name) \(number)" }
      commands += [
        number, "查 \(number)", "进展 \(number) 已到现场", "领衔 \(number) 孙主任 期限：9月30日",
        "领衔 \(number) 孙主任 期限：读不懂", "销号 \(number) 整改完成", "撤回 \(number)", "查 1、\(number)",
      ]
    }
    for word in words + ["区住建局", "孙主任", "毛主任", "案管员", "移送的情况", "交接的线索", "待销号", "在办", "逾期 区住建局"] {
      commands += ["查 \(word)", word]
    }
    commands += [
      "逾期", "我的", "状态", "成员", "单位", "下一页", "撤回", "确认", "1", "回执", "回执 已收", "移送 1 纪委", "不用了",
      "线索 \(words[0])", "线索 \(words[1]) 责任：区住建局", "1是谁反映的", "今年处理了几个人", "线索 范围：限知",
      "把逾期的发我", "\(speaker)那个积水怎么样了",
    ]
    return commands
  }

  /// An exported event without the hash of its entry.
  static func withoutHash(_ event: String) -> String {
    event.replacing(/[0-9a-f]{64}/, with: "")
  }

  static func inGroup(_ text: String) -> String { "@联督 \(text)" }
}

extension Stage {
  /// What the IM was asked to delete since the last look: where, and whether it was a member's or the bot's.
  fileprivate func deleted() -> [Transcript.Spoken] {
    let gone = service.state.withLock { state in
      defer { state.deleted = [] }
      return state.deleted
    }
    return gone.map {
      Transcript.Spoken(
        speaker: "撤下", place: cast.place(ofChat: $0.chat), lines: ["\($0.id.prefix(1))"])
    }
  }

  fileprivate func restrictedCases() async throws -> Int {
    var count = 0
    _ = try ProjectionDump.of(path: ledgerPath) { line in
      if line.contains("\"restricted\"\t"), line.hasPrefix("-") { count += 1 }
    }
    return count
  }
}

extension Round {
  /// A restricted case with the words, unit, lead, due day and project of an open one, linked to it;
  /// every third one waits to be closed and lapses, every second one has a reminder.
  fileprivate func holdRestricted(_ title: String, _ index: Int) throws {
    func id(_ name: String) throws -> PersonID {
      guard let person = try casebook.people().first(where: { $0.name == name }) else {
        throw Stage.Mismatch(description: "\(name) is not in the cast")
      }
      return person.id
    }
    let number = try casebook.nextRestrictedNumber()
    let (sender, receiver) = (try id("吴十"), try id("案管员"))
    let (lead, contact) = (try id("孙主任"), try id("毛主任"))
    let origin = CaseNumber(index % 9 + 2)
    func record(_ change: Change, by actor: PersonID) throws {
      try append([
        Event(stamp: Event.Stamp(at: now, actor: actor), record: .matter(number), change: change)
      ])
    }
    let unit = try casebook.units().first
    let due = CivilDate(year: 2026, month: 9, day: 14 + index % 5).map {
      Deadline(
        day: $0, rule: "\($0)", from: pipeline.rules.zone.day(of: now),
        calendar: pipeline.rules.calendar.version)
    }
    let details = CaseDetails(
      unit: unit.map { UnitReference(id: $0.id, name: $0.name) }, project: "幸福路停车场", urgent: true)
    try record(
      .registered(
        CaseRegistered(
          title: title, details: details, due: due, state: .registered,
          procedure: pipeline.rules.procedure.version)), by: sender)
    func turn(_ turn: Turn) throws {
      let step = Step(old: .registered, new: .registered)
      try record(.turned(CaseTurned(turn, step: step)), by: sender)
    }
    try turn(.transferred(Transfer(from: sender, to: receiver, at: now, origin: origin)))
    try turn(.receiversSet(ReceiversSet(new: [receiver], old: [])))
    let old = CaseLed.Leadership(lead: nil, contacts: [], due: due)
    let new = CaseLed.Leadership(lead: lead, contacts: [contact], due: due)
    try record(
      .led(CaseLed(new: new, old: old, step: Step(old: .registered, new: .assigned))),
      by: receiver)
    try record(
      .progressed(
        CaseProgressed(text: title, step: Step(old: .assigned, new: .rectifying))), by: contact)
    if index % 3 == 0 {
      try record(
        .closeProposed(
          CloseProposed(
            result: .rectified, lapses: now.adding(seconds: Int64(index + 1) * 40_000),
            step: Step(old: .rectifying, new: .closing))), by: contact)
    }
    guard index % 2 == 0, let account = try casebook.person(receiver)?.accounts.first,
      let local = pipeline.names.local(account.text)
    else { return }
    let chat = pipeline.names.chat(pipeline.privateChat(local))
    let reminder = ReminderID(chat: chat, serial: index / 2 + 1, audience: .restricted)
    try append([
      Event(
        stamp: Event.Stamp(at: now, actor: receiver), record: .reminder(reminder),
        change: .reminderSet(
          Reminder(
            id: reminder, text: title, owner: receiver, rule: "明天",
            next: now.adding(seconds: 86_400))))
    ])
  }
}
