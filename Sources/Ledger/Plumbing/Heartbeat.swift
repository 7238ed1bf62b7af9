import Casework
import GRDB

extension Snapshot {
  /// The last moment at which the bot was known to be there; nil in a new ledger.
  public func lastAlive() throws -> Instant? {
    try db.value("SELECT at FROM heartbeat", as: Int64.self).map(Instant.init(milliseconds:))
  }
}

extension Transaction {
  /// The bot is there. A clock set back sets this back as well.
  public func beat(_ now: Instant) throws {
    try checkOpen()
    try db.run(
      """
      INSERT INTO heartbeat (id, at) VALUES (1, ?)
      ON CONFLICT (id) DO UPDATE SET at = excluded.at
      """, [now.milliseconds])
  }
}
