/// What a case is after a turn.
func foldTurn(_ turned: CaseTurned, into matter: inout Case, _ event: Event) throws(FoldError) {
  if case .restored(let restoring) = turned.turn {
    // The revision goes on, so that a confirmation asked for in between is void.
    let revision = matter.revision
    let apart = (matter.handling?.instruments ?? []).filter {
      $0.serial >= Instrument.firstPrivateSerial
    }.map { $0.restored(into: restoring.matter) }
    let urges = matter.handling?.urges ?? []
    matter = restoring.matter
    matter.revision = revision
    matter.keepSaid(urges)
    if restoring.isPrivate != true, !apart.isEmpty {
      var handling = matter.handling ?? Handling()
      handling.instruments.removeAll { $0.serial >= Instrument.firstPrivateSerial }
      handling.instruments += apart
      matter.handling = handling
    }
    matter.endPapers(at: event.stamp.at)
    return
  }
  var handling = matter.handling ?? Handling()
  matter.state = turned.step.new
  switch turned.turn {
  case .triaged(let triage):
    if let area = triage.area { matter.details.area = area }
    handling.marks += triage.marks.filter { !handling.marks.contains($0) }
  case .opened: matter.inner = nil
  case .contactsChanged(let change): matter.contacts = change.new
  case .handed(let handed):
    if matter.isWith(handed.unit) {
      if handling.firstDue == nil { handling.firstDue = handed.late }
    } else {
      handling.beginAnew(after: matter, at: event.stamp.at)
      // A day that was over before the unit got the matter is none of its own.
      matter.due = handed.due
    }
    handling.handed = handed
    take(handed, into: &matter)
  case .received(let received):
    if let serial = received.serial {
      try change(serial, in: &handling, event) { $0.received = received.receipt }
    } else {
      handling.handed?.received = received.receipt
    }
  case .urged(let urge): handling.urges.append(urge)
  case .delivered(let delivery):
    if let serial = delivery.serial {
      try change(serial, in: &handling, event) { $0.waits = nil }
    } else if let sent = delivery.unheard {
      for index in handling.urges.indices where handling.urges[index].told == sent {
        handling.urges[index].wasUnheard()
      }
    } else {
      for index in handling.urges.indices where handling.urges[index].waits {
        handling.urges[index].said = delivery.lapsed != true
        handling.urges[index].until = event.stamp.at
      }
    }
  case .drafted(let draft): handling.instruments.append(draft)
  case .redrafted(let draft): try change(draft.serial, in: &handling, event) { $0 = draft }
  case .consented(let consented):
    try change(consented.serial, in: &handling, event) { $0.consents.append(consented.consent) }
  case .issued(let issue):
    try change(issue.serial, in: &handling, event) { instrument in
      instrument.state = .issued
      if let standing = issue.consents { instrument.consents = standing }
      instrument.consents.append(issue.consent)
      instrument.number = issue.number
      instrument.year = issue.year
      instrument.yearSerial = issue.yearSerial
      instrument.issuedAt = event.stamp.at
      instrument.due = issue.due
      instrument.waits = issue.waits
    }
    if turned.turn.isAboutPrivateInstrument { break }
    let issued = handling.instruments.first { $0.serial == issue.serial }
    if let issued, !matter.isWith(issued.unit) {
      handling.beginAnew(after: matter, at: event.stamp.at)
    } else if handling.firstDue == nil {
      handling.firstDue = issue.oldDue
    }
    matter.due = issue.due
    if let issued {
      matter.details.unit = issued.unit
      matter.details.assisting = issued.assisting
    }
  case .dropped(let dropped):
    try change(dropped.serial, in: &handling, event) { $0.state = .dropped }
  case .proposed: break
  case .disputed(let dispute):
    // What is added to a dispute that stands is no new one.
    if handling.dispute == nil { handling.disputes += 1 }
    handling.dispute = dispute
    handling.sign(Receipt(by: dispute.by, at: dispute.at), for: dispute.unit)
  case .ruled(let ruling):
    handling.dispute = nil
    if !ruling.upheld { handling.beginAnew(after: matter, at: event.stamp.at) }
    handling.handed = ruling.handed
    take(ruling.handed, into: &matter)
  case .reportBegun(let draft): handling.reportBegun = draft
  case .reported(let report):
    handling.report = report
    handling.reportBegun = nil
    if let unit = report.unit { handling.sign(Receipt(by: report.by, at: report.at), for: unit) }
    // What was asked for is no longer needed.
    handling.extensionAsked = nil
  case .paperReceived(let receipt): handling.paper = receipt
  case .verified(let verification): handling.verification = verification
  case .sentBack(let back):
    handling.forgetReport(at: event.stamp.at)
    handling.returns += 1
    matter.proposal = nil
    if let due = back.due {
      if handling.firstDue == nil { handling.firstDue = matter.due }
      matter.due = due
    }
  case .extensionAsked(let request): handling.extensionAsked = request
  case .extensionAgreed(let consent): handling.extensionAsked?.agreed.append(consent)
  case .extensionGranted(let decision):
    handling.extensionAsked = nil
    handling.extensions += 1
    matter.due = decision.new
  case .extensionRefused: handling.extensionAsked = nil
  case .rebased(let rebasing):
    if handling.firstDue == nil { handling.firstDue = rebasing.old }
    handling.lateWorkdays += rebasing.overdueWorkdays
    handling.begunAt = event.stamp.at
    matter.due = rebasing.new
  case .suspended(let suspension):
    handling.suspension = suspension
    handling.asked = nil
  case .resumed(let resumption):
    handling.suspension = nil
    matter.due = resumption.new
  case .actAsked(let asked): handling.asked = asked
  case .actDeclined: handling.asked = nil
  case .voided: handling.asked = nil
  case .amended(let amendment):
    matter.title = amendment.new.title
    matter.details = amendment.new.details
    matter.due = amendment.new.due
  case .merged(let merge):
    handling.mergedInto = merge.into
    handling.asked = nil
  case .absorbed(let absorbed): handling.absorbed.append(absorbed)
  case .lookbackSet(let lookback): handling.lookback = lookback
  case .lookbackHeld(let finding):
    handling.lookback?.held = Receipt(by: finding.by, at: event.stamp.at)
    handling.lookback?.note = turned.note
  case .relapsed:
    handling.relapses += 1
    handling.relapsedAt = event.stamp.at
    handling.begunAt = event.stamp.at
    handling.lookback = nil
    handling.reportedBefore = handling.report?.at ?? handling.reportedBefore
    handling.forgetReport(at: event.stamp.at)
    handling.extensionAsked = nil
    if handling.firstDue == nil { handling.firstDue = matter.due }
    matter.result = nil
    matter.closedAt = nil
    matter.due = nil
  case .evidenceAdded(let added): keep(added.files, in: &handling, event)
  case .evidenceStored(let stored):
    for index in handling.evidence.indices
    where handling.evidence[index].file.reference == stored.reference {
      handling.evidence[index].sha256 = stored.sha256
      handling.evidence[index].size = stored.size
      handling.evidence[index].failed = stored.failed
    }
  case .transferred(let transfer): handling.add(transfer)
  case .transferReceived(let receipt): handling.receive(receipt)
  case .transferReturned(let receipt): handling.giveBack(receipt)
  case .receiversSet(let change): handling.receivers = change.new
  case .restored: break
  }
  keep(turned.evidence ?? [], in: &handling, event)
  matter.handling = handling
  matter.endPapers(at: event.stamp.at)
}

extension Case {
  /// What a unit was told cannot be unsaid: of these urges those that no longer stand are kept as such.
  fileprivate mutating func keepSaid(_ urges: [Urge]) {
    for index in handling?.urges.indices ?? 0..<0 {
      let urge = handling?.urges[index]
      if urges.contains(where: { $0.said == false && $0.at == urge?.at }) {
        handling?.urges[index].wasUnheard()
      }
    }
    let standing = handling?.urges ?? []
    var gone = urges.filter { $0.wasSaid && !standing.contains($0) }
    guard !gone.isEmpty else { return }
    for index in gone.indices { gone[index].takenBack = true }
    var kept = handling ?? Handling()
    kept.urges += gone
    handling = kept
  }
}

extension Handling {
  /// A new report needs everything anew: photos, paper, verification.
  fileprivate mutating func forgetReport(at instant: Instant) {
    report = nil
    reportBegun = nil
    verification = nil
    paper = nil
    returnedAt = instant
  }
}

/// The files that came with an act belong to the case.
func keep(_ files: [Evidence], in handling: inout Handling, _ event: Event) {
  guard let actor = event.stamp.actor else { return }
  for file in files {
    let item = EvidenceItem(file: file, by: actor, at: event.stamp.at)
    if let index = handling.evidence.firstIndex(where: { $0.file.isSame(as: file) }) {
      // One that could not be had was sent again.
      if handling.evidence[index].failed != nil { handling.evidence[index] = item }
    } else {
      handling.evidence.append(item)
    }
  }
}

private func take(_ handed: HandOver, into matter: inout Case) {
  matter.details.unit = handed.unit
  matter.details.assisting = handed.assisting
  if let due = handed.due { matter.due = due }
}

private func change(
  _ serial: Int, in handling: inout Handling, _ event: Event, _ body: (inout Instrument) -> Void
) throws(FoldError) {
  guard let index = handling.instruments.firstIndex(where: { $0.serial == serial }) else {
    throw FoldError(kind: event.change.kind, record: event.record?.description ?? "none")
  }
  body(&handling.instruments[index])
}
