extension PersonsReader {
  /// A text as the reader sees it, in numbers, for learning: how many lines; for each how many runs of
  /// sentences; for each of these how many tokens, with value, sound and class, and how many features,
  /// with their places among the weights.
  public func trace(of text: String) -> [UInt32] {
    let lines = lines(of: text)
    var trace = [UInt32(lines.count)]
    for line in lines {
      let windows = windows(of: line)
      trace.append(UInt32(windows.count))
      for window in windows {
        trace.append(UInt32(window.count))
        for token in line[window] { trace += [token.value, token.sound, UInt32(token.tag)] }
        let features = features(of: line[window])
        trace.append(UInt32(features.count))
        trace += features
      }
    }
    return trace
  }
}
