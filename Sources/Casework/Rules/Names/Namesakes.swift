/// Who could be taken for whom, among those for whom it matters: whoever is in a group now, or has a
/// role or right.
struct Namesakes {
  private let lookalikes: Lookalikes
  private let people: [Person]
  /// By the skeleton of a name; of a user name with @ before it.
  private var places: [String: Set<Int>] = [:]

  init(_ casebook: any Casebook, _ situation: Situation) throws {
    lookalikes = situation.rules.lookalikes
    people = try casebook.people().filter(Namesakes.matters)
    for (place, person) in people.enumerated() {
      for key in keys(of: person) { places[key, default: []].insert(place) }
      if let key = person.handle.flatMap(key(ofHandle:)) { places[key, default: []].insert(place) }
    }
  }

  static func matters(_ person: Person) -> Bool {
    !person.groups.isEmpty || !person.roles.isEmpty || !person.rights.isEmpty
  }

  private func keys(of person: Person) -> [String] {
    let bare = PersonName(person.given).bare
    return [person.given, bare == person.given ? nil : bare, person.title].compactMap { $0 }
      .map(lookalikes.skeleton).filter { !$0.isEmpty }
  }

  private func key(ofHandle handle: String) -> String? {
    let skeleton = lookalikes.skeleton(handle)
    return skeleton.isEmpty ? nil : "@" + skeleton
  }

  /// Whose name looks like that, in the order of their registration.
  func named(_ name: String) -> [Person] {
    (places[lookalikes.skeleton(name)] ?? []).sorted().map { people[$0] }
  }

  /// Who else could be meant, or be taken for that person.
  /// - Parameter reference: How the person was named: by what the IM shows, by a user name.
  func others(than person: Person, namedBy reference: PersonReference? = nil) -> [Person] {
    var keys = keys(of: person)
    switch reference {
    case .account(_, let shown): keys.append(lookalikes.skeleton(shown))
    case .handle(let handle): keys += [key(ofHandle: handle)].compactMap { $0 }
    case .name, .chosen, .me, nil: break
    }
    return Set(keys.flatMap { places[$0] ?? [] }).sorted().map { people[$0] }
      .filter { $0.id != person.id }
  }

  private static func tail(of person: Person) -> String? {
    person.accounts.first.map {
      "编号尾号\($0.text.drop { $0 != ":" }.dropFirst().suffix(4))"
    }
  }

  /// How somebody is called where others read of him: with what tells him from another one who is called
  /// the same, or so that the eye does not tell them apart, if there is one.
  static func distinct(
    _ id: PersonID, _ casebook: any Casebook, _ rules: Rules
  ) throws -> String {
    let looks = try casebook.looks(rules.lookalikes)
    guard let name = looks.address(of: id) else { return try People.address(of: id, casebook) }
    guard looks.isTaken(id), let person = try casebook.person(id),
      let mark = person.handle.map({ "@\($0)" }) ?? tail(of: person)
    else { return name }
    return "\(name)（\(mark)）"
  }

  /// How many days what somebody did last counts for.
  private static let memory: Int64 = 90

  /// What tells a person from those who look alike: the user name, the end of the id, the first day and
  /// the last one on which he did something.
  static func marks(
    of person: Person, _ casebook: any Casebook, _ situation: Situation
  ) throws -> String {
    var marks = [person.handle.map { "用户名@\($0)" } ?? "没有用户名"]
    if let tail = tail(of: person) { marks.append(tail) }
    if let first = try casebook.history(of: .person(person.id)).first?.event.stamp.at {
      marks.append("\(situation.days.short(situation.rules.zone.day(of: first)))起")
    }
    let since = situation.now.adding(days: -Namesakes.memory)
    if let last = try casebook.acts(of: person.id, since: since).last?.event.stamp.at {
      marks.append("最近\(situation.days.short(situation.rules.zone.day(of: last)))办过事")
    }
    return marks.joined(separator: "，")
  }
}
