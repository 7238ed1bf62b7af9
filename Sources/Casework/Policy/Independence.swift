/// Who had a part in a case's running course, from the last 交办 on, and so is not independent of it: whoever
/// led it, kept contact, stood in for one who did, reported, verified, started its closing, and the
/// responsible unit's own people; and the same of every case that was merged into it, with those who merged what had
/// gone far. It is reckoned from the journal: no 交接, no 代理 取消 and no change of roles frees anybody, only what was
/// undone counts for nothing.
public struct Independence: Sendable, Equatable {
  /// The part somebody had; of several the first one is named.
  public enum Part: Int, Sendable, Comparable, CaseIterable {
    case started, leads, led, reported, verified, contact, stoodIn, unit, absorbed

    public static func < (left: Part, right: Part) -> Bool { left.rawValue < right.rawValue }

    /// How a sentence to that person says it.
    var wording: String {
      switch self {
      case .started: "您是发起人"
      case .leads: "您是领衔人"
      case .led: "您领衔过这件事"
      case .reported: "是您反馈的"
      case .verified: "是您验收的"
      case .contact: "您当过联系人"
      case .stoodIn: "您替经办的同志代理过"
      case .unit: "您是责任单位的人"
      case .absorbed: "您经手过并入的那一件"
      }
    }

    /// Answers for the case beside the unit, or for one who does.
    var isWithLead: Bool { [.leads, .led, .contact, .stoodIn].contains(self) }
  }

  public private(set) var parts: [PersonID: Part] = [:]
  /// The people of the unit that is to rectify, where it is registered.
  private(set) var unit: UnitPeople?
  /// The moment from which on the course runs.
  public private(set) var since: Instant
  /// The courses of the cases that were merged into it.
  private var absorbed: [Independence] = []

  /// What the case and the entries that stand say by themselves.
  init(_ matter: Case, _ standing: [JournalEntry]) {
    let start = Independence.start(of: matter, standing)
    since = Independence.beginning(of: matter, standing, start)
    var (lead, contacts): (PersonID?, [PersonID]) = (nil, [])
    for (index, entry) in standing.enumerated() {
      switch entry.event.change {
      case .led(let led): (lead, contacts) = (led.new.lead, led.new.contacts)
      case .turned(let turned):
        if case .contactsChanged(let change) = turned.turn { contacts = change.new }
      default: break
      }
      guard index >= start else { continue }
      note(.led, lead)
      contacts.forEach { note(.contact, $0) }
      switch entry.event.change {
      case .closeProposed: note(.started, entry.event.stamp.actor)
      case .turned(let turned):
        switch turned.turn {
        case .reported(let report): note(.reported, report.by)
        case .verified(let verification): note(.verified, verification.by)
        // Two people took it out of sight of its second person.
        case .merged(let merge) where merge.askedBy != nil:
          note(.started, merge.askedBy)
          note(.started, entry.event.stamp.actor)
        default: break
        }
      default: break
      }
    }
    note(.started, matter.proposal?.by)
    note(.leads, matter.lead)
    note(.reported, matter.handling?.report?.by)
    note(.verified, matter.handling?.verification?.by)
    matter.contacts.forEach { note(.contact, $0) }
  }

  /// The entry by which the unit got the case that has it: what only adds to a hand-over is none.
  private static func start(of matter: Case, _ standing: [JournalEntry]) -> Int {
    guard let handed = matter.handling?.handed else { return 0 }
    return standing.firstIndex { entry in
      guard case .turned(let turned) = entry.event.change else { return false }
      return switch turned.turn {
      case .handed(let other): other.at == handed.at
      case .ruled(let ruling): ruling.handed.at == handed.at
      default: false
      }
    } ?? 0
  }

  private static func beginning(
    of matter: Case, _ standing: [JournalEntry], _ start: Int
  ) -> Instant {
    standing.indices.contains(start) ? standing[start].event.stamp.at : matter.registeredAt
  }

  /// The moment from which on a case's course runs, where nothing else is asked of it.
  static func beginning(of matter: Case, _ casebook: any Casebook) throws -> Instant {
    let standing = UndoBatch.standing(in: try casebook.history(of: .matter(matter.number)))
    return beginning(of: matter, standing, start(of: matter, standing))
  }

  private mutating func note(_ part: Part, _ person: PersonID?) {
    guard let person, parts[person].map({ part < $0 }) ?? true else { return }
    parts[person] = part
  }

  /// Who asked for an act that a second person decides.
  mutating func note(asker: PersonID?) { note(.started, asker) }

  /// As it would be if that person took a part.
  mutating func bar(_ person: PersonID) { note(.stoodIn, person) }

  // MARK: Asked of the ledger

  static func of(
    _ matter: Case, _ casebook: any Casebook, now: Instant, _ rules: Rules
  ) throws -> Independence {
    let history = try casebook.history(of: .matter(matter.number))
    var course = Independence(matter, UndoBatch.standing(in: history))
    course.unit = try UnitPeople.of(matter, casebook)
    let days =
      rules.zone.day(
        of: course.since)...max(
        rules.zone.day(of: now), rules.zone.day(of: course.since))
    for person in course.parts.keys.sorted() {
      for deputy in try deputies(of: person, on: days, casebook, rules) {
        course.note(.stoodIn, deputy)
      }
    }
    course.absorbed = try (matter.handling?.absorbed ?? []).compactMap { absorbed in
      guard let other = try casebook.matter(absorbed.number) else { return nil }
      return try of(other, casebook, now: now, rules)
    }
    return course
  }

  /// Who stood in for that person on one of those days, whatever was taken back since.
  private static func deputies(
    of person: PersonID, on days: ClosedRange<CivilDate>, _ casebook: any Casebook, _ rules: Rules
  ) throws -> [PersonID] {
    var found: [PersonID] = []
    func add(_ deputy: Deputy?, endedOn end: CivilDate?) {
      guard let deputy else { return }
      let last = [deputy.until, end].compactMap { $0 }.min()
      if deputy.from <= days.upperBound,
        last.map({ $0 >= deputy.from && $0 >= days.lowerBound }) ?? true
      {
        found.append(deputy.person)
      }
    }
    for entry in try casebook.history(of: .person(person)) {
      guard case .personDeputed(let change) = entry.event.change else { continue }
      add(change.old, endedOn: rules.zone.day(of: entry.event.stamp.at))
    }
    add(try casebook.person(person)?.deputy, endedOn: nil)
    return found
  }

  /// The part that person had; nil where he is independent of the case.
  func part(of person: Person, _ casebook: any Casebook) throws -> Part? {
    if let part = parts[person.id] { return part }
    if try unit?.has(person, casebook, since: since) == true { return .unit }
    return try absorbed.contains { try $0.part(of: person, casebook) != nil } ? .absorbed : nil
  }
}
