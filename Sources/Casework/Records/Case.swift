/// A matter to be rectified (线索，对事), as the fold of its events.
public struct Case: Sendable, Equatable, Codable {
  /// The latest thing reported about a case.
  public struct Progress: Sendable, Equatable, Codable {
    public var text: String
    public var by: PersonID
    public var at: Instant

    private enum CodingKeys: String, CodingKey {
      case text, by, at
    }

    public init(text: String, by: PersonID, at: Instant) {
      self.text = text
      self.by = by
      self.at = at
    }
  }

  /// A closing that waits for its second person.
  public struct Proposal: Sendable, Equatable, Codable {
    public var result: ClosingResult
    public var by: PersonID
    public var at: Instant
    /// From this moment on it no longer holds.
    public var lapses: Instant
    /// The state to go back to.
    public var previous: CaseState
    /// Why, where the result is not 整改完成.
    public var reason: String?
    /// When it is proposed to look again (回头看).
    public var lookback: Deadline?

    public init(
      result: ClosingResult, by: PersonID, at: Instant, lapses: Instant, previous: CaseState,
      reason: String? = nil, lookback: Deadline? = nil
    ) {
      self.result = result
      self.by = by
      self.at = at
      self.lapses = lapses
      self.previous = previous
      self.reason = reason
      self.lookback = lookback
    }
  }

  public var number: CaseNumber
  public var title: String
  public var details: CaseDetails
  public var state: CaseState
  public var registrant: PersonID
  public var registeredAt: Instant
  /// The chat and message in which it was registered.
  public var chat: ChatID?
  public var message: String?
  public var lead: PersonID?
  public var contacts: [PersonID]
  public var due: Deadline?
  public var progressCount: Int
  public var lastProgress: Progress?
  public var proposal: Proposal?
  public var result: ClosingResult?
  public var closedAt: Instant?
  /// The version of the procedure table it runs under.
  public var procedure: String
  /// Known to the inner circle alone until 研判 opens it; nil where it is not, as usual.
  public var inner: Bool?
  /// How many events made it: a confirmation is void once this has moved.
  public var revision: Int
  /// What became of it beyond lead, progress and closing; nil until something did.
  public var handling: Handling?

  public init(
    number: CaseNumber, title: String, details: CaseDetails, state: CaseState,
    registrant: PersonID, registeredAt: Instant, chat: ChatID?, message: String?,
    due: Deadline?, procedure: String
  ) {
    self.number = number
    self.title = title
    self.details = details
    self.state = state
    self.registrant = registrant
    self.registeredAt = registeredAt
    self.chat = chat
    self.message = message
    self.due = due
    self.procedure = procedure
    contacts = []
    progressCount = 0
    revision = 1
  }
}

extension Case {
  /// A unit is to answer for it by a day, and was never sent it: the next step is ours, and until it is taken
  /// the unit hears nothing of the day, and nobody presses it; that it is over is our own lateness. What goes to no unit (restricted, of the inner circle) does not wait for it.
  public var awaitsHandOver: Bool {
    guard number.series == .open, !isInner, due != nil, let unit = details.unit else {
      return false
    }
    return !isWith(unit)
  }
}

extension Case {
  // Written by hand for the reason `Handling` is: new properties are read with a default, since a
  // restored case stands whole in the journal.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      number: try values.decode(CaseNumber.self, forKey: .number),
      title: try values.decode(String.self, forKey: .title),
      details: try values.decode(CaseDetails.self, forKey: .details),
      state: try values.decode(CaseState.self, forKey: .state),
      registrant: try values.decode(PersonID.self, forKey: .registrant),
      registeredAt: try values.decode(Instant.self, forKey: .registeredAt),
      chat: try values.decodeIfPresent(ChatID.self, forKey: .chat),
      message: try values.decodeIfPresent(String.self, forKey: .message),
      due: try values.decodeIfPresent(Deadline.self, forKey: .due),
      procedure: try values.decode(String.self, forKey: .procedure))
    lead = try values.decodeIfPresent(PersonID.self, forKey: .lead)
    contacts = try values.decode([PersonID].self, forKey: .contacts)
    progressCount = try values.decode(Int.self, forKey: .progressCount)
    lastProgress = try values.decodeIfPresent(Progress.self, forKey: .lastProgress)
    proposal = try values.decodeIfPresent(Proposal.self, forKey: .proposal)
    result = try values.decodeIfPresent(ClosingResult.self, forKey: .result)
    closedAt = try values.decodeIfPresent(Instant.self, forKey: .closedAt)
    revision = try values.decode(Int.self, forKey: .revision)
    handling = try values.decodeIfPresent(Handling.self, forKey: .handling)
    inner = try values.decodeIfPresent(Bool.self, forKey: .inner)
  }
}

/// What was said about a case when it was registered, field by field.
public struct CaseDetails: Sendable, Equatable, Codable {
  public var unit: UnitReference?
  public var assisting: [UnitReference]
  public var area: String?
  public var source: String?
  public var sourceNumber: String?
  public var place: String?
  public var project: String?
  public var programme: String?
  public var urgent: Bool
  /// Who registered it is not told; nil where it is, as usual.
  public var unsigned: Bool?

  private enum CodingKeys: String, CodingKey {
    case unit, assisting, area, source, sourceNumber, place, project, programme, urgent, unsigned
  }

  public init(
    unit: UnitReference? = nil, assisting: [UnitReference] = [], area: String? = nil,
    source: String? = nil, sourceNumber: String? = nil, place: String? = nil,
    project: String? = nil, programme: String? = nil, urgent: Bool = false, unsigned: Bool? = nil
  ) {
    self.unsigned = unsigned
    self.unit = unit
    self.assisting = assisting
    self.area = area
    self.source = source
    self.sourceNumber = sourceNumber
    self.place = place
    self.project = project
    self.programme = programme
    self.urgent = urgent
  }
}
