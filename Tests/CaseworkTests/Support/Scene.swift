import Casework

/// A work group in miniature: people by their sign, one unit, one bound group.
struct Scene {
  static let chat = ChatID("im:-1")
  static let unit = UnitID("u1")
  static let start = Instant(seconds: 1_789_347_600)  // 2026-09-14 09:00 in Shanghai

  var book = Book()
  var rules: Rules
  var now = Scene.start
  /// What the next messages carry.
  var evidence: [Evidence] = []

  init(procedure: String = Shipped.procedureText) throws {
    rules = try Shipped.rules(procedure: procedure)
    book.put(Group(id: Scene.chat, kind: .units))
    book.put(Unit(id: Scene.unit, name: "区住房和城乡建设局", aliases: ["住建局"]))
    book.put(Unit(id: UnitID("u2"), name: "区交通运输局", aliases: ["交通局"]))
  }

  /// Puts somebody in; without a group they have left.
  @discardableResult
  mutating func add(
    _ name: String, _ roles: [Role] = [], unit: UnitID? = nil, rights: [Right] = [],
    inGroup: Bool = true
  ) -> PersonID {
    let id = PersonID("p-\(name)")
    book.put(
      Person(
        id: id, name: name, accounts: [AccountID("im:\(name)")],
        roles: Role.allCases.filter(roles.contains), rights: rights, unit: unit,
        groups: inGroup ? [Scene.chat] : []))
    return id
  }

  func situation(
    _ name: String, at place: Situation.Place = .group(Scene.chat)
  ) throws -> Situation {
    guard let person = book.person(PersonID("p-\(name)")) else { throw Missing(what: name) }
    let teamExists = book.people().contains { $0.roles.contains(.team) }
    return Situation(
      now: now, actor: Actor(person: person, teamExists: teamExists), place: place,
      // Each act is a message of its own.
      message: "m\(book.entries.count)", evidence: evidence, rules: rules)
  }

  func decision(_ act: Act, by name: String) throws -> Decision {
    try decide(act, book, situation(name))
  }

  /// Decides and commits.
  @discardableResult
  mutating func act(_ act: Act, by name: String) throws -> Decision {
    let decision = try decision(act, by: name)
    for event in decision.events { try book.append(event) }
    return decision
  }

  /// Both halves of a question that waits for 确认.
  @discardableResult
  mutating func actAndConfirm(_ act: Act, by name: String) throws -> Decision {
    let asked = try self.act(act, by: name)
    guard case .open(let dialogue) = asked.dialogue, case .confirm(let it) = dialogue.question
    else { return asked }
    return try self.act(.confirmed(act, it), by: name)
  }

  struct Missing: Error {
    var what: String
  }
}

extension Decision {
  /// The code of the rule that refused; nil where none did, or where an open look-up did.
  var refusal: Refusal.Code? {
    for event in events {
      if case .refused(let refused) = event.change { return Refusal.Code(rawValue: refused.code) }
    }
    return nil
  }

  var text: String { replies.map { $0.text.plain }.joined(separator: "\n") }
}

extension Wording {
  var plain: String {
    lines.map { line in
      line.map { span in
        switch span {
        case .plain(let text), .typed(let text), .copied(let text), .mention(_, let text): text
        }
      }.joined()
    }.joined(separator: "\n")
  }
}
