import Foundation
import Glibc
import TestSupport
import Transport

/// CPU of the client for one short request, beside none and beside 500 held polls. The server is
/// this program again, in a process of its own, so that its work is not counted.
///
///     TransportBench [polls] [requests]
@main struct TransportBench {
  static func main() async throws {
    let arguments = CommandLine.arguments
    if arguments.dropFirst().first == "serve" { return try serve() }
    let polls = arguments.count > 1 ? Int(arguments[1]) ?? 500 : 500
    let requests = arguments.count > 2 ? Int(arguments[2]) ?? 1000 : 1000

    allowManyDescriptors()
    let server = try ServerProcess()
    defer { server.stop() }
    let client = try HTTPClient(configuration: .init(proxy: .none))
    let bench = Bench(client: client, url: server.url, requests: requests)
    print("client CPU for a short request, µs (best and median of 7 rounds of \(requests))")
    try await bench.measure(lanes: 1, beside: 0)
    try await bench.measure(lanes: 8, beside: 0)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<polls {
        group.addTask { _ = try? await client.send(.poll(server.url)) }
      }
      while await client.statistics().connectionsOpened < polls { await Task.yield() }
      try await bench.measure(lanes: 1, beside: polls)
      try await bench.measure(lanes: 8, beside: polls)
      group.cancelAll()
    }
    await client.shutdown()
  }

  /// Answers `/hold` never and everything else at once, until standard input ends.
  private static func serve() throws {
    let server = try SocketServer { connection in
      while let request = connection.readRequest() {
        if request.target == "/hold" { return connection.waitForClose() }
        connection.respond(
          200, headers: [("Content-Type", "application/json")],
          #"{"ok":true,"result":{"message_id":42,"date":1790000000,"chat":{"id":-100}}}"#)
      }
    }
    print("ACCEPT \(server.url)")
    fflush(nil)
    while readLine() != nil {}
    server.stop()
  }
}

/// One client and what it sends.
struct Bench: Sendable {
  var client: HTTPClient
  var url: String
  var requests: Int

  /// Prints the CPU time of this process for one request, with so many at a time.
  func measure(lanes: Int, beside polls: Int) async throws {
    try await round(lanes)
    var results: [Double] = []
    for _ in 0..<7 {
      let before = processTime()
      try await round(lanes)
      results.append((processTime() - before) / Double(requests))
    }
    results.sort()
    let best = String(format: "%6.1f", results[0])
    let median = String(format: "%6.1f", results[3])
    print("  \(polls) polls held, \(lanes) at a time: \(best) \(median)")
  }

  private func round(_ lanes: Int) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<lanes {
        group.addTask {
          for _ in 0..<requests / lanes {
            let answer = try await client.send(.message(url))
            if answer.status != 200 { throw BadAnswer() }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// User and system time of this process, in microseconds.
  private func processTime() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
    return Double(seconds) * 1e6 + Double(microseconds)
  }
}

/// The server answered otherwise than it should.
struct BadAnswer: Error {}

extension HTTPRequest {
  /// A poll that is never answered.
  static func poll(_ url: String) -> HTTPRequest {
    HTTPRequest("getUpdates", url: Secret(url + "/hold"), timeout: .seconds(600))
  }

  /// A message as the bot sends it.
  static func message(_ url: String) -> HTTPRequest {
    let body = #"{"chat_id":"-1001","text":"已登记 12 号线索：某路段护栏破损，限 10 个工作日"}"#
    return HTTPRequest(
      "sendMessage", url: Secret(url + "/bot4242:token/sendMessage"), method: .post,
      body: .bytes(Data(body.utf8), contentType: "application/json"))
  }
}

/// The server, which ends when its standard input does.
struct ServerProcess {
  let url: String
  private let process = Process()
  private let input = Pipe()

  init() throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["serve"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var printed = ""
    while !printed.hasSuffix("\n") {
      printed += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    }
    url = String(printed.dropFirst("ACCEPT ".count).dropLast())
  }

  func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
