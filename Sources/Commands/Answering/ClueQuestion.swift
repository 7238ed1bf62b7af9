import Casework

/// A question about registering what somebody wrote: what it calls it, and who will see it.
struct ClueQuestion {
  private let isInner: Bool
  private let named: String

  init(_ text: String, _ hearing: Hearing) {
    isInner = ClueQuestion.isInside("/线索 \(text)", hearing.persons)
    // What belongs to the inner circle is not said once more where everybody reads.
    named = isInner && !hearing.isPrivate ? "登记这一条" : "登记成“\(Brief.of(text))”"
  }

  /// 要登记成“…”吗？登记后工作群能看到。
  var wording: Wording { "要\(named)吗？\(readers)。" }

  /// Whether that command is a clue for the inner circle, whatever else it lacks, or is to be reminded of
  /// one.
  static func isInside(_ command: String, _ persons: PersonsReader) -> Bool {
    let text = FoldedText(command)
    let head = CommandHead.read(text, bare: true, handle: nil)
    // /现锁 …: what it says is as much theirs.
    if case .unknown = head { return persons.namesPhenomenon(in: command) }
    guard case .command(let verb, let next) = head else { return false }
    switch verb {
    case .clue, .attach:
      let fields = FieldedText(text, from: next, known: CommandParser.clueFields)
      return CommandParser.isInner(fields, fields.rest, persons)
    case .remind: return persons.namesPhenomenon(in: text.typed(next..<text.count))
    default: return false
    }
  }

  /// 登记后工作群能看到
  var readers: String { ClueReaders.told(inner: isInner) }
}

extension Interpreter {
  /// Whether an answer to that question would register something for the inner circle.
  public func registersInside(_ question: Dialogue.Question) -> Bool {
    switch question {
    case .missing(let command, _): registersInside(command)
    case .choice(let commands), .offer(let commands): commands.contains(where: registersInside)
    case .named(let answers): answers.contains { registersInside($0.command) }
    case .confirm(let confirmation): registersInside(confirmation.command)
    case .batch(let batch): batch.rows.contains { $0.registration.inner == true }
    case .next: false
    }
  }

  /// Whether that text is a clue for the inner circle, whatever else it lacks.
  public func registersInside(_ command: String) -> Bool {
    ClueQuestion.isInside(command, persons)
  }
}
