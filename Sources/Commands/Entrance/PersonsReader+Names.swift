extension PersonsReader {
  /// Whether the text names somebody so that one may know who: 李某, 王局长, a mention.
  /// - Parameter likely: also by what only has the form of a name, such as 张建国.
  func namesSomebody(_ text: String, likely: Bool = false) -> Bool {
    lines(of: text).contains { line in
      line.contains { $0.kind == .name || likely && $0.kind == .likelyName }
    }
  }
}
