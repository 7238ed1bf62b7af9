import Casework
import Testing

/// The column "may" of the command table, over every command, role and tie.
@Suite("Who may what")
struct PermissionTests {
  /// Who may use a command while sitting in a bound group, by sign. Whoever sits there is 员.
  private static let inGroup: [(Verb, String)] = [
    (.clue, "员专纪人单管"),
    (.lead, "专纪人"),
    (.progress, "专"),
    (.find, "员专纪人单管"),
    (.status, "员专纪人单管"),
    (.timeline, "员专纪人单管"),
    (.overdue, "员专纪人单管"),
    (.mine, "员专纪人单管"),
    (.remind, "员专纪人单管"),
    (.why, "员专纪人单管"),
    (.close, "专"),
    (.undo, "员专纪人单管"),
    (.help, "员专纪人单管"),
    (.about, "员专纪人单管"),
    (.bind, "管"),
    (.member, "管"),
    (.grant, "管"),
    (.unit, "管"),
    (.attach, "专"),
    (.confirm, "员专纪人单管"),
    (.next, "员专纪人单管"),
    (.transfer, "专纪人"),
    (.copy, "专纪人"),
    (.acknowledge, "专纪人"),
    (.audit, "纪管"),
    (.redact, "专"),
    (.strike, "专"),
    (.triage, "专纪人"),
    (.contact, "专"),
    (.assign, "专"),
    (.urge, "专"),
    (.order, "专"),
    (.prompt, "专"),
    (.caution, "专纪"),
    (.talk, "专纪"),
    (.agree, "纪人"),
    (.dispute, ""),
    (.ruling, "专"),
    (.receive, ""),
    // Course: what ties give comes on top.
    (.report, ""),
    (.paper, "专"),
    (.verify, "专"),
    (.sendBack, "专"),
    (.extend, ""),
    (.approve, "专纪人"),
    (.refuse, "专纪人"),
    (.rebase, "专"),
    (.suspend, "专"),
    (.resume, "专"),
    (.void, "专"),
    (.amend, "专"),
    (.merge, "专"),
    (.lookBack, "专"),
    (.project, "员专纪人单管"),
    (.todo, "员专纪人单管"),
    (.statistics, "员专纪人单管"),
    (.register, "员专纪人单管"),
    (.export, "专"),
    (.visit, "员专纪人单管"),
    (.deputy, "员专纪人单管"),
    (.handOver, "专管"),
    (.digest, "员专纪人单管"),
    (.weekly, "员专纪人单管"),
    (.set, "管"),
  ]

  /// What an administrator may who sits in no group; everybody else has left with all rights.
  private static let outside: Set<Verb> = [
    .help, .about, .bind, .member, .grant, .unit, .confirm, .next, .set, .audit, .handOver,
  ]

  /// Whoever speaks for the unit, leads or keeps contact reports and asks; a tie is no role.
  @Test("ties: the unit, the lead and the contacts report and ask, lead and contacts verify")
  func courseTies() throws {
    var scene = try Scene()
    for name in ["专班", "登记人", "领衔人", "联系人", "旁人"] { scene.add(name, name == "专班" ? [.team] : []) }
    scene.add("单位的", [.unit], unit: Scene.unit)
    scene.add("别单位", [.unit], unit: UnitID("u2"))
    let unit = UnitReference(id: nil, name: "住建局")
    try scene.act(
      .register(Registration(title: "甲路积水", details: CaseDetails(unit: unit))), by: "登记人")
    try scene.act(
      .lead(Leading(number: CaseNumber(1), lead: .name("领衔人"), contacts: [.name("联系人")])),
      by: "专班")
    let matter = try #require(scene.book.matter(CaseNumber(1)))
    let rows: [(verbs: [Verb], names: Set<String>)] = [
      ([.report, .extend], ["领衔人", "联系人", "单位的"]),
      ([.verify, .sendBack, .lookBack], ["专班", "领衔人", "联系人"]),
      ([.amend], ["专班", "登记人"]),
    ]
    for row in rows {
      for person in scene.book.people() {
        let actor = Actor(person: person, teamExists: true)
        for verb in row.verbs {
          #expect(
            AccessPolicy.allows(actor, verb, on: matter) == row.names.contains(person.given),
            "\(verb.rawValue) by \(person.name)")
        }
      }
    }
  }

  private static func actor(_ role: Role, inGroup: Bool, teamExists: Bool = true) -> Actor {
    let person = Person(
      id: PersonID("p"), name: "某人", roles: role == .member ? [] : [role],
      groups: inGroup ? [Scene.chat] : [])
    return Actor(person: person, teamExists: teamExists)
  }

  @Test("the table has every command once")
  func complete() {
    #expect(Set(PermissionTests.inGroup.map(\.0)) == Set(Verb.allCases))
    #expect(PermissionTests.inGroup.count == Verb.allCases.count)
  }

  @Test("in the group each role may what the table says", arguments: inGroup)
  func roles(_ row: (verb: Verb, signs: String)) {
    for role in Role.allCases {
      let allowed = AccessPolicy.allows(
        PermissionTests.actor(role, inGroup: true), row.verb, on: nil)
      #expect(
        allowed == row.signs.contains(role.sign), "\(row.verb.rawValue) by \(role.sign): \(allowed)"
      )
    }
  }

  @Test("who left every group may nothing, an administrator only what is an administrator's")
  func leftGroup() {
    for verb in Verb.allCases {
      for role in Role.allCases {
        let allowed = AccessPolicy.allows(PermissionTests.actor(role, inGroup: false), verb)
        let expected = role == .admin && PermissionTests.outside.contains(verb)
        #expect(allowed == expected, "\(verb.rawValue) by \(role.sign) outside: \(allowed)")
      }
    }
  }

  @Test("an administrator may what the team may, until there is a team", arguments: [true, false])
  func standsIn(teamExists: Bool) {
    for inGroup in [true, false] {
      let admin = PermissionTests.actor(.admin, inGroup: inGroup, teamExists: teamExists)
      for verb in [Verb.lead, .progress, .close] {
        #expect(AccessPolicy.allows(admin, verb) == (!teamExists && inGroup))
      }
    }
    for role in Role.allCases where role != .admin && role != .team {
      let actor = PermissionTests.actor(role, inGroup: true, teamExists: teamExists)
      #expect(!AccessPolicy.allows(actor, .close))
    }
  }

  @Test("progress: whoever is tied to the case, as long as they sit in the group")
  func ties() {
    let unit = UnitReference(id: Scene.unit, name: "住建局")
    var matter = Case(
      number: CaseNumber(1), title: "甲路积水", details: CaseDetails(unit: unit),
      state: .rectifying, registrant: PersonID("登记"), registeredAt: Scene.start, chat: nil,
      message: nil, due: nil, procedure: "1")
    matter.lead = PersonID("领衔")
    matter.contacts = [PersonID("联系")]
    let rows: [(name: String, roles: [Role], unit: UnitID?, may: Bool)] = [
      ("登记", [], nil, true), ("领衔", [], nil, true), ("联系", [], nil, true),
      ("联络员", [.unit], Scene.unit, true), ("外单位", [.unit], UnitID("u2"), false),
      ("没单位", [.unit], nil, false), ("同单位的人", [], Scene.unit, false), ("旁人", [], nil, false),
      ("人大的", [.congress], nil, false), ("纪委的", [.discipline], nil, false),
      ("管理的", [.admin], nil, false), ("专班的", [.team], nil, true),
    ]
    for row in rows {
      for inGroup in [true, false] {
        let person = Person(
          id: PersonID(row.name), name: row.name, roles: row.roles, unit: row.unit,
          groups: inGroup ? [Scene.chat] : [])
        let actor = Actor(person: person, teamExists: true)
        let allowed = AccessPolicy.allows(actor, .progress, on: matter)
        #expect(allowed == (row.may && inGroup), "\(row.name), in the group: \(inGroup)")
      }
    }
  }

  @Test("the rules ask the policy: every act by every role ends as the table says")
  func rulesAsk() throws {
    for (verb, signs) in PermissionTests.inGroup {
      guard let act = PermissionTests.act(of: verb) else { continue }
      for role in Role.allCases {
        var scene = try Scene()
        // There is a team, so that nobody stands in for it.
        scene.add("专班", [.team])
        scene.add("老管", [.admin])
        scene.add("登记人")
        scene.add("来人", role == .member ? [] : [role])
        try scene.act(.register(Registration(title: "甲路积水")), by: "登记人")
        let decision = try scene.decision(act, by: "来人")
        let refused = decision.refusal == .notAllowed || decision.text.contains("不能直接办")
        #expect(
          refused == !signs.contains(role.sign),
          "\(verb.rawValue) by \(role.sign): \(decision.text)"
        )
      }
    }
  }

  private static func act(of verb: Verb) -> Act? {
    let number = CaseNumber(1)
    return switch verb {
    case .clue: .register(Registration(title: "乙路积水"))
    case .lead: .lead(Leading(number: number, lead: .me))
    case .progress: .progress(number, text: "已抽干")
    case .find: .find(Finding(numbers: [number]))
    case .status: .status(number)
    case .timeline: .timeline(number, page: 1)
    case .overdue: .overdue(page: 1)
    case .mine: .mine(page: 1)
    case .close: .close(number, nil)
    case .undo: .undo(nil)
    case .about: .about
    case .bind: .bind(.show)
    case .member: .member(nil, page: 1)
    case .grant: .grant(Granting(person: .name("登记人"), gifts: [.right(.sign)]))
    case .unit: .unit(nil, page: 1)
    case .confirm: .confirmNothing
    case .triage: .handing(.triage(Triaging(number: number, accepts: true)))
    case .contact: .handing(.contact(ContactChange(number: number, people: [.name("登记人")])))
    case .assign: .handing(.assign(Assigning(numbers: [number], unit: "住建局")))
    case .urge: .handing(.urge([number]))
    case .order: .handing(.draft(Drafting(verb: .order, number: number)))
    case .prompt: .handing(.draft(Drafting(verb: .prompt, number: number)))
    case .dispute: .handing(.dispute(Disputing(number: number, text: "不属我局职责")))
    case .ruling: .handing(.rule(Adjudging(number: number, upholds: true)))
    case .paper: .course(.paper(number))
    case .verify: .course(.verify(number, note: nil))
    case .sendBack: .course(.sendBack(number, reason: "没有装"))
    case .approve: .course(.approve(number, note: nil))
    case .resume: .course(.resume(number, note: nil))
    case .void: .course(.void(VoidWish(numbers: [number], reason: "登记错了")))
    case .merge: .course(.merge([number], into: number))
    case .lookBack: .course(.lookBack(number, .show))
    case .project: .reporting(.project(nil, page: 1))
    case .todo: .reporting(.todo(page: 1))
    case .register: .reporting(.register(words: [], page: 1))
    case .visit: .reporting(.visits(page: 1))
    case .deputy: .reporting(.endDeputy(nil))
    case .handOver:
      .reporting(.handOver(from: .name("登记人"), to: .name("专班"), restricted: false))
    default: nil
    }
  }

  @Test("open look-ups write nothing, whatever they find")
  func lookupsWriteNothing() throws {
    var scene = try Scene()
    scene.add("专班", [.team])
    scene.add("来人")
    for verb in Verb.allCases where verb.isLookup {
      guard let act = PermissionTests.act(of: verb) else { continue }
      #expect(try scene.decision(act, by: "来人").events.isEmpty, "\(verb.rawValue)")
    }
  }

  @Test("a refusal names who may, never what the asker lacks")
  func refusalWording() throws {
    var scene = try Scene()
    scene.add("专班", [.team])
    scene.add("来人")
    scene.add("走了的", [.admin], inGroup: false)
    let close = try scene.decision(.close(CaseNumber(1), nil), by: "来人").text
    #expect(close.contains("专班") && !close.contains("权限"))
    let bind = try scene.decision(.bind(.show), by: "来人").text
    #expect(bind.contains("管理员") && !bind.contains("由专班来办"))
    let outside = try scene.decision(.register(Registration(title: "甲路积水")), by: "走了的")
    #expect(outside.refusal == .notMember)
  }
}
