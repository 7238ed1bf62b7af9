import Yams

extension Procedure {
  /// When the clock reminds of a day, and when it keeps quiet.
  public struct Reminders: Sendable, Equatable {
    /// The steps of one kind of duty, in working days; in days of the calendar where it is urgent.
    public struct Steps: Sendable, Equatable {
      public var duty: Duty.Kind
      /// How many days before the last one, the farthest first; 0 is the day itself.
      public var before: [Int]
      /// Every how many days after it; nil: never.
      public var overdueEvery: Int?

      public init(duty: Duty.Kind, before: [Int], overdueEvery: Int?) {
        self.duty = duty
        self.before = before
        self.overdueEvery = overdueEvery
      }
    }

    /// The minute of the day at which reminders are due.
    public var at = 8 * 60 + 30
    /// Nothing is said before this minute of a working day …
    public var opens = 8 * 60
    /// … or from this one on.
    public var closes = 20 * 60
    public var steps = [
      Steps(duty: .rectify, before: [3, 1, 0], overdueEvery: 1),
      Steps(duty: .lookBack, before: [1, 0], overdueEvery: 5),
      Steps(duty: .review, before: [0], overdueEvery: 5),
    ]

    public init() {}

    /// The steps of that kind of duty, if it is reminded of at all.
    public func steps(for kind: Duty.Kind) -> Steps? { steps.first { $0.duty == kind } }

    /// The minute at which ordinary reminders go out: never outside the working hours.
    var due: Int { min(max(at, opens), closes - 1) }
  }
}

extension Duty.Kind {
  /// What the table calls the duties that have a day.
  fileprivate static let named: [(name: String, kind: Duty.Kind)] = [
    ("整改", .rectify), ("回头看", .lookBack), ("挂起核实", .review),
  ]
}

extension ProcedureReader {
  func reminders() throws(ProcedureError) -> Procedure.Reminders {
    var result = Procedure.Reminders()
    guard let node = root["reminders"] else { return result }
    guard let mapping = node.mapping else {
      throw error(node, "reminders", "a mapping with at, opens, closes and steps")
    }
    try keys(mapping, among: ["at", "opens", "closes", "steps"])
    result.at = try minute(mapping, "at") ?? result.at
    result.opens = try minute(mapping, "opens") ?? result.opens
    result.closes = try minute(mapping, "closes") ?? result.closes
    guard result.opens < result.closes else {
      throw error(mapping["closes"] ?? node, "closes", "a time after opens")
    }
    guard let steps = mapping["steps"] else { return result }
    guard let rows = steps.sequence else { throw error(steps, "steps", "a list") }
    result.steps = []
    for row in rows {
      let step = try step(row)
      guard result.steps(for: step.duty) == nil else {
        throw error(row, "duty", "each duty once")
      }
      result.steps.append(step)
    }
    return result
  }

  private func step(_ row: Node) throws(ProcedureError) -> Procedure.Reminders.Steps {
    guard let mapping = row.mapping else { throw error(row, "steps", "rows of keys and values") }
    try keys(mapping, among: ["duty", "before", "overdue"])
    let dutyNode = try node(row, "duty")
    guard let duty = Duty.Kind.named.first(where: { $0.name == dutyNode.string })?.kind else {
      let names = Duty.Kind.named.map(\.name).joined(separator: "、")
      throw error(dutyNode, "duty", "one of \(names)")
    }
    var before: [Int] = []
    for item in try list(row, "before") {
      guard let days = item.int, (0...60).contains(days), !before.contains(days) else {
        throw error(item, "before", "different numbers of days, 0 to 60")
      }
      before.append(days)
    }
    var every: Int?
    if let overdue = mapping["overdue"] {
      guard let text = overdue.string, text.hasSuffix("个工作日"), let days = Int(text.dropLast(4)),
        days > 0
      else { throw error(overdue, "overdue", "a length such as 1个工作日") }
      every = days
    }
    return Procedure.Reminders.Steps(duty: duty, before: before.sorted(by: >), overdueEvery: every)
  }

  private func minute(_ mapping: Node.Mapping, _ key: String) throws(ProcedureError) -> Int? {
    guard let node = mapping[key] else { return nil }
    // Unquoted, YAML takes 20:00 for a number to the base of sixty.
    guard let text = node.string, text.contains(":"), let minute = TimeOfDay.read(text) else {
      throw error(node, key, "a time in quotes such as \"08:30\"")
    }
    return minute
  }
}
