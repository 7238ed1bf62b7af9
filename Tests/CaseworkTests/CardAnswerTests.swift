import Testing

@testable import Casework

/// What a plain word on a card comes to, for each thing a case may wait for and each who may say it.
@Suite("Answers to a card")
struct CardAnswerTests {
  private enum Waiting: CaseIterable {
    case nothing, signing, extending, verifying, closing, draft, dispute
  }

  private static let people: [(name: String, roles: [Role])] = [
    ("team", [.team]), ("other team", [.team]), ("congress", [.congress]),
    ("discipline", [.discipline]), ("contact", [.unit]), ("other contact", [.unit]),
    ("lead", []), ("member", []),
  ]

  private static func scene(_ waiting: Set<Waiting>) throws -> Scene {
    var scene = try Scene()
    for (name, roles) in people {
      let unit = name == "contact" ? Scene.unit : name == "other contact" ? UnitID("u2") : nil
      let signs = waiting == [.draft] && ["congress", "discipline"].contains(name)
      scene.add(name, roles, unit: unit, rights: signs ? [.sign] : [])
    }
    var matter = Case(
      number: CaseNumber(12), title: "甲路积水",
      details: CaseDetails(unit: UnitReference(id: Scene.unit, name: "区住房和城乡建设局")),
      state: .rectifying, registrant: PersonID("p-member"), registeredAt: Scene.start,
      chat: Scene.chat, message: "m", due: nil, procedure: "0")
    matter.lead = PersonID("p-lead")
    var handling = Handling()
    let unit = UnitReference(id: Scene.unit, name: "区住房和城乡建设局")
    let contact = PersonID("p-contact")
    let day = Deadline(
      day: CivilDate(dayNumber: 20_715), rule: "x", from: CivilDate(dayNumber: 20_710),
      calendar: "c")
    if waiting.contains(.signing) {
      handling.handed = HandOver(unit: unit, due: nil, by: PersonID("p-team"), at: Scene.start)
    }
    if waiting.contains(.extending) {
      handling.extensionAsked = ExtensionRequest(
        by: contact, at: Scene.start, until: day, reason: "等配件", needsBothSides: false)
    }
    if waiting.contains(.verifying) {
      matter.state = .reported
      handling.report = Report(
        text: "好了", by: contact, at: Scene.start, signedOffBy: "局长", unit: unit)
    }
    if waiting.contains(.closing) {
      matter.state = .closing
      matter.proposal = Case.Proposal(
        result: .rectified, by: PersonID("p-team"), at: Scene.start,
        lapses: Scene.start.adding(minutes: 60), previous: .verified)
    }
    if waiting.contains(.draft) {
      handling.instruments = [
        Instrument(
          serial: 1, kind: "问题督办单", unit: unit, requirement: "修", grounds: "逾期", due: day,
          text: "文", digest: "d", drafter: PersonID("p-team"), draftedAt: Scene.start)
      ]
      handling.instruments[0].reason = "情况较重"
    }
    if waiting.contains(.dispute) {
      handling.dispute = Dispute(
        by: contact, at: Scene.start, unit: unit, reason: "不是我局", previous: .handed,
        answerBy: day.day)
    }
    matter.handling = handling
    scene.book.put(matter)
    return scene
  }

  private static func decide(
    _ word: CardAnswer.Word, by name: String, _ waiting: Set<Waiting>, text: String = ""
  ) throws -> Decision {
    try scene(waiting).decision(
      .speech(.card(CardAnswer(CaseNumber(12), word, text: text))), by: name)
  }

  @Test("收到 signs for the unit addressed; everybody else hears that it did not")
  func received() throws {
    for waiting in Waiting.allCases {
      for (name, _) in CardAnswerTests.people {
        let decision = try CardAnswerTests.decide(.received, by: name, [waiting])
        let signs = waiting == .signing && name == "contact"
        if signs {
          #expect(decision == .rerun("/签收 12"))
        } else {
          #expect(decision.events.isEmpty && decision.rerun == nil, "\(name) \(waiting)")
          #expect(decision.text.hasPrefix("这一句没有签收，什么也没有记"), "\(name) \(waiting)")
        }
      }
    }
  }

  /// Who may take what a case waits for, and the command 同意 then comes to; nil: it is asked.
  private static let consents: [(Waiting, may: Set<String>, command: String?)] = [
    (.extending, ["team", "other team", "congress", "discipline"], "/批准 12"),
    (.verifying, ["team", "other team", "lead"], nil),
    (.draft, ["congress", "discipline"], "/同意 12"),
    (.dispute, ["team", "other team"], nil),
  ]

  @Test("同意 comes to the one decision that the speaker may take; others hear who takes it")
  func agreed() throws {
    for (waiting, may, command) in CardAnswerTests.consents {
      for (name, _) in CardAnswerTests.people {
        let decision = try CardAnswerTests.decide(
          .agreed(isCourtesy: false), by: name, [waiting])
        #expect(
          decision.events.allSatisfy { $0.change.kind == "act.refused" }, "\(name) \(waiting)")
        if may.contains(name) {
          #expect(decision.rerun?.command == command, "\(name) \(waiting)")
          if command == nil {
            guard case .open = decision.dialogue else {
              Issue.record("not asked: \(name) \(waiting)")
              continue
            }
          }
        } else {
          #expect(decision.rerun == nil && decision.dialogue == .keep, "\(name) \(waiting)")
          #expect(!decision.replies.isEmpty, "\(name) \(waiting)")
        }
        let courteous = try CardAnswerTests.decide(
          .agreed(isCourtesy: true), by: name, [waiting])
        #expect(courteous == (may.contains(name) ? decision : Decision()), "\(name) \(waiting)")
      }
    }
  }

  @Test("the card of a closing confirms it as it was shown; after something new it is shown again")
  func closing() throws {
    for word in [CardAnswer.Word.confirmed, .agreed(isCourtesy: false)] {
      let asShown = try CardAnswerTests.decide(word, by: "other team", [.closing])
      #expect(asShown.events.map(\.change.kind) == ["case.closed"])
    }
    var scene = try CardAnswerTests.scene([.closing])
    var matter = try #require(scene.book.matter(CaseNumber(12)))
    matter.lastProgress = Case.Progress(
      text: "又积水", by: PersonID("p-contact"), at: Scene.start.adding(minutes: 1))
    scene.book.put(matter)
    let later = try scene.decision(
      .speech(.card(CardAnswer(CaseNumber(12), .confirmed))), by: "other team")
    guard case .open(let dialogue) = later.dialogue, case .confirm = dialogue.question else {
      Issue.record("not shown again: \(later)")
      return
    }
    #expect(later.events.isEmpty && later.rerun == nil)
    for name in ["team", "lead", "member", "congress", "contact"] {
      let other = try CardAnswerTests.decide(.confirmed, by: name, [.closing])
      #expect(other.rerun == nil && other.events.map(\.change.kind) == ["act.refused"], "\(name)")
    }
  }

  @Test("where more than one decision waits it is asked which")
  func which() throws {
    let decision = try CardAnswerTests.decide(
      .agreed(isCourtesy: true), by: "team", [.extending, .verifying])
    guard case .open(let dialogue) = decision.dialogue,
      case .choice(let commands) = dialogue.question
    else {
      Issue.record("not asked")
      return
    }
    #expect(Set(commands) == ["/验收 12 合格", "/批准 12"])
  }

  @Test(
    "不同意 with its reason: an extension is refused, a report is asked about, a text is not signed")
  func declined() throws {
    let extending = try CardAnswerTests.decide(
      .declined, by: "congress", [.extending], text: "先换秤")
    #expect(extending == .rerun("/不批 12 先换秤"))
    let bare = try CardAnswerTests.decide(.declined, by: "lead", [.verifying])
    #expect(bare == .rerun("/退回 12"))
    let verifying = try CardAnswerTests.decide(
      .declined, by: "lead", [.verifying], text: "监控没装")
    guard case .open(let dialogue) = verifying.dialogue,
      case .offer(let options) = dialogue.question
    else {
      Issue.record("not asked")
      return
    }
    #expect(options[0] == "/退回 12 监控没装")
    #expect(Relay(option: options[1])?.to == .unit)
    let draft = try CardAnswerTests.decide(
      .declined, by: "discipline", [.draft], text: "依据不足")
    #expect(draft.replies.map(\.to) == [.here, .team] && draft.text.contains("依据不足"))
    let closing = try CardAnswerTests.decide(
      .declined, by: "other team", [.closing], text: "再看看")
    #expect(closing.events.map(\.change.kind) == ["case.close_lapsed"])
    #expect(closing.replies.map(\.to) == [.here, .person(PersonID("p-team"))])
    #expect(draft.events.map(\.change.kind) == ["instrument.dropped"])
  }

  @Test("a remark writes nothing; what it may have meant is asked of those who may")
  func remarked() throws {
    for waiting in Waiting.allCases {
      for (name, _) in CardAnswerTests.people {
        for isQuestion in [false, true] {
          let decision = try CardAnswerTests.decide(
            .remarked(isQuestion: isQuestion), by: name, [waiting], text: "弄好了")
          #expect(decision.events.isEmpty && decision.rerun == nil)
          #expect(decision.replies.count == 1)
          let asks = decision.dialogue != .keep
          let sendsBack = waiting == .verifying && name == "lead"
          let mayWrite = !["congress", "discipline", "other contact"].contains(name)
          #expect(asks == (sendsBack || (!isQuestion && mayWrite)), "\(name) \(waiting)")
        }
      }
    }
  }

  @Test("whoever is in no group is told nothing, and what does not exist is one answer")
  func outside() throws {
    var scene = try CardAnswerTests.scene([.extending])
    scene.add("gone", [.team], inGroup: false)
    for word in [CardAnswer.Word.agreed(isCourtesy: false), .declined, .remarked(isQuestion: true)]
    {
      let gone = try scene.decision(.speech(.card(CardAnswer(CaseNumber(12), word))), by: "gone")
      #expect(!gone.text.contains("甲路") && gone.rerun == nil)
      let none = try scene.decision(.speech(.card(CardAnswer(CaseNumber(99), word))), by: "team")
      #expect(none.text == Refusal.unavailable.text.plain)
    }
  }
}
