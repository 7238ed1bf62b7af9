import Casework

/// A due day that cannot be taken as it is: what to say or ask instead.
struct DueProblem: Error {
  var outcome: Outcome
}

extension CommandParser {
  /// The deadline that the field 期限 names, if there is one; what was typed otherwise stays in the
  /// answers that a question offers.
  func due(_ fields: FieldedText, body: String) -> Result<Deadline?, DueProblem> {
    guard let typed = fields[.due], !typed.isEmpty else { return .success(nil) }
    return deadline(typed) { answer in
      var options = fields
      options.values[.due] = answer
      return options.command(spec, body: body)
    }.map { $0 }
  }

  /// The deadline that words name.
  /// - Parameters:
  ///   - what: What the day is for, as a question calls it.
  ///   - command: The whole command again with other words for the day: what each numbered answer
  ///     stands for.
  func deadline(
    _ typed: String, what: String = "期限", rewriting command: (String) -> String
  ) -> Result<Deadline, DueProblem> {
    let calendar = hearing.rules.calendar
    let reader = DateReader(
      today: hearing.today, calendar: calendar,
      minute: hearing.rules.zone.minuteOfDay(of: hearing.now))
    let days = DayWording(calendar: calendar, today: hearing.today)
    switch reader.read(typed) {
    case .deadline(let deadline): return .success(deadline)
    case .question(let question):
      let choices = question.answers.map { command($0.typed) }
      return .failure(
        DueProblem(
          outcome: .answer(
            question.wording(typed, what: what, days), hearing.ask(.choice(choices)))))
    case .past(let day):
      return .failure(refuse(.datePast, past(typed, day, what: what, days)))
    case .unpublished(let holiday, let year):
      return .failure(
        refuse(.dateUnreadable, CommandParser.unpublished(typed, holiday, year, what: what)))
    case .unreadable:
      let text: Wording = """
        \(what)“\(Brief.of(typed))”读不懂，没有办。
        可以写：明天、周五、月底前、12月31日、3天内、10个工作日
        """
      return .failure(refuse(.dateUnreadable, text))
    }
  }

  private func refuse(_ code: Refusal.Code, _ text: Wording) -> DueProblem {
    DueProblem(outcome: .refused(verb, Refusal(code, text)))
  }

  /// Refused, saying so, with the day that was perhaps meant.
  private func past(_ typed: String, _ day: CivilDate, what: String, _ days: DayWording) -> Wording
  {
    var text: Wording = "\(what)“\(Brief.of(typed))”是\(days.full(day))，已经过去，没有办。"
    let nextYear = CivilDate(year: day.year + 1, month: day.month, day: day.day)
    let nextMonth =
      day.month < 12 ? CivilDate(year: day.year, month: day.month + 1, day: day.day) : nil
    if typed.contains("月"), let nextYear, nextYear > hearing.today {
      text.add("要写明年的，请带上年份：\(nextYear.year)年\(nextYear.month)月\(nextYear.day)日")
    } else if typed.contains("号") || typed.contains("日"), let nextMonth, nextMonth > hearing.today {
      text.add("要写下个月的，请带上月份：\(nextMonth.month)月\(nextMonth.day)日")
    } else {
      text.add("请改成今天或以后的日子，如：明天、下周一、10个工作日")
    }
    return text
  }

  /// Nobody can say when a holiday is before its year's arrangement is published.
  static func unpublished(_ typed: String, _ holiday: Holiday, _ year: Int, what: String) -> Wording
  {
    """
    \(year)年\(holiday.name)的放假安排未公布，\(what)“\(Brief.of(typed))”还定不了，没有办。
    请写明日期，如：\(year)年1月20日
    """
  }
}
