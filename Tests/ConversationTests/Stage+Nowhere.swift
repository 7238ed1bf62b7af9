import Foundation
import Ledger
import Logging
import Synchronization

@testable import Bot

/// What the bot logged in a play.
final class StageLog: Sendable {
  private let lines = Mutex<[String]>([])

  var text: String { lines.withLock { $0.joined(separator: "\n") } }

  func logger() -> Logger {
    var log = Logger(label: "stage") { _ in Handler(sink: self) }
    log.logLevel = .trace
    return log
  }

  private struct Handler: LogHandler {
    let sink: StageLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      sink.lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
    }
  }
}

/// That a held-back text is nowhere.
extension Stage {
  /// `不留 购物卡 红包`: these words stand in no file of the folder (ledger, log of the database, exports,
  /// evidence), in no backup unpacked, in no line of the program's log, and the bot neither said them
  /// nor quoted a message that has them.
  func expectNowhere(_ words: [String]) async throws {
    for word in words {
      let told = service.state.withLock { state in
        state.history.flatMap { chat, lines in
          lines.filter { $0.text.contains(word) }.map { "\(chat): \($0.text)" }
        }
      }
      guard told.isEmpty else { throw Mismatch(description: "\(word) was told: \(told)") }
      if quoted.contains(where: { $0.contains(word) }) {
        throw Mismatch(description: "\(word) was quoted")
      }
    }
    try await expectUnkept(words)
  }

  /// `不存 购物卡`: the same without what was said and quoted.
  func expectUnkept(_ words: [String]) async throws {
    for word in words {
      if try holds(word, below: folder) { throw Mismatch(description: "\(word) is in the folder") }
      if log.text.contains(word) { throw Mismatch(description: "\(word) is in the log") }
    }
    try await reopen()
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("liandu-backup-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let archive = scratch.path + "/backup.tar.gz"
    _ = try Backup(data: folder.path).write(to: archive)
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/unpacked", withIntermediateDirectories: true)
    try Archive.unpack(archive, into: scratch.path + "/unpacked")
    for word in words where try holds(word, below: scratch) {
      throw Mismatch(description: "\(word) is in a backup")
    }
  }

  private func holds(_ word: String, below folder: URL) throws -> Bool {
    let bytes = Data(word.utf8)
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      if file.lastPathComponent.contains(word) { return true }
      guard let content = try? Data(contentsOf: file) else { continue }
      if content.range(of: bytes) != nil { return true }
    }
    return false
  }
}
