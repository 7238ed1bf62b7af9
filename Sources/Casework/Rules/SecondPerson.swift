/// The second person: who may say yes to what another one started. The one rule for 销号, 作废, 合并 and 挂起,
/// and in part for 延期, 裁定, 验收 and 抹除. Whoever had a part in the running course is none (`Independence`). Of
/// the others it takes one with 审定; where none of them is free, one with 签发 of either side; and while
/// nobody was ever given 审定, another one of the team, so that a new group can start.
enum SecondPerson {
  /// What takes two people.
  enum Act: Equatable {
    case closing
    case asked(AskedAct)

    var name: String {
      switch self {
      case .closing: "销号"
      case .asked(let asked): asked.kind.name
      }
    }
  }

  /// Everybody who may be the second one now.
  static func eligible(
    for act: Act, _ matter: Case, _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> [Person] {
    try eligible(
      try independence(for: act, matter, casebook, now: now, rules), matter, casebook)
  }

  private static func independence(
    for act: Act, _ matter: Case, _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> Independence {
    var independence = try Independence.of(matter, casebook, now: now, rules)
    if case .asked(let asked) = act { independence.note(asker: asked.by) }
    return independence
  }

  private static func eligible(
    _ independence: Independence, _ matter: Case, _ casebook: any Casebook
  ) throws -> [Person] {
    let teamExists = try casebook.isGranted(.team)
    let people = try casebook.people()
    func free(_ holds: (Actor) -> Bool) throws -> [Person] {
      try people.filter { person in
        let actor = Actor(person: person, teamExists: teamExists)
        return try holds(actor) && Viewer.Standing(actor).sees(matter)
          && independence.part(of: person, casebook) == nil
      }
    }
    let holders = try free { holdsRight($0, for: matter) }
    if !holders.isEmpty { return holders }
    let signers = try free {
      $0.rights.contains(.sign) && !$0.roles.isDisjoint(with: [.congress, .discipline])
    }
    guard try !isEverGranted(casebook) else { return signers }
    return signers
      + (try free { $0.roles.contains(.team) }).filter { !signers.contains($0) }
  }

  /// A restricted case's own receivers may be its second person.
  private static func holdsRight(_ actor: Actor, for matter: Case) -> Bool {
    actor.rights.contains(.approve)
      || (matter.number.series == .restricted && actor.rights.contains(.receive))
  }

  /// Whether anybody was ever given 审定: a control ends by no departure.
  private static func isEverGranted(_ casebook: any Casebook) throws -> Bool {
    if try casebook.people().contains(where: { $0.rights.contains(.approve) }) { return true }
    return try casebook.entries(
      of: [Kinds.personGranted.name], since: Instant(milliseconds: 0),
      before: Instant(milliseconds: .max)
    ).contains { entry in
      guard case .personGranted(let granted) = entry.event.change else { return false }
      return granted.newRights.contains(.approve)
    }
  }

  // MARK: Why not

  /// Why that person may not be the second; nil where he may.
  static func refusal(
    to actor: Actor, for act: Act, _ matter: Case, _ casebook: any Casebook, now: Instant,
    _ rules: Rules
  ) throws -> Refusal? {
    let independence = try independence(for: act, matter, casebook, now: now, rules)
    let number = matter.number
    let part = try independence.part(of: actor.person, casebook)
    let eligible = try eligible(independence, matter, casebook)
    if let part {
      return Refusal(
        .samePerson,
        "\(number)号\(act.name)要两个人，\(part.wording)，不能再由您确认。\n" + way(eligible, matter, act))
    }
    if eligible.contains(where: { $0.id == actor.id }), !actor.roles.isEmpty { return nil }
    return Refusal(
      .notAllowed, "这一步请\(who(eligible, matter) ?? "有审定权的同志")确认。" as Wording)
  }

  static func refusal(
    to situation: Situation, for act: Act, _ matter: Case, _ casebook: any Casebook
  ) throws -> Refusal? {
    try refusal(
      to: situation.actor, for: act, matter, casebook, now: situation.now, situation.rules)
  }

  /// What those who may are called; nil where there is nobody.
  static func who(_ eligible: [Person], _ matter: Case) -> String? {
    guard let first = eligible.first, let last = eligible.last else { return nil }
    if first.rights.contains(.approve) { return "有审定权的同志" }
    if matter.number.series == .restricted, first.rights.contains(.receive) { return "接收人" }
    if last.rights.contains(.sign) { return "有签发权的同志" }
    return first.rights.contains(.sign) ? "有签发权的同志或专班同志" : "另一位专班同志"
  }

  private static func way(_ eligible: [Person], _ matter: Case, _ act: Act) -> Wording {
    guard let who = who(eligible, matter) else { return nobody(for: matter) }
    let other = who.hasPrefix("另") ? who : "另一位\(who)"
    return "请\(other)发：\(typed: "同意 \(matter.number)")"
  }

  /// Of a restricted record nobody is told who may not know that there is one: it is passed on instead.
  static func nobody(for matter: Case) -> Wording {
    matter.number.series == .restricted
      ? "现在没有能确认的同志，请再移送给一位接收人：\(typed: "移送 \(matter.number) 姓名")"
      : "现在没有能确认的同志，请管理员授权一位：\(typed: "授权 @某人 审定")"
  }

  /// Who is asked: 请另一位有审定权的同志; why it is somebody else, where it is.
  static func call(_ eligible: [Person], _ matter: Case, _ casebook: any Casebook) throws -> String?
  {
    guard let who = who(eligible, matter), let first = eligible.first else { return nil }
    if matter.number.series == .restricted { return "请接收人或另一位有审定权的同志" }
    if first.rights.contains(.approve) { return "请另一位\(who)" }
    let holders = try casebook.people().contains {
      !$0.groups.isEmpty && $0.rights.contains(.approve)
    }
    return (holders ? "有审定权的同志都办过这件事，请" : "还没有人有审定权，请") + who
  }

  // MARK: Before it is too late

  /// What an act would do to the second person of a case.
  struct Loss {
    var text: Wording
    /// Nobody would be left.
    var isTotal: Bool
  }

  /// The same for an act about several cases: what is to be said of the first of which it is so.
  static func loss(
    barring people: [Person], fromAnyOf matters: [Case], _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Loss? {
    for matter in matters {
      if let loss = try loss(barring: people, from: matter, casebook, situation) { return loss }
    }
    return nil
  }

  /// What is to be said before an act that bars the last free one with 审定; nil where it bars none, or not
  /// the last.
  static func loss(
    barring people: [Person], from matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Loss? {
    guard people.contains(where: { $0.rights.contains(.approve) && !$0.groups.isEmpty }) else {
      return nil
    }
    var independence = try independence(
      for: .closing, matter, casebook, now: situation.now, situation.rules)
    let before = try eligible(independence, matter, casebook)
    let ids = Set(people.map(\.id))
    let free = before.filter { $0.rights.contains(.approve) }
    guard let last = free.first(where: { ids.contains($0.id) }),
      free.allSatisfy({ ids.contains($0.id) })
    else { return nil }
    for person in people { independence.bar(person.id) }
    let after = try eligible(independence, matter, casebook)
    let name = last.id == situation.actor.id ? "您" : last.address
    var text = Wording("\(name)是最后一位能确认\(matter.number)号销号的有审定权的同志，办了这件事就不能再确认。")
    if let who = who(after, matter) {
      text.add(Wording("到时请\(who)确认。"))
    } else {
      text.add("到时没有能确认的同志，请管理员另外授权一位：\(typed: "授权 @某人 审定")")
    }
    return Loss(text: text, isTotal: after.isEmpty)
  }

  /// What the team hears where somebody was the last one that could agree to what waits, and can no more.
  static func stranded(
    by lost: LostStanding, _ matter: Case, _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> Reply? {
    let act: Act
    if matter.state == .closing {
      act = .closing
    } else if let asked = matter.handling?.asked {
      act = .asked(asked)
    } else {
      return nil
    }
    guard matter.number.series == .open, !lost.keepsOffice else { return nil }
    var independence = try independence(for: act, matter, casebook, now: now, rules)
    let person = lost.before
    guard try eligible(independence, matter, casebook).contains(where: { $0.id == person.id })
    else { return nil }
    independence.bar(person.id)
    guard try eligible(independence, matter, casebook).isEmpty else { return nil }
    let text: Wording =
      "\(matter.number)号等第二人同意\(act.name)，\(person.address)是最后一位能同意的。\n" + nobody(for: matter)
    return Reply(to: .team, text: text, card: matter.number)
  }

  /// Adds to an answer what an act takes away, or shows it first where it would take away everything.
  /// - Returns: A question that waits for 确认; nil where the act goes on.
  static func warn(
    _ decision: inout Decision, barring people: [Person], from matter: Case, command: String,
    _ verb: Verb, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    guard let loss = try loss(barring: people, from: matter, casebook, situation) else { return }
    guard loss.isTotal, !situation.confirmed, situation.evidence.isEmpty else {
      if !decision.replies.isEmpty { decision.replies[0].text.add(loss.text) }
      return
    }
    decision = situation.askToConfirm(
      command, verb, about: [matter], showing: loss.text, card: matter.number)
  }

  // MARK: 延期, 验收, 裁定

  /// Why that person may not decide on an extension: whoever asked, the unit's own people; and where it was
  /// asked for on the side of the lead, everybody who had a part in the case.
  static func part(
    of actor: Actor, in request: ExtensionRequest, _ matter: Case, _ casebook: any Casebook,
    now: Instant, _ rules: Rules
  ) throws -> Independence.Part? {
    let unit = try UnitPeople.of(matter, casebook)
    if try unit?.has(actor.person, casebook) == true { return .unit }
    guard let asker = try casebook.person(request.by),
      try unit?.has(asker, casebook) != true
    else { return nil }
    let independence = try Independence.of(matter, casebook, now: now, rules)
    guard independence.parts[asker.id]?.isWithLead == true else { return nil }
    return independence.parts[actor.id]
  }

  /// The unit's own people never decide for it: not on its report, its dispute, its term, nor whether it
  /// keeps the case.
  static func refusalToUnit(
    _ what: String, _ verb: Verb, _ matter: Case, _ actor: Actor, _ casebook: any Casebook
  ) throws -> Refusal? {
    guard try UnitPeople.of(matter, casebook)?.has(actor.person, casebook) == true else {
      return nil
    }
    let others = AccessPolicy.permission(for: verb).another
    return Refusal(
      .samePerson,
      "\(matter.number)号的\(what)不由责任单位自己的人来定，您是这个单位的。\n请\(others)来办。")
  }

  // MARK: 抹除

  /// What keeps that person from striking out what another one hid; nil where nothing does: who hid it, who named
  /// another receiver for it, who alone wrote it, and who stands in today for one of them may not. The course of the
  /// case does not count: what is struck out is no outcome of it, and whoever leads the case may well see to it.
  /// - Parameter all: All that is hidden of the record, oldest first: another one may have hidden it first, whose
  ///   receiver is gone.
  static func partInHidden(
    _ actor: Actor, _ held: HeldText, of all: [HeldText], _ written: [JournalEntry]
  ) -> PartInHidden? {
    let places = Set(held.hidden.entries)
    let writers = Set(
      written.filter { places.contains($0.sequence) }.compactMap(\.event.stamp.actor))
    var hid: Set<PersonID> = []
    var passed: Set<PersonID> = []
    var hidden: Set<Int> = []
    for one in all where !places.isDisjoint(with: one.hidden.entries) {
      // What was hidden already only went to another receiver.
      if hidden.isSuperset(of: one.hidden.entries) {
        passed.insert(one.by)
      } else {
        hid.insert(one.by)
      }
      hidden.formUnion(one.hidden.entries)
    }
    func part(of people: Set<PersonID>) -> PartInHidden.Kind? {
      if !hid.isDisjoint(with: people) { return .hid }
      if !passed.isDisjoint(with: people) { return .passedOn }
      return writers.count == 1 && !writers.isDisjoint(with: people) ? .wrote : nil
    }
    if let kind = part(of: [actor.id]) { return PartInHidden(kind: kind, isHis: true) }
    return part(of: Set(actor.standsInFor)).map { PartInHidden(kind: $0, isHis: false) }
  }

  /// The part somebody had in what is hidden, or the one he stands in for.
  struct PartInHidden {
    enum Kind { case hid, passedOn, wrote }

    var kind: Kind
    var isHis: Bool

    /// 1号的内容是您遮盖的.
    func wording(_ name: String) -> String {
      let who = isHis ? "您" : "您代办的同志"
      return switch kind {
      case .hid: "\(name)的内容是\(who)遮盖的"
      case .passedOn: "\(name)遮盖的内容，接收人是\(who)另定的"
      case .wrote: "\(name)的内容是\(who)写的"
      }
    }
  }

  // MARK: The unit's own people

  /// The same as a guard.
  static func checkNotOfUnit(
    _ what: String, _ verb: Verb, _ matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws {
    if let refusal = try refusalToUnit(what, verb, matter, situation.actor, casebook) {
      throw refusal
    }
  }
}
