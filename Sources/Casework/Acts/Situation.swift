/// Under what circumstances an act happens: who, when, where, and the data the rules run under.
public struct Situation: Sendable {
  public enum Place: Sendable, Equatable {
    case group(ChatID)
    case privateChat(ChatID)

    public var chat: ChatID {
      switch self {
      case .group(let id), .privateChat(let id): id
      }
    }

    public var isPrivate: Bool {
      if case .privateChat = self { true } else { false }
    }
  }

  public var now: Instant
  public var actor: Actor
  public var place: Place
  /// The IM's id of the message.
  public var message: String?
  /// The message of somebody else's, or of their own, that it answers.
  public var answered: String?
  /// The message that the bot's line answers which it answers.
  public var answeredThrough: String?
  /// When the bot said the card that it answers; nil where it answers none.
  public var cardShown: Instant?
  /// The chat's title in the IM, where known.
  public var chatTitle: String?
  /// Photos and files that came with the message.
  public var evidence: [Evidence]
  public var rules: Rules
  /// The act was shown once more and confirmed.
  public internal(set) var confirmed = false
  /// Working days on which the bot was away: no unit is charged for them.
  public var silent = SilentDays()

  public init(
    now: Instant, actor: Actor, place: Place, message: String?, chatTitle: String? = nil,
    evidence: [Evidence] = [], rules: Rules
  ) {
    self.evidence = evidence
    self.now = now
    self.actor = actor
    self.place = place
    self.message = message
    self.chatTitle = chatTitle
    self.rules = rules
  }

  /// As if that person spoke in private at that moment: for rules of acts that something else asks.
  init(asIf actor: Actor, at now: Instant, _ casebook: any Casebook, _ rules: Rules) throws {
    self.init(
      now: now, actor: actor, place: .privateChat(ChatID("")), message: nil, rules: rules)
    silent = SilentDays(try casebook.silences(), rules)
  }

  /// Whether it answers a card from before that moment, on which what began to wait then was not shown.
  func answersCard(before moment: Instant) -> Bool { cardShown.map { $0 < moment } ?? false }

  public var today: CivilDate { rules.zone.day(of: now) }
  public var days: DayWording { DayWording(calendar: rules.calendar, today: today, silent: silent) }

  /// Who reads the answer.
  public var reader: Reader {
    switch place {
    case .group(let chat): .group(chat)
    case .privateChat: .person(actor.id)
    }
  }

  public var stamp: Event.Stamp {
    Event.Stamp(at: now, actor: actor.id, chat: place.chat, message: message)
  }

  /// The evidence as an event keeps it: nil where there is none.
  var evidenceKept: [Evidence]? { evidence.isEmpty ? nil : evidence }

  func event(_ record: RecordID?, _ change: Change) -> Event {
    Event(stamp: stamp, record: record, change: change)
  }

  /// Shows a weighty act once more and waits for 确认.
  func askToConfirm(
    _ command: String, _ verb: Verb, about matters: [Case], showing wording: Wording,
    card: CaseNumber? = nil
  ) -> Decision {
    let term: Procedure.Term = place.isPrivate ? .confirmInPrivate : .confirmInGroup
    let minutes = rules.procedure.seconds(term) / 60
    var text = wording
    text.add("请您在\(minutes)分钟内回：\(typed: "确认")")
    let confirmation = Confirmation(command, verb, about: matters.map(Confirmation.Subject.init))
    return Decision(
      replies: [Reply(text: text, card: card)], dialogue: ask(.confirm(confirmation), for: term))
  }

  /// A question that stays open for the term's length.
  public func ask(_ question: Dialogue.Question, for term: Procedure.Term) -> DialogueChange {
    let lapses = now.adding(seconds: rules.procedure.seconds(term))
    return .open(Dialogue(question: question, opened: now, lapses: lapses))
  }
}

/// The data that rules run under, and what the program says of itself.
public struct Rules: Sendable {
  public var procedure: Procedure
  public var calendar: WorkCalendar
  public var zone: Zone
  /// The program's version, for 关于.
  public var version: String
  /// What the program may seal.
  public var sealing = Sealing.none
  /// Which names the eye does not tell apart.
  public var lookalikes = Lookalikes()
  /// A name as it is kept: one line, without what nobody would see.
  public var shown: @Sendable (String) -> String = { $0 }

  public init(procedure: Procedure, calendar: WorkCalendar, zone: Zone, version: String) {
    self.procedure = procedure
    self.calendar = calendar
    self.zone = zone
    self.version = version
  }
}
