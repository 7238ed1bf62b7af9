import Casework
import Foundation
import GRDB

/// Who asked for a message to somebody else, and where: he was told that it is on its way, and hears once
/// where it does not come through. Kept with the message, so that no restart loses it.
public struct Asker: Sendable, Equatable, Codable {
  public var person: PersonID
  /// Where he asked for it; nil where the clock said it for him.
  public var chat: ChatID?
  /// The message by which he did.
  public var message: String?
  /// That message still stands there and may be quoted.
  public var quotes: Bool
  /// What it tells of is nothing that others there may not know.
  public var isOpen: Bool

  public init(
    person: PersonID, chat: ChatID? = nil, message: String? = nil, quotes: Bool = false,
    isOpen: Bool
  ) {
    self.person = person
    self.chat = chat
    self.message = message
    self.quotes = quotes
    self.isOpen = isOpen
  }

  /// The same asker gives the same text.
  func stored() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension Transaction {
  func keep(_ asker: Asker?, urged: [CaseNumber], of id: Int64) throws {
    guard asker != nil || !urged.isEmpty else { return }
    try db.run(
      "UPDATE outbox SET asker = ?, urged = ? WHERE id = ?",
      [try bindable(optional: asker?.stored(), "asker"), Outbox.list(urged), id])
  }

  /// Who is to hear that a message did not come through. All that he asked for by the same message and
  /// that goes to the same chat has one answer: it is given out once.
  public func takeAsker(outbox id: Int64) throws -> Asker? {
    try checkOpen()
    guard
      let stored = try db.value("SELECT asker FROM outbox WHERE id = ?", [id], as: String.self)
    else { return nil }
    try db.run(
      """
      UPDATE outbox SET asker = NULL
      WHERE chat = (SELECT chat FROM outbox WHERE id = ?) AND asker = ?
      """, [id, stored])
    return try JSONDecoder().decode(Asker.self, from: Data(stored.utf8))
  }

  /// The cases of whose chasers a message tells.
  public func urged(outbox id: Int64) throws -> [CaseNumber] {
    let list = try db.value("SELECT urged FROM outbox WHERE id = ?", [id], as: String.self)
    return (list ?? "").split(separator: ",").compactMap { Int($0) }.map { CaseNumber(key: $0) }
  }
}
