import Casework

@testable import Bot

extension SimulatedClock {
  /// Reads `2026-03-02 08:55`, in Shanghai.
  static func instant(_ text: String) -> Instant? {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let day = CivilDate(iso: parts[0]) else { return nil }
    let time = parts[1].split(separator: ":").compactMap { Int64($0) }
    guard time.count == 2 else { return nil }
    return Instant(seconds: Int64(day.dayNumber) * 86_400 + time[0] * 3600 + time[1] * 60 - 28_800)
  }
}
