import Casework
import GRDB

/// What makes a message the same message. Update ids are no part of it: they restart.
public struct InboxKey: Sendable, Hashable {
  /// The service account that received it: `botapi:4242`.
  public var account: String
  public var chat: ChatID
  /// The IM's id of the message; for a button its callback id.
  public var message: String
  /// When it was sent, by the IM's clock.
  public var date: Instant

  public init(account: String, chat: ChatID, message: String, date: Instant) {
    self.account = account
    self.chat = chat
    self.message = message
    self.date = date
  }
}

extension Transaction {
  /// Takes a message once. Nothing of its text is kept.
  ///
  /// - Returns: False where it was taken before.
  public func take(_ key: InboxKey) throws -> Bool {
    try checkOpen()
    try db.run(
      "INSERT OR IGNORE INTO inbox (account, chat, date, message) VALUES (?, ?, ?, ?)",
      [
        try bindable(key.account, "account"), try bindable(key.chat.text, "chat"),
        key.date.milliseconds, try bindable(key.message, "message id"),
      ])
    return db.changesCount > 0
  }
}
