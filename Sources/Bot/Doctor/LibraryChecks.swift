import Ledger
import Transport

/// The libraries that are the system's.
enum LibraryChecks {
  static func all() -> [Check] {
    [
      .ok("program", "liandu \(ProgramVersion.text)"),
      check("libcurl", CurlLibrary.version, CurlLibrary.minimum, package: "libcurl4"),
      check(
        "sqlite", (try? SQLiteLibrary.version()) ?? "", SQLiteLibrary.minimum,
        package: "libsqlite3-0"),
    ]
  }

  static func check(
    _ name: String, _ version: String, _ minimum: String, package: String
  ) -> Check {
    guard isAtLeast(version, minimum) else {
      return .fail(
        name, "version \"\(version)\" runs; expected \(minimum) or newer",
        "Update the system, on Debian: apt-get install \(package)")
    }
    return .ok(name, "version \(version)")
  }

  /// Whether one version is another or follows it, number by number.
  static func isAtLeast(_ version: String, _ minimum: String) -> Bool {
    func numbers(_ text: String) -> [Int] {
      text.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
    }
    let (found, wanted) = (numbers(version), numbers(minimum))
    for place in 0..<max(found.count, wanted.count) {
      let left = place < found.count ? found[place] : 0
      let right = place < wanted.count ? wanted[place] : 0
      if left != right { return left > right }
    }
    return !found.isEmpty
  }
}
