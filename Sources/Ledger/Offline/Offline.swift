import GRDB

/// Reading a ledger's file beside a running bot.
public enum Offline {
  /// Reads at one moment.
  /// - Throws: `LedgerError` where the file cannot be read; what `body` throws.
  public static func read<T>(path: String, _ body: (Snapshot) throws -> T) throws -> T {
    let queue = try LedgerFile.openForReading(path: path)
    do {
      return try queue.read { try body(Snapshot(db: $0, memory: Memory(), ring: KeyRing(nil))) }
    } catch {
      throw LedgerError.translated(error)
    }
  }
}
