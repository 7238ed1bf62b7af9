/// What an act leads to: events for the journal, answers for people, and a question left open.
/// A refusal is a decision too, with an event that says which rule refused.
public struct Decision: Sendable, Equatable {
  public var events: [Event]
  public var replies: [Reply]
  public var dialogue: DialogueChange
  /// What was said comes to this command, which is to be read as if it had been typed instead.
  public var rerun: Rerun?
  /// The message itself must not stand in the chat: the IM is asked to delete it.
  public var holdsBack = false
  /// Of a list that is given in pages how many rows it has.
  public var listed: Int?

  public init(
    events: [Event] = [], replies: [Reply] = [], dialogue: DialogueChange = .keep
  ) {
    self.events = events
    self.replies = replies
    self.dialogue = dialogue
  }
}

/// A command that a plain answer comes to. It is read once; what it comes to is not read again.
public struct Rerun: Sendable, Equatable {
  /// Complete, with its slash.
  public var command: String
  /// Given where the command was shown already and only had to be confirmed.
  public var confirmation: Confirmation?

  public init(command: String, confirmation: Confirmation? = nil) {
    self.command = command
    self.confirmation = confirmation
  }
}

/// A table that goes out as a file of its own; which form it takes is the program's affair.
public struct ReplyTable: Sendable, Equatable {
  /// The file's name without its extension.
  public var name: String
  /// What it is, and what it was narrowed to: its entry in the journal says so.
  public var what: String
  public var filters: [String]
  public var columns: [String]
  public var rows: [[String]]

  public init(
    name: String, what: String, filters: [String], columns: [String], rows: [[String]]
  ) {
    self.name = name
    self.what = what
    self.filters = filters
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
    /// Numbered answers of which the first is also what a plain 好的 or 是 means; an empty one does
    /// nothing.
    case offer([String])
    /// Answers by name: 并入31, 加急.
    case named([NamedAnswer])
    /// A pasted table that waits for 都登记.
    case batch(Batch)
    /// A weighty act shown once more; holds while the case is at that revision.
    case confirm(Confirmation)
    /// A long answer has more: the command that gives the next page.
    case next(String)
  }

  public var question: Question
  public var opened: Instant
  /// From this moment on it is no longer open.
  public var lapses: Instant
  /// The message whose words led to it.
  public var source: Source?
  /// How many rows the list had of which the next page is offered.
  public var listed: Int?

  /// A message where it was said: the chat may go on under another id, in which ids begin anew.
  public struct Source: Sendable, Equatable, Codable {
    public var chat: ChatID
    public var message: String

    public init(chat: ChatID, message: String) {
      self.chat = chat
      self.message = message
    }
  }

  public init(question: Question, opened: Instant, lapses: Instant) {
    self.question = question
    self.opened = opened
    self.lapses = lapses
  }
}

/// A word that answers, and the complete command it stands for.
public struct NamedAnswer: Sendable, Equatable, Codable {
  public var word: String
  public var command: String

  public init(_ word: String, _ command: String) {
    self.word = word
    self.command = command
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
