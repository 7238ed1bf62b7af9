import CCurl
import Glibc

/// epoll over the loop's sockets. Confined to the loop thread.
final class Poller {
  private let epoll: Int32
  private var ready = [ccurl_ready](repeating: ccurl_ready(), count: 256)

  /// nil if the system gives no epoll.
  init?() {
    epoll = ccurl_epoll_create()
    if epoll < 0 { return nil }
  }

  deinit {
    close(epoll)
  }

  /// Watches for `what`, one of `CURL_POLL_IN`, `CURL_POLL_OUT`, `CURL_POLL_INOUT`.
  func watch(_ descriptor: Int32, for what: Int32) {
    _ = ccurl_epoll_watch(epoll, descriptor, what)
  }

  func unwatch(_ descriptor: Int32) {
    _ = ccurl_epoll_unwatch(epoll, descriptor)
  }

  /// Waits for at most `milliseconds` (-1: for ever) and calls `handle` for each socket with
  /// something to do. False if epoll itself fails, which a program cannot mend.
  func wait(milliseconds: Int32, handle: (ccurl_ready) -> Void) -> Bool {
    let count = ccurl_epoll_wait(epoll, &ready, Int32(ready.count), milliseconds)
    if count < 0 { return errno == EINTR }
    for index in 0..<Int(count) { handle(ready[index]) }
    return true
  }
}
