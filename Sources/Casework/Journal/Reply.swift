/// Something to say, to whom, and what it tells of.
public struct Reply: Sendable, Equatable {
  public enum Destination: Sendable, Equatable {
    /// Where the act was typed, as an answer to that message.
    case here
    /// A person's private chat.
    case person(PersonID)
    /// A bound group.
    case group(ChatID)
    /// All administrators, privately.
    case administrators
    /// Everybody of the working team, privately.
    case team
    /// Who speaks for a unit, privately: the first contact who can be reached.
    case contact(of: UnitID)
  }

  /// What it tells of, said by who makes it: decides who may read it, and nothing else does.
  public enum Subject: Sendable, Equatable {
    /// What its act met: an answer to whoever spoke.
    case act
    /// Nothing of a restricted record.
    case open
    /// These cases. Of a restricted one whoever may see it hears only that there is something, and
    /// others nothing.
    case cases([CaseNumber])
    /// That there is something, and no more: the words for lock screens.
    case notice
  }

  /// What becomes of a message to somebody who cannot be written to.
  public enum Unreachable: Sendable, Equatable {
    /// The administrators are told.
    case tellAdministrators
    /// This is said in a group instead.
    case sayInGroup(ChatID, Wording)
    /// It waits until the receiver speaks to the bot, and nobody else hears of it.
    case wait
    /// It was a courtesy: what it says stands elsewhere as well.
    case leave
  }

  public let to: Destination
  public let about: Subject
  public var text: Wording
  /// The case this is a card of: whoever answers the card means that case.
  public var card: CaseNumber?
  /// What happens where the IM lets nobody write to the receiver.
  public var unreachable = Unreachable.tellAdministrators
  /// Sent along as a file that WPS and Excel open.
  public var table: ReplyTable?
  /// An answer quotes the message it answers, as far as the IM can.
  public var quotes = true
  /// Who asked for what the clock says, and hears where it does not come through. Of what an act says to
  /// others that is whoever spoke.
  public var asker: PersonID?
  /// The cases of whose chasers it tells: one that reached nobody is none.
  public var urged: [CaseNumber] = []
  /// Whoever stands in today for its receiver in the case of its card gets it as well. Only what its
  /// maker marks, so that nothing reaches a deputy that is its receiver's alone.
  public private(set) var reachesDeputy = false

  /// An answer to whoever spoke, where they did.
  public init(text: Wording, card: CaseNumber? = nil) {
    self.init(to: .here, about: .act, text: text, card: card)
  }

  /// The card of a case, for somebody else.
  public init(
    to: Destination, text: Wording, card: CaseNumber,
    unreachable: Unreachable = .tellAdministrators
  ) {
    self.init(to: to, about: .cases([card]), text: text, card: card, unreachable: unreachable)
  }

  /// Words for somebody else that are no card of a case, or of one among those they tell of.
  public init(
    to: Destination, about: Subject, text: Wording, card: CaseNumber? = nil,
    unreachable: Unreachable = .tellAdministrators
  ) {
    self.to = to
    self.about = about
    self.text = text
    self.card = card
    self.unreachable = unreachable
  }

  /// What goes to a person unasked about a restricted case: it tells a lock screen nothing.
  public static func notice(
    to person: PersonID, unreachable: Unreachable = .tellAdministrators
  ) -> Reply {
    Reply(to: .person(person), about: .notice, text: Clearance.notice, unreachable: unreachable)
  }

  func alsoForDeputy(_ also: Bool = true) -> Reply {
    var reply = self
    reply.reachesDeputy = also
    return reply
  }

  /// The restricted cases it tells of.
  public var restrictedCases: [CaseNumber] {
    guard case .cases(let numbers) = about else { return [] }
    return numbers.filter { $0.series == .restricted }
  }

  /// Whether it tells of a restricted case, or that there is one. An answer is as restricted as what
  /// its act met, which is known to who carries the act out.
  public var isRestricted: Bool { about == .notice || !restrictedCases.isEmpty }
}
