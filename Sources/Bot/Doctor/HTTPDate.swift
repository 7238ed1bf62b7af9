import Casework

/// The time as HTTP's Date header writes it.
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let epoch = CivilDate(iso: "1970-01-01")

  /// Seconds since 1970 of `Tue, 24 Nov 2026 10:41:29 GMT`; nil where it is written otherwise.
  static func parse(_ text: String) -> Int64? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2]))
    else { return nil }
    let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
    let time = words[4].split(separator: ":").compactMap { Int64($0) }
    guard let day = CivilDate(iso: "\(words[3])-\(number)-\(words[1])"), let epoch,
      time.count == 3, time[0] < 24, time[1] < 60, time[2] < 61
    else { return nil }
    return Int64(epoch.days(until: day)) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
  }
}
