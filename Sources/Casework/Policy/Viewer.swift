/// Who reads an answer, as far as it decides what may stand in it: where a clue came from, how late
/// a unit is, whether there is an instrument of a private kind. The one allow-list, asked by every
/// rule that words a case, a list, a figure, a search or an export; whoever none of its lines names
/// gets the least. In a group every answer is for its least-cleared reader, whoever asks.
public struct Viewer: Sendable, Equatable {
  public enum Standing: Sendable, Equatable {
    /// The program itself, which decides for each receiver apart.
    case clock
    /// A group of the two offices and the team (内部).
    case innerGroup
    /// In private, somebody of 专班, 人大 or 纪委监委 who speaks for no unit.
    case office(PersonID?, Set<Role>)
    /// In private, who speaks for a unit.
    case contact(PersonID?, UnitID?)
    /// In private, any other member; with the unit he belongs to. No person stands here, as in the two
    /// above, where cases that name him do not count as his (`Person.isCleared`).
    case member(PersonID?, UnitID?)
    /// A group in which units sit, and whoever nothing is known of.
    case nobody
  }

  public let standing: Standing
  /// Whose days late may be told.
  public let lateness: LatenessScope
  /// Whose lateness counts in what adds up: how many are late, how many kept their term. A group is told how
  /// many there are in all, though not which; in private a total less one's own would tell of the others.
  public let totals: LatenessScope

  /// Who reads what is answered there.
  static func of(_ situation: Situation, _ casebook: any Casebook) throws -> Viewer {
    switch situation.place {
    case .group(let chat): return try of(.group(chat), casebook)
    case .privateChat:
      let standing = Standing(situation.actor)
      let own = [situation.actor.id] + situation.actor.standsInFor
      return try Viewer(standing, own: own, casebook)
    }
  }

  /// Who reads what is said to that reader unasked.
  public static func of(_ reader: Reader, _ casebook: any Casebook) throws -> Viewer {
    let standing = try Standing.of(reader, casebook)
    if case .group(let chat) = reader, standing == .nobody {
      return Viewer(
        standing, try LatenessScope.inGroup(chat, casebook), totals: .whole,
        showsAll: try showsAll(casebook))
    }
    var own: [PersonID] = []
    if case .person(let id) = reader { own = [id] }
    return try Viewer(standing, own: own, casebook)
  }

  private init(_ standing: Standing, own: [PersonID], _ casebook: any Casebook) throws {
    switch standing {
    case .clock, .innerGroup, .office: self.init(standing, .whole, showsAll: true)
    case .contact(_, let unit), .member(_, let unit):
      self.init(
        standing, LatenessScope(units: unit.map { [$0] } ?? [], people: own),
        showsAll: try Viewer.showsAll(casebook))
    case .nobody:
      self.init(standing, LatenessScope(), showsAll: try Viewer.showsAll(casebook))
    }
  }

  private init(
    _ standing: Standing, _ lateness: LatenessScope, totals: LatenessScope? = nil, showsAll: Bool
  ) {
    self.standing = standing
    self.lateness = showsAll ? .whole : lateness
    self.totals = showsAll ? .whole : totals ?? lateness
  }

  /// 设置 其他单位 开.
  private static func showsAll(_ casebook: any Casebook) throws -> Bool {
    try casebook.setting(.showsOtherUnits)?.value == PolicySettings.on
  }

  // MARK: What may stand in an answer

  /// Where a clue came from, and its number there.
  var showsSource: Bool { standing.showsSource }

  /// The leave to say how late that case is; nil where there is none.
  /// - Parameter former: A unit that had it before: the term it had then is its own account.
  func leave(for matter: Case, with former: UnitReference? = nil) -> LatenessLeave? {
    lateness.holds(former ?? matter.details.unit, lead: matter.lead, contacts: matter.contacts)
      ? LatenessLeave() : nil
  }

  /// Whether the lateness of each of these cases may be told, and so that of all together.
  func showsLateness(of facts: some Sequence<CaseFacts>) -> Bool {
    facts.allSatisfy(showsLateness)
  }

  func showsLateness(of fact: CaseFacts) -> Bool {
    lateness.holds(fact.unit, lead: fact.lead, contacts: [])
  }

  /// Whether a case's lateness counts in a total.
  func counts(_ matter: Case) -> Bool {
    totals.holds(matter.details.unit, lead: matter.lead, contacts: matter.contacts)
  }

  func counts(_ fact: CaseFacts) -> Bool {
    totals.holds(fact.unit, lead: fact.lead, contacts: [])
  }

  /// What stands beside a total that is not of all.
  var totalsNote: String { totals.isWhole ? "" : "（不含其他单位）" }

  /// Refuses a list or a count of what is overdue where some of the cases it would be picked from are
  /// none of the reader's: decided before it is known which of them are late.
  func overdue(of facts: [CaseFacts], _ situation: Situation) throws(Refusal) -> [CaseFacts] {
    guard showsLateness(of: facts) else { throw Viewer.othersLate }
    return facts.filter { $0.isOverdue(on: situation.today) }
  }

  private static let othersLate = Refusal(
    .notAllowed, "其他单位的超期情况这里不列，没有办。\n看本单位的请私聊我发：\(typed: "我的 单位")；要看全部请找专班。")
}

/// Leave to tell one reader how late one case is. Only `Viewer` gives it, and no wording of lateness
/// goes without.
public struct LatenessLeave: Sendable {
  fileprivate init() {}

  /// For what goes to the team, the lead, whoever stands in for him and the unit's own contact, to each
  /// in private: they answer for the case.
  static let answering = LatenessLeave()
}

/// Whose days late somebody may be told: those of some units, and of cases that some people lead or
/// keep contact for. A case that is with no unit is late on nobody's account.
public struct LatenessScope: Sendable, Equatable {
  public var isWhole = false
  public var units: Set<UnitID> = []
  public var people: [PersonID] = []

  static let whole = LatenessScope(isWhole: true)

  /// Where units sit, how late one of them is is not shown to the others.
  static func inGroup(_ chat: ChatID, _ casebook: any Casebook) throws -> LatenessScope {
    let present = Set(
      try casebook.people().filter { $0.groups.contains(chat) }.compactMap(\.unit))
    if present.isEmpty { return .whole }
    return LatenessScope(units: present.count == 1 ? present : [])
  }

  func holds(_ unit: UnitReference?, lead: PersonID?, contacts: [PersonID]) -> Bool {
    guard !isWhole, let unit else { return true }
    if let id = unit.id, units.contains(id) { return true }
    return lead.map(people.contains) ?? false || contacts.contains(where: people.contains)
  }
}

extension Viewer.Standing {
  /// Who reads what is answered there.
  static func of(_ situation: Situation, _ casebook: any Casebook) throws -> Viewer.Standing {
    switch situation.place {
    case .group(let chat): try of(.group(chat), casebook)
    case .privateChat: Viewer.Standing(situation.actor)
    }
  }

  /// Where a clue came from, and its number there.
  var showsSource: Bool {
    switch self {
    case .clock, .innerGroup, .office: true
    case .contact, .member, .nobody: false
    }
  }

  /// As the person stands in private.
  init(_ actor: Actor) {
    guard actor.roles.contains(.member) else {
      self = .nobody
      return
    }
    let office = actor.roles.intersection([.team, .congress, .discipline])
    let cleared = actor.person.isCleared ? actor.id : nil
    if actor.roles.contains(.unit) {
      self = .contact(cleared, actor.person.unit)
    } else if !office.isEmpty {
      self = .office(cleared, office)
    } else {
      self = .member(cleared, actor.person.unit)
    }
  }

  public static func of(_ reader: Reader, _ casebook: any Casebook) throws -> Viewer.Standing {
    switch reader {
    case .clock: return .clock
    case .everyone: return .nobody
    case .group(let chat):
      return try casebook.group(chat)?.kind == .inner ? .innerGroup : .nobody
    case .person(let id):
      guard let person = try casebook.person(id) else { return .nobody }
      // Asked only where it counts: it looks at everybody.
      let isAlone = person.roles.contains(.admin) ? try !casebook.isGranted(.team) : false
      return Viewer.Standing(Actor(person: person, teamExists: !isAlone))
    }
  }

  // MARK: Instruments of a private kind

  /// Whether drafts and all else about instruments of a private kind are shown: in private chats
  /// only, to the team and the side that issues them.
  public var seesPrivateInstruments: Bool {
    switch self {
    case .clock: true
    case .office(_, let roles): roles.contains(.team) || roles.contains(.discipline)
    case .innerGroup, .contact, .member, .nobody: false
    }
  }

  /// The unit it was sent to knows of one from its issue on.
  func sees(_ instrument: Instrument) -> Bool {
    if !instrument.isPrivate || seesPrivateInstruments { return true }
    guard case .contact(_, let unit?) = self else { return false }
    return instrument.state == .issued && instrument.unit.id == unit
  }

  /// The case without the instruments that are not shown: as if there were none.
  public func shown(_ matter: Case) -> Case {
    guard let handling = matter.handling, !handling.instruments.allSatisfy(sees) else {
      return matter
    }
    var shown = matter
    shown.handling?.instruments = handling.instruments.compactMap { instrument in
      sees(instrument) ? instrument : instrument.husk
    }
    return shown
  }

  /// The entries of a journal that may be told, of one case or of one person.
  /// - Parameter instrument: Finds an instrument of a case by its serial.
  public func shown(
    _ entries: [JournalEntry], instrument: (CaseNumber, Int) throws -> Instrument?
  ) rethrows -> [JournalEntry] {
    if seesPrivateInstruments { return entries }
    var hidden: Set<Int> = []
    return try entries.filter { entry in
      guard case .turned(let turned) = entry.event.change,
        case .matter(let number)? = entry.event.record
      else { return true }
      if case .restored(let restoring) = turned.turn { return !hidden.contains(restoring.sequence) }
      guard let (serial, draft) = turned.turn.instrument else { return true }
      let known = try draft ?? instrument(number, serial)
      let isPrivate = known?.isPrivate ?? (serial >= Instrument.firstPrivateSerial)
      guard isPrivate else { return true }
      if turned.turn.isDelivery, let known = try instrument(number, serial), sees(known) {
        return true
      }
      hidden.insert(entry.sequence)
      return false
    }
  }
}

extension Turn {
  /// The instrument that a turn is about: its serial, and itself where the turn holds it.
  var instrument: (serial: Int, draft: Instrument?)? {
    switch self {
    case .drafted(let draft), .redrafted(let draft): (draft.serial, draft)
    case .consented(let consented): (consented.serial, nil)
    case .issued(let issue): (issue.serial, nil)
    case .dropped(let dropped): (dropped.serial, nil)
    case .received(let received): received.serial.map { ($0, nil) }
    case .delivered(let delivery): delivery.serial.map { ($0, nil) }
    default: nil
    }
  }

  /// What the unit an instrument was sent to takes part in.
  fileprivate var isDelivery: Bool {
    switch self {
    case .issued, .received: true
    default: false
    }
  }
}
