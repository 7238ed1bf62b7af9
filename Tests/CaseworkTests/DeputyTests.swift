import Testing

@testable import Casework

@Suite("Who stands in for whom")
struct DeputyTests {
  private static func scene() throws -> Scene {
    var scene = try Scene()
    for (name, roles) in [
      ("小周", [Role.team]), ("吴十", [.team]), ("孙主任", [.congress]), ("小马", []), ("案管员", []),
    ] as [(String, [Role])] {
      scene.add(name, roles)
    }
    for number in 1...3 {
      var matter = Case(
        number: CaseNumber(number, series: number == 3 ? .restricted : .open), title: "路灯不亮",
        details: CaseDetails(), state: .rectifying, registrant: PersonID("p-小周"),
        registeredAt: Scene.start, chat: nil, message: nil, due: nil, procedure: "1")
      matter.lead = PersonID(number == 2 ? "p-小周" : "p-孙主任")
      matter.contacts = number == 2 ? [PersonID("p-孙主任")] : []
      scene.book.put(matter)
    }
    return scene
  }

  private static func deputise(_ from: String, _ until: String) throws -> Act {
    guard let first = CivilDate(iso: from), let last = CivilDate(iso: until) else {
      throw Scene.Missing(what: from)
    }
    return .reporting(
      .deputise(
        Deputising(principal: .me, deputy: .name("小马"), from: first, until: last)))
  }

  private static func actor(_ name: String, _ scene: Scene, on day: String) throws -> Actor {
    guard let person = scene.book.person(PersonID("p-\(name)")), let day = CivilDate(iso: day)
    else {
      throw Scene.Missing(what: name)
    }
    var actor = Actor(person: person, teamExists: true)
    actor.standsInFor = try Deputies.principals(of: person.id, on: day, scene.book)
    return actor
  }

  @Test(
    "a deputy may on those days what lead and contact may, before and after nothing",
    arguments: [
      ("2026-09-17", false), ("2026-09-18", true), ("2026-09-19", true), ("2026-09-20", true),
      ("2026-09-21", false),
    ])
  func days(_ row: (day: String, may: Bool)) throws {
    var scene = try DeputyTests.scene()
    try scene.actAndConfirm(DeputyTests.deputise("2026-09-18", "2026-09-20"), by: "孙主任")
    let actor = try DeputyTests.actor("小马", scene, on: row.day)
    for number in [1, 2] {
      let matter = try #require(scene.book.matter(CaseNumber(number)))
      #expect(AccessPolicy.allows(actor, .progress, on: matter) == row.may)
      #expect(AccessPolicy.allows(actor, .urge, on: matter) == row.may)
      #expect(AccessPolicy.allows(actor, .verify, on: matter) == row.may)
    }
  }

  @Test("a restricted case is no deputy's, unless its receivers let him see it")
  func restricted() throws {
    var scene = try DeputyTests.scene()
    try scene.actAndConfirm(DeputyTests.deputise("2026-09-18", "2026-09-20"), by: "孙主任")
    let actor = try DeputyTests.actor("小马", scene, on: "2026-09-18")
    var matter = try #require(scene.book.matter(CaseNumber(3, series: .restricted)))
    #expect(!AccessPolicy.allows(actor, .progress, on: matter))
    matter.handling = Handling()
    matter.handling?.receivers = [PersonID("p-小马")]
    #expect(AccessPolicy.allows(actor, .progress, on: matter))
  }

  @Test("nothing of a principal's roles or rights goes along")
  func noRoles() throws {
    var scene = try DeputyTests.scene()
    try scene.actAndConfirm(
      .reporting(
        .deputise(
          Deputising(
            principal: .name("吴十"), deputy: .name("小马"), from: CivilDate(dayNumber: 20_000),
            until: CivilDate(dayNumber: 30_000)))), by: "小周")
    let actor = try DeputyTests.actor("小马", scene, on: "2026-09-18")
    #expect(actor.standsInFor == [PersonID("p-吴十")])
    for verb in [Verb.close, .assign, .export, .handOver, .approve] {
      #expect(!AccessPolicy.allows(actor, verb))
    }
  }

  @Test("until it is confirmed nothing moves")
  func unconfirmed() throws {
    var scene = try DeputyTests.scene()
    try scene.act(DeputyTests.deputise("2026-09-14", "2026-09-14"), by: "孙主任")
    #expect(try DeputyTests.actor("小马", scene, on: "2026-09-14").standsInFor.isEmpty)
  }

  // MARK: 交接

  @Test("everything open goes over in one batch; nothing restricted does, states stay")
  func handOver() throws {
    var scene = try DeputyTests.scene()
    let act = Act.reporting(
      .handOver(from: .name("孙主任"), to: .name("小马"), restricted: false))
    let shown = try scene.decision(act, by: "小周")
    #expect(!shown.text.contains("限"))
    try scene.actAndConfirm(act, by: "小周")
    let heir = PersonID("p-小马")
    let first = try #require(scene.book.matter(CaseNumber(1)))
    let second = try #require(scene.book.matter(CaseNumber(2)))
    #expect(first.lead == heir && first.state == .rectifying)
    #expect(second.contacts == [heir] && second.lead == PersonID("p-小周"))
    let restricted = try #require(scene.book.matter(CaseNumber(3, series: .restricted)))
    #expect(restricted.lead == PersonID("p-孙主任"))
  }

  @Test("restricted ones need a decision of their own, in private, of a receiver")
  func handOverRestricted() throws {
    var scene = try DeputyTests.scene()
    let act = Act.reporting(
      .handOver(from: .name("孙主任"), to: .name("小马"), restricted: true))
    #expect(try scene.decision(act, by: "小周").refusal == .unavailable)
    var receiver = try #require(scene.book.person(PersonID("p-小周")))
    receiver.rights = [.receive]
    scene.book.put(receiver)
    #expect(try scene.decision(act, by: "小周").refusal == .unavailable)
    let situation = try scene.situation("小周", at: .privateChat(ChatID("im:1")))
    let shown = try decide(act, scene.book, situation)
    guard case .open(let dialogue) = shown.dialogue, case .confirm(let asked) = dialogue.question
    else {
      Issue.record("not shown: \(shown.text)")
      return
    }
    #expect(asked.subjects.map(\.number) == [CaseNumber(3, series: .restricted)])
    let done = try decide(.confirmed(act, asked), scene.book, situation)
    #expect(done.events.map(\.audience) == [.restricted])
    // What reaches the heir unasked tells a lock screen nothing.
    let told = try #require(done.replies.last)
    #expect(told.to == .person(PersonID("p-小马")) && told.isRestricted)
    #expect(try told.leaving(scene.book) == nil)
    for event in done.events { try scene.book.append(event) }
    #expect(try told.leaving(scene.book) == .notice(to: PersonID("p-小马")))
  }

  @Test("nobody can be led and kept contact for twice over")
  func heirIsContact() throws {
    var scene = try DeputyTests.scene()
    try scene.actAndConfirm(
      .reporting(.handOver(from: .name("孙主任"), to: .name("小周"), restricted: false)), by: "小周")
    let second = try #require(scene.book.matter(CaseNumber(2)))
    #expect(second.lead == PersonID("p-小周") && second.contacts.isEmpty)
  }
}
