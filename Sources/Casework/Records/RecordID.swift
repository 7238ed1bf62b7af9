/// What an event is about; its text form (`case:12`) stands in the journal.
public enum RecordID: Sendable, Hashable, CustomStringConvertible {
  case matter(CaseNumber)
  case person(PersonID)
  case unit(UnitID)
  case group(ChatID)
  case setting(SettingName)
  case notice(NoticeID)
  case reminder(ReminderID)
  case activity(Int)
  case figure(Int)
  /// A time of silence, by the moment it began.
  case silence(Instant)

  /// The chain that its events go into: a record is folded from one chain only, since the two have
  /// no order between them.
  public var audience: Audience {
    switch self {
    case .matter(let number): number.series
    case .notice(let id): id.audience
    case .reminder(let id): id.audience
    case .person, .unit, .group, .setting, .activity, .figure, .silence: .open
    }
  }

  /// The case that it names; nil where it names none.
  public var caseNumber: CaseNumber? { if case .matter(let number) = self { number } else { nil } }

  /// Reads the text form; nil for anything else.
  public init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let rest = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "case":
      guard let key = Int(rest), key != 0 else { return nil }
      self = .matter(CaseNumber(key: key))
    case "person": self = .person(PersonID(rest))
    case "unit": self = .unit(UnitID(rest))
    case "group": self = .group(ChatID(rest))
    case "setting":
      guard let name = SettingName(rawValue: rest) else { return nil }
      self = .setting(name)
    case "notice": self = .notice(NoticeID(rest))
    case "notice-restricted": self = .notice(NoticeID(rest, audience: .restricted))
    case "reminder", "reminder-private":
      guard let hash = rest.lastIndex(of: "#"), let serial = Int(rest[rest.index(after: hash)...])
      else { return nil }
      self = .reminder(
        ReminderID(
          chat: ChatID(String(rest[..<hash])), serial: serial,
          audience: text[..<colon] == "reminder" ? .open : .restricted))
    case "activity":
      guard let serial = Int(rest) else { return nil }
      self = .activity(serial)
    case "figure":
      guard let serial = Int(rest) else { return nil }
      self = .figure(serial)
    case "silence":
      guard let moment = Int64(rest) else { return nil }
      self = .silence(Instant(milliseconds: moment))
    default: return nil
    }
  }

  public var description: String {
    switch self {
    case .matter(let number): "case:\(number.key)"
    case .person(let id): "person:\(id)"
    case .unit(let id): "unit:\(id)"
    case .group(let id): "group:\(id)"
    case .setting(let name): "setting:\(name.rawValue)"
    case .notice(let id):
      id.audience == .open ? "notice:\(id.text)" : "notice-restricted:\(id.text)"
    case .reminder(let id):
      "\(id.audience == .open ? "reminder" : "reminder-private"):\(id.chat)#\(id.serial)"
    case .activity(let serial): "activity:\(serial)"
    case .figure(let serial): "figure:\(serial)"
    case .silence(let from): "silence:\(from.milliseconds)"
    }
  }
}
