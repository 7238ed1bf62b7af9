extension Duration {
  /// Whole milliseconds, rounded up; at least 1, since 0 would mean "for ever" to libcurl, and at
  /// most a day, which fits every type libcurl keeps it in.
  var millisecondsAtLeast1: Int {
    let (seconds, attoseconds) = components
    if seconds < 0 { return 1 }
    if seconds >= 86_400 { return 86_400_000 }
    let part = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return max(1, Int(seconds) * 1000 + Int(part))
  }
}
