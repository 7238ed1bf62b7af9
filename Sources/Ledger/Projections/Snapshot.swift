import Casework
import Foundation
import GRDB

/// The ledger as it stands at one moment, to read from. Valid only inside the closure that it is
/// handed to.
public class Snapshot {
  let db: Database
  var memory: Memory
  let ring: KeyRing

  init(db: Database, memory: Memory, ring: KeyRing) {
    self.db = db
    self.memory = memory
    self.ring = ring
  }

  /// What the rules may look at, narrowed to what that reader may see.
  /// - Parameter sight: Notes which restricted cases are met.
  public func casebook(for reader: Reader, sight: Sight? = nil) -> any Casebook {
    LedgerCasebook(snapshot: self, reader: reader, sight: sight)
  }

  /// The last entry of a chain, whose hash is the anchor to keep.
  public func head(of audience: Audience) throws -> ChainHead {
    if let head = memory.head(of: audience) { return head }
    let rows = try db.rows(
      "SELECT sequence, hash FROM \(audience.journal) ORDER BY sequence DESC LIMIT 1")
    let head =
      try rows.next().map { ChainHead(sequence: $0[0], hash: EntryHash($0[1])) }
      ?? ChainHead(sequence: 0, hash: .genesis(of: audience))
    memory.setHead(head, of: audience)
    return head
  }

  // Reads that write first (words waiting for the index) do so here.
  func prepareSearch() throws {}

  // MARK: Records

  func matter(_ number: CaseNumber) throws -> Case? {
    if number.series == .open, let matter = memory.cases[number] { return matter }
    let body: Data? = try db.value("SELECT body FROM cases WHERE id = ?", [number.key])
    guard let body else { return nil }
    let matter = try decodedCase(body, id: number.key)
    if number.series == .open { memory.remember(matter) }
    return matter
  }

  /// A case as the table holds it; a restricted one may be sealed.
  func decodedCase(_ body: Data, id: Int) throws -> Case {
    let plain = id > 0 ? body : try ring.open(body, of: CaseRow.record(id), as: "case")
    return try Stored.decode(Case.self, from: plain, table: "cases")
  }

  func people() throws -> KnownPeople {
    if let people = memory.people { return people }
    var people = KnownPeople()
    let rows = try db.rows("SELECT body FROM people ORDER BY serial")
    while let row = try rows.next() {
      people.set(try Stored.decode(Person.self, from: row[0], table: "people"))
    }
    memory.people = people
    return people
  }

  func looks(_ lookalikes: Lookalikes) throws -> Looks {
    let people = try people()
    if let looks = memory.looks { return looks }
    let looks = Looks(people.register.values, lookalikes)
    memory.looks = looks
    return looks
  }

  func roles() throws -> Set<Role> {
    if let roles = memory.roles { return roles }
    let roles = Set(try people().register.values.flatMap(\.held))
    memory.roles = roles
    return roles
  }

  func units() throws -> Register<UnitID, Casework.Unit> {
    if let units = memory.units { return units }
    var units = Register<UnitID, Casework.Unit>()
    let rows = try db.rows("SELECT body FROM units ORDER BY serial")
    while let row = try rows.next() {
      let unit = try Stored.decode(Casework.Unit.self, from: row[0], table: "units")
      units.set(unit, unit.id)
    }
    memory.units = units
    return units
  }

  func groups() throws -> [ChatID: Group] {
    if let groups = memory.groups { return groups }
    var groups: [ChatID: Group] = [:]
    let rows = try db.rows("SELECT body FROM groups")
    while let row = try rows.next() {
      let group = try Stored.decode(Group.self, from: row[0], table: "groups")
      groups[group.id] = group
    }
    memory.groups = groups
    return groups
  }

  func inside() throws -> [(id: Int, lead: PersonID?)] {
    if let inside = memory.inside { return inside }
    let rows = try db.rows(Snapshot.insideSQL)
    var inside: [(id: Int, lead: PersonID?)] = []
    while let row = try rows.next() {
      let lead: String? = row[1]
      inside.append((row[0], lead.map { PersonID($0) }))
    }
    memory.inside = inside
    return inside
  }

  static let insideSQL = "SELECT id, lead FROM cases WHERE inside = 1 ORDER BY id"

  func lastNumber() throws -> Int {
    if let number = memory.lastNumber { return number }
    let number = try db.value("SELECT max(id) FROM cases WHERE id > 0", as: Int.self) ?? 0
    memory.lastNumber = number
    return number
  }
}

/// Records and bodies as JSON bytes, always in Casework's one way.
enum Stored {
  static func encode(_ value: some Encodable) throws -> Data {
    try PayloadCoding.encoder.encode(value)
  }

  static func decode<T: Decodable>(_ type: T.Type, from body: Data, table: String)
    throws(LedgerError) -> T
  {
    do {
      return try PayloadCoding.decoder.decode(type, from: body)
    } catch {
      throw .unreadable(table: table)
    }
  }
}
