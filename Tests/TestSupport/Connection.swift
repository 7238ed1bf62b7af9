import Foundation
import Glibc

/// One accepted connection, used on its own thread only.
public final class Connection {
  /// Its place in the order of acceptance, from 0.
  public let number: Int
  private let descriptor: Int32
  private let connections: OpenConnections
  private var isOpen = true
  private var buffer: [UInt8] = []
  /// The first byte of `buffer` not yet handed out.
  private var start = 0

  init(_ descriptor: Int32, number: Int, in connections: OpenConnections) {
    self.descriptor = descriptor
    self.number = number
    self.connections = connections
  }

  // MARK: Reading

  /// Reads one HTTP/1 request with its body, by length or chunked; nil when the peer has closed or
  /// what came is no request.
  public func readRequest() -> ReceivedRequest? {
    guard let words = readLine()?.split(separator: " "), words.count == 3 else { return nil }
    var request = ReceivedRequest(method: String(words[0]), target: String(words[1]))
    while let line = readLine() {
      if line.isEmpty {
        guard let body = readBody(of: request) else { return nil }
        request.body = body
        return request
      }
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      request.headers[line[..<colon].lowercased()] = String(value)
    }
    return nil
  }

  private func readBody(of request: ReceivedRequest) -> Data? {
    guard request.headers["transfer-encoding"]?.lowercased() == "chunked" else {
      return read(exactly: Int(request.headers["content-length"] ?? "0") ?? 0).map { Data($0) }
    }
    var body = Data()
    while true {
      guard let size = readLine(), let count = Int(size, radix: 16),
        let chunk = read(exactly: count), readLine() == ""
      else { return nil }
      body.append(contentsOf: chunk)
      if count == 0 { return body }
    }
  }

  /// Exactly so many bytes, or nil if the peer closes before.
  public func read(exactly count: Int) -> ArraySlice<UInt8>? {
    while buffer.count - start < count {
      guard fill() else { return nil }
    }
    defer { start += count }
    return buffer[start..<start + count]
  }

  /// A line without its line break, or nil if the peer closes before.
  public func readLine() -> String? {
    var searched = 0
    while true {
      let end = buffer.withUnsafeBytes { bytes in
        bytes[(start + searched)...].firstIndex(of: 10)
      }
      if let end {
        var line = buffer[start..<end]
        if line.last == 13 { line.removeLast() }
        start = end + 1
        return String(decoding: line, as: UTF8.self)
      }
      searched = buffer.count - start
      guard fill() else { return nil }
    }
  }

  /// Reads once; false at the end.
  private func fill() -> Bool {
    guard isOpen else { return false }
    // What was handed out goes first, so that a long connection does not grow without end.
    buffer.removeFirst(start)
    start = 0
    let room = 64 << 10
    let chunk = [UInt8](unsafeUninitializedCapacity: room) { bytes, count in
      var received = -1
      repeat {
        received = recv(descriptor, bytes.baseAddress, room, 0)
      } while received < 0 && errno == EINTR
      count = max(0, received)
    }
    buffer.append(contentsOf: chunk)
    return !chunk.isEmpty
  }

  /// Waits until the peer closes or resets; whatever still comes is dropped.
  public func waitForClose() {
    while fill() {
      buffer.removeAll(keepingCapacity: true)
      start = 0
    }
  }

  // MARK: Writing

  /// Sends an answer with its length in one write; false if the peer is gone.
  @discardableResult
  public func respond(
    _ status: Int = 200, headers: [(String, String)] = [], body: some DataProtocol
  ) -> Bool {
    var head = "HTTP/1.1 \(status) Status\r\nContent-Length: \(body.count)\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    return write(Array((head + "\r\n").utf8) + body)
  }

  /// Sends an answer of text.
  @discardableResult
  public func respond(
    _ status: Int = 200, headers: [(String, String)] = [], _ text: String = ""
  ) -> Bool {
    respond(status, headers: headers, body: Array(text.utf8))
  }

  /// Sends text as it is.
  @discardableResult
  public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  /// Sends bytes as they are; false if the peer is gone.
  @discardableResult
  public func write(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while isOpen && sent < bytes.count {
      let count = bytes.withUnsafeBytes { whole in
        send(descriptor, whole.baseAddress.map { $0 + sent }, bytes.count - sent, flags)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return isOpen
  }

  /// A peer that is gone is a result, not a signal.
  private var flags: Int32 { Int32(MSG_NOSIGNAL) }

  // MARK: Ending

  /// Closes in good order. What the peer sent and nobody read turns it into a reset.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    connections.close(descriptor)
  }

  /// Resets the connection (RST).
  public func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &linger,
      socklen_t(MemoryLayout.size(ofValue: linger)))
    close()
  }
}

/// A request as the server read it.
public struct ReceivedRequest: Sendable {
  public var method: String
  /// Path and query, or the whole URL when the client takes the server for a proxy.
  public var target: String
  /// By lower-cased name; of several the last.
  public var headers: [String: String] = [:]
  public var body = Data()
}
