import Casework
import Ledger

/// What is hidden goes from wherever the program has put it, in the same transaction: messages, lines that
/// quote it, what waits to be sent or answered, tables that were made of it.
extension Round {
  /// What an entry is about to hide; nil where it hides nothing.
  func traces(hiddenBy event: Event) throws -> TextTraces? {
    guard case .textHidden(let hidden) = event.change else { return nil }
    return try transaction.traces(of: hidden.entries)
  }

  func withdraw(_ traces: TextTraces, hiddenBy event: Event) throws {
    guard case .textHidden(let hidden) = event.change else { return }
    let number = event.record?.caseNumber
    let messages = try transaction.messages(of: hidden.entries)
    for one in messages {
      try delete(one.message, in: one.chat, because: .redacted, writer: one.writer)
    }
    for line in try transaction.lines(about: number, quoting: hidden.entries) {
      try delete(line.message, in: line.chat, because: .redacted)
    }
    // Tables that were made of it, and messages that would have brought them.
    let files = try pipeline.exports?.remove { traces.areIn($0) } ?? []
    retracted += try transaction.retract(
      traces.with(files), about: number, with: messages.first?.message)
    try transaction.forget(traces, sentIn: messages)
    if let number { try transaction.dropFetches(of: number, with: hidden.entries) }
  }
}

/// The open cases that a message lists, each by the number that a line begins with or that stands before 号.
enum ListedCases {
  static func of(_ lines: [String]) -> [CaseNumber] {
    var found: [CaseNumber] = []
    for line in lines {
      var digits = 0
      var count = 0
      var isFirst = true
      var isAlone = true
      for scalar in line.unicodeScalars {
        if let digit = scalar.properties.numericType == .decimal ? Int("\(scalar)") : nil {
          // No case has more than five digits; what is written by people may have any number of them.
          if count < 6 { digits = digits * 10 + digit }
          count += 1
          continue
        }
        if (1...5).contains(count), isAlone, digits > 0,
          scalar == "号" || isFirst && (scalar == " " || scalar == "、" || scalar == "：")
        {
          let number = CaseNumber(digits)
          if !found.contains(number) { found.append(number) }
        }
        if count > 0 || scalar != " " { isFirst = false }
        (digits, count) = (0, 0)
        isAlone = !(scalar.properties.isAlphabetic && scalar.value < 0x80)
      }
    }
    return found
  }
}
