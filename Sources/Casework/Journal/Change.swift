import Foundation

/// What an event says happened, with old and new values. Each case has a kind and a version under
/// which its payload is stored; a payload's meaning never changes, a new meaning is a new version.
public enum Change: Sendable, Equatable {
  // Cases
  case registered(CaseRegistered)
  case led(CaseLed)
  case progressed(CaseProgressed)
  case closeProposed(CloseProposed)
  case closed(CaseClosed)
  case closeLapsed(CloseLapsed)
  case undone(CaseUndone)
  case turned(CaseTurned)
  /// Somebody looked at a restricted record; changes nothing.
  case viewed(RecordViewed)
  // Organisation
  case personRegistered(PersonRegistered)
  case personAmended(PersonAmended)
  case personJoined(PersonMoved)
  case personLeft(PersonMoved)
  case personGranted(PersonGranted)
  case personDeputed(PersonDeputed)
  case unitRegistered(UnitRegistered)
  case unitAmended(UnitAmended)
  case groupBound(GroupBound)
  case groupUnbound(GroupUnbound)
  case groupMoved(GroupMoved)
  case settingChanged(Setting)
  // The clock and what members ask of it
  case noticed(Notice)
  case reminderSet(Reminder)
  case reminderSaid(ReminderSaid)
  case reminderCancelled(ReminderCancelled)
  /// The bot was away for long.
  case silent(Silence)
  // Activities and figures
  case activityRecorded(ActivityRecorded)
  case figureGiven(Figure)
  // What changed no record
  /// Who raised a matter: kept apart from it.
  case reporterKept(ReporterKept)
  case vouched(ActVouched)
  case refused(ActRefused)
  case updateSetAside(UpdateSetAside)
  case messageGivenUp(MessageGivenUp)
  /// A file with what the ledger holds left it.
  case exportGiven(ExportGiven)
  // Texts that must not be read any more
  case textHidden(TextHidden)
  case textReceived(TextReceived)
  case textRedacted(TextRedacted)
}

/// A state before and after.
public struct Step: Sendable, Equatable, Codable {
  public var old: CaseState
  public var new: CaseState

  public init(old: CaseState, new: CaseState) {
    self.old = old
    self.new = new
  }
}

public struct CaseRegistered: Sendable, Equatable, Codable {
  public var title: String
  public var details: CaseDetails
  public var due: Deadline?
  public var state: CaseState
  public var procedure: String
  public var evidence: [Evidence]?
  /// Known to the inner circle alone until it is opened; nil where it is not.
  public var inner: Bool?

  public init(
    title: String, details: CaseDetails, due: Deadline?, state: CaseState, procedure: String,
    evidence: [Evidence]? = nil, inner: Bool? = nil
  ) {
    self.evidence = evidence
    self.inner = inner
    self.title = title
    self.details = details
    self.due = due
    self.state = state
    self.procedure = procedure
  }
}

public struct CaseLed: Sendable, Equatable, Codable {
  /// Who answers for a case, with whom and until when.
  public struct Leadership: Sendable, Equatable, Codable {
    public var lead: PersonID?
    public var contacts: [PersonID]
    public var due: Deadline?

    public init(lead: PersonID?, contacts: [PersonID], due: Deadline?) {
      self.lead = lead
      self.contacts = contacts
      self.due = due
    }
  }

  public var new: Leadership
  public var old: Leadership
  public var step: Step
  /// The day that was over when another one was given with it: kept as the first one.
  public var late: Deadline?

  public init(new: Leadership, old: Leadership, step: Step, late: Deadline? = nil) {
    self.new = new
    self.old = old
    self.step = step
    self.late = late
  }
}

public struct CaseProgressed: Sendable, Equatable, Codable {
  public var text: String
  public var step: Step
  public var evidence: [Evidence]?
  /// The unit's own contact said it, who had not signed for what the unit was sent: it is received.
  public var signs: Bool?

  public init(text: String, step: Step, evidence: [Evidence]? = nil, signs: Bool? = nil) {
    self.text = text
    self.step = step
    self.evidence = evidence
    self.signs = signs
  }
}

public struct CloseProposed: Sendable, Equatable, Codable {
  public var result: ClosingResult
  public var lapses: Instant
  public var step: Step
  /// Why, where the result is not 整改完成.
  public var reason: String?
  /// When it is proposed to look again (回头看).
  public var lookback: Deadline?

  public init(
    result: ClosingResult, lapses: Instant, step: Step, reason: String? = nil,
    lookback: Deadline? = nil
  ) {
    self.result = result
    self.lapses = lapses
    self.step = step
    self.reason = reason
    self.lookback = lookback
  }
}

public struct CaseClosed: Sendable, Equatable, Codable {
  public var result: ClosingResult
  public var proposer: PersonID
  public var step: Step
  /// When it is looked at again (回头看).
  public var lookback: Deadline?

  public init(
    result: ClosingResult, proposer: PersonID, step: Step, lookback: Deadline? = nil
  ) {
    self.result = result
    self.proposer = proposer
    self.step = step
    self.lookback = lookback
  }
}

public struct CloseLapsed: Sendable, Equatable, Codable {
  public var proposer: PersonID
  public var step: Step
  /// What ended it before its days were over; nil where those were.
  public var ended: ActDeclined.Ending?
  /// Who did not agree; nil where nobody said anything in time.
  public var by: PersonID?
  /// Why he did not.
  public var reason: String?

  public init(
    proposer: PersonID, step: Step, ended: ActDeclined.Ending? = nil, by: PersonID? = nil,
    reason: String? = nil
  ) {
    self.proposer = proposer
    self.step = step
    self.ended = ended
    self.by = by
    self.reason = reason
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    proposer = try values.decode(PersonID.self, forKey: .proposer)
    step = try values.decode(Step.self, forKey: .step)
    // Hidden, the entry says no more how it ended.
    ended = try? values.decodeIfPresent(ActDeclined.Ending.self, forKey: .ended)
    by = try values.decodeIfPresent(PersonID.self, forKey: .by)
    reason = try values.decodeIfPresent(String.self, forKey: .reason)
  }
}

/// A compensating entry: names what it undoes and carries the values that hold again.
public struct CaseUndone: Sendable, Equatable, Codable {
  /// The sequence and kind of the event that no longer holds.
  public var sequence: Int
  public var kind: String
  public var step: Step
  public var leadership: CaseLed.Leadership
  public var progressCount: Int
  public var lastProgress: Case.Progress?
  /// References of the files that came with that event and no longer belong to the case.
  public var files: [String]?

  public init(
    sequence: Int, kind: String, step: Step, leadership: CaseLed.Leadership, progressCount: Int,
    lastProgress: Case.Progress?, files: [String]? = nil
  ) {
    self.files = files
    self.sequence = sequence
    self.kind = kind
    self.step = step
    self.leadership = leadership
    self.progressCount = progressCount
    self.lastProgress = lastProgress
  }
}

/// Somebody looked at a restricted record.
public struct RecordViewed: Sendable, Equatable, Codable {
  /// The command that showed it.
  public var verb: String

  public init(verb: String) { self.verb = verb }
}

/// A reminder was put into the outbox; `next` is its next time, if it has one.
public struct ReminderSaid: Sendable, Equatable, Codable {
  public var next: Instant?

  public init(next: Instant?) { self.next = next }
}

public struct ReminderCancelled: Sendable, Equatable, Codable {
  public init() {}
}

public struct UnitRegistered: Sendable, Equatable, Codable {
  public var name: String
  public var aliases: [String]
  public var contacts: [PersonID]

  public init(name: String, aliases: [String], contacts: [PersonID]) {
    self.name = name
    self.aliases = aliases
    self.contacts = contacts
  }
}

public struct UnitAmended: Sendable, Equatable, Codable {
  public var new: UnitRegistered
  public var old: UnitRegistered

  public init(new: UnitRegistered, old: UnitRegistered) {
    self.new = new
    self.old = old
  }
}

public struct GroupBound: Sendable, Equatable, Codable {
  public var kind: Group.Kind
  public var title: String?

  public init(kind: Group.Kind, title: String?) {
    self.kind = kind
    self.title = title
  }
}

public struct GroupUnbound: Sendable, Equatable, Codable {
  public init() {}
}

/// The IM moved the group to a new id; this event is about the old one.
public struct GroupMoved: Sendable, Equatable, Codable {
  public var to: ChatID

  public init(to: ChatID) { self.to = to }
}

/// A joint visit as it stands from now on.
public struct ActivityRecorded: Sendable, Equatable {
  public var activity: Activity
  /// The sequence of the entry that no longer holds, where this one takes it back.
  public var undoes: Int?
  /// Why the team does not count it (不认).
  public var reason: String?

  public init(_ activity: Activity, undoes: Int? = nil, reason: String? = nil) {
    self.activity = activity
    self.undoes = undoes
    self.reason = reason
  }
}

/// 反映人: who raised a matter. It stands in the restricted chain, sealed, and in no record: no answer,
/// export or notice can come to it.
public struct ReporterKept: Sendable, Equatable, Codable {
  public var number: CaseNumber
  public var reporter: String

  public init(number: CaseNumber, reporter: String) {
    self.number = number
    self.reporter = reporter
  }
}

/// The actor vouched that a text is about a matter, though it may seem to accuse somebody. What was
/// typed is not kept here.
public struct ActVouched: Sendable, Equatable, Codable {
  public var verb: String

  public init(verb: String) { self.verb = verb }
}

/// An act that a rule turned down. What was typed is not kept.
public struct ActRefused: Sendable, Equatable, Codable {
  public var verb: String
  /// The rule's stable code.
  public var code: String
  public var about: String?

  public init(verb: String, code: String, about: String?) {
    self.verb = verb
    self.code = code
    self.about = about
  }
}

/// An update that could not be read or handled; only its digest is kept.
public struct UpdateSetAside: Sendable, Equatable, Codable {
  public var digest: String
  public var reason: String

  public init(digest: String, reason: String) {
    self.digest = digest
    self.reason = reason
  }
}

/// A message the IM would not take; named so that nothing is dropped silently.
public struct MessageGivenUp: Sendable, Equatable, Codable {
  public var outbox: Int
  public var chat: ChatID
  public var reason: String

  public init(outbox: Int, chat: ChatID, reason: String) {
    self.outbox = outbox
    self.chat = chat
    self.reason = reason
  }
}

/// What was given out as a file: to whom and where stands with the entry.
public struct ExportGiven: Sendable, Equatable, Codable {
  /// 台账.
  public var what: String
  /// What it was narrowed to: the period, the words.
  public var filters: [String]
  /// Rows below the headings.
  public var rows: Int
  /// Of the file's bytes, hexadecimal.
  public var sha256: String
  /// The chat that got it.
  public var to: ChatID

  public init(what: String, filters: [String], rows: Int, sha256: String, to: ChatID) {
    self.what = what
    self.filters = filters
    self.rows = rows
    self.sha256 = sha256
    self.to = to
  }
}
