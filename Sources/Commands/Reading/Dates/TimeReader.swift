import Casework

/// What words for a time mean at a given moment.
enum TimeReading: Equatable {
  case at(Recurrence)
  case question(DateQuestion)
  case past(CivilDate, minute: Int)
  case unpublished(Holiday, year: Int)
  case unreadable
}

/// Reads words for when something is to be said. A day off that is named is meant; a time that may
/// be two is asked.
struct TimeReader {
  let now: Instant
  let calendar: WorkCalendar
  let zone: Zone

  private var today: CivilDate { zone.day(of: now) }
  private var minute: Int { zone.minuteOfDay(of: now) }

  func read(_ typed: String) -> TimeReading {
    guard let expression = DateScanner.whole(FoldedText(typed)) else { return .unreadable }
    return read(expression)
  }

  func read(_ expression: DateExpression) -> TimeReading {
    if let every = expression.every { return repeating(every, expression.time) }
    if let delay = expression.delay {
      let total = minute + delay
      return .at(.once(today.adding(days: total / 1440), at: total % 1440))
    }
    var resolver = DayResolver(today: today, calendar: calendar, minute: minute)
    resolver.rolls = false
    switch resolver.resolve(expression) {
    case .named(let day), .computed(let day): return once(day, expression.time)
    case .choice(let answers, let reason): return choose(answers, reason, expression.time)
    case .unpublished(let holiday, let year): return .unpublished(holiday, year: year)
    case nil: return .unreadable
    }
  }

  private func once(_ day: CivilDate, _ time: TimeWords?) -> TimeReading {
    if day < today { return .past(day, minute: minutes(time).first ?? 0) }
    let minutes = minutes(time)
    // Of two that were possible, one that is over was not meant.
    let open = minutes.filter { zone.moment(on: day, minute: $0) > now }
    guard let first = open.first else { return .past(day, minute: minutes.last ?? 0) }
    if open.count == 1, minutes.count == 1 || isUnclear(time) { return .at(.once(day, at: first)) }
    return .question(
      DateQuestion(
        reason: .whichTime,
        answers: open.map { .init(typed: "\(day) \(TimeOfDay.text($0))", day: day, minute: $0) }))
  }

  private func choose(
    _ answers: [DateQuestion.Answer], _ reason: DateQuestion.Reason, _ time: TimeWords?
  ) -> TimeReading {
    let known = minutes(time)
    let minute = known.count == 1 ? known[0] : nil
    let open = answers.filter { answer in
      minute.map { zone.moment(on: answer.day, minute: $0) > now } ?? (answer.day >= today)
    }
    guard !open.isEmpty else {
      return answers.last.map { .past($0.day, minute: minute ?? 0) } ?? .unreadable
    }
    let written = open.map { answer -> DateQuestion.Answer in
      var answer = answer
      answer.minute = minute
      answer.typed = answer.day.description + (minute.map { " " + TimeOfDay.text($0) } ?? "")
      return answer
    }
    return .question(DateQuestion(reason: reason, answers: written))
  }

  private func repeating(_ every: EveryWords, _ time: TimeWords?) -> TimeReading {
    let minutes = minutes(time)
    if minutes.count == 1 { return .at(every.recurrence(at: minutes[0])) }
    let answers = minutes.compactMap { minute -> DateQuestion.Answer? in
      let recurrence = every.recurrence(at: minute)
      guard let next = recurrence.next(after: now, calendar: calendar, zone: zone) else {
        return nil
      }
      let words = recurrence.words
      return .init(typed: words, day: zone.day(of: next), minute: minute, label: words)
    }
    return answers.isEmpty
      ? .unreadable : .question(DateQuestion(reason: .whichTime, answers: answers))
  }

  private func isUnclear(_ time: TimeWords?) -> Bool {
    if case .clock(_, let isUnclear) = time { isUnclear } else { false }
  }

  /// The minutes of the day that the words may mean: one where they are clear.
  private func minutes(_ time: TimeWords?) -> [Int] {
    switch time {
    case .clock(let minute, let isUnclear):
      isUnclear ? [minute + 720, minute].sorted { OfficeHours.prefers($0, to: $1) } : [minute]
    case .part(let part): part.suggestions
    case .opening: [OfficeHours.opening]
    case .closing: [OfficeHours.closing]
    case .noon: [OfficeHours.noon]
    case nil: [OfficeHours.opening, OfficeHours.noon, OfficeHours.closing]
    }
  }
}

extension OfficeHours {
  /// Of two times the one of the working day first, else the later.
  static func prefers(_ first: Int, to second: Int) -> Bool {
    func isOffice(_ minute: Int) -> Bool { (7 * 60...19 * 60).contains(minute) }
    return isOffice(first) == isOffice(second) ? first < second : isOffice(first)
  }
}

extension EveryWords {
  func recurrence(at minute: Int) -> Recurrence {
    switch self {
    case .day: .daily(at: minute)
    case .workday: .workdays(at: minute)
    case .week(let weekday): .weekly(weekday, at: minute)
    case .month(let day): .monthly(day, at: minute)
    case .lastDay: .lastDay(at: minute)
    case .lastWorkday: .lastWorkday(at: minute)
    }
  }
}
