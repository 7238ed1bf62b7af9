public import Foundation

/// An answer, whatever its status: a 404 or a redirect (which is never followed) is an answer too.
public struct HTTPResponse: Sendable {
  /// The status code.
  public var status: Int
  /// Header values by lower-cased name; several of one name are joined with `, `.
  public var headers: [String: String]
  /// The decompressed body. Empty after a successful `download`.
  public var body: Data
  /// `1.0`, `1.1`, `2` or `3`.
  public var version: String

  /// An answer, for those who need to make one up.
  public init(
    status: Int, headers: [String: String] = [:], body: Data = Data(), version: String = "1.1"
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.version = version
  }
}

extension HTTPResponse: CustomStringConvertible, CustomReflectable {
  /// Status and size; bodies and headers may hold what a log must not.
  public var description: String { "HTTP \(version) \(status), \(body.count) bytes" }

  /// A mirror of status and size alone.
  public var customMirror: Mirror {
    Mirror(self, children: ["status": status, "bytes": body.count])
  }
}
