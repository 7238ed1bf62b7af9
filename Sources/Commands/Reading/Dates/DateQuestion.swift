import Casework

/// One question about a day or a time that was not clear, with its answers in order.
struct DateQuestion: Equatable {
  enum Reason: Equatable {
    /// A day named outright that nobody works.
    case restDay(CivilDate)
    /// Words that may mean more than one day.
    case whichDay
    /// A day without a time, or a time that may be two.
    case whichTime
    /// A weekday that does not fit the date beside it.
    case contradiction(CivilDate)
  }

  /// One answer: the words that stand for it, which are read again, and what they come to.
  struct Answer: Equatable {
    var typed: String
    var day: CivilDate
    /// Minutes from midnight, where a time was asked for.
    var minute: Int?
    /// What the answer is called beside its day: 中秋前.
    var label: String?
  }

  var reason: Reason
  var answers: [Answer]

  /// The question with its numbered answers.
  /// - Parameter what: What the day is for: 期限.
  func wording(_ typed: String, what: String, _ days: DayWording) -> Wording {
    var text: Wording
    switch reason {
    case .restDay(let day): text = "\(days.full(day))不上班，\(what)定哪天？"
    case .whichDay: text = "“\(Brief.of(typed))”是哪天？"
    case .whichTime: text = "“\(Brief.of(typed))”是几点？"
    case .contradiction(let day):
      text = "\(days.short(day))是\(day.weekday.name)，和您写的对不上，\(what)定哪天？"
    }
    for (index, answer) in answers.enumerated() {
      var line = days.full(answer.day)
      if let minute = answer.minute { line += TimeOfDay.text(minute) }
      if let label = answer.label { line = "\(label)，\(line)" }
      text.add("回\(index + 1)：\(line)")
    }
    return text
  }
}
