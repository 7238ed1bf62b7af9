import Foundation

/// A record as the fold of its events.
public enum Record: Sendable, Equatable {
  case matter(Case)
  case person(Person)
  case unit(Unit)
  case group(Group)
  case setting(Setting)
  case notice(Notice)
  case reminder(Reminder)
  case activity(Activity)
  case figure(Figure)
  case silence(Silence)
}

/// Events that do not fit the record they name: a damaged or foreign journal.
public struct FoldError: Error, Sendable, CustomStringConvertible {
  public var kind: String
  public var record: String

  public var description: String {
    "a journal entry of kind \(kind) does not fit the record \(record) as it stands before it; "
      + "run `liandu audit verify`."
  }
}
