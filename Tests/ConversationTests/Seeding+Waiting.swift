import Casework

@testable import Bot

/// What a case of a play may wait for, beside what `@事项` says of its course.
extension Round {
  /// Fields that say what the last seeded case waits for, each with who brought it there.
  static let waitingFields: Set<String> = ["待签", "待批", "待验", "待销", "加急"]

  /// `待签=小周`: handed over, not yet signed for · `待批=李工`: an extension to decide · `待验=李工`: a
  /// report to verify · `待销=小周`: a closing that waits for its second person.
  func seedWaiting(_ fields: [String: String]) throws {
    let number = CaseNumber(try casebook.nextCaseNumber().value - 1)
    let chat = try casebook.groups().first(where: \.bound)?.id
    func person(_ name: String) throws -> PersonID {
      guard let found = try casebook.people().first(where: { $0.name == name }) else {
        throw Stage.Mismatch(description: "\(name) is not in the cast (@人)")
      }
      return found.id
    }
    func record(_ move: Procedure.Move, by actor: PersonID, _ change: (Case, Step) -> Change) throws
    {
      guard let matter = try casebook.matter(number) else { return }
      let to = pipeline.rules.procedure.transition(move, from: matter.state)?.to ?? matter.state
      let stamp = Event.Stamp(at: now, actor: actor, chat: chat)
      try append([
        Event(
          stamp: stamp, record: .matter(number),
          change: change(matter, Step(old: matter.state, new: to)))
      ])
    }
    if let name = fields["待签"] {
      let actor = try person(name)
      try record(.assign, by: actor) { matter, step in
        let handed = HandOver(
          unit: matter.details.unit ?? UnitReference(id: nil, name: "某单位"), due: matter.due,
          by: actor, at: now)
        return .turned(CaseTurned(.handed(handed), step: step))
      }
    }
    if let name = fields["待批"] {
      let actor = try person(name)
      try record(.extend, by: actor) { matter, step in
        let today = pipeline.rules.zone.day(of: now)
        let until = Deadline(
          day: (matter.due?.day ?? today).adding(days: 7), rule: "延期", from: today,
          calendar: pipeline.rules.calendar.version)
        let asked = ExtensionRequest(
          by: actor, at: now, until: until, reason: "等配件", needsBothSides: false)
        return .turned(CaseTurned(.extensionAsked(asked), step: step))
      }
    }
    if let name = fields["待验"] {
      let actor = try person(name)
      try record(.report, by: actor) { matter, step in
        let report = Report(
          text: "已经办好", by: actor, at: now, signedOffBy: "刘局长", unit: matter.details.unit)
        return .turned(CaseTurned(.reported(report), step: step))
      }
    }
    if let name = fields["待销"] {
      let actor = try person(name)
      try record(.proposeClosing, by: actor) { _, step in
        .closeProposed(
          CloseProposed(
            result: .rectified, lapses: now.adding(seconds: 7 * 86_400), step: step))
      }
    }
  }
}
