/// What touches persons: clues about them, transfers, receipts, audits.
public enum PersonsAct: Sendable, Equatable {
  case clue(ClueAboutPerson)
  case transfer(Transferring)
  /// Without a step: what waits for the actor's receipt, and what became of what they handed over.
  case acknowledge(CaseNumber?, Acknowledgement?)
  case audit(CaseNumber, page: Int)
  case hide(HideWish)
  case strike(TextHolder)
  /// 设置 对人; nil shows what holds.
  case mode(PersonsMode?)

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .clue: .clue
    case .transfer(let transferring): transferring.kind == .copy ? .copy : .transfer
    case .acknowledge: .acknowledge
    case .audit: .audit
    case .hide: .redact
    case .strike: .strike
    case .mode: .set
    }
  }
}

/// A clue about a person, as typed. Where nothing of it may be kept, its text is empty.
public struct ClueAboutPerson: Sendable, Equatable {
  public var text: String
  public var details: CaseDetails
  /// The receiver meant, where there is more than one.
  public var to: PersonReference?

  public init(text: String, details: CaseDetails = CaseDetails(), to: PersonReference? = nil) {
    self.text = text
    self.details = details
    self.to = to
  }
}

/// 移送, 抄送: who gets what.
public struct Transferring: Sendable, Equatable {
  public typealias Kind = Transfer.Kind

  public var kind: Kind
  /// The open case it comes from; nil for a clue handed over outside of the chat.
  public var number: CaseNumber?
  /// The side whose receiver gets it.
  public var side: Role?
  public var to: PersonReference?
  /// 由事及人 and the like.
  public var reason: String?

  public init(
    _ kind: Kind, number: CaseNumber? = nil, side: Role? = nil, to: PersonReference? = nil,
    reason: String? = nil
  ) {
    self.kind = kind
    self.number = number
    self.side = side
    self.to = to
    self.reason = reason
  }
}

/// 遮盖, as typed.
public struct HideWish: Sendable, Equatable {
  /// Nil: what the message brought about that it answers.
  public var holder: TextHolder?
  /// The case whose card it answers.
  public var card: CaseNumber?
  /// Left out where it says itself what must not be kept.
  public var reason: String?
  /// Who is to take over what is hidden.
  public var receiver: PersonReference?

  public init(
    _ holder: TextHolder? = nil, card: CaseNumber? = nil, reason: String? = nil,
    receiver: PersonReference? = nil
  ) {
    self.holder = holder
    self.card = card
    self.reason = reason
    self.receiver = receiver
  }
}

/// 回执: what a receiver says of what was handed over.
public enum Acknowledgement: Sendable, Equatable {
  case received
  /// The result was given back; what it was is not kept.
  case returned
}

/// 对人: whether the content of clues about persons may be kept.
public enum PersonsMode: String, Sendable, Equatable, CaseIterable {
  /// Only that something was handed over.
  case handover = "交接"
  /// Content too, sealed.
  case sealed = "密存"
}
