/// A typed intent: what a member wants, with names still as they were typed. The rules resolve
/// them against the casebook.
public enum Act: Sendable, Equatable {
  case register(Registration)
  case lead(Leading)
  case progress(CaseNumber, text: String)
  case find(Finding)
  case status(CaseNumber?)
  case timeline(CaseNumber, page: Int)
  case overdue(page: Int)
  case mine(page: Int)
  case close(CaseNumber, ClosingResult?, reason: String? = nil, lookback: Deadline? = nil)
  /// The act an open confirmation was asked for, now confirmed.
  indirect case confirmed(Act, Confirmation)
  /// The actor vouched that it is about a matter, though its words may seem to accuse somebody.
  indirect case vouched(Act)
  /// Its words may accuse somebody: it is carried out only where it comes to a restricted record whose
  /// contents are kept sealed.
  indirect case suspected(Act)
  /// 确认 typed by somebody who was asked nothing.
  case confirmNothing
  /// 撤回; a number only guards against undoing something else.
  case undo(CaseNumber?)
  case about
  case bind(Binding)
  /// Without a card: the list, from page 1.
  case member(MemberCard?, page: Int)
  case grant(Granting)
  case unit(UnitCard?, page: Int)
  /// From triage to the instruments: who gets it, and what is sent to a unit.
  case handing(HandingAct)
  /// From the unit's report to the look-back, and what changes a case on the way.
  case course(CourseAct)
  /// Reminders, digests and settings.
  case clock(ClockAct)
  /// What touches persons: transfers, receipts, audits.
  case persons(PersonsAct)
  /// Projects, statistics, the register, activities, who stands in for whom.
  case reporting(ReportingAct)
  /// Photos and files.
  case evidence(EvidenceAct)
  /// Reminders that members set, and why and whether a day is what it is.
  case time(TimeAct)
  /// What is said without a command's name: answers to cards, pasted tables, plain sentences.
  case speech(SpeechAct)

  /// The command it belongs to: what the access policy and a refusal's event name.
  public var verb: Verb {
    switch self {
    case .register: .clue
    case .lead: .lead
    case .progress: .progress
    case .find: .find
    case .status: .status
    case .timeline: .timeline
    case .overdue: .overdue
    case .mine: .mine
    case .close: .close
    case .confirmed(let act, _): act.verb
    case .vouched(let act): act.verb
    case .suspected(let act): act.verb
    case .confirmNothing: .confirm
    case .undo: .undo
    case .about: .about
    case .bind: .bind
    case .member: .member
    case .grant: .grant
    case .unit: .unit
    case .handing(let act): act.verb
    case .course(let act): act.verb
    case .clock(let act): act.verb
    case .persons(let act): act.verb
    case .reporting(let act): act.verb
    case .evidence(let act): act.verb
    case .time(let act): act.verb
    case .speech(let act): act.verb
    }
  }
}

/// A person as typed.
public enum PersonReference: Sendable, Hashable {
  /// A mention that carries the account.
  case account(AccountID, name: String)
  /// The one who was meant, told apart from all who look like him.
  case chosen(AccountID, name: String)
  /// A user name, as `@handle`: it says who only by what was heard under it.
  case handle(String)
  /// A name, or surname with office.
  case name(String)
  /// 我.
  case me

  /// What was typed, for a refusal.
  public var typed: String {
    switch self {
    case .account(_, let name), .chosen(_, let name), .handle(let name), .name(let name): name
    case .me: "我"
    }
  }
}

/// A clue about a matter, as typed.
public struct Registration: Sendable, Equatable, Codable {
  public var title: String
  public var details: CaseDetails
  public var due: Deadline?
  /// Who raised it: kept apart, sealed, in no answer.
  public var reporter: String?
  /// For the inner circle alone until 研判 opens it, by its words or by 范围：内部; nil where it is not.
  public var inner: Bool?

  public init(title: String, details: CaseDetails = CaseDetails(), due: Deadline? = nil) {
    self.title = title
    self.details = details
    self.due = due
  }
}

/// Who is to answer for a case, with whom and until when.
public struct Leading: Sendable, Equatable {
  public var number: CaseNumber
  public var lead: PersonReference
  public var contacts: [PersonReference]
  public var due: Deadline?

  public init(
    number: CaseNumber, lead: PersonReference, contacts: [PersonReference] = [],
    due: Deadline? = nil
  ) {
    self.number = number
    self.lead = lead
    self.contacts = contacts
    self.due = due
  }
}

/// A look-up: case numbers, or words to search for.
public struct Finding: Sendable, Equatable {
  public var numbers: [CaseNumber]
  public var words: [String]
  /// From 1.
  public var page: Int
  /// Chosen as the answer to a question, which is closed by it.
  public var answersQuestion: Bool
  /// The command whose words asked, so that it was only looked up.
  public var meant: Meant?

  /// A command that its speaker may have meant after all.
  public struct Meant: Sendable, Equatable {
    public var verb: Verb
    /// Without its slash, with the names of what it needs.
    public var command: String

    public init(verb: Verb, command: String) {
      self.verb = verb
      self.command = command
    }
  }

  public init(
    numbers: [CaseNumber] = [], words: [String] = [], page: Int = 1, answersQuestion: Bool = false
  ) {
    self.numbers = numbers
    self.words = words
    self.page = page
    self.answersQuestion = answersQuestion
  }
}

/// Binding this chat as a work group, or taking it back.
public enum Binding: Sendable, Equatable {
  case bind(Group.Kind)
  case unbind
  case show
}

/// What is registered about a member; nil fields stay.
public struct MemberCard: Sendable, Equatable {
  public var person: PersonReference
  public var name: String?
  public var title: String?
  public var unit: String?

  public init(
    person: PersonReference, name: String? = nil, title: String? = nil, unit: String? = nil
  ) {
    self.person = person
    self.name = name
    self.title = title
    self.unit = unit
  }
}

/// A role or right to give or take.
public struct Granting: Sendable, Equatable {
  public enum Gift: Sendable, Hashable {
    case role(Role)
    case right(Right)

    public var name: String {
      switch self {
      case .role(let role): role.name
      case .right(let right): right.name
      }
    }
  }

  public var person: PersonReference
  public var gifts: [Gift]
  public var takesAway: Bool
  /// For 单: the unit the person speaks for.
  public var unit: String?

  public init(
    person: PersonReference, gifts: [Gift], takesAway: Bool = false, unit: String? = nil
  ) {
    self.person = person
    self.gifts = gifts
    self.takesAway = takesAway
    self.unit = unit
  }
}

/// What is registered about a unit; nil fields stay.
public struct UnitCard: Sendable, Equatable {
  public var name: String
  public var aliases: [String]?
  public var contacts: [PersonReference]?

  public init(name: String, aliases: [String]? = nil, contacts: [PersonReference]? = nil) {
    self.name = name
    self.aliases = aliases
    self.contacts = contacts
  }
}
