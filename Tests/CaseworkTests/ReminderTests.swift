import Testing

@testable import Casework

@Suite("Reminders")
struct ReminderTests {
  private static func scene() throws -> Scene {
    var scene = try Scene()
    scene.add("甲", [.team])
    scene.add("乙")
    return scene
  }

  private static func set(
    _ recurrence: Recurrence, to: PersonReference? = nil, _ text: String = "开会"
  ) -> Act {
    .time(
      .remind(
        ReminderRequest(to: to, text: text, rule: recurrence.words, recurrence: recurrence)))
  }

  private static func say(_ scene: inout Scene) throws -> Decision {
    let decision = try Reminding.decideDue(scene.book, now: scene.now, rules: scene.rules)
    for event in decision.events { try scene.book.append(event) }
    return decision
  }

  @Test("a clock that goes back repeats nothing, one that leaps says it once")
  func clockSteps() throws {
    var scene = try ReminderTests.scene()
    try scene.act(ReminderTests.set(.daily(at: 600)), by: "甲")
    let start = scene.now
    scene.now = start.adding(minutes: 60)
    #expect(try ReminderTests.say(&scene).replies.count == 1)
    scene.now = start
    #expect(try ReminderTests.say(&scene).replies.isEmpty)
    scene.now = start.adding(days: 40)
    let late = try ReminderTests.say(&scene)
    #expect(late.replies.count == 1)
    #expect(late.text.contains("补发"))
    #expect(try ReminderTests.say(&scene).replies.isEmpty)
  }

  @Test("what another is to be told at night waits for the morning, at whatever hour")
  func quietHours() throws {
    for minute in stride(from: 0, to: 1440, by: 30) {
      var scene = try ReminderTests.scene()
      let day = scene.rules.zone.day(of: scene.now).adding(days: 1)
      try scene.act(
        ReminderTests.set(.once(day, at: minute), to: .name("乙")), by: "甲")
      var said: [Int] = []
      for _ in 0..<144 {
        scene.now = scene.now.adding(minutes: 30)
        if try !ReminderTests.say(&scene).replies.isEmpty {
          said.append(scene.rules.zone.minuteOfDay(of: scene.now))
        }
      }
      #expect(said.count == 1, "\(TimeOfDay.text(minute))")
      #expect(said.allSatisfy { (480..<1200).contains($0) }, "\(TimeOfDay.text(minute)): \(said)")
    }
  }

  @Test("one's own is said when it was asked for, at night too")
  func ownAtNight() throws {
    var scene = try ReminderTests.scene()
    let day = scene.rules.zone.day(of: scene.now)
    try scene.act(
      ReminderTests.set(.once(day, at: 23 * 60), to: .me), by: "甲")
    scene.now = scene.rules.zone.moment(on: day, minute: 23 * 60)
    #expect(try ReminderTests.say(&scene).replies.map(\.to) == [.person(PersonID("p-甲"))])
  }

  @Test("one held over night and repeated is said once a day")
  func repeatedAtNight() throws {
    var scene = try ReminderTests.scene()
    try scene.act(ReminderTests.set(.daily(at: 22 * 60), to: .name("乙")), by: "甲")
    var count = 0
    for _ in 0..<(24 * 10) {
      scene.now = scene.now.adding(minutes: 60)
      count += try ReminderTests.say(&scene).replies.count
    }
    #expect(count == 10)
  }

  @Test("nobody is reminded for whoever has left, nor by them; the other one hears that it ended")
  func whoLeft() throws {
    for (leaver, other) in [("甲", "乙"), ("乙", "甲")] {
      var scene = try ReminderTests.scene()
      try scene.act(ReminderTests.set(.daily(at: 600), to: .name("乙")), by: "甲")
      var person = try #require(scene.book.person(PersonID("p-\(leaver)")))
      person.groups = []
      scene.book.put(person)
      scene.now = scene.now.adding(minutes: 90)
      let decision = try ReminderTests.say(&scene)
      #expect(decision.replies.map(\.to) == [.person(PersonID("p-\(other)"))])
      #expect(decision.text.contains("不在工作群里"))
      #expect(decision.events.map(\.change) == [.reminderCancelled(ReminderCancelled())])
    }
  }

  @Test("what somebody set for a group is the group's: it is said after he left")
  func groupAfterLeaving() throws {
    var scene = try ReminderTests.scene()
    try scene.act(ReminderTests.set(.daily(at: 600)), by: "甲")
    var person = try #require(scene.book.person(PersonID("p-甲")))
    person.groups = []
    scene.book.put(person)
    scene.now = scene.now.adding(minutes: 90)
    let decision = try ReminderTests.say(&scene)
    #expect(decision.replies.map(\.to) == [.group(Scene.chat)])
    #expect(decision.text.contains("已离开"))
  }

  @Test("the scheduler is told when to look: never later than something is to be said")
  func nextDue() throws {
    var scene = try ReminderTests.scene()
    try scene.act(ReminderTests.set(.daily(at: 22 * 60), to: .name("乙")), by: "甲")
    try scene.act(ReminderTests.set(.workdays(at: 600)), by: "甲")
    for _ in 0..<600 {
      let next = try #require(
        try Reminding.nextDue(scene.book, now: scene.now, rules: scene.rules))
      let decision = try ReminderTests.say(&scene)
      #expect(decision.replies.isEmpty == (next > scene.now))
      scene.now = scene.now.adding(minutes: 17)
    }
  }

  @Test("a private one goes into the restricted chain, a group's into the open one")
  func chains() throws {
    var scene = try ReminderTests.scene()
    let open = try scene.act(ReminderTests.set(.daily(at: 600)), by: "甲")
    let own = try scene.act(ReminderTests.set(.daily(at: 600), to: .me), by: "甲")
    #expect(open.events.map(\.audience) == [.open])
    #expect(own.events.map(\.audience) == [.restricted])
  }
}
