import Casework

/// What the writer remembers between transactions, so that a command reads little. The writer is
/// alone on the file; after any rollback everything is forgotten and read again.
struct Memory: Sendable {
  var openHead: ChainHead?
  var restrictedHead: ChainHead?
  var people: KnownPeople? {
    didSet {
      looks = nil
      roles = nil
    }
  }
  /// Derived from them.
  var looks: Looks?
  /// The roles that somebody holds.
  var roles: Set<Role>?
  var units: Register<UnitID, Unit>?
  var groups: [ChatID: Group]?
  var lastNumber: Int?
  /// The cases that only the inner circle knows of, with their leads.
  var inside: [(id: Int, lead: PersonID?)]?
  /// The ledger's name, part of each message's idempotency key.
  var name: String?
  private(set) var cases: [CaseNumber: Case] = [:]

  // Enough for the cases in everybody's mouth; about two megabytes.
  private static let caseLimit = 2048

  mutating func remember(_ matter: Case) {
    if cases.count >= Memory.caseLimit, cases[matter.number] == nil {
      cases.removeAll(keepingCapacity: true)
    }
    cases[matter.number] = matter
  }

  func head(of audience: Audience) -> ChainHead? {
    audience == .open ? openHead : restrictedHead
  }

  mutating func setHead(_ head: ChainHead, of audience: Audience) {
    if audience == .open { openHead = head } else { restrictedHead = head }
  }
}

/// Records in the order of their registration.
struct Register<ID: Hashable & Sendable, Value: Sendable>: Sendable {
  private(set) var values: [Value] = []
  private var places: [ID: Int] = [:]

  subscript(id: ID) -> Value? { places[id].map { values[$0] } }

  mutating func set(_ value: Value, _ id: ID) {
    if let place = places[id] {
      values[place] = value
    } else {
      places[id] = values.count
      values.append(value)
    }
  }
}

/// Persons, and whose an account is.
struct KnownPeople: Sendable {
  private(set) var register = Register<PersonID, Person>()
  private(set) var byAccount: [AccountID: PersonID] = [:]

  mutating func set(_ person: Person) {
    if let old = register[person.id], old.accounts != person.accounts {
      for account in old.accounts { byAccount[account] = nil }
    }
    register.set(person, person.id)
    for account in person.accounts { byAccount[account] = person.id }
  }

  func person(account: AccountID) -> Person? {
    byAccount[account].flatMap { register[$0] }
  }
}
