import CCurl
import Glibc
import Synchronization

/// Drives all transfers from one thread: libcurl's multi handle by `curl_multi_socket_action`,
/// epoll to wait, the mailbox to be told. Created, used and freed on the loop thread.
final class Loop {
  /// Enough for the sends in flight; the handles of held polls are freed when they end.
  private static let idleLimit = 64

  private let mailbox: Mailbox
  private let configuration: HTTPClient.Configuration
  private let multi: UnsafeMutableRawPointer
  private let poller: Poller
  /// In flight, by the ticket's identity; `Transfer.submission` holds the ticket meanwhile.
  private var active: [ObjectIdentifier: Transfer] = [:]
  private var idle: [Transfer] = []
  /// When libcurl wants to be called without an event, in milliseconds of the monotonic clock.
  private var deadline: Int?
  private var statistics = HTTPClient.Statistics()
  private var isStopping = false

  /// Runs until stopped; whatever comes meanwhile or afterwards has an outcome.
  static func run(_ mailbox: Mailbox, _ configuration: HTTPClient.Configuration) {
    if let loop = Loop(mailbox, configuration) {
      loop.run()
      loop.close()
    }
    for command in mailbox.close() {
      switch command {
      case .submit(let submission): submission.refuseAsStopped()
      case .inspect(let continuation): continuation.resume(returning: .init())
      case .cancel, .stop: break
      }
    }
  }

  private init?(_ mailbox: Mailbox, _ configuration: HTTPClient.Configuration) {
    guard let poller = Poller(), let multi = curl_multi_init() else { return nil }
    self.mailbox = mailbox
    self.configuration = configuration
    self.poller = poller
    self.multi = multi
    poller.watch(mailbox.descriptor, for: CURL_POLL_IN)
    // Unretained is sound: libcurl calls back only inside calls of this object's methods.
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = ccurl_multi_set_callbacks(
      multi, context,
      { _, socket, what, context, _ in
        context.map { Unmanaged<Loop>.fromOpaque($0).takeUnretainedValue() }?
          .watch(socket, what)
        return 0
      },
      { _, milliseconds, context in
        context.map { Unmanaged<Loop>.fromOpaque($0).takeUnretainedValue() }?
          .deadline = milliseconds < 0 ? nil : Loop.now() + milliseconds
        return 0
      })
    let connections = configuration.maximumConnectionsPerHost
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, connections)
    // Without a number libcurl keeps fewer idle connections than a burst of sends needs next time.
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, connections)
  }

  private func run() {
    while !isStopping {
      if let deadline, deadline <= Loop.now() {
        self.deadline = nil
        act(on: CURL_SOCKET_TIMEOUT, 0)
      }
      collectFinished()
      var hasMail = false
      let isSound = poller.wait(milliseconds: waitingTime()) { ready in
        if ready.descriptor == mailbox.descriptor {
          hasMail = true
        } else {
          act(on: ready.descriptor, ready.events)
        }
      }
      // Without epoll there is no loop; `run` ends what is in flight.
      if !isSound { return }
      collectFinished()
      if hasMail { mailbox.take().forEach(obey) }
    }
  }

  private func waitingTime() -> Int32 {
    guard let deadline else { return -1 }
    return Int32(clamping: max(0, deadline - Loop.now()))
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  private func act(on socket: curl_socket_t, _ events: Int32) {
    var running: Int32 = 0
    _ = curl_multi_socket_action(multi, socket, events, &running)
  }

  private func watch(_ socket: curl_socket_t, _ what: Int32) {
    if what == CURL_POLL_REMOVE {
      poller.unwatch(socket)
    } else {
      poller.watch(socket, for: what)
    }
  }

  private func obey(_ command: Command) {
    switch command {
    case .submit(let submission): begin(submission)
    case .cancel(let ticket):
      if let transfer = active.removeValue(forKey: ObjectIdentifier(ticket)) {
        abandon(transfer, .cancelled, reason: "the task was cancelled")
      }
    case .inspect(let continuation):
      var statistics = statistics
      statistics.inFlight = active.count
      statistics.idleHandles = idle.count
      statistics.handles = active.count + idle.count
      statistics.connectionsOpened += active.values.reduce(0) { $0 + $1.socketsOpened }
      continuation.resume(returning: statistics)
    case .stop: isStopping = true
    }
  }

  private func begin(_ submission: Submission) {
    if submission.ticket.isCancelled.load(ordering: .acquiring) {
      submission.refuse(.cancelled, reason: "the task was cancelled")
      return
    }
    do throws(TransportError) {
      let transfer = if let ready = idle.popLast() { ready } else { try Transfer(configuration) }
      try transfer.begin(submission)
      guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
        submission.refuse(.other, reason: "libcurl did not take the request")
        return
      }
      active[ObjectIdentifier(submission.ticket)] = transfer
    } catch {
      submission.continuation.resume(returning: .failure(error))
    }
  }

  private func collectFinished() {
    var code = CURLE_OK
    while let easy = ccurl_multi_next_finished(multi, &code) {
      guard let context = ccurl_info_pointer(easy, CURLINFO_PRIVATE) else { continue }
      // The transfer is in `active` until the next line but one.
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      if let ticket = transfer.submission?.ticket {
        active[ObjectIdentifier(ticket)] = nil
      }
      curl_multi_remove_handle(multi, easy)
      statistics.connectionsOpened += transfer.socketsOpened
      if transfer.stop == .repetition { statistics.repetitionsPrevented += 1 }
      guard let (submission, outcome) = transfer.end(code) else { continue }
      if case .success = outcome, idle.count < Self.idleLimit { idle.append(transfer) }
      submission.continuation.resume(returning: outcome)
    }
  }

  /// Takes a transfer out at once: its connection is closed before the caller hears of it.
  private func abandon(_ transfer: Transfer, _ kind: TransportError.Kind, reason: String) {
    curl_multi_remove_handle(multi, transfer.easy)
    statistics.connectionsOpened += transfer.socketsOpened
    if let (submission, error) = transfer.abandon(kind, reason: reason) {
      submission.continuation.resume(returning: .failure(error))
    }
  }

  private func close() {
    for transfer in active.values {
      abandon(transfer, .stopped, reason: "the HTTP client was shut down")
    }
    // Handles go before the multi handle whose caches they use.
    active = [:]
    idle = []
    curl_multi_cleanup(multi)
  }
}
