/// What ends an extension that waits without anybody's deciding on it: another unit got the case, whose term
/// it was not asked for, or the unit reported. Whoever asked is told.
enum ExtensionEnding {
  /// What is added to an act by which another unit gets the case.
  struct Ended {
    var event: Event
    /// For the answer.
    var line: Wording
    var notices: [Reply]
  }

  /// Nil where none waits, or the unit has the case already.
  static func by(
    giving matter: Case, to unit: UnitReference, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Ended? {
    guard let request = matter.handling?.extensionAsked, let before = matter.details.unit,
      try !Handing.isSame(People.reference(before, casebook), People.reference(unit, casebook))
    else { return nil }
    let name = try People.name(of: unit, casebook)
    let refused = ExtensionDecision(by: situation.actor.id, new: nil, old: matter.due)
    let event = situation.event(
      .matter(matter.number),
      .turned(
        CaseTurned(.extensionRefused(refused), step: matter.stay, note: "改由\(name)办理")))
    let until = situation.days.full(request.until.day)
    let asker = try People.address(of: request.by, casebook)
    return Ended(
      event: event, line: "\(asker)申请的延期（到\(until)）不再等批。",
      notices: try notices(
        request, "\(Telling.naming(matter))改由\(name)办理。", matter, casebook, situation))
  }

  /// What a report says of an extension that is needed no more.
  struct Reported {
    /// For the answer.
    var line: Wording
    var toLead: Wording
    var notices: [Reply]
  }

  /// Nil where none waits.
  static func by(
    reporting matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Reported? {
    guard let request = matter.handling?.extensionAsked else { return nil }
    let until = situation.days.full(request.until.day)
    // The lead hears of the report anyway.
    let told =
      request.by == matter.lead
      ? [] : try notices(request, "\(Telling.naming(matter))已反馈。", matter, casebook, situation)
    return Reported(
      line: "等批的延期（到\(until)）随反馈取消，退回以后还要延期请再申请。",
      toLead: "等批的延期（到\(until)）随之取消。", notices: told)
  }

  private static func notices(
    _ request: ExtensionRequest, _ first: Wording, _ matter: Case, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [Reply] {
    let told = try Telling.distinct(
      Telling.inPlace(of: request.by, .extend, on: matter, casebook, situation), situation)
    var text = first
    let whose = told.contains(request.by) ? "您申请" : "等批"
    text.add("\(whose)的延期（到\(situation.days.full(request.until.day))）不再等批。")
    return Telling.privately(told, text, about: matter)
  }
}
