/// What becomes of the reminders of somebody who left. What he set for a group is said there all the same;
/// what he wanted to be said to another, or another to him, ends, and the other one is told.
struct RemindersLeft {
  private(set) var events: [Event] = []
  private(set) var replies: [Reply] = []
  /// For the team; empty where it is no affair of theirs.
  private(set) var note = Wording()

  /// At most so many are listed.
  private static let most = 5

  init(
    of person: Person, _ casebook: any Casebook, _ stamp: Event.Stamp, _ rules: Rules
  ) throws {
    let waiting = try casebook.seen(by: .clock).reminders(dueBy: Instant(milliseconds: .max))
      .sorted {
        ($0.next?.milliseconds ?? .max, $0.id.serial) < (
          $1.next?.milliseconds ?? .max, $1.id.serial
        )
      }
    let days = Occasion(stamp.at, rules).days
    let his = waiting.filter { $0.isForAnother && $0.owner == person.id }
    let toHim = waiting.filter { $0.isForAnother && $0.to == person.id }
    events = (his + toHim).map { reminder in
      Event(
        stamp: stamp, record: .reminder(reminder.id),
        change: .reminderCancelled(ReminderCancelled()))
    }
    func told(_ other: Person, of reminders: [Reminder], _ first: Wording) -> Reply? {
      guard !reminders.isEmpty else { return nil }
      var text = first
      for reminder in reminders.prefix(RemindersLeft.most) {
        let moment = reminder.next.map { days.moment($0, rules.zone) } ?? ""
        text.add(Wording("\(moment) \(Cards.brief(reminder.text, limit: 20))"))
      }
      let left = reminders.count - RemindersLeft.most
      if left > 0 { text.add("还有\(left)条。") }
      return Reply(to: .person(other.id), about: .open, text: text)
    }
    for other in try casebook.people() where other.id != person.id && !other.groups.isEmpty {
      let ended = [
        told(
          other, of: his.filter { $0.to == other.id }, "\(person.address)不在工作群里了，他请我提醒您的不再提醒："),
        told(
          other, of: toHim.filter { $0.owner == other.id }, "\(person.address)不在工作群里了，您请我提醒他的不再送："),
      ]
      replies += ended.compactMap { $0 }
    }
    let inGroups = waiting.filter { $0.to == nil && $0.owner == person.id }
    if let first = inGroups.first {
      let list = inGroups.prefix(RemindersLeft.most).map {
        "\($0.id.serial) \(Cards.brief($0.text, limit: 12))"
      }.joined(separator: "、")
      let more = inGroups.count > RemindersLeft.most ? "等" : ""
      note.add("他在群里设的提醒\(inGroups.count)条照常说：\(list)\(more)")
      note.add("不要了请在那个群里发：\(copied: "/提醒 取消 \(first.id.serial)")")
    }
    if !events.isEmpty {
      note.add("他请我私聊别人的、别人请我提醒他的，共\(events.count)条，已取消并告知对方。")
    }
  }
}
