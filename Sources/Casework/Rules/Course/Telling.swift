/// Who hears of what changes a case, beside where it was said.
enum Telling {
  /// Whoever answers for the case and whoever speaks for its unit; never who did it.
  static func concerned(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [PersonID] {
    var people: [PersonID] = []
    if let lead = matter.lead { people.append(lead) }
    if let unit = matter.details.unit, matter.isWith(unit),
      let contact = try unitContact(of: matter, casebook, situation)
    {
      people.append(contact)
    }
    return distinct(people, situation)
  }

  /// The first who speaks for the unit that is to rectify.
  static func unitContact(
    of matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> PersonID? {
    guard let unit = matter.details.unit?.id else { return nil }
    return try People.contacts(of: unit, on: situation.today, casebook).first?.id
  }

  /// Who hears what is to be said to somebody who asked for something or reported: he while he may still do
  /// so, else whoever speaks for the unit, else the lead.
  static func inPlace(
    of person: PersonID, _ verb: Verb, on matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [PersonID] {
    if let asker = try casebook.person(person),
      AccessPolicy.allows(
        try Actor.spokenTo(asker, on: situation.today, casebook), verb, on: matter)
    {
      return [person]
    }
    let other =
      try unitContact(of: matter, casebook, situation) ?? casebook.leader(of: matter)?.id
    return [other].compactMap { $0 }
  }

  /// The team; the administrators where nobody of it is there besides that person.
  static func ours(
    besides person: PersonID? = nil, _ casebook: any Casebook
  ) throws -> Reply.Destination {
    let hasTeam = try casebook.people().contains {
      $0.id != person && $0.roles.contains(.team) && !$0.groups.isEmpty
    }
    return hasTeam ? .team : .administrators
  }

  /// Each once, the acting person left out.
  static func distinct(_ people: [PersonID], _ situation: Situation) -> [PersonID] {
    var seen: Set<PersonID> = [situation.actor.id]
    return people.filter { seen.insert($0).inserted }
  }

  /// Who is being told, as far as anybody knows yet: that a message came through is not known when this is
  /// said, that none comes through may be. 正在私聊孙主任；李工私聊不到，请当面告知。
  static func reach(_ people: [Person], _ casebook: any Casebook) throws -> String {
    let closed = try people.filter { try casebook.isOutOfReach($0.id) }
    let told = people.filter { !closed.contains($0) }
    func names(_ people: [Person]) -> String { people.map(\.address).joined(separator: "、") }
    var parts: [String] = []
    if !told.isEmpty { parts.append("正在私聊\(names(told))") }
    if !closed.isEmpty { parts.append("\(names(closed))私聊不到，请当面告知") }
    return parts.isEmpty ? "" : parts.joined(separator: "；") + "。"
  }

  /// What whoever speaks in a group gets in private: 全文正在私发您。
  static func you(
    _ what: String, _ situation: Situation, _ casebook: any Casebook
  ) throws -> String {
    try casebook.isOutOfReach(situation.actor.id)
      ? "\(what)私聊不到您，请先私聊我一次再发。" : "\(what)正在私发您。"
  }

  /// The same words to each of them privately.
  static func privately(_ people: [PersonID], _ text: Wording, about matter: Case) -> [Reply] {
    people.map { Reply(to: .person($0), text: text, card: matter.number).alsoForDeputy() }
  }

  /// To the group in which an open case was registered, where this was said elsewhere.
  static func group(
    of matter: Case, _ text: Wording, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [Reply] {
    guard situation.place.isPrivate, matter.number.series == .open, let chat = matter.chat,
      try casebook.group(chat)?.bound == true
    else { return [] }
    return [Reply(to: .group(chat), text: text, card: matter.number)]
  }

  /// `12号“幸福路停车场”`.
  static func naming(_ matter: Case) -> String {
    "\(matter.number)号“\(Cards.brief(matter.title, limit: 20))”"
  }
}

extension Situation {
  /// An event of a turn, with the evidence that came along.
  func turned(_ matter: Case, _ turn: Turn, _ step: Step, note: String? = nil) -> Event {
    event(
      .matter(matter.number),
      .turned(CaseTurned(turn, step: step, note: note, evidence: evidenceKept)))
  }

  /// Asks for a part of a command that a rule found missing; the answer goes where the gap is.
  func askForPart(_ part: String, of command: String) -> DialogueChange {
    ask(.missing(text: command, part: part), for: .question)
  }
}

extension Case {
  /// A turn that leaves the state as it is.
  var stay: Step { Step(old: state, new: state) }
}
