/// Projects, statistics, the register, activities, who stands in for whom.
///
/// What narrows a report (period, unit, township, words) arrives as words and is understood by the
/// rules, since it takes the casebook to know a unit from a word; a figure that was given can so be
/// reckoned again from its words.
public enum ReportingAct: Sendable, Equatable {
  /// 项目; without a name the list.
  case project(String?, page: Int)
  /// 谁负责, 电话多少: who answers for what these words find.
  case whoAnswers(words: [String])
  case todo(page: Int)
  /// 有没有漏的.
  case gaps
  /// 我们还有几个没办: my unit's.
  case ours(page: Int)
  /// 我那个…修了没: what I reported.
  case reportedByMe(words: [String])
  case statistics(words: [String], page: Int)
  /// 统计 TJ3.
  case reckonAgain(Int)
  /// 明细: the cases behind a figure; nil: of the last one given here.
  case details(Int?, part: String?, page: Int)
  case register(words: [String], page: Int)
  case export(words: [String])
  case visit(Visit)
  /// 联访 补: names that were missing; nil: of the last one.
  case visitNames(Int?, VisitNames)
  /// 联访 认可 3, 联访 不认 3 理由: what was recorded counts, or does not.
  case visitDecided(Int, counts: Bool, reason: String? = nil)
  case visits(page: Int)
  case deputise(Deputising)
  case endDeputy(PersonReference?)
  case handOver(from: PersonReference, to: PersonReference, restricted: Bool)

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .project, .whoAnswers: .project
    case .todo, .gaps: .todo
    case .ours, .reportedByMe: .mine
    case .statistics, .reckonAgain, .details: .statistics
    case .register: .register
    case .export: .export
    case .visit, .visitNames, .visitDecided, .visits: .visit
    case .deputise, .endDeputy: .deputy
    case .handOver: .handOver
    }
  }
}

/// A joint visit as typed.
public struct Visit: Sendable, Equatable {
  public var kind: String
  public var day: CivilDate
  public var places: [String]
  public var pointCount: Int?
  public var unitCount: Int?
  public var names: VisitNames
  public var participants: [PersonReference]
  public var cases: [CaseNumber]
  public var note: String

  public init(
    kind: String = Activity.jointVisit, day: CivilDate, places: [String], pointCount: Int? = nil,
    unitCount: Int? = nil, names: VisitNames = VisitNames(), participants: [PersonReference] = [],
    cases: [CaseNumber] = [], note: String = ""
  ) {
    self.kind = kind
    self.day = day
    self.places = places
    self.pointCount = pointCount
    self.unitCount = unitCount
    self.names = names
    self.participants = participants
    self.cases = cases
    self.note = note
  }
}

/// Names of points and units that a visit went to.
public struct VisitNames: Sendable, Equatable {
  public var points: [String]
  public var units: [String]
  public var cases: [CaseNumber]

  public init(points: [String] = [], units: [String] = [], cases: [CaseNumber] = []) {
    self.points = points
    self.units = units
    self.cases = cases
  }

  public var isEmpty: Bool { points.isEmpty && units.isEmpty && cases.isEmpty }
}

/// Who stands in for whom, from day to day, both days included.
public struct Deputising: Sendable, Equatable {
  public var principal: PersonReference
  public var deputy: PersonReference
  public var from: CivilDate
  public var until: CivilDate

  public init(
    principal: PersonReference, deputy: PersonReference, from: CivilDate, until: CivilDate
  ) {
    self.principal = principal
    self.deputy = deputy
    self.from = from
    self.until = until
  }
}
