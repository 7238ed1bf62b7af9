/// What a record is after an event. Reads nothing but the event: no procedure table, no calendar,
/// no setting, no clock; so a journal alone rebuilds every projection.
/// - Throws: `FoldError` where the event does not fit the record.
public func fold(_ record: Record?, _ event: Event) throws(FoldError) -> Record? {
  if !event.change.changesRecord { return record }
  switch (event.change, record, event.record) {
  case (.registered(let new), nil, .matter(let number)):
    return .matter(foldRegistered(new, number: number, event))
  case (_, .matter(let old), .matter):
    return .matter(try foldCase(old, event))
  case (.personRegistered(let new), nil, .person(let id)):
    return .person(
      Person(id: id, name: new.name, accounts: [new.account], handle: new.handle))
  case (_, .person(let old), .person):
    return .person(try foldPerson(old, event))
  case (.unitRegistered(let new), nil, .unit(let id)):
    return .unit(Unit(id: id, name: new.name, aliases: new.aliases, contacts: new.contacts))
  case (.unitAmended(let change), .unit(var unit), .unit):
    unit.name = change.new.name
    unit.aliases = change.new.aliases
    unit.contacts = change.new.contacts
    return .unit(unit)
  case (.groupBound(let new), _, .group(let id)):
    var group = Group(id: id, kind: new.kind, title: new.title)
    group.boundAt = event.stamp.at
    if case .group(let old)? = record, old.bound { group.boundAt = old.boundAt }
    return .group(group)
  case (.groupUnbound, .group(var group), .group):
    group.bound = false
    return .group(group)
  case (.groupMoved(let move), .group(var group), .group):
    group.movedTo = move.to
    group.bound = false
    return .group(group)
  case (.settingChanged(let setting), _, .setting): return .setting(setting)
  case (.noticed(let notice), _, .notice): return .notice(notice)
  // A clock that was set back may come by the same moment again.
  case (.silent(let silence), _, .silence): return .silence(silence)
  case (.reminderSet(let reminder), nil, .reminder): return .reminder(reminder)
  case (.reminderSaid(let change), .reminder(var reminder), .reminder):
    reminder.next = change.next
    reminder.said += 1
    return .reminder(reminder)
  case (.reminderCancelled, .reminder(var reminder), .reminder):
    reminder.next = nil
    reminder.cancelled = true
    return .reminder(reminder)
  case (.activityRecorded(let new), _, .activity): return .activity(new.activity)
  case (.figureGiven(let figure), nil, .figure): return .figure(figure)
  default:
    throw misfit(event)
  }
}

extension Change {
  /// Whether an event of this kind changes the record it names; others stand beside it.
  public var changesRecord: Bool {
    switch self {
    case .refused, .viewed, .vouched, .reporterKept, .updateSetAside, .messageGivenUp,
      .exportGiven, .textHidden, .textReceived, .textRedacted:
      false
    default: true
    }
  }
}

private func misfit(_ event: Event) -> FoldError {
  FoldError(kind: event.change.kind, record: event.record?.description ?? "none")
}

private func foldRegistered(
  _ new: CaseRegistered, number: CaseNumber, _ event: Event
) -> Case {
  let stamp = event.stamp
  var matter = Case(
    number: number, title: new.title, details: new.details, state: new.state,
    registrant: stamp.actor ?? PersonID(""), registeredAt: stamp.at, chat: stamp.chat,
    message: stamp.message, due: new.due, procedure: new.procedure)
  matter.inner = new.inner
  keep(new.evidence, of: &matter, event)
  return matter
}

private func keep(_ files: [Evidence]?, of matter: inout Case, _ event: Event) {
  guard let files, !files.isEmpty else { return }
  var handling = matter.handling ?? Handling()
  keep(files, in: &handling, event)
  matter.handling = handling
}

private func foldCase(_ old: Case, _ event: Event) throws(FoldError) -> Case {
  var matter = old
  // That a file was fetched changes nothing anybody looked at before confirming.
  if !event.change.isBookkeeping { matter.revision += 1 }
  switch event.change {
  case .led(let change):
    matter.lead = change.new.lead
    matter.contacts = change.new.contacts
    matter.due = change.new.due
    matter.state = change.step.new
    if let late = change.late {
      var handling = matter.handling ?? Handling()
      if handling.firstDue == nil { handling.firstDue = late }
      matter.handling = handling
    }
  case .progressed(let change):
    guard let actor = event.stamp.actor else { throw misfit(event) }
    matter.progressCount += 1
    matter.lastProgress = Case.Progress(text: change.text, by: actor, at: event.stamp.at)
    matter.state = change.step.new
    if change.signs == true, let unit = matter.details.unit {
      matter.handling?.sign(Receipt(by: actor, at: event.stamp.at), for: unit)
    }
    keep(change.evidence, of: &matter, event)
  case .closeProposed(let change):
    guard let actor = event.stamp.actor else { throw misfit(event) }
    matter.proposal = Case.Proposal(
      result: change.result, by: actor, at: event.stamp.at, lapses: change.lapses,
      previous: change.step.old, reason: change.reason, lookback: change.lookback)
    matter.state = change.step.new
  case .closed(let change):
    matter.proposal = nil
    matter.handling?.asked = nil
    matter.result = change.result
    matter.closedAt = event.stamp.at
    matter.state = change.step.new
    if let due = change.lookback {
      var handling = matter.handling ?? Handling()
      handling.lookback = Lookback(due: due)
      matter.handling = handling
    }
  case .closeLapsed(let change):
    matter.proposal = nil
    matter.state = change.step.new
  case .undone(let change):
    // A proposal goes on waiting while something said about the case meanwhile is taken back.
    if change.kind == Kinds.closeProposed.name { matter.proposal = nil }
    matter.state = change.step.new
    matter.lead = change.leadership.lead
    matter.contacts = change.leadership.contacts
    matter.due = change.leadership.due
    matter.progressCount = change.progressCount
    matter.lastProgress = change.lastProgress
    if let files = change.files {
      matter.handling?.evidence.removeAll { files.contains($0.file.reference) }
    }
  case .turned(let turned):
    try foldTurn(turned, into: &matter, event)
  default:
    throw misfit(event)
  }
  return matter
}

private func foldPerson(_ old: Person, _ event: Event) throws(FoldError) -> Person {
  var person = old
  switch event.change {
  case .personAmended(let change):
    person.given = change.new.name
    person.title = change.new.title
    person.handle = change.new.handle
    person.unit = change.new.unit
  case .personJoined(let move):
    if !person.groups.contains(move.group) { person.groups.append(move.group) }
    person.groups.sort()
    person.hasLeft = false
  case .personLeft(let move):
    person.groups.removeAll { $0 == move.group }
    person.hasLeft = person.groups.isEmpty
    if person.groups.isEmpty, move.ends == true { person.departed = true }
  case .personGranted(let change):
    person.roles = change.newRoles
    person.held = Role.allCases.filter { person.held.contains($0) || change.newRoles.contains($0) }
    person.rights = change.newRights
  case .personDeputed(let change):
    person.deputy = change.new
  default:
    throw misfit(event)
  }
  return person
}
