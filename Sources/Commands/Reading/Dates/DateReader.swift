import Casework

/// What words for a day mean on a given day.
enum DateReading: Equatable {
  case deadline(Deadline)
  /// Not clear, or a day that nobody works: asked, with numbered answers.
  case question(DateQuestion)
  case past(CivilDate)
  /// The holiday's arrangement of that year is not published, so that nobody can say.
  case unpublished(Holiday, year: Int)
  case unreadable
}

extension DateReading {
  /// The day that nobody works and the working days offered instead; nil where nothing of the kind
  /// was read. Before it lies nothing where that is over already.
  var restDay: (day: CivilDate, before: CivilDate?, after: CivilDate?)? {
    guard case .question(let question) = self, case .restDay(let day) = question.reason else {
      return nil
    }
    let days = question.answers.map(\.day)
    return (day, days.last { $0 < day }, days.first { $0 > day })
  }
}

/// Reads words for a due day. 前 includes the day; the first day does not count; a term in calendar
/// days that ends on a rest day rolls forward; what may mean two days is asked.
struct DateReader {
  let today: CivilDate
  let calendar: WorkCalendar
  /// The minute of the day it is: for 上班前 and terms in hours.
  var minute = 0

  func read(_ typed: String) -> DateReading {
    guard let expression = DateScanner.whole(FoldedText(typed)) else { return .unreadable }
    return read(expression, typed)
  }

  func read(_ expression: DateExpression, _ typed: String) -> DateReading {
    switch DayResolver(today: today, calendar: calendar, minute: minute).resolve(expression) {
    case .named(let day): return named(day, typed)
    case .computed(let day):
      if day < today { return .past(day) }
      return .deadline(Deadline(day: day, rule: typed, from: today, calendar: calendar.version))
    case .choice(let answers, let reason):
      let open = answers.filter { $0.day >= today }
      guard !open.isEmpty else {
        return answers.last.map { .past($0.day) } ?? .unreadable
      }
      return .question(DateQuestion(reason: reason, answers: open))
    case .unpublished(let holiday, let year): return .unpublished(holiday, year: year)
    case nil: return .unreadable
    }
  }

  private func named(_ day: CivilDate, _ typed: String) -> DateReading {
    if day < today { return .past(day) }
    if calendar.isWorkday(day) || day == today {
      return .deadline(Deadline(day: day, rule: typed, from: today, calendar: calendar.version))
    }
    // Nobody is offered a day that is over.
    let around = [calendar.workday(before: day), calendar.rollForward(day)].filter { $0 >= today }
    return .question(
      DateQuestion(
        reason: .restDay(day), answers: around.map { .init(typed: $0.description, day: $0) }))
  }
}
