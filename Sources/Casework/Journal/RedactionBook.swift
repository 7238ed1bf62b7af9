/// What hiding and striking out look at. It is not narrowed to the reader: nothing of it is shown but
/// numbers, days and names of files.
public protocol RedactionBook {
  /// All entries about a record of the open chain, oldest first.
  func written(about record: RecordID) throws -> [JournalEntry]
  /// All entries of the open chain that a message brought about.
  func written(by message: String, in chat: ChatID) throws -> [JournalEntry]
  /// The entries of the open chain in which one of these texts stands word for word.
  func written(saying texts: [String]) throws -> [JournalEntry]
  /// Whether that message of that person's brought about something in the restricted chain.
  func keepsRestricted(_ message: String, in chat: ChatID, by person: PersonID) throws -> Bool
  /// What stays of those of the entries that are hidden and not yet struck out.
  func replacements(of sequences: [Int]) throws -> [StruckEntry]
  /// What became of the messages in groups that the IM was asked to delete with that text.
  func deletions(with held: HeldText) throws -> DeletionTally
  /// The backups that were made from that moment on, oldest first.
  func backups(since instant: Instant) throws -> [BackupMade]
}

/// How many messages are gone, how many the IM did not delete so far or does not at all.
public struct DeletionTally: Sendable, Equatable {
  public var gone = 0
  public var left = 0

  public init() {}
}

/// A backup that was made: when, and as which file.
public struct BackupMade: Sendable, Equatable {
  public var at: Instant
  public var name: String

  public init(at: Instant, name: String) {
    self.at = at
    self.name = name
  }
}
