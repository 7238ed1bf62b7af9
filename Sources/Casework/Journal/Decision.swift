/// What an act leads to: events for the journal, answers for people, and a question left open.
/// A refusal is a decision too, with an event that says which rule refused.
public struct Decision: Sendable, Equatable {
  public var events: [Event]
  public var replies: [Reply]
  public var dialogue: DialogueChange

  public init(
    events: [Event] = [], replies: [Reply] = [], dialogue: DialogueChange = .keep
  ) {
    self.events = events
    self.replies = replies
    self.dialogue = dialogue
  }
}

/// Something to say, and to whom.
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

  public var to: Destination
  public var text: Wording
  /// The case this is a card of: whoever answers the card means that case.
  public var card: CaseNumber?
  /// Sent along as a file that WPS and Excel open.
  public var table: ReplyTable?

  public init(to: Destination = .here, text: Wording, card: CaseNumber? = nil) {
    self.to = to
    self.text = text
    self.card = card
  }
}

/// A table that goes out as a file of its own; which form it takes is the program's affair.
public struct ReplyTable: Sendable, Equatable {
  /// The file's name without its extension.
  public var name: String
  public var columns: [String]
  public var rows: [[String]]

  public init(name: String, columns: [String], rows: [[String]]) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }
}

/// What becomes of the open question of the acting person in this chat.
public enum DialogueChange: Sendable, Equatable {
  /// Leave it as it is.
  case keep
  /// Ask this instead of whatever was open.
  case open(Dialogue)
  /// Nothing is open any more.
  case close
}

/// An open question or confirmation. It belongs to one person in one chat, is stored, survives a
/// restart, and lapses.
public struct Dialogue: Sendable, Equatable, Codable {
  public enum Question: Sendable, Equatable, Codable {
    /// A command that lacks a part: the text typed so far with U+FFFC where the part belongs, and
    /// the part's key.
    case missing(text: String, part: String)
    /// Numbered answers; each is the complete command that answer stands for.
    case choice([String])
    /// A weighty act shown once more; holds while the case is at that revision.
    case confirm(Confirmation)
    /// A long answer has more: the command that gives the next page.
    case next(String)
  }

  public var question: Question
  public var opened: Instant
  /// From this moment on it is no longer open.
  public var lapses: Instant

  public init(question: Question, opened: Instant, lapses: Instant) {
    self.question = question
    self.opened = opened
    self.lapses = lapses
  }
}

/// What 确认 will do: a complete command, read again and then carried out. Void once one of the
/// cases it was shown for has changed.
public struct Confirmation: Sendable, Equatable, Codable {
  /// A case that the act was shown for, as it stood then.
  public struct Subject: Sendable, Equatable, Codable {
    public var number: CaseNumber
    public var revision: Int

    public init(number: CaseNumber, revision: Int) {
      self.number = number
      self.revision = revision
    }

    public init(_ matter: Case) {
      self.init(number: matter.number, revision: matter.revision)
    }
  }

  public var command: String
  public var verb: Verb
  public var subjects: [Subject]

  public init(_ command: String, _ verb: Verb, about subjects: [Subject]) {
    self.command = command
    self.verb = verb
    self.subjects = subjects
  }
}
