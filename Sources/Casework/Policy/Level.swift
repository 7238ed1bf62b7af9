/// Who knows that a case is there, before anything is asked of what stands in it.
public enum Level: Sendable, Equatable {
  /// The whole work group.
  case open
  /// 专班, the two offices and its lead, until 研判 opens it. It bears an ordinary number, of which
  /// others are told that much and no more.
  case inner
  /// Named persons: its receivers, its lead and its contacts, while they are in a group.
  case restricted
}

extension Case {
  public var level: Level {
    if number.series == .restricted { return .restricted }
    return isInner ? .inner : .open
  }

  /// Whether it waits for 研判 to open it.
  public var isInner: Bool { inner == true }
}

extension Viewer.Standing {
  /// Whether that reader may know of that case.
  public func sees(_ matter: Case) -> Bool {
    switch matter.level {
    case .open: true
    case .inner: seesInner(ledBy: matter.lead)
    case .restricted:
      switch self {
      case .clock: true
      case .office(let person?, _), .contact(let person?, _), .member(let person?, _):
        matter.lead == person || matter.contacts.contains(person)
          || matter.handling?.receivers.contains(person) ?? false
      case .office, .contact, .member, .innerGroup, .nobody: false
      }
    }
  }

  /// Whether that reader may know of a case of the inner circle that this person leads.
  public func seesInner(ledBy lead: PersonID?) -> Bool {
    switch self {
    case .clock, .innerGroup, .office: true
    case .contact(let person?, _), .member(let person?, _): lead == person
    case .contact, .member, .nobody: false
    }
  }
}

extension Reply {
  /// As it may leave: what tells others of a case goes to those who may know of it. Of a restricted one
  /// they get the words for lock screens alone.
  ///
  /// - Parameter casebook: One that sees everything, after the act.
  public func leaving(_ casebook: any Casebook) throws -> Reply? {
    guard to != .here, case .cases(let numbers) = about else { return self }
    let hidden = try numbers.compactMap { try casebook.matter($0) }.filter { $0.level != .open }
    guard restrictedCases.isEmpty else { return try veiled(hidden, casebook) }
    guard !hidden.isEmpty else { return self }
    guard let standing = try standing(casebook), hidden.allSatisfy(standing.sees) else {
      return nil
    }
    var reply = self
    // Where the receiver cannot be reached, a group hears nothing in his place.
    if case .sayInGroup = unreachable { reply.unreachable = .leave }
    return reply
  }

  /// Whether one of the team may be told it: who speaks for a unit as well reads nothing that only the
  /// inner circle may know.
  public func mayReach(_ person: PersonID, _ casebook: any Casebook) throws -> Bool {
    guard case .cases(let numbers) = about else { return true }
    let standing = try Viewer.Standing.of(.person(person), casebook)
    return try numbers.compactMap { try casebook.matter($0) }.allSatisfy(standing.sees)
  }

  private func veiled(_ hidden: [Case], _ casebook: any Casebook) throws -> Reply? {
    guard case .person(let id) = to, let standing = try standing(casebook) else { return nil }
    let isKnown = hidden.contains { $0.level == .restricted && standing.sees($0) }
    return isKnown ? .notice(to: id, unreachable: unreachable) : nil
  }

  /// As whom the least-cleared of its receivers reads it; nil where they are none of those who are
  /// cleared for anything.
  private func standing(_ casebook: any Casebook) throws -> Viewer.Standing? {
    switch to {
    case .person(let id): try Viewer.Standing.of(.person(id), casebook)
    case .group(let chat): try Viewer.Standing.of(.group(chat), casebook)
    case .team: .innerGroup
    case .here, .administrators, .contact: nil
    }
  }
}
