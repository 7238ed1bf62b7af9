/// A turn in a case's course beyond the spine's own changes: what the act brought about. Each has a
/// kind of its own in the journal.
public enum Turn: Sendable, Equatable {
  case triaged(Triage)
  /// A case of the inner circle is from now on as any other.
  case opened(Opening)
  case contactsChanged(ContactsChanged)
  case handed(HandOver)
  case received(InstrumentReceipt)
  case urged(Urge)
  /// What waited for opening hours was said: the chaser, or that there is an instrument.
  case delivered(Delivery)
  case drafted(Instrument)
  /// The draft's text changed: earlier consents are void.
  case redrafted(Instrument)
  case consented(InstrumentConsent)
  case issued(InstrumentIssue)
  case dropped(InstrumentSerial)
  /// Somebody who may not draft one passed the wish on to the team.
  case proposed(InstrumentProposal)
  case disputed(Dispute)
  case ruled(Ruling)
  /// A report that still lacks its photos or the name of who signed it off.
  case reportBegun(ReportDraft)
  case reported(Report)
  case paperReceived(Receipt)
  case verified(Verification)
  case sentBack(SentBack)
  case extensionAsked(ExtensionRequest)
  /// One side agreed; the other's consent is still needed.
  case extensionAgreed(Consent)
  case extensionGranted(ExtensionDecision)
  case extensionRefused(ExtensionDecision)
  case rebased(Rebasing)
  case suspended(Suspension)
  case resumed(Resumption)
  /// 作废, 合并 or 挂起 that takes a second person.
  case actAsked(AskedAct)
  /// The second person did not agree, or who asked took it back.
  case actDeclined(ActDeclined)
  case voided(Voiding)
  case amended(Amendment)
  case merged(Merge)
  case absorbed(Absorbed)
  case lookbackSet(Lookback)
  case lookbackHeld(LookbackFinding)
  case relapsed(LookbackFinding)
  case evidenceAdded(EvidenceAdded)
  case evidenceStored(EvidenceStored)
  case transferred(Transfer)
  case transferReceived(Receipt)
  case transferReturned(Receipt)
  case receiversSet(ReceiversSet)
  /// The case is again what it was before an act that was undone.
  case restored(Restoring)
}

/// A turn with the step it made and what was said about it.
public struct CaseTurned: Sendable, Equatable {
  public var turn: Turn
  public var step: Step
  /// The reason or remark, as typed.
  public var note: String?
  public var evidence: [Evidence]?

  public init(_ turn: Turn, step: Step, note: String? = nil, evidence: [Evidence]? = nil) {
    self.turn = turn
    self.step = step
    self.note = note
    self.evidence = evidence
  }
}

/// 研判: what triage found.
public struct Triage: Sendable, Equatable, Codable {
  public enum Outcome: String, Sendable, CaseIterable, Codable {
    case accepted, returned, transferred
  }

  public var outcome: Outcome
  public var area: String?
  public var marks: [String]

  public init(outcome: Outcome, area: String? = nil, marks: [String] = []) {
    self.outcome = outcome
    self.area = area
    self.marks = marks
  }
}

/// 研判 opened a case of the inner circle.
public struct Opening: Sendable, Equatable, Codable {
  public var by: PersonID

  public init(by: PersonID) { self.by = by }
}

public struct ContactsChanged: Sendable, Equatable, Codable {
  public var new: [PersonID]
  public var old: [PersonID]

  public init(new: [PersonID], old: [PersonID]) {
    self.new = new
    self.old = old
  }
}

/// 签收: for the hand-over, or for one of the case's instruments.
public struct InstrumentReceipt: Sendable, Equatable, Codable {
  /// Nil: the hand-over.
  public var serial: Int?
  public var receipt: Receipt

  public init(serial: Int?, receipt: Receipt) {
    self.serial = serial
    self.receipt = receipt
  }
}

/// What waited for opening hours: the chaser, or what an instrument asks of its signers or its unit.
public struct Delivery: Sendable, Equatable, Codable {
  /// Nil: the chaser.
  public var serial: Int?
  /// Needed no more by then, and so not said.
  public var lapsed: Bool?
  /// When the chaser was sent that reached nobody.
  public var unheard: Instant?

  public init(serial: Int?, lapsed: Bool? = nil, unheard: Instant? = nil) {
    self.serial = serial
    self.lapsed = lapsed
    self.unheard = unheard
  }
}

public struct InstrumentConsent: Sendable, Equatable, Codable {
  public var serial: Int
  public var digest: String
  public var consent: Consent

  public init(serial: Int, digest: String, consent: Consent) {
    self.serial = serial
    self.digest = digest
    self.consent = consent
  }
}

public struct InstrumentIssue: Sendable, Equatable, Codable {
  public var serial: Int
  public var digest: String
  /// The consent that made it complete.
  public var consent: Consent
  public var number: String?
  public var year: Int
  public var yearSerial: Int
  /// The case's due day from now on.
  public var due: Deadline
  public var oldDue: Deadline?
  /// The unit is told in opening hours.
  public var waits: Bool?
  /// The consents before it that counted still; nil where all did.
  public var consents: [Consent]?

  public init(
    serial: Int, digest: String, consent: Consent, number: String?, year: Int, yearSerial: Int,
    due: Deadline, oldDue: Deadline?, waits: Bool? = nil, consents: [Consent]? = nil
  ) {
    self.consents = consents
    self.waits = waits
    self.serial = serial
    self.digest = digest
    self.consent = consent
    self.number = number
    self.year = year
    self.yearSerial = yearSerial
    self.due = due
    self.oldDue = oldDue
  }
}

public struct InstrumentSerial: Sendable, Equatable, Codable {
  public var serial: Int
  /// One who was to sign it did not agree; nil where it was taken back.
  public var declined: Bool?

  public init(serial: Int, declined: Bool? = nil) {
    self.serial = serial
    self.declined = declined
  }
}

/// What was passed on to the team.
public struct InstrumentProposal: Sendable, Equatable, Codable {
  public var kind: String
  public var unit: UnitReference?
  public var due: Deadline?

  public init(kind: String, unit: UnitReference?, due: Deadline?) {
    self.kind = kind
    self.unit = unit
    self.due = due
  }
}

/// 裁定: who has it after a dispute.
public struct Ruling: Sendable, Equatable, Codable {
  /// 维持; else 改派.
  public var upheld: Bool
  /// The unit from now on, with those that help and the due day.
  public var handed: HandOver
  public var by: PersonID

  public init(upheld: Bool, handed: HandOver, by: PersonID) {
    self.upheld = upheld
    self.handed = handed
    self.by = by
  }
}

/// 退回: a report was not good enough.
public struct SentBack: Sendable, Equatable, Codable {
  public var by: PersonID
  public var due: Deadline?

  public init(by: PersonID, due: Deadline?) {
    self.by = by
    self.due = due
  }
}

public struct ExtensionDecision: Sendable, Equatable, Codable {
  public var by: PersonID
  public var new: Deadline?
  public var old: Deadline?

  public init(by: PersonID, new: Deadline?, old: Deadline?) {
    self.by = by
    self.new = new
    self.old = old
  }
}

/// 改期: a new day after the old one was over; the first one is kept.
public struct Rebasing: Sendable, Equatable, Codable {
  public var new: Deadline
  public var old: Deadline?
  public var overdueWorkdays: Int

  public init(new: Deadline, old: Deadline?, overdueWorkdays: Int) {
    self.new = new
    self.old = old
    self.overdueWorkdays = overdueWorkdays
  }
}

/// 恢复: the clock goes on; the day moves by the working days it stood still.
public struct Resumption: Sendable, Equatable, Codable {
  public var new: Deadline?
  public var old: Deadline?
  public var workdays: Int

  public init(new: Deadline?, old: Deadline?, workdays: Int) {
    self.new = new
    self.old = old
    self.workdays = workdays
  }
}

public struct ActDeclined: Sendable, Equatable, Codable {
  /// What ended it where nobody declined.
  public enum Ending: String, Sendable, CaseIterable, Codable {
    /// Nobody agreed in time.
    case lapsed
    /// The case it was to go into is open no more.
    case target
    /// Whoever asked may not ask for it any more.
    case asker
    /// The reason it was asked for must not be read any more.
    case hidden
  }

  public var kind: AskedAct.Kind
  /// Who declined it; where it ended by itself, who had asked for it.
  public var by: PersonID
  public var ended: Ending?

  private enum CodingKeys: String, CodingKey {
    case kind, by, ended
  }

  public init(_ kind: AskedAct.Kind, by: PersonID, ended: Ending? = nil) {
    self.kind = kind
    self.by = by
    self.ended = ended
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    kind = try values.decode(AskedAct.Kind.self, forKey: .kind)
    by = try values.decode(PersonID.self, forKey: .by)
    // Hidden, the entry says no more how it ended.
    ended = try? values.decodeIfPresent(Ending.self, forKey: .ended)
  }
}

/// Who decided it; where two people did, the entry's actor is the second one.
public struct Voiding: Sendable, Equatable, Codable {
  public var by: PersonID

  public init(by: PersonID) { self.by = by }
}

/// 更正: what a case says of itself, before and after.
public struct Amendment: Sendable, Equatable, Codable {
  public struct Content: Sendable, Equatable, Codable {
    public var title: String
    public var details: CaseDetails
    public var due: Deadline?

    public init(title: String, details: CaseDetails, due: Deadline?) {
      self.title = title
      self.details = details
      self.due = due
    }
  }

  public var new: Content
  public var old: Content

  public init(new: Content, old: Content) {
    self.new = new
    self.old = old
  }
}

public struct Merge: Sendable, Equatable, Codable {
  public var into: CaseNumber
  /// Who asked for it, where two people decided; the entry's actor is the second one.
  public var askedBy: PersonID?

  public init(into: CaseNumber, askedBy: PersonID? = nil) {
    self.into = into
    self.askedBy = askedBy
  }
}

public struct LookbackFinding: Sendable, Equatable, Codable {
  public var by: PersonID

  public init(by: PersonID) { self.by = by }
}

public struct EvidenceAdded: Sendable, Equatable, Codable {
  public var files: [Evidence]

  public init(files: [Evidence]) { self.files = files }
}

/// A file of the case was fetched, or could not be for good.
public struct EvidenceStored: Sendable, Equatable, Codable {
  public var reference: String
  public var sha256: String?
  public var size: Int64?
  public var failed: String?

  public init(reference: String, sha256: String?, size: Int64?, failed: String?) {
    self.reference = reference
    self.sha256 = sha256
    self.size = size
    self.failed = failed
  }
}

public struct ReceiversSet: Sendable, Equatable, Codable {
  public var new: [PersonID]
  public var old: [PersonID]

  public init(new: [PersonID], old: [PersonID]) {
    self.new = new
    self.old = old
  }
}

/// The whole case as it was before the entry that no longer holds.
public struct Restoring: Sendable, Equatable, Codable {
  /// The sequence and kind of that entry.
  public var sequence: Int
  public var kind: String
  public var matter: Case
  /// The entry was about an instrument of a private kind; nil where it was not: then those are as they
  /// are now, since whoever undid it need not have known of them.
  public var isPrivate: Bool?

  public init(sequence: Int, kind: String, matter: Case, isPrivate: Bool? = nil) {
    self.sequence = sequence
    self.kind = kind
    self.matter = matter
    self.isPrivate = isPrivate
  }
}
