extension PersonsReader {
  /// The rule in force.
  func rule(of text: String, vouched: Bool = false) -> PersonsVerdict {
    Accusation.suspects(FoldedText(text)) && !vouched ? .hold(.conduct) : .pass
  }
}
