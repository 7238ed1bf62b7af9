/// How a case came to its due day: each step that set or moved it, and when the clock stood still,
/// from the case's history.
struct DueChain {
  struct Link {
    var at: Instant
    var by: PersonID?
    var what: What

    enum What {
      /// Set for the first time, or by a new hand-over, instrument or correction.
      case set(Deadline, how: String)
      case extended(Deadline, old: Deadline?)
      case refused(reason: String?)
      case rebased(Deadline, old: Deadline?, late: Int)
      case suspended(Suspension)
      case resumed(Deadline?, workdays: Int)
      case dropped
    }
  }

  private(set) var links: [Link] = []
  private(set) var stops: [Range<CivilDate>] = []

  init(_ history: [JournalEntry], zone: Zone) {
    var undone: Set<Int> = []
    for entry in history {
      switch entry.event.change {
      case .undone(let change): undone.insert(change.sequence)
      case .turned(let turned):
        if case .restored(let restoring) = turned.turn { undone.insert(restoring.sequence) }
      default: break
      }
    }
    var due: Deadline?
    var open: CivilDate?
    for entry in history where !undone.contains(entry.sequence) {
      guard let what = DueChain.what(entry.event.change, due) else { continue }
      let day = zone.day(of: entry.event.stamp.at)
      switch what {
      case .set(let new, _), .extended(let new, _), .rebased(let new, _, _): due = new
      case .suspended(let suspension): open = suspension.from
      case .resumed(let new, _):
        due = new
        if let from = open, from < day { stops.append(from..<day) }
        open = nil
      case .dropped: due = nil
      case .refused: break
      }
      links.append(Link(at: entry.event.stamp.at, by: entry.event.stamp.actor, what: what))
    }
  }

  /// What a change did to the due day; nil where it left it as it was.
  private static func what(_ change: Change, _ due: Deadline?) -> Link.What? {
    func set(_ new: Deadline?, _ how: String) -> Link.What? {
      new.flatMap { $0 == due ? nil : .set($0, how: how) }
    }
    switch change {
    case .registered(let it): return set(it.due, "登记时定")
    case .led(let it): return set(it.new.due, "领衔时定")
    case .turned(let turned):
      switch turned.turn {
      // To a unit that did not have it, without a day: the one that was over is none of its own.
      case .handed(let it): return it.due == nil && due != nil ? .dropped : set(it.due, "交办")
      case .issued(let it): return set(it.due, "发文书")
      case .ruled(let it): return set(it.handed.due, "裁定")
      case .sentBack(let it): return set(it.due, "退回")
      case .amended(let it):
        if it.new.due == nil, due != nil { return .dropped }
        return set(it.new.due, "更正")
      case .extensionGranted(let it):
        return it.new.map { .extended($0, old: it.old ?? due) }
      case .extensionRefused: return .refused(reason: turned.note)
      case .rebased(let it): return .rebased(it.new, old: it.old ?? due, late: it.overdueWorkdays)
      case .suspended(let it): return .suspended(it)
      case .resumed(let it): return .resumed(it.new, workdays: it.workdays)
      case .relapsed: return due == nil ? nil : .dropped
      default: return nil
      }
    default: return nil
    }
  }
}
