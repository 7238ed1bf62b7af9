/// What a digest speaks of, picked from the open duties of one moment.
struct DigestDocket {
  /// Past their day.
  private(set) var overdue: [Docketed] = []
  /// Due today or within three working days.
  private(set) var soon: [Docketed] = []
  /// Waiting for the work group itself.
  private(set) var ours: [Docketed] = []
  /// To be looked at again within three working days, or since.
  private(set) var lookBacks: [Docketed] = []
  /// Hand-overs and instruments that the unit has not signed for.
  private(set) var unsigned: [Docketed] = []
  /// Units that nobody speaks for, though they were sent something: somebody is to be named.
  private(set) var unspoken: [UnitSpeakers.Unspoken] = []
  /// Cases in hand.
  private(set) var inHand = 0

  /// - Parameter all: In the order of their days.
  init(_ all: some Sequence<Docketed>, _ schedule: Schedule) {
    let today = schedule.today
    let last = schedule.calendar.horizon(from: today)
    let signed = SigningTerm.over(on: today, schedule.rules)
    var asked: [Docketed] = []
    var open: Set<CaseNumber> = []
    for item in all {
      switch item.duty.kind {
      case .rectify:
        guard let day = item.duty.day else { break }
        if day < today { overdue.append(item) } else if day <= last { soon.append(item) }
      case .lookBack:
        if let day = item.duty.day, day <= last { lookBacks.append(item) }
        continue
      case .review:
        if let day = item.duty.day, day <= today { ours.append(item) }
      case .sign:
        unsigned.append(item)
        if item.duty.since < signed { asked.append(item) }
      // Of one that is private nobody but the unit's contact hears.
      case .signPrivately:
        unsigned.append(item)
        continue
      // A transfer is nobody's business here, and a draft that is private its signers' alone.
      case .acknowledge, .consentPrivately, .deliver: continue
      default: ours.append(item)
      }
      open.insert(item.duty.matter)
    }
    // What is ours to decide comes first.
    ours += asked
    inHand = open.count
  }

  /// The open cases of the ledger.
  static func open(_ schedule: Schedule) throws -> DigestDocket {
    var docket = DigestDocket(
      try schedule.casebook.docket(DutyQuery()).lazy.filter { $0.duty.matter.series == .open },
      schedule)
    docket.unspoken = try UnitSpeakers.unspoken(schedule.casebook)
    return docket
  }

  var isQuiet: Bool {
    overdue.isEmpty && soon.isEmpty && ours.isEmpty && lookBacks.isEmpty && unspoken.isEmpty
  }
  /// How many different cases wait for us, as 待办 lists them.
  var waiting: Int {
    Set((ours + lookBacks).map(\.duty.matter) + unspoken.flatMap(\.matters).map(\.number)).count
  }

  /// Without what would tell that reader how many of other units' cases are late, or left unsigned.
  func counted(for viewer: Viewer, _ casebook: any Casebook) throws -> DigestDocket {
    guard !viewer.totals.isWhole else { return self }
    func counts(_ item: Docketed) throws -> Bool {
      try casebook.matter(item.duty.matter).map(viewer.counts) ?? false
    }
    var part = self
    part.overdue = try overdue.filter(counts)
    part.ours = try ours.filter { try $0.duty.kind != .sign || counts($0) }
    return part
  }

  /// The part that meets a condition, for one person.
  func filtered(_ keeps: (Docketed) throws -> Bool) rethrows -> DigestDocket {
    var part = self
    part.overdue = try overdue.filter(keeps)
    part.soon = try soon.filter(keeps)
    part.ours = try ours.filter(keeps)
    part.lookBacks = try lookBacks.filter(keeps)
    part.unsigned = try unsigned.filter(keeps)
    return part
  }
}
