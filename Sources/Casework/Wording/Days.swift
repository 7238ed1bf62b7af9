/// How days are written to people: in full, with the weekday, and with what is unusual about them.
public struct DayWording: Sendable {
  public let calendar: WorkCalendar
  public let today: CivilDate
  /// Days for which no unit is charged.
  public let silent: SilentDays

  public init(calendar: WorkCalendar, today: CivilDate, silent: SilentDays = SilentDays()) {
    self.calendar = calendar
    self.today = today
    self.silent = silent
  }

  /// `9月20日（周日，调休上班）`; with the year where it is not this year's.
  public func full(_ day: CivilDate) -> String {
    "\(short(day))（\(weekdayNote(day))）"
  }

  /// `9月20日`.
  public func short(_ day: CivilDate) -> String {
    let (year, month, number) = day.parts
    return (year == today.year ? "" : "\(year)年") + "\(month)月\(number)日"
  }

  private func weekdayNote(_ day: CivilDate) -> String {
    var notes = [day.weekday.name]
    switch calendar.exception(on: day) {
    case .holiday(let name): notes.append("\(name)放假")
    case .makeUpWorkday: notes.append("调休上班")
    case nil: break
    }
    if !calendar.hasData(for: day.year) { notes.append("\(day.year)年放假安排未公布，暂按周一至周五") }
    return notes.joined(separator: "，")
  }

  /// How many working days a due day has passed, those of the bot's own silence left out; 0 while it
  /// has not.
  public func overdueWorkdays(_ due: Deadline?) -> Int {
    guard let due else { return 0 }
    return calendar.workdays(after: due.day, through: today) - silentWorkdays(since: due.day)
  }

  /// How many working days since a day are left out.
  func silentWorkdays(since day: CivilDate) -> Int { silent.count(after: day, through: today) }

  /// Whether the due day has passed, be it by rest days only.
  public func isOverdue(_ due: Deadline?) -> Bool {
    guard let due else { return false }
    return due.day < today
  }

  /// `超1个工作日`, or `已到期` while only rest days have passed since.
  func overdueNote(_ due: Deadline?, _: LatenessLeave) -> String {
    let days = overdueWorkdays(due)
    let note = days == 0 ? "已到期" : "超\(days)个工作日"
    let left = due.map { silentWorkdays(since: $0.day) } ?? 0
    return left == 0 ? note : "\(note)（机器人停用\(left)天不计）"
  }
}
