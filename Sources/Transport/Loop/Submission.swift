import Synchronization

/// What a caller hands to the loop: a request and the place its outcome goes to.
struct Submission: Sendable {
  typealias Outcome = Result<HTTPResponse, TransportError>

  var ticket: Ticket
  var request: HTTPRequest
  /// The multipart body, its files already open.
  var upload: MultipartSource?
  /// The file the answer is streamed to, or nil to gather it in memory.
  var target: FileDescriptor?
  var continuation: CheckedContinuation<Outcome, Never>
}

/// Names one submission to both sides. It is cancelled before or after the loop has seen it: the
/// flag serves the first case, the mailbox's cancel command the second.
final class Ticket: Sendable {
  let isCancelled = Atomic(false)
}

/// What the loop is told.
enum Command: Sendable {
  case submit(Submission)
  case cancel(Ticket)
  case inspect(CheckedContinuation<HTTPClient.Statistics, Never>)
  case stop
}

extension Submission {
  /// Ends it before libcurl has seen it.
  func refuse(_ kind: TransportError.Kind, reason: String) {
    let error = TransportError(kind, .notSent, label: request.label, reason: reason)
    continuation.resume(returning: .failure(error))
  }

  /// Ends it because there is no loop any more.
  func refuseAsStopped() {
    refuse(.stopped, reason: "the HTTP client was shut down")
  }
}
