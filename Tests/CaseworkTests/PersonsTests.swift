import Casework
import Testing

/// 移送, 回执, 对人, 加入: the rules of what touches persons.
@Suite("What touches persons")
struct PersonsTests {
  private var scene: Scene
  private let number = CaseNumber(1)
  private let restricted = CaseNumber(1, series: .restricted)

  init() throws {
    scene = try Scene()
    scene.add("小周", [.team])
    scene.add("旁人")
    scene.add("老管", [.admin])
    scene.add("纪管", [.admin, .discipline])
    scene.add("钱七", [.discipline])
    addReceiver("案管员", [.discipline])
    try scene.act(.register(Registration(title: "甲路积水")), by: "小周")
  }

  private mutating func addReceiver(_ name: String, _ roles: [Role], inGroup: Bool = true) {
    let id = scene.add(name, roles, inGroup: inGroup)
    guard var person = scene.book.person(id) else { return }
    person.rights = [.receive]
    scene.book.put(person)
  }

  private let home = Situation.Place.privateChat(ChatID("im:home"))

  @discardableResult
  private mutating func privately(_ act: Act, by name: String) throws -> Decision {
    let decision = try decide(act, scene.book, scene.situation(name, at: home))
    for event in decision.events { try scene.book.append(event) }
    return decision
  }

  @discardableResult
  private mutating func confirmed(_ act: Act, by name: String) throws -> Decision {
    let asked = try privately(act, by: name)
    guard case .open(let dialogue) = asked.dialogue, case .confirm(let it) = dialogue.question
    else {
      Issue.record("nothing asked: \(asked.text)")
      return asked
    }
    return try privately(.confirmed(act, it), by: name)
  }

  private var transfer: Act {
    .persons(.transfer(Transferring(.transfer, number: number, side: .discipline, reason: "由事及人")))
  }

  @Test("移送 makes a restricted record; the open case does not change, not even its revision")
  mutating func transferring() throws {
    let before = try #require(scene.book.matter(number))
    let done = try confirmed(transfer, by: "小周")
    #expect(scene.book.matter(number) == before)
    #expect(done.events.allSatisfy { $0.audience == .restricted })
    let matter = try #require(scene.book.matter(restricted))
    #expect(matter.handling?.transfer?.origin == number)
    #expect(matter.handling?.receivers == [PersonID("p-案管员")])
    #expect(!matter.title.contains("积水"))
    #expect(done.replies.last == .notice(to: PersonID("p-案管员")))
  }

  @Test("回执 by the receiver alone, once, then the result", arguments: ["小周", "钱七", "老管"])
  mutating func acknowledging(_ other: String) throws {
    try confirmed(transfer, by: "小周")
    let received = Act.persons(.acknowledge(nil, .received))
    #expect(try privately(received, by: other).refusal == .nothingPending)
    #expect(try privately(received, by: "案管员").refusal == nil)
    #expect(scene.book.matter(restricted)?.handling?.transfer?.received != nil)
    #expect(try privately(received, by: "案管员").refusal == .nothingPending)
    let again = Act.persons(.acknowledge(restricted, .received))
    #expect(try privately(again, by: "案管员").refusal == .wrongState)
    let returned = Act.persons(.acknowledge(restricted, .returned))
    #expect(try privately(returned, by: "案管员").refusal == nil)
    #expect(scene.book.matter(restricted)?.state == .archived)
  }

  @Test("only who has the right 接收 and sits in a group receives, and nobody hands to himself")
  mutating func receivers() throws {
    func hand(_ name: String) -> Act {
      .persons(.transfer(Transferring(.transfer, number: number, to: .name(name))))
    }
    #expect(try privately(hand("钱七"), by: "小周").refusal == .notReceiver)
    addReceiver("走了的", [.discipline], inGroup: false)
    #expect(try privately(hand("走了的"), by: "小周").refusal == .personNotInGroup)
    let congress = Act.persons(.transfer(Transferring(.transfer, number: number, side: .congress)))
    #expect(try privately(congress, by: "小周").refusal == .notReceiver)
    #expect(try privately(hand("案管员"), by: "案管员").refusal == .notReceiver)
    addReceiver("人大接收", [.congress])
    let asked = try privately(
      .persons(.transfer(Transferring(.transfer, number: number))), by: "小周")
    guard case .open(let dialogue) = asked.dialogue, case .choice(let options) = dialogue.question
    else {
      Issue.record("nothing asked: \(asked.text)")
      return
    }
    #expect(options.count == 2)
  }

  @Test("in a group there is one line for all of it, whoever asks")
  func inGroup() throws {
    let acts: [Act] = [
      transfer, .persons(.acknowledge(nil, nil)), .persons(.audit(number, page: 1)),
      .persons(.clue(ClueAboutPerson(text: ""))),
    ]
    let answers = try acts.flatMap { act in
      try ["小周", "旁人", "案管员", "老管"].map { try scene.decision(act, by: $0).text }
    }
    #expect(Set(answers) == ["这类操作请私聊我。"])
  }

  @Test("密存 takes an administrator of the discipline side and a second person")
  mutating func mode() throws {
    let seal = Act.persons(.mode(.sealed))
    #expect(try privately(seal, by: "纪管").refusal == .wrongState)
    scene.rules.sealing = .keyOnly
    #expect(try privately(seal, by: "纪管").refusal == .wrongState)
    scene.rules.sealing = .allowed
    #expect(try privately(seal, by: "小周").refusal == .notAllowed)
    #expect(try privately(seal, by: "老管").refusal == .notAllowed)
    #expect(try privately(seal, by: "钱七").refusal == .notAllowed)
    #expect(try privately(seal, by: "纪管").refusal == nil)
    #expect(try !scene.book.sealsPersons(scene.rules))
    #expect(try privately(seal, by: "纪管").refusal == .samePerson)
    #expect(try privately(seal, by: "老管").refusal == nil)
    #expect(try scene.book.sealsPersons(scene.rules))
    #expect(try privately(.persons(.mode(.handover)), by: "老管").refusal == nil)
    #expect(try !scene.book.sealsPersons(scene.rules))
  }

  @Test("a half that waited too long counts no more")
  mutating func modeLapses() throws {
    scene.rules.sealing = .allowed
    try privately(.persons(.mode(.sealed)), by: "纪管")
    scene.now = scene.now.adding(seconds: 8 * 86_400)
    #expect(try privately(.persons(.mode(.sealed)), by: "老管").refusal == .notAllowed)
    #expect(try !scene.book.sealsPersons(scene.rules))
  }

  @Test("by default nothing of a clue about a person is kept")
  mutating func handover() throws {
    let clue = ClueAboutPerson(text: "某人的事")
    let decision = try privately(.persons(.clue(clue)), by: "旁人")
    #expect(decision.events.isEmpty)
    #expect(!"\(decision)".contains("某人的事"))
  }

  @Test("密存 keeps it for its receiver")
  mutating func sealedClue() throws {
    scene.rules.sealing = .allowed
    try privately(.persons(.mode(.sealed)), by: "纪管")
    try privately(.persons(.mode(.sealed)), by: "老管")
    let decision = try privately(.persons(.clue(ClueAboutPerson(text: "某人的事"))), by: "旁人")
    #expect(decision.events.allSatisfy { $0.audience == .restricted })
    #expect(scene.book.matter(restricted)?.title == "某人的事")
    #expect(!decision.text.contains("某人的事"))
  }

  @Test("反映人 stands in the restricted chain and in no record; without a key it is refused")
  mutating func reporter() throws {
    var registration = Registration(title: "乙路积水")
    registration.reporter = "王大爷"
    #expect(
      try privately(.register(registration), by: "小周").events.allSatisfy { $0.audience == .open })
    #expect(scene.book.matter(CaseNumber(2)) == nil)
    scene.rules.sealing = .keyOnly
    let decision = try privately(.register(registration), by: "小周")
    #expect(decision.events.map(\.audience) == [.open, .restricted])
    #expect(!"\(scene.book.matters)".contains("王大爷") && !decision.text.contains("王大爷"))
  }

  @Test("others hear of a restricted case by words that tell a lock screen nothing, if at all")
  mutating func narrowed() throws {
    try confirmed(transfer, by: "小周")
    let matter = try #require(scene.book.matter(restricted))
    #expect(matter.handling?.receivers == [PersonID("p-案管员")])
    let others: [Reply.Destination] = [
      .person(PersonID("p-小周")), .team, .group(Scene.chat), .administrators,
      .contact(of: Scene.unit),
    ]
    for about in [Reply.Subject.cases([restricted]), .cases([number, restricted])] {
      for to in others {
        #expect(try Reply(to: to, about: about, text: "限1").leaving(scene.book) == nil)
      }
      let cleared = Reply(to: .person(PersonID("p-案管员")), about: about, text: "限1")
      #expect(try cleared.leaving(scene.book) == .notice(to: PersonID("p-案管员")))
    }
    // An answer is for who asked, an open case for everybody, and the words for lock screens tell nothing.
    for reply in [
      Reply(text: "给自己", card: restricted),
      Reply(to: .person(PersonID("p-旁人")), text: "1号", card: number),
      .notice(to: PersonID("p-小周")),
    ] {
      #expect(try reply.leaving(scene.book) == reply)
    }
  }

  @Test("clearance is by name: no role gives it, who left has none")
  mutating func clearance() throws {
    try confirmed(transfer, by: "小周")
    var matter = try #require(scene.book.matter(restricted))
    matter.lead = PersonID("p-旁人")
    func sees(_ person: Person, in book: Book) throws -> Bool {
      try Viewer.Standing.of(.person(person.id), book).sees(matter)
    }
    let cleared = try scene.book.people().filter { try sees($0, in: scene.book) }.map(\.name)
    #expect(Set(cleared) == ["案管员", "旁人"])
    var gone = try #require(scene.book.person(PersonID("p-案管员")))
    gone.groups = []
    var left = scene.book
    left.put(gone)
    #expect(try !sees(gone, in: left))
  }

  @Test("审计 is for administrators and the discipline side")
  mutating func audit() throws {
    let audit = Act.persons(.audit(number, page: 1))
    #expect(try privately(audit, by: "老管").text.contains("登记"))
    #expect(try privately(audit, by: "钱七").text.contains("登记"))
    #expect(try privately(audit, by: "小周").text.contains("不能直接办"))
  }

  @Test(
    "范围：对事 of the team and the discipline side is audited without the words; others' is not taken")
  mutating func vouched() throws {
    let act = Act.vouched(.register(Registration(title: "村主任说收红包的横幅掉了")))
    let refused = try privately(act, by: "旁人")
    #expect(refused.events.map(\.change.kind) == ["act.refused"])
    let decision = try privately(act, by: "小周")
    #expect(decision.events.map(\.change.kind) == ["case.registered", "act.vouched"])
    guard case .vouched(let vouched)? = decision.events.last?.change else { return }
    #expect(vouched == ActVouched(verb: "clue"))
  }
}
