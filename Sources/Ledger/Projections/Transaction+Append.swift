import Casework
import GRDB

extension Transaction {
  /// Writes an event into the chain of its audience and folds it into the records.
  ///
  /// - Returns: The event with its place in the chain.
  /// - Throws: `FoldError` where it does not fit its record, `LedgerError.misplaced` where its
  ///   audience forbids it to change that record; nothing was written then. Any other failure
  ///   must be undone by a savepoint, or the transaction will not be committed.
  @discardableResult
  public func append(_ event: Event) throws -> JournalEntry {
    try checkOpen()
    let effect = try effect(of: event)
    let row = try JournalRow(after: head(of: event.audience), event: event, ring: ring)
    try whole {
      try row.insert(db, into: event.audience)
      try effect?.write(self)
      try redact(event)
    }
    memory.setHead(ChainHead(sequence: row.sequence, hash: row.hash), of: event.audience)
    CrashPoint.pass(.insideTransaction)
    return JournalEntry(sequence: row.sequence, event: event)
  }

  /// Folds an event that stands in the journal already.
  func replay(_ event: Event) throws {
    try effect(of: event)?.write(self)
  }

  /// What an event does to its record; nil where it changes none.
  private func effect(of event: Event) throws -> Effect? {
    guard let id = event.record, event.change.changesRecord else {
      guard !event.change.changesRecord else {
        throw LedgerError.nameless(kind: event.change.kind)
      }
      return nil
    }
    // Two chains have no common order: a record is folded from one of them only.
    guard id.audience == event.audience else {
      throw LedgerError.misplaced(kind: event.change.kind, record: id.description)
    }
    let old = try record(id)
    guard let new = try fold(old, event), new != old else { return nil }
    return Effect(id: id, old: old, new: new)
  }

  /// Folds a record anew from its entries as they may be read now.
  func refold(_ id: RecordID) throws {
    let old = try record(id)
    var new: Casework.Record?
    let rows = try db.rows(
      """
      SELECT \(JournalRow.columns) FROM \(id.audience.journal) WHERE record = ? ORDER BY sequence
      """, [id.description])
    while let row = try rows.next() {
      let event = try JournalRow(row).entry(id.audience, ring: ring).event
      if event.change.changesRecord { new = try fold(new, event) }
    }
    guard let new, new != old else { return }
    try Effect(id: id, old: old, new: new).write(self)
  }

  private func record(_ id: RecordID) throws -> Casework.Record? {
    switch id {
    case .matter(let number): try matter(number).map(Casework.Record.matter)
    case .person(let id): try people().register[id].map(Casework.Record.person)
    case .unit(let id): try units()[id].map(Casework.Record.unit)
    case .group(let id): try groups()[id].map(Casework.Record.group)
    case .setting: try SmallRecord.read(db, id, Setting.self).map(Casework.Record.setting)
    case .notice: try SmallRecord.read(db, id, Notice.self).map(Casework.Record.notice)
    case .reminder: try SmallRecord.read(db, id, Reminder.self).map(Casework.Record.reminder)
    case .activity: try SmallRecord.read(db, id, Activity.self).map(Casework.Record.activity)
    case .figure: try SmallRecord.read(db, id, Figure.self).map(Casework.Record.figure)
    case .silence: try SmallRecord.read(db, id, Silence.self).map(Casework.Record.silence)
    }
  }
}

/// A record before and after an event.
private struct Effect {
  var id: RecordID
  var old: Casework.Record?
  var new: Casework.Record

  func write(_ transaction: Transaction) throws {
    let db = transaction.db
    switch new {
    case .matter(let matter):
      var before: Case?
      if case .matter(let old) = old { before = old }
      try CaseRow.write(db, matter, old: before, ring: transaction.ring)
      guard matter.number.series == .open else { return }
      if matter.isInner || before?.isInner == true { transaction.memory.inside = nil }
      if let change = IndexedWords(matter, old: before) { transaction.words.append(change) }
      transaction.memory.remember(matter)
      if let last = transaction.memory.lastNumber, last < matter.number.value {
        transaction.memory.lastNumber = matter.number.value
      }
    case .person(let person):
      var before: Person?
      if case .person(let old) = old { before = old }
      let serial = try transaction.people().register.values.count + 1
      try OrganisationRow.write(db, person, old: before, serial: serial)
      transaction.memory.people?.set(person)
    case .unit(let unit):
      let serial = try transaction.units().values.count + 1
      try OrganisationRow.write(db, unit, isNew: old == nil, serial: serial)
      transaction.memory.units?.set(unit, unit.id)
    case .group(let group):
      try OrganisationRow.write(db, group)
      transaction.memory.groups?[group.id] = group
    case .setting(let setting): try SmallRecord.write(db, id, setting)
    case .notice(let notice): try SmallRecord.write(db, id, notice)
    case .reminder(let reminder):
      try SmallRecord.write(db, id, reminder, chat: reminder.id.chat, at: reminder.next)
    case .activity(let activity):
      try SmallRecord.write(db, id, activity, day: activity.stands ? activity.day : nil)
    case .figure(let figure): try SmallRecord.write(db, id, figure)
    case .silence(let silence): try SmallRecord.write(db, id, silence)
    }
  }
}
