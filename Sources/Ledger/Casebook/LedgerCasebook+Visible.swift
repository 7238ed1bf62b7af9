import Casework
import GRDB

/// Which cases a reader may find, told once: every statement that reads rows about cases takes its
/// condition from here.
struct VisibleCases: Equatable {
  /// Everything, as the clock sees it.
  static let all = VisibleCases(restricted: nil, hidden: [])

  /// The restricted cases the reader may see, as they are kept; nil for all.
  let restricted: [Int]?
  /// The cases of the inner circle that the reader may not see.
  let hidden: [Int]

  /// The conditions that keep rows to those the reader may see, of open cases and restricted ones.
  /// - Parameters:
  ///   - id: The column that holds the case.
  ///   - open: How the rows of open cases are told.
  func terms(_ id: String, open: String? = nil) -> [String] {
    var terms: [String] = []
    if let restricted {
      let open = open ?? "\(id) > 0"
      terms.append(
        restricted.isEmpty ? open : "(\(open) OR \(id) IN (\(VisibleCases.list(restricted))))")
    }
    return terms + unhidden(id)
  }

  /// The same where the rows are of open cases alone.
  func unhidden(_ id: String) -> [String] {
    hidden.isEmpty ? [] : ["\(id) NOT IN (\(VisibleCases.list(hidden)))"]
  }

  private static func list(_ numbers: [Int]) -> String {
    numbers.map(String.init).joined(separator: ", ")
  }
}

extension LedgerCasebook {
  func visible() throws -> VisibleCases {
    switch reader {
    case .clock: .all
    case .everyone, .group: VisibleCases(restricted: [], hidden: try hidden())
    case .person: VisibleCases(restricted: try cleared(), hidden: try hidden())
    }
  }

  func seen(by reader: Reader) -> any Casebook { snapshot.casebook(for: reader) }

  func isKeptInside(_ number: CaseNumber) throws -> Bool {
    guard number.series == .open, let matter = try snapshot.matter(number) else { return false }
    return try !sees(matter)
  }

  /// Whether the reader may know of that open case.
  func sees(_ matter: Case) throws -> Bool {
    guard matter.isInner, reader != .clock else { return true }
    return try Viewer.Standing.of(reader, self).sees(matter)
  }

  private func hidden() throws -> [Int] {
    let inside = try snapshot.inside()
    guard !inside.isEmpty else { return [] }
    let standing = try Viewer.Standing.of(reader, self)
    return inside.filter { !standing.seesInner(ledBy: $0.lead) }.map { $0.id }
  }
}
