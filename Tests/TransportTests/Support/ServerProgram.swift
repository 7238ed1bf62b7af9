import Foundation
import Glibc

/// A server of another make, running until this is released.
final class ServerProgram {
  let port: Int
  private let process: Process

  /// Starts a program that prints `ACCEPT …:PORT` once it listens.
  init(_ tool: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    let stdout = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = stdout
    process.standardError = FileHandle.nullDevice
    try process.run()
    self.process = process
    port = try Self.announcedPort(stdout.fileHandleForReading, tool)
  }

  deinit {
    // Started from a dispatch thread it has inherited a blocked SIGTERM.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private static func announcedPort(_ output: FileHandle, _ tool: String) throws -> Int {
    var printed = ""
    while true {
      let more = output.availableData
      if more.isEmpty { throw ServerDidNotStart(tool: tool) }
      printed += String(decoding: more, as: UTF8.self)
      let lines = printed.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      for line in lines where line.hasPrefix("ACCEPT") {
        if let port = line.split(separator: ":").last.flatMap({ Int($0) }) { return port }
      }
    }
  }
}

/// A server program that ended before it listened, or is not there.
struct ServerDidNotStart: Error {
  var tool: String
}
