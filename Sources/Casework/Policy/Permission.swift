/// Who may do something: one of these roles, or somebody tied to the case in one of these ways.
public struct Permission: Sendable, Equatable {
  /// How a person is tied to a case.
  public enum Tie: Sendable, Hashable, CaseIterable {
    case registrant, lead, contact
    /// Was named to receive a clue about a person.
    case receiver
    /// Wrote what it is about.
    case writer
    /// Speaks for the unit that is to rectify.
    case unitContact
  }

  public var roles: Set<Role>
  public var ties: Set<Tie>
  public var rights: Set<Right>

  public init(roles: Set<Role> = [], ties: Set<Tie> = [], rights: Set<Right> = []) {
    self.roles = roles
    self.ties = ties
    self.rights = rights
  }

  /// How the rule is told to people: 专班、人大或纪委监委.
  public var wording: String {
    var names = Role.allCases.filter(roles.contains).map(\.name)
    if ties.contains(.lead) { names.append("领衔人") }
    if ties.contains(.contact) { names.append("联系人") }
    if ties.contains(.registrant) { names.append("登记人") }
    if ties.contains(.receiver) { names.append("接收人") }
    if ties.contains(.writer) { names.append("写的人自己") }
    if ties.contains(.unitContact) { names.append("责任单位联络员") }
    names += Right.allCases.filter(rights.contains).map { "有\($0.name)权的同志" }
    guard let last = names.popLast() else { return "" }
    return names.isEmpty ? last : names.joined(separator: "、") + "或" + last
  }

  /// Another one of those who may whatever the case is, as a sentence calls him: 另一位专班同志;
  /// 另一位专班、人大或纪委监委的同志.
  var another: String {
    let wording = Permission(roles: roles, rights: rights).wording
    guard rights.isEmpty else { return "另一位\(wording)" }
    return "另一位\(wording)\(roles.count > 1 ? "的同志" : "同志")"
  }
}
