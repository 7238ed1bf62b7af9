/// 线索: registering a matter.
enum Registering {
  static func register(
    _ registration: Registration, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.clue, situation, what: "登记线索")
    try Guards.text(registration.title, what: "线索")
    try Judgments.check(registration.title)
    try check(registration.details)
    if let doubt = try casebook.unitDoubt(registration, situation) { return doubt }
    let details = try resolved(registration.details, casebook)
    if let number = try repeated(registration.title, details, casebook, situation) {
      var text: Wording = "与\(number)号相同，没有重复登记。"
      if try casebook.matter(number) != nil { text.add("看它的情况：\(typed: "查 \(number)")") }
      return Decision(replies: [Reply(text: text, card: number)])
    }
    let number = try casebook.nextCaseNumber()
    let change = CaseRegistered(
      title: registration.title, details: details, due: registration.due, state: .registered,
      procedure: situation.rules.procedure.version, evidence: situation.evidenceKept,
      inner: registration.inner)
    let events =
      [situation.event(.matter(number), .registered(change))]
      + (try kept(registration.reporter, of: number, situation))
    if change.inner == true,
      let decision = try Inside.registered(
        number, change.title, events, casebook, situation)
    {
      return decision
    }
    let alike = try Likeness.nearest(change.title, place: details.place, casebook)
    let asks = answers(number, change, alike, situation)
    return Decision(
      events: events,
      replies: [
        Reply(text: try answer(number, change, alike, casebook, situation), card: number)
      ]
        + (try Inside.told(
          change.inner == true ? [(number: number, title: change.title)] : [], casebook, situation)),
      dialogue: asks.isEmpty ? .close : situation.ask(.named(asks), for: .question))
  }

  /// Who raised it goes into the restricted chain, and nowhere without a key to seal it with.
  private static func kept(
    _ reporter: String?, of number: CaseNumber, _ situation: Situation
  ) throws(Refusal) -> [Event] {
    guard let reporter, !reporter.isEmpty else { return [] }
    guard situation.rules.sealing != .none else { throw Refusal.unavailable }
    try Guards.field(reporter, what: "反映人")
    let change = Change.reporterKept(ReporterKept(number: number, reporter: reporter))
    return [situation.event(nil, change).kept(.restricted)]
  }

  /// Units as the case keeps them: registered, or as typed.
  static func resolved(_ details: CaseDetails, _ casebook: any Casebook) throws -> CaseDetails {
    func reference(_ typed: UnitReference) throws -> UnitReference {
      if let name = UnitNames.literal(typed.name) { return UnitReference(id: nil, name: name) }
      return try People.reference(typed, casebook)
    }
    var details = details
    details.unit = try details.unit.map(reference)
    details.assisting = try details.assisting.map(reference)
    return details
  }

  static func check(_ details: CaseDetails) throws(Refusal) {
    try Guards.field(details.unit?.name, what: "责任")
    for unit in details.assisting { try Guards.field(unit.name, what: "配合") }
    let fields = [
      ("领域", details.area), ("来源", details.source), ("来源号", details.sourceNumber),
      ("地点", details.place), ("项目", details.project), ("专项", details.programme),
    ]
    for (what, text) in fields { try Guards.field(text, what: what) }
  }

  /// The case the same person registered in the same words a short while ago, if it still stands.
  static func repeated(
    _ title: String, _ details: CaseDetails, _ casebook: any Casebook, _ situation: Situation
  ) throws -> CaseNumber? {
    let since = situation.now.adding(seconds: -situation.rules.procedure.seconds(.repeated))
    let same = try casebook.registrations(by: situation.actor.id, titled: title, since: since)
    return same.first { $0.details == details && $0.state != .withdrawn }?.number
  }

  /// What the answer offers by name.
  private static func answers(
    _ number: CaseNumber, _ change: CaseRegistered, _ alike: Case?, _ situation: Situation
  ) -> [NamedAnswer] {
    var answers: [NamedAnswer] = []
    if let alike, mayMerge(change, alike, situation) {
      answers.append(NamedAnswer("并入\(alike.number)", "/合并 \(number) \(alike.number)"))
    }
    if soundsUrgent(change) { answers.append(NamedAnswer("加急", "/更正 \(number) 加急")) }
    return answers
  }

  private static func mayMerge(
    _ change: CaseRegistered, _ alike: Case, _ situation: Situation
  ) -> Bool {
    alike.isInner == (change.inner == true) && AccessPolicy.allows(situation.actor, .merge)
  }

  private static func answer(
    _ number: CaseNumber, _ change: CaseRegistered, _ alike: Case?, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Wording {
    var text = Wording("已登记，\(number)号：\(Cards.brief(change.title, limit: 40))")
    var facts: [String] = []
    if let unit = change.details.unit {
      facts.append("责任：\(try People.name(of: unit, casebook))")
    }
    if let source = change.details.source, try Viewer.Standing.of(situation, casebook).showsSource {
      facts.append("来源：\(source)")
    }
    if change.details.urgent { facts.append("加急") }
    facts.append(change.inner == true ? Inside.scope : "工作群可见")
    text.add(Wording(facts.joined(separator: "；") + "。"))
    if let files = change.evidence { text.add(Wording(FileWording.kept(files, in: number))) }
    if let due = change.due { text.add("期限：\(situation.days.full(due.day))") }
    if let alike {
      let title = Cards.brief(alike.title, limit: 20)
      text.add(
        mayMerge(change, alike, situation)
          ? "与\(alike.number)号相近（\(title)），要合并请回“并入\(alike.number)”。"
          : "与\(alike.number)号相近（\(title)）。")
    }
    if soundsUrgent(change) { text.add("听着有危险，要标加急请回“加急”。") }
    text.add(try nextStep(number, change, casebook, situation))
    return text
  }

  private static func nextStep(
    _ number: CaseNumber, _ change: CaseRegistered, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Wording {
    // What his own unit is to do he does not decide about.
    if try OwnUnit.has(situation.actor.person, now: change.details.unit, casebook) {
      return "专班会安排人办。看情况：\(typed: "查 \(number)")"
    }
    if change.inner == true, AccessPolicy.allows(situation.actor, .triage) {
      return "下一步：\(typed: "研判 \(number) 受理")"
    }
    if AccessPolicy.allows(situation.actor, .assign) {
      let unit = change.details.unit == nil ? " 单位" : ""
      let due = change.due == nil ? " 期限" : ""
      return "下一步：\(typed: "交办 \(number)\(unit)\(due)")"
    }
    if AccessPolicy.allows(situation.actor, .lead) {
      return "下一步：\(typed: "领衔 \(number) 姓名")"
    }
    return "专班会安排人办。看情况：\(typed: "查 \(number)")"
  }

  private static func soundsUrgent(_ change: CaseRegistered) -> Bool {
    !change.details.urgent && dangers.occurs(in: change.title)
  }

  private static let dangers: WordSet = [
    "栏杆断", "断了", "塌", "漏气", "漏电", "着火", "起火", "坠落", "掉下去", "触电", "爆炸", "裂缝", "倾斜", "要出事",
  ]
}

extension Unicode.Scalar {
  /// A Han character of the common blocks.
  public var isHan: Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x3FFFF, 0xF900...0xFAFF, 0x3007: true
    default: false
    }
  }
}
