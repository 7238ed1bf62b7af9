import CCurl
import Glibc

/// The thread the loop runs on.
struct LoopThread: Sendable {
  private let thread: pthread_t

  /// What crosses into the new thread; all of it is Sendable.
  private final class Start: Sendable {
    let mailbox: Mailbox
    let configuration: HTTPClient.Configuration

    init(_ mailbox: Mailbox, _ configuration: HTTPClient.Configuration) {
      self.mailbox = mailbox
      self.configuration = configuration
    }
  }

  /// Starts it; it ends after the mailbox brought `.stop`.
  init(_ mailbox: Mailbox, _ configuration: HTTPClient.Configuration) throws(TransportError) {
    var thread = pthread_t()
    // The pointer carries one reference from here to the thread, which takes it over.
    let start = Unmanaged.passRetained(Start(mailbox, configuration))
    let code = pthread_create(&thread, nil, { LoopThread.main($0) }, start.toOpaque())
    guard code == 0 else {
      start.release()
      throw TransportError(
        .other, .notSent, label: "start", reason: "no thread for the HTTP loop",
        systemError: code)
    }
    self.thread = thread
  }

  private static func main(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // Signals belong to the main thread. SIGPIPE above all: a write to a cut connection is an
    // error to report and no reason to end the program.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    ccurl_name_thread("http")
    if let context {
      let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
      Loop.run(start.mailbox, start.configuration)
    }
    return nil
  }

  /// Waits for its end. Exactly one of `join` and `detach` is called.
  func join() {
    pthread_join(thread, nil)
  }

  /// Lets it end by itself.
  func detach() {
    pthread_detach(thread)
  }
}
