import CCurl
import Synchronization

/// Sends HTTP requests by libcurl, all from one thread of its own, and lets nothing block a Swift
/// concurrency thread.
///
/// What holds for every request: it is sent once or not at all; redirects are answers and are never
/// followed; only `http` and `https`; TLS 1.2 or later, always verified; connections are reused,
/// HTTP/2 is taken where offered over TLS, compressed answers are decompressed; both deadlines and
/// the size limit always apply; no error tells a URL, a header or a body.
public final class HTTPClient: Sendable {
  private static let libcurl = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  let mailbox: Mailbox
  private let thread: Mutex<LoopThread?>

  /// Starts the client's thread.
  ///
  /// - Throws: `TransportError` if the CA file is unreadable, libcurl lacks something, or the
  ///   system gives no thread or descriptor.
  public init(configuration: Configuration = Configuration()) throws(TransportError) {
    guard Self.libcurl == CURLE_OK else { throw configuration.unsupported(Self.libcurl) }
    if let objection = configuration.objection { throw objection }
    // A handle for a trial: what libcurl does not support shows now and not at the first request.
    _ = try Transfer(configuration)
    mailbox = try Mailbox()
    thread = Mutex(try LoopThread(mailbox, configuration))
  }

  deinit {
    // Not shut down: the thread ends by itself, and every transfer with it.
    _ = mailbox.post(.stop)
    thread.withLock { $0 }?.detach()
  }

  /// Sends a request and waits for its whole answer, of whatever status.
  ///
  /// Cancelling the task ends the transfer at once, with `.cancelled`.
  ///
  /// - Throws: `TransportError`; its `delivery` says whether the server may have acted.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    try await perform(request, target: nil)
  }

  /// Ends every transfer with `.stopped` and waits for the thread's end. Later requests end
  /// likewise; a further call returns at once.
  public func shutdown() async {
    guard let thread = self.thread.withLock({ $0.take() }) else { return }
    _ = mailbox.post(.stop)
    await onDiskThread { thread.join() }
  }

  /// How many requests, handles and connections there are.
  public func statistics() async -> Statistics {
    await withCheckedContinuation { continuation in
      if !mailbox.post(.inspect(continuation)) { continuation.resume(returning: Statistics()) }
    }
  }

  func perform(
    _ request: HTTPRequest, target: FileDescriptor?
  ) async throws(TransportError) -> HTTPResponse {
    if let objection = request.objection {
      throw TransportError(.refusedByPolicy, .notSent, label: request.label, reason: objection)
    }
    let upload = try await openUpload(request)
    let ticket = Ticket()
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let submission = Submission(
          ticket: ticket, request: request, upload: upload, target: target,
          continuation: continuation)
        if !mailbox.post(.submit(submission)) { submission.refuseAsStopped() }
      }
    } onCancel: {
      // In this order: whichever of the flag and the command the loop meets first, it cancels.
      ticket.isCancelled.store(true, ordering: .releasing)
      _ = mailbox.post(.cancel(ticket))
    }
    return try outcome.get()
  }

  private func openUpload(
    _ request: HTTPRequest
  ) async throws(TransportError) -> MultipartSource? {
    guard case .multipart(let parts) = request.body else { return nil }
    let opened = await onDiskThread {
      Result { () throws(SystemError) in try MultipartSource(parts) }
    }
    switch opened {
    case .success(let source): return source
    case .failure(let error):
      throw TransportError(
        .file, .notSent, label: request.label, reason: "a file to send cannot be opened",
        systemError: error.code)
    }
  }
}
