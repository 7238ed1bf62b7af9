/// What is counted of cases: registered, solved, in hand, overdue, closed on time, relapsed.
public struct FigureCount: Sendable, Equatable {
  public var registered = 0
  /// Closed as 整改完成: only these count as solved.
  public var solved = 0
  public var inHand = 0
  public var overdue = 0
  /// Of the overdue ones those whose unit was urged.
  public var urged = 0
  /// Closed or given away in any other way.
  public var otherwise = 0
  /// Of the closed ones those that had a term, and those that kept it.
  public var timed = 0
  public var onTime = 0
  public var relapsed = 0
  /// Of the inner circle's.
  public var inner = 0
  /// Closed ones, and the calendar days from registration to closing of all of them.
  public var closed = 0
  public var days = 0
  /// Whether the reader may be told what was late and what in time.
  private var showsLateness = true

  init(_ facts: [CaseFacts], _ viewer: Viewer, _ situation: Situation) {
    self.init(facts, today: situation.today, zone: situation.rules.zone)
    showsLateness = viewer.showsLateness(of: facts)
  }

  /// The overdue ones, where they may be told.
  var overdueShown: Int? { showsLateness && overdue > 0 ? overdue : nil }
  /// Of how many closed ones so many kept their term, where it may be told.
  var onTimeShown: (timed: Int, onTime: Int)? {
    showsLateness && timed > 0 ? (timed, onTime) : nil
  }

  /// Counts as things stand on that day.
  public init(_ facts: some Sequence<CaseFacts>, today: CivilDate, zone: Zone) {
    for fact in facts {
      registered += 1
      if fact.isInner { inner += 1 }
      if fact.relapses > 0 { relapsed += 1 }
      if fact.state.isOpen {
        inHand += 1
        if fact.isOverdue(on: today) {
          overdue += 1
          if fact.urges > 0 { urged += 1 }
        }
        continue
      }
      if fact.isSolved { solved += 1 } else { otherwise += 1 }
      guard let closedAt = fact.closedAt else { continue }
      closed += 1
      days += zone.day(of: fact.registeredAt).days(until: zone.day(of: closedAt))
      if let due = fact.firstDue ?? fact.due {
        timed += 1
        // How long we take to verify is not the unit's lateness.
        if zone.day(of: fact.reportedAt ?? closedAt) <= due { onTime += 1 }
      }
    }
  }

  /// 登记9件，解决6件，在办3件（超期1件）.
  var sentence: String {
    "登记\(registered)件，解决\(solved)件，在办\(inHand)件" + (overdueShown.map { "（超期\($0)件）" } ?? "")
      + innerNote
  }

  private var innerNote: String { inner > 0 ? "，其中\(Inside.mark)\(inner)件" : "" }

  /// 办结2件，其中整改完成2件: of what was closed in a period.
  var closedSentence: String { "办结\(registered)件，其中整改完成\(solved)件" + innerNote }

  /// What stands beside: nil where there is nothing to say.
  var more: String? {
    var parts: [String] = []
    if otherwise > 0 { parts.append("其他方式办结\(otherwise)件") }
    if let (timed, onTime) = onTimeShown { parts.append("有期限的办结\(timed)件、按期\(onTime)件") }
    if relapsed > 0 { parts.append("反弹过\(relapsed)件") }
    if closed > 0 { parts.append(average > 0 ? "平均\(average)天办结" : "平均不到1天办结") }
    return parts.isEmpty ? nil : "另：" + parts.joined(separator: "；")
  }

  /// Days to close, rounded.
  private var average: Int { (2 * days + closed) / (2 * max(1, closed)) }

  /// As the figure keeps them.
  var values: [String: Int] {
    [
      "登记": registered, "解决": solved, "在办": inHand, "超期": overdue, "其他办结": otherwise, "有期限": timed,
      "按期": onTime, "反弹": relapsed,
    ]
  }
}

extension CaseFacts {
  var isSolved: Bool { !state.isOpen && result == .rectified && closedAt != nil }
}

/// A part of a figure that opens into a list.
enum FigurePart: String, CaseIterable {
  case registered = "登记"
  case solved = "解决"
  case inHand = "在办"
  case overdue = "超期"
  case otherwise = "其他办结"
  case relapsed = "反弹"

  init?(typed: String) {
    switch typed {
    case "登记", "全部": self = .registered
    case "解决", "已解决", "整改完成": self = .solved
    case "在办", "未办结": self = .inHand
    case "超期", "逾期": self = .overdue
    case "其他办结", "其他": self = .otherwise
    case "反弹": self = .relapsed
    default: return nil
    }
  }

  /// Those of the facts that belong to the part, for that reader.
  func of(
    _ facts: [CaseFacts], _ viewer: Viewer, _ situation: Situation
  ) throws(Refusal) -> [CaseFacts] {
    switch self {
    case .registered: facts
    case .solved: facts.filter(\.isSolved)
    case .inHand: facts.filter(\.state.isOpen)
    case .overdue: try viewer.overdue(of: facts, situation)
    case .otherwise: facts.filter { !$0.state.isOpen && !$0.isSolved }
    case .relapsed: facts.filter { $0.relapses > 0 }
    }
  }
}
