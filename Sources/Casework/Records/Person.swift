/// A person known to the ledger. Accounts are how an IM names them; roles attach to the person.
public struct Person: Sendable, Equatable, Codable {
  public var id: PersonID
  /// The registered name (孙八), or the IM's display name until one is registered: as it came, and never
  /// said. What is said is `name`.
  public var given: String
  /// Surname and office (孙主任), where registered: how answers call them.
  public var title: String?
  public var accounts: [AccountID]
  /// The IM's user name, which may change; never used to identify.
  public var handle: String?
  /// Granted roles, in the order of `Role.allCases`, so that equal persons are equal bytes.
  public var roles: [Role]
  public var rights: [Right]
  public var unit: UnitID?
  /// The bound groups they are in now. Whoever is in none has no right left.
  public var groups: [ChatID]

  /// Roles ever granted; the administrators' stand-in for 专 ends for good with the first grant.
  public var held: [Role] = []
  /// Was in a group and is in none now: no right is left, whatever was granted.
  public var hasLeft = false
  /// Left every group at some time, and with it all that was theirs; nil: never.
  public var departed: Bool?
  /// Who stands in for them (代理).
  public var deputy: Deputy?

  private enum CodingKeys: String, CodingKey {
    case id, given = "name", title, accounts, handle, roles, rights, unit, groups, held, hasLeft,
      departed
    case deputy
  }

  public init(
    id: PersonID, name given: String, title: String? = nil, accounts: [AccountID] = [],
    handle: String? = nil, roles: [Role] = [], rights: [Right] = [], unit: UnitID? = nil,
    groups: [ChatID] = []
  ) {
    self.id = id
    self.given = given
    self.title = title
    self.accounts = accounts
    self.handle = handle
    self.roles = roles
    self.rights = rights
    self.unit = unit
    self.groups = groups
  }

  /// Whether that is their user name, in whatever case.
  public func bears(_ handle: String) -> Bool { self.handle?.lowercased() == handle.lowercased() }

  /// Whether restricted cases that name them count as theirs: in a group, and not from before they
  /// left, but for those who receive such cases again.
  public var isCleared: Bool {
    !groups.isEmpty && (departed != true || rights.contains(.receive))
  }

  /// The name as it may be said beside what the bot vouches for.
  public var name: String { PersonName(given).said }

  /// Whether that is how they are called, as typed: by name, with or without what stands around it, or by
  /// surname and office.
  public func isCalled(_ typed: String) -> Bool {
    if title == typed || given == typed { return true }
    let name = PersonName(given)
    return name.bare == typed || name.said == typed || address == typed
  }

  /// How answers call them: by surname and office where registered, which somebody else did.
  public var address: String { title.map { PersonName($0).bare } ?? name }
}

/// Who stands in for somebody, and on which days.
public struct Deputy: Sendable, Equatable, Codable {
  public var person: PersonID
  public var from: CivilDate
  /// The last day, included; nil until it is taken back.
  public var until: CivilDate?

  private enum CodingKeys: String, CodingKey {
    case person, from, until
  }

  public init(person: PersonID, from: CivilDate, until: CivilDate?) {
    self.person = person
    self.from = from
    self.until = until
  }

  public func holds(on day: CivilDate) -> Bool {
    day >= from && (until.map { day <= $0 } ?? true)
  }
}
