import Foundation

/// An answer while it comes in: headers, and the body in memory or in a file, within a limit.
struct AnswerBuffer {
  /// No honest server sends more headers than this.
  static let headerLimit = 256 << 10
  /// So much of an error's body is kept when the good answer would have gone to a file.
  static let refusalLimit = 64 << 10

  private var limit = 0
  private var target: FileDescriptor?
  private var header: [UInt8] = []
  private var body = Data()
  private var count = 0
  private(set) var hasBody = false
  private var toFile = false

  init() {}

  init(limit: Int, target: FileDescriptor?) {
    self.limit = limit
    self.target = target
    header.reserveCapacity(512)
  }

  /// Takes one header line; false when there are too many.
  mutating func append(header line: UnsafeRawBufferPointer) -> Bool {
    // What comes after the body (trailers) could only contradict what stood before it.
    if hasBody { return true }
    // A status line begins a new answer: what came before was interim (1xx).
    if line.starts(with: "HTTP/".utf8) { header.removeAll(keepingCapacity: true) }
    guard header.count + line.count <= Self.headerLimit else { return false }
    header.append(contentsOf: line)
    return true
  }

  /// Called before the first byte of the body, with the status and the length announced (-1 if
  /// none).
  mutating func beginBody(status: Int, announced: Int) {
    hasBody = true
    toFile = target != nil && (200..<300).contains(status)
    // A lying length must not make us allocate much.
    if !toFile && announced > 0 { body.reserveCapacity(min(announced, limit, 1 << 20)) }
  }

  /// Takes some of the decompressed body; gives the reason why not, otherwise nil.
  mutating func append(body bytes: UnsafeRawBufferPointer) -> Transfer.Stop? {
    count += bytes.count
    guard count <= limit else { return .tooLarge }
    if toFile, let target {
      return target.write(all: bytes) ? nil : .fileUnwritable
    }
    let room = target == nil ? bytes.count : max(0, Self.refusalLimit - body.count)
    body.append(contentsOf: bytes.prefix(room))
    return nil
  }

  /// The whole answer.
  func response(status: Int, version: String) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: HeaderLines.parse(header), body: body, version: version)
  }
}
