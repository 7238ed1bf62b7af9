import Casework
import Testing

/// People of the responsible unit decide nothing about its case, whatever roles they hold beside.
@Suite("The unit's own people")
struct OwnUnitTests {
  private static let number = CaseNumber(1)

  /// A case of the unit: 双一 is of the team and of the unit, leads it too where `leads`.
  private static func scene(_ state: CaseState, leads: Bool = false) throws -> Scene {
    var scene = try Scene()
    scene.add("专一", [.team])
    scene.add("双一", [.team, .congress, .unit], unit: Scene.unit)
    scene.add("代表", [.congress])
    let unit = UnitReference(id: Scene.unit, name: "区住房和城乡建设局")
    for serial in [1, 2] {
      var matter = Case(
        number: CaseNumber(serial), title: "甲路积水",
        details: CaseDetails(unit: serial == 1 ? unit : nil), state: state,
        registrant: PersonID("p-专一"), registeredAt: Scene.start, chat: Scene.chat, message: nil,
        due: day(-3), procedure: "1")
      matter.lead = PersonID(leads ? "p-双一" : "p-专一")
      matter.progressCount = 1
      var handling = Handling()
      if serial == 1 {
        handling.handed = HandOver(
          unit: unit, due: day(-3), by: PersonID("p-专一"), at: Scene.start)
      }
      if [.reported, .verified, .closed].contains(state) {
        handling.report = Report(
          text: "已抽干", by: PersonID("p-代表"), at: scene.now, signedOffBy: "何局长", unit: unit)
      }
      if [.verified, .closed].contains(state) {
        handling.verification = Verification(by: PersonID("p-专一"), at: scene.now)
      }
      if state == .suspended {
        handling.suspension = Suspension(
          reason: "等审批", since: scene.now, from: today, review: day(3), previous: .rectifying)
      }
      if state == .disputed {
        handling.dispute = Dispute(
          by: PersonID("p-双一"), at: scene.now, unit: unit, reason: "不归我们", previous: .assigned,
          answerBy: today.adding(days: 2))
      }
      matter.handling = handling
      scene.book.put(matter)
    }
    return scene
  }

  private static let today = Zone.shanghai.day(of: Scene.start)

  private static func day(_ days: Int) -> Deadline {
    Deadline(day: today.adding(days: days), rule: "\(days)天", from: today, calendar: "c")
  }

  /// Every act that decides, in a state in which somebody else would be let through.
  private static var acts: [(state: CaseState, act: Act)] {
    var title = AmendWish(number: number)
    title.title = "小坑"
    return [
      (.registered, .handing(.triage(Triaging(number: number, accepts: false, reason: "不办")))),
      (.rectifying, .lead(Leading(number: number, lead: .name("代表")))),
      (.rectifying, .handing(.contact(ContactChange(number: number, people: [.name("代表")])))),
      (.rectifying, .handing(.assign(Assigning(numbers: [number], unit: "交通局")))),
      (.rectifying, .handing(.urge([number]))),
      (
        .rectifying,
        .handing(.draft(Drafting(verb: .order, number: number, requirement: "抽干", reason: "急")))
      ),
      (.disputed, .handing(.rule(Adjudging(number: number, upholds: false, unit: "交通局")))),
      (.reported, .course(.paper(number))),
      (.reported, .course(.verify(number, note: nil))),
      (.reported, .course(.sendBack(number, reason: "没有干"))),
      (.rectifying, .course(.rebase(number, to: day(9), reason: "等设备"))),
      (.rectifying, .course(.suspend(number, review: day(9), reason: "等审批"))),
      (.suspended, .course(.resume(number, note: nil))),
      (.rectifying, .course(.void(VoidWish(numbers: [number], reason: "登记错了")))),
      (.rectifying, .course(.amend(title))),
      (.rectifying, .course(.merge([number], into: CaseNumber(2)))),
      (.rectifying, .course(.merge([CaseNumber(2)], into: number))),
      (.rectifying, .close(number, .unfounded, reason: "没有积水")),
      (.closed, .course(.lookBack(number, .held(note: nil)))),
      (.closed, .course(.lookBack(number, .schedule(day(9))))),
      (.closed, .course(.lookBack(number, .relapsed(note: "又积水")))),
      (
        .rectifying,
        .reporting(.handOver(from: .name("专一"), to: .name("代表"), restricted: false))
      ),
    ]
  }

  @Test("they are refused whatever decides, be it as lead, and before anything is asked")
  func decides() throws {
    for leads in [false, true] {
      for (state, act) in OwnUnitTests.acts {
        if leads, case .reporting = act { continue }
        var scene = try OwnUnitTests.scene(state, leads: leads)
        let before = scene.book.matter(OwnUnitTests.number)
        let decision = try scene.act(act, by: "双一")
        #expect(decision.refusal == .samePerson, "\(act.verb.rawValue): \(decision.text)")
        #expect(scene.book.matter(OwnUnitTests.number) == before, "\(act.verb.rawValue)")
      }
    }
  }

  @Test("nobody of the unit is named where others decide about its case")
  func named() throws {
    let acts: [Act] = [
      .lead(Leading(number: OwnUnitTests.number, lead: .name("双一"))),
      .lead(
        Leading(number: OwnUnitTests.number, lead: .name("代表"), contacts: [.name("双一")])),
      .handing(
        .contact(ContactChange(number: OwnUnitTests.number, people: [.name("双一")]))),
      .reporting(.handOver(from: .name("专一"), to: .name("双一"), restricted: false)),
    ]
    for act in acts {
      var scene = try OwnUnitTests.scene(.rectifying)
      let decision = try scene.act(act, by: "专一")
      #expect(decision.refusal == .samePerson, "\(act.verb.rawValue): \(decision.text)")
    }
  }

  @Test("what their unit has to do they do: progress, report, look")
  func own() throws {
    var scene = try OwnUnitTests.scene(.rectifying)
    #expect(
      try scene.act(.progress(OwnUnitTests.number, text: "在抽"), by: "双一").refusal == nil)
    #expect(try scene.act(.find(Finding(numbers: [OwnUnitTests.number])), by: "双一").refusal == nil)
    scene.evidence = [Evidence(kind: "photo", reference: "f1")]
    let report = UnitReport(number: OwnUnitTests.number, text: "已抽干", signedOffBy: "何局长")
    #expect(try scene.act(.course(.report(report)), by: "双一").refusal == nil)
  }
}
