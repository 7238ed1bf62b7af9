import Casework
import Testing

/// The ladder, walked whole: from a small scene every way of drafting, changing, agreeing, dropping and letting
/// days pass, six acts deep. Whatever happens, no instrument comes out that should not.
@Suite("The ladder")
struct LadderTests {
  /// One move of the game.
  enum Move: CaseIterable {
    case order, gravely, prompt, caution, earlySign, talk, change, drop
    case congressAgrees, disciplineAgrees, otherDisciplineAgrees, bothSidesAgree
    case daysPass
  }

  private static let number = CaseNumber(1)

  /// Handed over, and overdue from the start where `late`.
  private static func scene(late: Bool, handed: Bool) throws -> Scene {
    var scene = try Scene()
    scene.add("专班", [.team])
    for (name, roles): (String, [Role]) in [
      ("人大", [.congress]), ("纪委", [.discipline]), ("案管", [.discipline]),
      ("两边", [.congress, .discipline]),
    ] {
      let id = scene.add(name, roles)
      if var person = scene.book.person(id) {
        person.rights = [.sign]
        scene.book.put(person)
      }
    }
    scene.add("李工", [.unit], unit: Scene.unit)
    let unit = UnitReference(id: Scene.unit, name: "区住房和城乡建设局")
    var matter = Case(
      number: number, title: "甲路积水", details: CaseDetails(unit: unit),
      state: handed ? .handed : .registered, registrant: PersonID("p-专班"),
      registeredAt: scene.now.adding(days: -20), chat: Scene.chat, message: nil,
      due: deadline(scene, inDays: late ? -7 : 3), procedure: "1")
    if handed {
      var handling = Handling()
      handling.handed = HandOver(
        unit: unit, due: matter.due, by: PersonID("p-专班"), at: scene.now.adding(days: -14))
      matter.handling = handling
    }
    scene.book.put(matter)
    return scene
  }

  private static func deadline(_ scene: Scene, inDays days: Int) -> Deadline {
    let today = scene.rules.zone.day(of: scene.now)
    return Deadline(day: today.adding(days: days), rule: "", from: today, calendar: "")
  }

  private static func make(_ move: Move, _ scene: inout Scene) throws {
    func draft(_ verb: Verb, reason: String? = nil, requirement: String? = nil) -> Act {
      .handing(
        .draft(
          Drafting(
            verb: verb, number: number, due: deadline(scene, inDays: 2), requirement: requirement,
            reason: reason)))
    }
    let agree = Act.handing(.agree(Agreement(number: number)))
    switch move {
    case .order: try scene.privately(draft(.order), by: "专班")
    case .gravely: try scene.privately(draft(.order, reason: "两人摔伤"), by: "专班")
    case .prompt: try scene.privately(draft(.prompt), by: "专班")
    case .caution: try scene.privately(draft(.caution), by: "专班")
    case .earlySign: try scene.privately(draft(.caution, reason: "有推诿的苗头"), by: "纪委")
    case .talk: try scene.privately(draft(.talk), by: "专班")
    case .change:
      for verb in [Verb.order, .prompt, .caution] {
        try scene.privately(
          .handing(.draft(Drafting(verb: verb, number: number, requirement: "改过"))), by: "专班")
      }
    case .drop:
      for verb in [Verb.order, .prompt, .caution, .talk] {
        try scene.privately(.handing(.drop(Drafting(verb: verb, number: number))), by: "专班")
      }
    case .congressAgrees: try scene.privately(agree, by: "人大")
    case .disciplineAgrees: try scene.privately(agree, by: "纪委")
    case .otherDisciplineAgrees: try scene.privately(agree, by: "案管")
    case .bothSidesAgree:
      try scene.privately(agree, by: "两边")
      try scene.privately(agree, by: "两边")
    case .daysPass: scene.now = scene.now.adding(days: 5)
    }
  }

  @Test(
    "six acts deep no instrument is issued that its rung does not allow", arguments: [true, false])
  func everyPath(handed: Bool) throws {
    var issued: Set<String> = []
    for late in [true, false] {
      let start = try LadderTests.scene(late: late, handed: handed)
      // What was met earlier went on from there, with more acts left.
      var met: Set = [LadderTests.key(start)]
      var level = [start]
      for _ in 0..<6 {
        var next: [Scene] = []
        for scene in level {
          for move in Move.allCases {
            var fork = scene
            try LadderTests.make(move, &fork)
            try LadderTests.check(fork)
            guard met.insert(LadderTests.key(fork)).inserted else { continue }
            next.append(fork)
            for one in LadderTests.instruments(fork) where one.state == .issued {
              issued.insert(one.kind)
            }
          }
        }
        level = next
      }
    }
    // The walk reaches what it is about.
    #expect(issued.isSuperset(of: ["问题督办单", "提醒单"]))
    // Where nothing was handed over, an order that everybody may know of comes before a prompt note, and
    // both take more than six acts: what was issued in private hands nothing over.
    #expect(issued.contains("提示单") == handed)
  }

  private static func instruments(_ scene: Scene) -> [Instrument] {
    scene.book.matter(number)?.handling?.instruments ?? []
  }

  /// What two scenes must have in common to go on alike.
  private static func key(_ scene: Scene) -> String {
    let matter = scene.book.matter(number)
    let parts = instruments(scene).map { one in
      let consents = one.consents.map { "\($0.by)\($0.side.rawValue)" }.joined(separator: "+")
      return [
        one.kind, one.state.rawValue, one.requirement, one.reason ?? "", one.due.day.description,
        one.drafter.text, one.before == nil ? "" : "changed", consents,
      ].joined(separator: ",")
    }
    let day = scene.rules.zone.day(of: scene.now)
    return "\(day) \(matter?.state.rawValue ?? "") \(matter?.due?.day.description ?? "") "
      + parts.joined(separator: ";")
  }

  private static func check(_ scene: Scene) throws {
    let procedure = scene.rules.procedure
    let all = instruments(scene)
    var serials: [String: [Int]] = [:]
    for one in all where one.state == .issued {
      let kind = try #require(procedure.instrument(one.kind))
      let sides = Set(one.consents.map(\.side))
      #expect(sides == (kind.joint ? [.congress, .discipline] : [kind.issuer]), "\(one.kind)")
      #expect(Set(one.consents.map(\.by)).count == one.consents.count, "one for two: \(one.kind)")
      #expect(kind.joint || one.consents.allSatisfy { $0.by != one.drafter }, "alone: \(one.kind)")
      // What was agreed to is what stands there.
      let digests = agreedDigests(of: one, scene)
      #expect(digests.count == one.consents.count && digests.allSatisfy { $0 == one.digest })
      let at = try #require(one.issuedAt)
      let day = scene.rules.zone.day(of: at)
      let earlier = all.filter { $0.state == .issued && ($0.issuedAt ?? at) < at }
      let follows = earlier.contains { $0.kind == kind.follows && $0.due.day < day }
      switch one.kind {
      case "提醒单": #expect(follows || (one.reason ?? "").contains("苗头"), "\(one.grounds)")
      case "提醒约谈建议": #expect(follows || one.reason != nil)
      case "提示单":
        let handed = scene.book.matter(number)?.handling?.handed != nil
        #expect(handed || !earlier.isEmpty, "a prompt note to whom nothing was handed")
      default:
        let late = one.grounds.contains("逾期") && !one.grounds.contains("逾期0")
        #expect(one.reason != nil || late, "\(one.grounds)")
      }
      serials["\(one.kind) \(one.year ?? 0)", default: []].append(one.yearSerial ?? 0)
    }
    for (kind, numbers) in serials { #expect(numbers == Array(1...numbers.count), "\(kind)") }
    // One at a time of those that everybody may know of, and one of the others.
    for isPrivate in [false, true] {
      #expect(all.count { $0.state == .draft && $0.isPrivate == isPrivate } <= 1)
    }
  }

  /// The digests that the consents of an issued instrument were given to, since the text last changed.
  private static func agreedDigests(of one: Instrument, _ scene: Scene) -> [String] {
    var digests: [String] = []
    for entry in scene.book.entries {
      guard case .turned(let turned) = entry.event.change else { continue }
      switch turned.turn {
      case .redrafted(let new) where new.serial == one.serial: digests = []
      case .consented(let it) where it.serial == one.serial: digests.append(it.digest)
      case .issued(let it) where it.serial == one.serial: digests.append(it.digest)
      default: break
      }
    }
    return digests
  }
}

extension Scene {
  /// Decides in private, and confirms what is asked once more.
  fileprivate mutating func privately(_ act: Act, by name: String) throws {
    let place = Situation.Place.privateChat(ChatID("im:\(name)"))
    let decision = try decide(act, book, situation(name, at: place))
    for event in decision.events { try book.append(event) }
    guard case .open(let dialogue) = decision.dialogue, case .confirm(let asked) = dialogue.question
    else { return }
    let confirmed = try decide(.confirmed(act, asked), book, situation(name, at: place))
    for event in confirmed.events { try book.append(event) }
  }
}
