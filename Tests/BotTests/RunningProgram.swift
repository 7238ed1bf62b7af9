import Foundation
import Synchronization
import TestSupport

/// The built program as a process of its own, as operators run it.
final class RunningProgram: Sendable {
  let folder: String
  let url: String
  private let extra: [String: String]
  private let process = Mutex<Process?>(nil)

  init(server: FakeBotAPI, groups: String = "-1001", extra: [String: String] = [:]) throws {
    folder = NSTemporaryDirectory() + "liandu-e2e-\(UUID().uuidString)"
    url = server.url
    self.extra = [
      "LIANDU_DATA": folder + "/data", "LIANDU_BASE_URL": server.url, "LIANDU_TOKEN": server.token,
      "LIANDU_GROUPS": groups, "LIANDU_ADMINS": "42",
    ].merging(extra) { $1 }
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    _ = FileManager.default.createFile(atPath: log, contents: nil)
  }

  var log: String { folder + "/log" }
  var ledger: String { folder + "/data/ledger.sqlite" }

  /// Beside the test bundle lies the program of the same build.
  static var binary: String {
    let products = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let folder =
      products?.deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appendingPathComponent("liandu").path
  }

  func start(_ more: [String: String] = [:], _ arguments: [String] = ["run"]) throws {
    let new = Process()
    new.executableURL = URL(fileURLWithPath: RunningProgram.binary)
    new.arguments = arguments
    new.environment = extra.merging(more) { $1 }
    let output = FileHandle(forWritingAtPath: log)
    try output?.seekToEnd()
    new.standardError = output
    new.standardOutput = output
    try new.run()
    process.withLock { $0 = new }
  }

  /// Waits for the end; how it ended.
  @discardableResult
  func wait() -> (reason: Process.TerminationReason, status: Int32)? {
    guard let running = process.withLock({ $0 }) else { return nil }
    running.waitUntilExit()
    return (running.terminationReason, running.terminationStatus)
  }

  var isRunning: Bool { process.withLock { $0?.isRunning ?? false } }
  var identifier: Int32 { process.withLock { $0?.processIdentifier ?? 0 } }

  func kill(_ signal: Int32 = SIGKILL) {
    _ = process.withLock { Foundation.kill($0?.processIdentifier ?? 0, signal) }
  }

  /// Another subcommand on the same ledger: exit code and what it printed.
  func command(_ arguments: String...) throws -> (status: Int32, output: String) {
    try run(arguments)
  }

  func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let other = Process()
    other.executableURL = URL(fileURLWithPath: RunningProgram.binary)
    other.arguments = arguments
    other.environment = extra
    let pipe = Pipe()
    other.standardOutput = pipe
    other.standardError = pipe
    try other.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    other.waitUntilExit()
    return (other.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  func remove() {
    if isRunning { kill() }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Every byte the program left behind: ledger with its log, and what it printed.
  func traces() throws -> Data {
    var all = Data()
    for file in FileManager.default.enumerator(atPath: folder)?.allObjects ?? [] {
      guard let file = file as? String else { continue }
      all.append((try? Data(contentsOf: URL(fileURLWithPath: folder + "/" + file))) ?? Data())
    }
    return all
  }
}
