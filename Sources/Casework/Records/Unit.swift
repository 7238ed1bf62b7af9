/// A unit that rectifies (责任单位), with the names people type for it.
public struct Unit: Sendable, Equatable, Codable {
  public var id: UnitID
  /// The full name: 区住房和城乡建设局.
  public var name: String
  /// Other names: 区住建局, 住建局.
  public var aliases: [String]
  /// Who speaks for it (联络员), A first.
  public var contacts: [PersonID]

  public init(id: UnitID, name: String, aliases: [String] = [], contacts: [PersonID] = []) {
    self.id = id
    self.name = name
    self.aliases = aliases
    self.contacts = contacts
  }

  /// The short name answers use: the first alias, else the full name.
  public var shortName: String { aliases.first ?? name }
}

/// A unit as a case names it: registered, or accepted as typed (未登记单位).
public struct UnitReference: Sendable, Hashable, Codable {
  public var id: UnitID?
  public var name: String

  private enum CodingKeys: String, CodingKey {
    case id, name
  }

  public init(id: UnitID?, name: String) {
    self.id = id
    self.name = name
  }
}
