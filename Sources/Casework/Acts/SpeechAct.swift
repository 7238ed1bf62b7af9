/// What is said without a command's name, or in more than one piece: answers to cards, pasted
/// tables, plain sentences. Most of them lead to a command, which is then read as if it were typed.
public enum SpeechAct: Sendable, Equatable {
  /// 收到, 同意, 不同意 …, or any remark, about the case of a card or the one named first.
  case card(CardAnswer)
  /// A wish passed on to somebody who may carry it out.
  case relay(Relay)
  /// A pasted table.
  case batch(Batch, BatchStep)
  /// A cry of danger in private: 那个桥赶紧啊要出事的.
  case alarm(String, inner: Bool)
  /// A member's command that says 范围：对事, complete and without its slash: the team looks at it first.
  case vouching(Verb, command: String)

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .card, .relay, .alarm: .find
    case .batch: .clue
    case .vouching(let verb, _): verb
    }
  }
}

/// An answer to a case's card, or a remark about a case that is named first.
public struct CardAnswer: Sendable, Equatable {
  public enum Word: Sendable, Equatable {
    /// 收到.
    case received
    /// 同意. Said in a word that is courtesy as well (可以, 行), it is one where nothing waits.
    case agreed(isCourtesy: Bool)
    /// 不同意, with the reason behind it.
    case declined
    /// 确认 by one who was asked nothing himself.
    case confirmed
    /// 请交通局牵头，丁街道配合，节前办好: how a leader would have it.
    case proposed(HandOverProposal)
    /// Anything else that was said of it.
    case remarked(isQuestion: Bool)
  }

  /// Nil for 收到 to the bot with no card: the one case that waits for it.
  public var number: CaseNumber?
  public var word: Word
  /// The reason, or the whole remark; numbers that name a person are masked.
  public var text: String

  public init(_ number: CaseNumber?, _ word: Word, text: String = "") {
    self.number = number
    self.word = word
    self.text = text
  }
}

/// A hand-over as somebody proposes it who may not decide it.
public struct HandOverProposal: Sendable, Equatable {
  public var unit: String
  public var assisting: [String]
  public var due: Deadline?

  public init(unit: String, assisting: [String] = [], due: Deadline? = nil) {
    self.unit = unit
    self.assisting = assisting
    self.due = due
  }
}
