/// Something in a record that was hidden, and what became of it since.
public struct HeldText: Sendable, Equatable {
  public var record: RecordID
  /// The entry that hid it.
  public var sequence: Int
  public var hidden: TextHidden
  public var by: PersonID
  public var at: Instant
  /// The receiver has it.
  public var received: Receipt?
  public var struck: Receipt?

  /// Everything about a record that was hidden, oldest first.
  /// - Parameter entries: All entries about it.
  static func all(about record: RecordID, in entries: [JournalEntry]) -> [HeldText] {
    var all: [HeldText] = []
    var gone: Set<Int> = []
    for entry in entries {
      let stamp = entry.event.stamp
      guard let actor = stamp.actor else { continue }
      let receipt = Receipt(by: actor, at: stamp.at)
      switch entry.event.change {
      case .textHidden(let hidden):
        all.append(
          HeldText(
            record: record, sequence: entry.sequence, hidden: hidden, by: actor, at: stamp.at))
      case .textReceived(let change):
        for index in all.indices where all[index].sequence == change.hidden {
          all[index].received = receipt
        }
      case .textRedacted(let change):
        gone.formUnion(change.entries.map(\.sequence))
        for index in all.indices
        where all[index].struck == nil && gone.isSuperset(of: all[index].hidden.entries) {
          all[index].struck = receipt
        }
      default: break
      }
    }
    return all
  }
}
