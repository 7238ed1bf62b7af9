/// What somebody still has to do about a case, and by when: what digests, reminders and 待办 are made
/// of. Derived from the case alone; the ledger keeps them as a table.
public struct Duty: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// The unit rectifies by the due day.
    case rectify
    /// The unit signs for a hand-over or an instrument.
    case sign
    /// The same for an instrument of a private kind.
    case signPrivately
    /// Nobody answers for the case yet.
    case lead
    /// A unit is to answer for it by a day, and was not sent it.
    case assign
    /// A report waits for 验收.
    case verify
    /// An extension waits for a decision.
    case decideExtension
    /// A dispute waits for a ruling.
    case rule
    /// A draft waits for signers.
    case consent
    /// The same for a draft of a private kind.
    case consentPrivately
    /// A closing waits for its second person.
    case approveClosing
    /// 作废, 合并 or 挂起 waits for its second person.
    case approveAct
    /// A verified case waits to be closed.
    case close
    /// A closed case is to be looked at again.
    case lookBack
    /// A suspended case is to be looked at again.
    case review
    /// A relapsed case needs a new term.
    case setTerm
    /// A transfer waits to be received.
    case acknowledge
    /// Something waits for opening hours to be said: the program's own to do.
    case deliver
  }

  public var matter: CaseNumber
  public var kind: Kind
  /// The last day, included; nil where no day is set.
  public var day: CivilDate?
  /// Since when it waits.
  public var since: Instant

  public init(matter: CaseNumber, kind: Kind, day: CivilDate?, since: Instant) {
    self.matter = matter
    self.kind = kind
    self.day = day
    self.since = since
  }

  /// From which day it waits: what is put off to a day waits from that day on, whatever it was set.
  func waits(in zone: Zone) -> CivilDate {
    let day = zone.day(of: since)
    return switch kind {
    case .review, .lookBack: max(day, self.day ?? day)
    default: day
    }
  }
}

extension Duty.Kind {
  /// What everybody may meet who may see the case.
  public var isPrivate: Bool { self == .signPrivately || self == .consentPrivately }
}

extension Duty {
  /// What is left to do about a case, in the order of `Kind`. An open case has at least one.
  public static func of(_ matter: Case) -> [Duty] {
    var duties: [Duty] = []
    func add(_ kind: Kind, _ day: CivilDate?, since: Instant) {
      duties.append(Duty(matter: matter.number, kind: kind, day: day, since: since))
    }
    let handling = matter.handling
    if matter.state.isOpen, let asked = handling?.asked {
      add(.approveAct, nil, since: asked.at)
    }
    if let held = handling?.held { add(.deliver, nil, since: held) }
    if matter.state == .suspended {
      if let suspension = handling?.suspension {
        add(.review, suspension.review.day, since: suspension.since)
      }
      return duties
    }
    if matter.state == .closed {
      if let lookback = handling?.lookback, lookback.held == nil {
        add(.lookBack, lookback.due.day, since: matter.closedAt ?? matter.registeredAt)
      }
      return duties
    }
    if let transfer = handling?.transfers.last(where: { $0.received == nil }) {
      add(.acknowledge, nil, since: transfer.at)
    }
    guard matter.state.isOpen else { return duties }
    if matter.lead == nil { add(.lead, nil, since: matter.registeredAt) }
    switch matter.state {
    case .reported:
      add(.verify, nil, since: handling?.report?.at ?? matter.registeredAt)
    case .verified:
      add(.close, nil, since: handling?.verification?.at ?? matter.registeredAt)
    case .closing:
      add(.approveClosing, nil, since: matter.proposal?.at ?? matter.registeredAt)
    case .relapsed where matter.due == nil:
      add(.setTerm, nil, since: handling?.relapsedAt ?? matter.registeredAt)
    default:
      add(.rectify, matter.due?.day, since: handling?.handed?.at ?? matter.registeredAt)
      // Who leads it comes first, and a dispute is ruled on.
      if matter.awaitsHandOver, matter.lead != nil, matter.state != .disputed {
        add(.assign, nil, since: handling?.relapsedAt ?? matter.registeredAt)
      }
    }
    // A unit that has reported or disputes the case need not say that it has received; and while it has no
    // term anew, nothing is its to do.
    let waitsForUs =
      [.reported, .verified, .closing, .disputed].contains(matter.state)
      || (matter.state == .relapsed && matter.due == nil)
    func anew(_ sent: Instant) -> Instant { max(sent, handling?.begunAt ?? sent) }
    // Duties are found by the unit that has the case: of what went to another one that unit's contact
    // must not hear. Who signs for one signs for all that is there.
    let unsigned = waitsForUs ? [] : matter.details.unit.map(matter.unsigned(by:)) ?? []
    if let first = unsigned.first(where: { !$0.isPrivate }) {
      add(.sign, nil, since: anew(first.since))
    } else if let first = unsigned.first {
      add(.signPrivately, nil, since: anew(first.since))
    }
    if let asked = handling?.extensionAsked { add(.decideExtension, nil, since: asked.at) }
    if let dispute = handling?.dispute { add(.rule, dispute.answerBy, since: dispute.at) }
    let drafts = handling?.instruments.filter { $0.state == .draft } ?? []
    if let draft = drafts.first(where: { !$0.isPrivate }) {
      add(.consent, nil, since: draft.draftedAt)
    }
    if let draft = drafts.first(where: \.isPrivate) {
      add(.consentPrivately, nil, since: draft.draftedAt)
    }
    return duties
  }
}
