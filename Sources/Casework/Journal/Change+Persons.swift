public struct PersonRegistered: Sendable, Equatable, Codable {
  public var name: String
  public var account: AccountID
  public var handle: String?

  public init(name: String, account: AccountID, handle: String?) {
    self.name = name
    self.account = account
    self.handle = handle
  }
}

/// Names, office and unit, before and after.
public struct PersonAmended: Sendable, Equatable, Codable {
  public struct Card: Sendable, Equatable, Codable {
    public var name: String
    public var title: String?
    public var handle: String?
    public var unit: UnitID?

    public init(name: String, title: String?, handle: String?, unit: UnitID?) {
      self.name = name
      self.title = title
      self.handle = handle
      self.unit = unit
    }
  }

  public var new: Card
  public var old: Card

  public init(new: Card, old: Card) {
    self.new = new
    self.old = old
  }
}

extension Person {
  /// What an amendment of the person starts from.
  public var card: PersonAmended.Card {
    PersonAmended.Card(name: given, title: title, handle: handle, unit: unit)
  }
}

/// A person came into a bound group, or left it.
public struct PersonMoved: Sendable, Equatable, Codable {
  public var group: ChatID
  /// Of who left: what they held ends with it. Not where the group was unbound or got another id.
  public var ends: Bool?

  public init(group: ChatID, ends: Bool? = nil) {
    self.group = group
    self.ends = ends
  }
}

public struct PersonGranted: Sendable, Equatable, Codable {
  public var newRoles: [Role]
  public var oldRoles: [Role]
  public var newRights: [Right]
  public var oldRights: [Right]

  public init(newRoles: [Role], oldRoles: [Role], newRights: [Right], oldRights: [Right]) {
    self.newRoles = newRoles
    self.oldRoles = oldRoles
    self.newRights = newRights
    self.oldRights = oldRights
  }
}

/// 代理: another person stands in for somebody, from day to day.
public struct PersonDeputed: Sendable, Equatable, Codable {
  public var new: Deputy?
  public var old: Deputy?

  public init(new: Deputy?, old: Deputy?) {
    self.new = new
    self.old = old
  }
}
