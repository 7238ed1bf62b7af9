/// A joint visit or another activity of the method (联合走访 …), as it was recorded.
public struct Activity: Sendable, Equatable, Codable {
  public var serial: Int
  /// 联合走访, 专项检查 …
  public var kind: String
  public var day: CivilDate
  public var places: [String]
  /// Names of the points visited, where given; else only how many.
  public var points: [String]
  public var pointCount: Int
  public var units: [UnitReference]
  public var unitCount: Int
  public var participants: [String]
  /// Cases it brought up.
  public var cases: [CaseNumber]
  public var note: String
  public var by: PersonID?
  public var withdrawn: Bool
  /// It counts once the team has said yes; nil where it does already.
  public var waits: Bool?
  /// What its writer added after the team's yes and what would raise the figures: it waits for another yes.
  public var more: More?

  /// Names and cases that were added.
  public struct More: Sendable, Equatable, Codable {
    public var points: [String]
    public var units: [UnitReference]
    public var cases: [CaseNumber]

    public init(points: [String], units: [UnitReference], cases: [CaseNumber]) {
      self.points = points
      self.units = units
      self.cases = cases
    }
  }

  public init(
    serial: Int, kind: String, day: CivilDate, places: [String] = [], points: [String] = [],
    pointCount: Int = 0, units: [UnitReference] = [], unitCount: Int = 0,
    participants: [String] = [], cases: [CaseNumber] = [], note: String = "", by: PersonID? = nil,
    withdrawn: Bool = false, waits: Bool? = nil
  ) {
    self.waits = waits
    self.serial = serial
    self.kind = kind
    self.day = day
    self.places = places
    self.points = points
    self.pointCount = pointCount
    self.units = units
    self.unitCount = unitCount
    self.participants = participants
    self.cases = cases
    self.note = note
    self.by = by
    self.withdrawn = withdrawn
  }
}

extension Activity {
  /// Whether figures and lists have it.
  public var stands: Bool { !withdrawn && waits != true }

  /// With names and cases added: none twice, and more names than were counted are right.
  func adding(_ more: More) -> Activity {
    var new = self
    for point in more.points where !new.points.contains(point) { new.points.append(point) }
    for unit in more.units where !new.units.contains(unit) { new.units.append(unit) }
    for number in more.cases where !new.cases.contains(number) { new.cases.append(number) }
    new.pointCount = max(new.pointCount, new.points.count)
    new.unitCount = max(new.unitCount, new.units.count)
    return new
  }

  /// Whether figures would have more by it than they have by another state of the same visit.
  func exceeds(_ old: Activity) -> Bool {
    pointCount > old.pointCount || unitCount > old.unitCount || cases.count > old.cases.count
  }

  /// Whether it looks like the same visit, written down once more.
  func repeats(_ other: Activity) -> Bool {
    func plain(_ places: [String]) -> Set<String> {
      Set(
        places.map { place in
          for end in ["街道", "镇", "乡"] where place.hasSuffix(end) && place.count > end.count + 1 {
            return String(place.dropLast(end.count))
          }
          return place
        })
    }
    return kind == other.kind && day == other.day && plain(places) == plain(other.places)
      && pointCount == other.pointCount && unitCount == other.unitCount
      && (points.isEmpty || other.points.isEmpty || Set(points) == Set(other.points))
      && (units.isEmpty || other.units.isEmpty
        || Set(units.map(\.name)) == Set(other.units.map(\.name)))
  }

  /// The kind that 联访 records where no other is named.
  public static let jointVisit = "联合走访"

  /// Kinds that the method knows, the longest names first.
  public static let kinds = [
    "问廉问政主题日", "明察暗访", "日常监督", "专项检查", "联合检查", "联合评议", "联合督导", "两盯两查", "专题询问", "集体会商",
    "复盘监督", jointVisit, "大走访", "现场会", "回头督",
  ]
}
