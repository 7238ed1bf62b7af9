import Casework

/// What somebody said, ready to be read: mentions are tokens in the text (see `MentionToken`), the
/// bot's own mention is taken out.
public struct Utterance: Sendable, Equatable {
  public var text: String
  public var isPrivate: Bool
  public var mentionsBot: Bool
  /// Whether it answers one of the bot's messages.
  public var repliesToBot: Bool
  /// Whether it says to somebody's message what needs no name there, such as 遮盖.
  public var isSaidToMessage = false
  /// The case whose card it answers.
  public var card: CaseNumber?
  /// How many photos and files came with it.
  public var files: Int
  /// What they are called, where they have names.
  public var fileNames: [String]

  public init(
    text: String, isPrivate: Bool, mentionsBot: Bool = false, repliesToBot: Bool = false,
    card: CaseNumber? = nil, files: Int = 0,
    fileNames: [String] = []
  ) {
    self.files = files
    self.fileNames = fileNames
    self.text = text
    self.isPrivate = isPrivate
    self.mentionsBot = mentionsBot
    self.repliesToBot = repliesToBot
    self.card = card
  }

  /// Said to the bot, so that the slash is optional.
  public var isAddressed: Bool {
    isPrivate || mentionsBot || repliesToBot || isSaidToMessage
  }
}

/// Who is heard, when, and with what question open.
public struct Hearing: Sendable {
  public var actor: Actor
  /// The open question of this person in this chat; nil where there is none or it lapsed.
  public var dialogue: Dialogue?
  public var now: Instant
  public var rules: Rules
  /// The bot's own user name, for `/cmd@bot`.
  public var handle: String?
  /// Whether the answer is read by this person alone.
  public var isPrivate = false
  /// Whether what was typed about persons may be kept, sealed (对人：密存).
  public var sealsPersons = false
  /// The member whose message is answered.
  public var answered: PersonReference?
  /// Whether 反映人 may be kept: there is a key to seal it with.
  public var keepsReporters = false
  /// Everybody who is known: where a name is expected, one of theirs goes before a day.
  public var people: [Person] = []
  /// Reads what may accuse a person.
  public let persons: PersonsReader

  public init(
    actor: Actor, dialogue: Dialogue?, now: Instant, rules: Rules, handle: String?,
    persons: PersonsReader
  ) {
    self.persons = persons
    self.actor = actor
    self.dialogue = dialogue
    self.now = now
    self.rules = rules
    self.handle = handle
  }

  var today: CivilDate { rules.zone.day(of: now) }

  /// Whether somebody who is in a group is called so.
  func isName(_ word: String) -> Bool {
    people.contains { !$0.groups.isEmpty && ($0.name == word || $0.title == word) }
  }

  func ask(_ question: Dialogue.Question) -> DialogueChange {
    let lapses = now.adding(seconds: rules.procedure.seconds(.question))
    return .open(Dialogue(question: question, opened: now, lapses: lapses))
  }
}

/// What a text comes to. No outcome at all is silence.
public enum Outcome: Sendable, Equatable {
  case act(Act)
  /// An answer that needs no look at the ledger: help, a question, a suggestion.
  case answer(Wording, DialogueChange)
  /// A command that somebody may have meant: shown with what it would come to, run by its digit.
  case suggested(Suggested)
  /// A command that cannot be read, by which rule, and the way out.
  case refused(Verb, Refusal)
}

/// A command guessed from its sound or spelling, complete with the words that were typed.
public struct Suggested: Sendable, Equatable {
  public var question: Wording
  /// With its slash.
  public var command: String
  /// The case it is about, where it names one.
  public var number: CaseNumber?
  public var verb: Verb

  public init(question: Wording, command: String, number: CaseNumber?, verb: Verb) {
    self.question = question
    self.command = command
    self.number = number
    self.verb = verb
  }
}
