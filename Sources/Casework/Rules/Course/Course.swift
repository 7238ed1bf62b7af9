/// From the unit's report to the look-back, and what changes a case on the way.
enum Course {
  /// Leads each act to its rule.
  static func decide(
    _ act: CourseAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    // Whoever is not even a member learns nothing about numbers.
    try Guards.allow(.find, situation, what: "办")
    return switch act {
    case .report(let report): try UnitReports.report(report, casebook, situation)
    case .paper(let number): try UnitReports.paper(number, casebook, situation)
    case .verify(let number, let note):
      try Verifying.verify(number, note: note, casebook, situation)
    case .sendBack(let number, let reason):
      try Verifying.sendBack(number, reason: reason, casebook, situation)
    case .extend(let wish): try Extending.ask(wish, casebook, situation)
    case .approve(let number, let note):
      try ExtensionDeciding.approve(number, note: note, casebook, situation)
    case .refuse(let number, let reason):
      try ExtensionDeciding.refuse(number, reason: reason, casebook, situation)
    case .rebase(let number, let due, let reason):
      try DueMoving.rebase(number, to: due, reason: reason, casebook, situation)
    case .suspend(let number, let review, let reason):
      try Pausing.suspend(number, review: review, reason: reason, casebook, situation)
    case .resume(let number, let note):
      try Pausing.resume(number, note: note, casebook, situation)
    case .void(let wish): try VoidingCases.void(wish, casebook, situation)
    case .amend(let wish): try Amending.amend(wish, casebook, situation)
    case .merge(let numbers, let target):
      try Merging.merge(numbers, into: target, casebook, situation)
    case .lookBack(let number, let wish):
      try LookingBack.decide(number, wish, casebook, situation)
    }
  }
}
