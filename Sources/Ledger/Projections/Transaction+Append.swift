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
    let row = try JournalRow(after: head(of: event.audience), event: event)
    try whole {
      try row.insert(db, into: event.audience)
      try effect?.write(self)
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
    guard let id = event.record, event.change.mayChangeRecord else {
      guard !event.change.mayChangeRecord else {
        throw LedgerError.nameless(kind: event.change.kind)
      }
      return nil
    }
    let old = try record(id, series: event.audience)
    guard let new = try fold(old, event), new != old else { return nil }
    if event.audience == .restricted {
      // Two chains have no common order: a record may be folded from one of them only.
      guard case .matter = new else {
        throw LedgerError.misplaced(kind: event.change.kind, record: id.description)
      }
    }
    return Effect(old: old, new: new, series: event.audience)
  }

  private func record(_ id: RecordID, series: Audience) throws -> Casework.Record? {
    switch id {
    case .matter(let number): try matter(number, in: series).map(Casework.Record.matter)
    case .person(let id): try people().register.byID[id].map(Casework.Record.person)
    case .unit(let id): try units().byID[id].map(Casework.Record.unit)
    case .group(let id): try groups()[id].map(Casework.Record.group)
    }
  }
}

extension Change {
  /// Whether an event of this kind changes the record it names.
  fileprivate var mayChangeRecord: Bool {
    switch self {
    case .refused, .updateSetAside, .messageGivenUp: false
    default: true
    }
  }
}

/// A record before and after an event.
private struct Effect {
  var old: Casework.Record?
  var new: Casework.Record
  var series: Audience

  func write(_ transaction: Transaction) throws {
    let db = transaction.db
    switch new {
    case .matter(let matter):
      var before: Case?
      if case .matter(let old) = old { before = old }
      try CaseRow.write(db, matter, old: before, series: series)
      guard series == .open else { return }
      if let change = IndexedWords(matter, old: before) { transaction.words.append(change) }
      transaction.memory.remember(matter)
      if let last = transaction.memory.lastNumber, last < matter.number.value {
        transaction.memory.lastNumber = matter.number.value
      }
    case .person(let person):
      var before: Person?
      if case .person(let old) = old { before = old }
      let serial = try transaction.people().register.order.count + 1
      try OrganisationRow.write(db, person, old: before, serial: serial)
      transaction.memory.people?.set(person)
    case .unit(let unit):
      let serial = try transaction.units().order.count + 1
      try OrganisationRow.write(db, unit, isNew: old == nil, serial: serial)
      transaction.memory.units?.set(unit, unit.id)
    case .group(let group):
      try OrganisationRow.write(db, group)
      transaction.memory.groups?[group.id] = group
    }
  }
}
