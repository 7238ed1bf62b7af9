/// Every kind of journal entry, each named once: what is written and what is read follow from this.
/// A kind is never renamed or taken away, since journals hold it.
enum Kinds {
  // Cases
  static let registered = Kind("case.registered", Change.registered)
  static let led = Kind("case.led", Change.led)
  static let progressed = Kind("case.progressed", Change.progressed)
  static let closeProposed = Kind("case.close_proposed", Change.closeProposed)
  static let closed = Kind("case.closed", Change.closed)
  static let closeLapsed = Kind("case.close_lapsed", Change.closeLapsed)
  static let undone = Kind("case.undone", Change.undone)
  // Somebody looked at a restricted record
  static let viewed = Kind("record.viewed", Change.viewed)
  // Organisation
  static let personRegistered = Kind("person.registered", Change.personRegistered)
  static let personAmended = Kind("person.amended", Change.personAmended)
  static let personJoined = Kind("person.joined", Change.personJoined)
  static let personLeft = Kind("person.left", Change.personLeft)
  static let personGranted = Kind("person.granted", Change.personGranted)
  static let personDeputed = Kind("person.deputed", Change.personDeputed)
  static let unitRegistered = Kind("unit.registered", Change.unitRegistered)
  static let unitAmended = Kind("unit.amended", Change.unitAmended)
  static let groupBound = Kind("group.bound", Change.groupBound)
  static let groupUnbound = Kind("group.unbound", Change.groupUnbound)
  static let groupMoved = Kind("group.moved", Change.groupMoved)
  static let settingChanged = Kind("setting.changed", as: SettingForm.self, Change.settingChanged)
  // The clock and what members ask of it
  static let noticed = Kind("clock.noticed", as: NoticeForm.self, Change.noticed)
  static let reminderSet = Kind("reminder.set", as: ReminderForm.self, Change.reminderSet)
  static let reminderSaid = Kind("reminder.said", Change.reminderSaid)
  static let reminderCancelled = Kind("reminder.cancelled", Change.reminderCancelled)
  static let silent = Kind("clock.silent", as: SilenceForm.self, Change.silent)
  // Activities and figures
  static let activityRecorded = Kind(
    "activity.recorded", as: ActivityForm.self, Change.activityRecorded)
  static let figureGiven = Kind("figure.given", as: FigureForm.self, Change.figureGiven)
  // What changed no record
  static let reporterKept = Kind("reporter.kept", Change.reporterKept)
  static let vouched = Kind("act.vouched", Change.vouched)
  static let refused = Kind("act.refused", Change.refused)
  static let updateSetAside = Kind("update.set_aside", Change.updateSetAside)
  static let messageGivenUp = Kind("message.given_up", Change.messageGivenUp)
  static let exportGiven = Kind("export.given", Change.exportGiven)

  // Turns of a case
  static let triaged = turn("case.triaged", Turn.triaged)
  static let contactsChanged = turn("case.contacts_changed", Turn.contactsChanged)
  static let handed = turn("case.handed", Turn.handed)
  static let received = turn("case.received", Turn.received)
  static let urged = turn("case.urged", Turn.urged)
  static let delivered = turn("case.delivered", Turn.delivered)
  static let drafted = turn("instrument.drafted", Turn.drafted)
  static let redrafted = turn("instrument.redrafted", Turn.redrafted)
  static let consented = turn("instrument.consented", Turn.consented)
  static let issued = turn("instrument.issued", Turn.issued)
  static let dropped = turn("instrument.dropped", Turn.dropped)
  static let proposed = turn("instrument.proposed", Turn.proposed)
  static let disputed = turn("case.disputed", Turn.disputed)
  static let ruled = turn("case.ruled", Turn.ruled)
  static let reportBegun = turn("case.report_begun", Turn.reportBegun)
  static let reported = turn("case.reported", Turn.reported)
  static let paperReceived = turn("case.paper_received", Turn.paperReceived)
  static let verified = turn("case.verified", Turn.verified)
  static let sentBack = turn("case.sent_back", Turn.sentBack)
  static let extensionAsked = turn("case.extension_asked", Turn.extensionAsked)
  static let extensionAgreed = turn("case.extension_agreed", Turn.extensionAgreed)
  static let extensionGranted = turn("case.extension_granted", Turn.extensionGranted)
  static let extensionRefused = turn("case.extension_refused", Turn.extensionRefused)
  static let rebased = turn("case.rebased", Turn.rebased)
  static let suspended = turn("case.suspended", Turn.suspended)
  static let resumed = turn("case.resumed", Turn.resumed)
  static let actAsked = turn("case.act_asked", Turn.actAsked)
  static let actDeclined = turn("case.act_declined", Turn.actDeclined)
  static let voided = turn("case.voided", Turn.voided)
  static let amended = turn("case.amended", Turn.amended)
  static let merged = turn("case.merged", Turn.merged)
  static let absorbed = turn("case.absorbed", Turn.absorbed)
  static let lookbackSet = turn("case.lookback_set", Turn.lookbackSet)
  static let lookbackHeld = turn("case.lookback_held", Turn.lookbackHeld)
  static let relapsed = turn("case.relapsed", Turn.relapsed)
  static let evidenceAdded = turn("case.evidence_added", Turn.evidenceAdded)
  static let evidenceStored = turn("case.evidence_stored", Turn.evidenceStored)
  static let transferred = turn("case.transferred", Turn.transferred)
  static let transferReceived = turn("case.transfer_received", Turn.transferReceived)
  static let transferReturned = turn("case.transfer_returned", Turn.transferReturned)
  static let receiversSet = turn("case.receivers_set", Turn.receiversSet)
  static let restored = turn("case.restored", Turn.restored)

  /// By name, then by version.
  static let readers: [String: [Int: KindReader]] = Dictionary(
    all.map { ($0.name, $0.readers) }, uniquingKeysWith: { first, _ in first })

  static let all: [any AnyKind] = [
    registered, led, progressed, closeProposed, closed, closeLapsed, undone, viewed,
    personRegistered, personAmended, personJoined, personLeft, personGranted, personDeputed,
    unitRegistered, unitAmended, groupBound, groupUnbound, groupMoved, settingChanged, noticed,
    reminderSet, reminderSaid, reminderCancelled, silent, activityRecorded, figureGiven,
    reporterKept, vouched, refused, updateSetAside, messageGivenUp, exportGiven, triaged,
    contactsChanged,
    handed, received, urged, delivered, drafted, redrafted, consented, issued, dropped, proposed,
    disputed,
    ruled, reportBegun, reported, paperReceived, verified, sentBack, extensionAsked,
    extensionAgreed, extensionGranted, extensionRefused, rebased, suspended, resumed, actAsked,
    actDeclined, voided, amended, merged, absorbed, lookbackSet, lookbackHeld, relapsed,
    evidenceAdded, evidenceStored,
    transferred, transferReceived, transferReturned, receiversSet, restored,
  ]

  private static func turn<Body: Codable & Sendable>(
    _ name: String, _ turn: @escaping @Sendable (Body) -> Turn
  ) -> Kind<TurnPayload<Body>> {
    Kind(name) { .turned($0.turned(turn)) }
  }
}
