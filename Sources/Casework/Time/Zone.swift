import Foundation

/// The time zone of the work group: what turns a moment into a day and a time of day. It is a
/// setting; the host's own zone never counts.
public struct Zone: Sendable, Hashable {
  public let identifier: String
  private let zone: TimeZone
  private let fixedOffset: Int64?

  public static let shanghai = Zone(fixed: 8 * 3600, identifier: "Asia/Shanghai")

  /// A zone by its IANA name, such as `Asia/Shanghai`; nil where the system does not know it.
  public init?(identifier: String) {
    if identifier == Zone.shanghai.identifier {
      self = .shanghai
      return
    }
    guard let zone = TimeZone(identifier: identifier) else { return nil }
    self.identifier = identifier
    self.zone = zone
    self.fixedOffset = nil
  }

  // China has had one offset since 1991, so that the common way needs no look-up.
  private init(fixed offset: Int, identifier: String) {
    self.identifier = identifier
    self.zone = TimeZone(secondsFromGMT: offset) ?? .gmt
    self.fixedOffset = Int64(offset)
  }

  /// Seconds east of Greenwich at that moment.
  public func offset(at instant: Instant) -> Int64 {
    if let fixedOffset { return fixedOffset }
    let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
    return Int64(zone.secondsFromGMT(for: date))
  }

  /// The day on which the moment falls.
  public func day(of instant: Instant) -> CivilDate {
    let local = instant.milliseconds + offset(at: instant) * 1000
    return CivilDate(dayNumber: Int(floorDivide(local, by: 86_400_000)))
  }

  /// The minute of the day, 0…1439, at which the moment falls.
  public func minuteOfDay(of instant: Instant) -> Int {
    let local = instant.milliseconds + offset(at: instant) * 1000
    return Int((local - floorDivide(local, by: 86_400_000) * 86_400_000) / 60_000)
  }

  /// `2026-09-14T08:52:00.000+08:00`, for exports.
  public func rfc3339(_ instant: Instant) -> String {
    let offset = offset(at: instant)
    let local = instant.milliseconds + offset * 1000
    let day = CivilDate(dayNumber: Int(floorDivide(local, by: 86_400_000)))
    let rest = Int(local - floorDivide(local, by: 86_400_000) * 86_400_000)
    let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60]
      .map { padded($0, to: 2) }.joined(separator: ":")
    let sign = offset < 0 ? "-" : "+"
    let hours = padded(Int(abs(offset)) / 3600, to: 2)
    let minutes = padded(Int(abs(offset)) / 60 % 60, to: 2)
    return "\(day)T\(time).\(padded(rest % 1000, to: 3))\(sign)\(hours):\(minutes)"
  }
}

private func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}
