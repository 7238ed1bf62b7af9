/// Why a rule turns an act down. Thrown inside the rules only; what leaves this module is a
/// decision with an event and an answer that names the rule and the way out.
public struct Refusal: Error, Sendable, Equatable {
  /// Stable codes, for the journal and for coverage of the conversations.
  public enum Code: String, Sendable, CaseIterable, Codable {
    case unavailable, notAllowed, notMember, wrongState, missingLead, missingProgress
    case samePerson, changedSince, nothingToUndo, undoTooLate, undoChanged
    case unknownPerson, personNotInGroup, ownGrant, nothingPending
    case textTooLong, restrictedNotHere, secretGrade, dateUnreadable, datePast, valueUnknown
    case groupOnly, privateOnly, notBound, lastAdmin, nameTaken
    case fileNotTaken, tooMany
    case accusation, visitPlan, notReceiver
    /// The ladder has no rung here yet; a court's judgment is nobody's to supervise.
    case groundsMissing, courtJudgment
    case notVerified, pastDue, notPastDue, notLater, alreadyAsked
    case reporterNamed
    /// The case is the inner circle's until 研判 opens it.
    case keptInside
  }

  /// What the code says of its text: that nothing of it, nor what was sent with it or just before, may
  /// be kept.
  public static let keepsNothing: Set<Code> = [
    .secretGrade, .restrictedNotHere, .accusation, .visitPlan, .reporterNamed,
  ]

  /// What the code says of the message itself: that it should not stand in the chat, and the IM is asked
  /// to delete it.
  public static let holdsBack: Set<Code> = [.secretGrade, .accusation, .visitPlan, .reporterNamed]

  public var code: Code
  public var text: Wording
  /// Asked instead of a plain no, where a choice mends it.
  public var dialogue: DialogueChange
  /// Said to the actor alone; where the act was typed in a group, besides the text, else instead.
  public var aside: Wording?
  /// The message itself should not stand in the chat: the IM is asked to delete it, and nothing quotes it.
  public private(set) var isHeld: Bool

  public init(
    _ code: Code, _ text: Wording, aside: Wording? = nil, dialogue: DialogueChange = .keep
  ) {
    self.aside = aside
    self.code = code
    self.text = text
    self.dialogue = dialogue
    isHeld = Refusal.holdsBack.contains(code)
  }

  /// The same answer to a message that should not stand in the chat for another reason.
  public var held: Refusal {
    var refusal = self
    refusal.isHeld = true
    return refusal
  }

  /// The one answer for what cannot be shown, does not exist and may not be asked.
  public static let unavailable = Refusal(
    .unavailable, "没有可以提供的内容。请核对编号，或联系专班。")

  /// What everybody outside the inner circle is told of one of its cases: one line, without title.
  static func keptInside(_ number: CaseNumber) -> Refusal { keptInside([number]) }

  /// The same of several at once.
  static func keptInside(_ numbers: [CaseNumber]) -> Refusal {
    let list = numbers.map { "\($0)" }.joined(separator: "、")
    return Refusal(.keptInside, "\(list)号在内部办理，这里不显示。")
  }
}
