/// 催办: a polite chaser, counted, since it is evidence for the next rung.
public struct Urge: Sendable, Equatable, Codable {
  public var unit: UnitReference?
  public var by: PersonID
  public var at: Instant
  /// When it is said, or was, where that had to wait for opening hours; nil: at once.
  public var until: Instant?
  /// Whether what waited was said in the end; false where it was needed no more, or reached nobody; nil while
  /// it waits.
  public var said: Bool?
  /// It was taken back after the unit had heard it: it counts for nothing, and is not said again that day.
  public var takenBack: Bool?

  private enum CodingKeys: String, CodingKey {
    case unit, by, at, until, said, takenBack
  }

  public init(unit: UnitReference?, by: PersonID, at: Instant, until: Instant? = nil) {
    self.unit = unit
    self.by = by
    self.at = at
    self.until = until
  }

  /// Nobody was told of it yet.
  public var waits: Bool { until != nil && said == nil }

  /// It was said to the unit.
  var wasSaid: Bool { until == nil || said == true }

  /// It was said to the unit, and stands.
  public var counts: Bool { wasSaid && takenBack != true }

  /// When the unit is told, or was.
  public var told: Instant { until ?? at }

  /// It reached nobody.
  mutating func wasUnheard() {
    until = told
    said = false
  }
}
