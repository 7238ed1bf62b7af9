/// Reminders that members set, and why and whether a day is what it is.
public enum TimeAct: Sendable, Equatable {
  case remind(ReminderRequest)
  /// The reminders of this chat.
  case reminders(page: Int)
  /// - Parameter of: Whoever set it, where it is somebody else's for oneself.
  case cancelReminder(Int, of: PersonReference?)
  /// Why a case is due on its day.
  case why(CaseNumber, page: Int)
  /// Whether that day is worked.
  case workday(CivilDate)
  /// When that holiday's days off are, in that year.
  case daysOff(Holiday, year: Int)

  /// The command it belongs to.
  public var verb: Verb {
    switch self {
    case .remind, .cancelReminder: .remind
    // A list reads only.
    case .reminders, .workday, .daysOff: .find
    case .why: .why
    }
  }
}

/// What is to be said, to whom and when.
public struct ReminderRequest: Sendable, Equatable {
  /// A person's private chat; nil: the chat it is typed in.
  public var to: PersonReference?
  public var text: String
  /// The words for its time, as typed.
  public var rule: String
  public var recurrence: Recurrence
  /// It may tell of an unannounced visit.
  public var tellsOfVisit: Bool
  /// It names what is the inner circle's at first.
  public var isInner: Bool

  public init(
    to: PersonReference?, text: String, rule: String, recurrence: Recurrence,
    tellsOfVisit: Bool = false, isInner: Bool = false
  ) {
    self.tellsOfVisit = tellsOfVisit
    self.isInner = isInner
    self.to = to
    self.text = text
    self.rule = rule
    self.recurrence = recurrence
  }
}
