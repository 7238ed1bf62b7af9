/// Reminders that members set, and why and whether a day is what it is.
enum Times {
  /// Leads each act to its rule.
  static func decide(
    _ act: TimeAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .remind(let request): try Reminding.set(request, casebook, situation)
    case .reminders(let page): try Reminding.list(page: page, casebook, situation)
    case .cancelReminder(let serial, let owner):
      try Reminding.cancel(serial, of: owner, casebook, situation)
    case .why(let number, let page): try Why.explain(number, page: page, casebook, situation)
    case .workday(let day): try Workdays.tell(day, situation)
    case .daysOff(let holiday, let year): try Workdays.tell(holiday, in: year, situation)
    }
  }
}
