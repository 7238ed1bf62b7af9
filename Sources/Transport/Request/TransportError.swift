/// Why there is no answer, and whether the server may have acted on the request all the same.
///
/// No part of it holds a URL, a host, a path, a header or a body, so it may be logged as it is.
public struct TransportError: Error, Sendable, Equatable {
  /// The sort of failure.
  public enum Kind: String, Sendable {
    /// The request itself is not allowed: scheme, header, a GET with a body.
    case refusedByPolicy
    /// The server's (or proxy's) name is unknown.
    case resolve
    /// Nobody accepted the connection.
    case connect
    /// TLS failed: certificate, version, handshake.
    case tls
    /// A deadline passed.
    case timeout
    /// The connection ended before the whole answer came: empty, partial, reset.
    case cut
    /// What came is not HTTP, or not decodable.
    case malformed
    /// The answer is larger than the request allows.
    case tooLarge
    /// The calling task was cancelled.
    case cancelled
    /// The client was shut down.
    case stopped
    /// A local file could not be read or written.
    case file
    /// Anything else; the code tells.
    case other
  }

  /// Whether the server can have seen the request.
  public enum Delivery: Sendable, Equatable {
    /// No byte of the request left: trying again repeats nothing.
    case notSent
    /// It may have arrived and been acted on, or not.
    case unknown
  }

  public let kind: Kind
  public let delivery: Delivery
  /// The request's label.
  public let label: String
  /// libcurl's code, where libcurl failed.
  public let curlCode: Int32?
  /// The system's `errno`, where there is one.
  public let systemError: Int32?
  /// What exactly went wrong, in words of ours or of libcurl's fixed list.
  let reason: String

  /// An error, also for those who stand in for the client. `label` and `reason` hold no secret.
  public init(
    _ kind: Kind, _ delivery: Delivery, label: String, reason: String, curlCode: Int32? = nil,
    systemError: Int32? = nil
  ) {
    self.kind = kind
    self.delivery = delivery
    self.label = label
    self.reason = reason
    self.curlCode = curlCode
    self.systemError = systemError
  }
}
