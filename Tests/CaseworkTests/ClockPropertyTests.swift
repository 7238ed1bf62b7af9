import TestSupport
import Testing

@testable import Casework

/// The clock over a year and over clocks that jump: everything once, nothing out of hours, never busy
/// for nothing.
@Suite("The clock, at random")
struct ClockPropertyTests {
  /// A ledger of the clock, ticked as the program ticks it.
  private struct World {
    var scene: Scene
    var notices: [RecordID: Int] = [:]
    var said: [(at: Instant, reply: Reply)] = []
    var lastAlive: Instant?

    init(seed: UInt64) throws {
      var generator = SeededGenerator(seed: seed)
      scene = try Scene()
      var group = Group(id: Scene.chat, kind: .units)
      group.boundAt = Scene.start.adding(days: -10)
      scene.book.put(group)
      scene.add("孙主任", [.congress])
      scene.add("小周", [.team])
      scene.add("李工", [.unit], unit: Scene.unit)
      let today = scene.rules.zone.day(of: Scene.start)
      for number in 1...12 {
        let isRestricted = number > 9
        let due = today.adding(days: Int.random(in: -5...40, using: &generator))
        let unit = Bool.random(using: &generator)
        var matter = Case(
          number: CaseNumber(number, series: isRestricted ? .restricted : .open),
          title: "第\(number)件",
          details: CaseDetails(
            unit: unit ? UnitReference(id: Scene.unit, name: "住建局") : nil,
            urgent: Int.random(in: 0..<4, using: &generator) == 0),
          state: .assigned, registrant: PersonID("p-小周"),
          registeredAt: Scene.start.adding(days: -20), chat: Scene.chat, message: nil,
          due: Deadline(day: due, rule: "", from: today.adding(days: -20), calendar: ""),
          procedure: "1")
        matter.lead = Bool.random(using: &generator) ? PersonID("p-孙主任") : PersonID("p-小周")
        if let unit = matter.details.unit, !isRestricted {
          var handling = Handling()
          handling.handed = HandOver(
            unit: unit, due: matter.due, by: PersonID("p-小周"), at: matter.registeredAt,
            received: Receipt(by: PersonID("p-李工"), at: matter.registeredAt))
          matter.handling = handling
        }
        scene.book.put(matter)
      }
    }

    /// One tick; how many rules had something to do.
    @discardableResult
    mutating func tick(at now: Instant) throws -> Int {
      if let silence = Silence.since(lastAlive, now: now) { try scene.book.append(silence.event) }
      lastAlive = now
      var busy = 0
      for rule in Timekeeping.rules {
        guard let due = try rule.next(scene.book, now, scene.rules), due <= now else { continue }
        busy += 1
        let decision = try rule.decide(scene.book, now, scene.rules)
        #expect(!decision.events.isEmpty, "\(rule.name) is due and does nothing")
        for event in decision.events {
          try scene.book.append(event)
          if case .noticed = event.change, let record = event.record {
            notices[record, default: 0] += 1
          }
        }
        said += decision.replies.map { (now, $0) }
        let again = try rule.next(scene.book, now, scene.rules)
        #expect(again.map { $0 > now } ?? true, "\(rule.name) is due again at once")
      }
      return busy
    }
  }

  @Test("clocks that jump back and forth: each notice once", arguments: 1...40)
  func once(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var world = try World(seed: UInt64(seed))
    var now = Scene.start
    for _ in 0..<300 {
      let step: Int64 =
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: -Int64.random(in: 1...(3 * 86_400), using: &generator)
        case 1: Int64.random(in: 1...(6 * 86_400), using: &generator)
        case 2...4: Int64.random(in: 1...(12 * 3600), using: &generator)
        default: Int64.random(in: 1...3600, using: &generator)
        }
      now = now.adding(seconds: step)
      try world.tick(at: now)
    }
    #expect(!world.notices.isEmpty)
    for (record, count) in world.notices { #expect(count == 1, "\(record) \(count) times") }
    // What is said of a group and a day is said once, too.
    let digests = world.said.compactMap { item -> String? in
      guard case .group = item.reply.to else { return nil }
      return item.reply.text.lines.first.map { line in Wording(lines: [line]).plain }
    }
    let days = digests.map { $0.prefix { $0 != "：" } }
    #expect(Set(days).count == days.count, "\(days)")
  }

  @Test("a quarter, minute by minute where it matters: working hours only, the urgent apart")
  func hours() throws {
    var world = try World(seed: 7)
    let (zone, calendar) = (world.scene.rules.zone, world.scene.rules.calendar)
    let end = Scene.start.adding(days: 90)
    var now = Scene.start
    var digestDays: Set<CivilDate> = []
    while now < end {
      world.lastAlive = now
      let before = world.said.count
      try world.tick(at: now)
      for item in world.said[before...] {
        let day = zone.day(of: item.at)
        let minute = zone.minuteOfDay(of: item.at)
        let numbers = world.scene.book.matters.values.filter { $0.details.urgent }
        let urgent =
          numbers.contains { item.reply.text.plain.contains("\($0.number)号") }
          || item.reply.text.plain.contains("您有一项待办")
        if !urgent {
          #expect(calendar.isWorkday(day), "\(day): \(item.reply.text.plain)")
          #expect((480..<1200).contains(minute), "\(minute): \(item.reply.text.plain)")
        }
        if case .group = item.reply.to, minute == 510 { digestDays.insert(day) }
      }
      // Every due moment is a full minute; between them nothing can fall due.
      let next = try Timekeeping.rules.compactMap {
        try $0.next(world.scene.book, now, world.scene.rules)
      }.min()
      now = max(now.adding(seconds: 60), next ?? end)
    }
    let first = zone.day(of: Scene.start)
    let expected = (1..<90).map { first.adding(days: $0) }.filter(calendar.isWorkday)
    #expect(digestDays == Set(expected))
  }

  @Test("restricted cases leave no trace in what anybody else gets")
  func twinWorlds() throws {
    func play(withRestricted: Bool) throws -> [String] {
      var world = try World(seed: 11)
      if !withRestricted {
        var book = Book()
        for group in world.scene.book.groups() { book.put(group) }
        for unit in world.scene.book.units() { book.put(unit) }
        for person in world.scene.book.people() { book.put(person) }
        for matter in world.scene.book.matters.values where matter.number.series == .open {
          book.put(matter)
        }
        world.scene.book = book
      }
      var now = Scene.start
      for _ in 0..<60 {
        world.lastAlive = now
        try world.tick(at: now)
        now = now.adding(seconds: 6 * 3600 - 1800)
      }
      let notices = world.scene.book.entries.filter { $0.event.audience == .open }.map {
        "\($0.event.record?.description ?? "") \($0.event.stamp.at.milliseconds)"
      }
      let said = world.said.filter { $0.reply.unreachable != .wait }.map {
        "\($0.reply.to) \($0.reply.text.plain)"
      }
      return notices + said
    }
    #expect(try play(withRestricted: true) == play(withRestricted: false))
  }
}
