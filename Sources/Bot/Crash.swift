import Foundation

/// What happens when the program crashes: it ends at once, so that whatever restarts it can.
enum Crash {
  /// Takes Swift's own crash handler away, which suspends every thread to print a backtrace and was
  /// seen to hang there with the bot half alive; and forbids core files, which would hold secrets.
  /// Whoever wants backtraces sets `SWIFT_BACKTRACE`.
  static func endsAtOnce() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    guard ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"] == nil else { return }
    for signal in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP, SIGQUIT] {
      Foundation.signal(signal, SIG_DFL)
    }
  }
}
