import Casework
import Chat

@testable import Bot

extension Stage {
  /// `@提醒 监督群 小马 50 2026-09-15`: so many reminders in the group, each for 09:00 of that day.
  func seedReminders(_ words: [String]) async throws {
    guard words.count == 4, let count = Int(words[2]), let day = CivilDate(iso: words[3]) else {
      throw Mismatch(description: "expected @提醒 group person count day")
    }
    let chat = try cast.chat("群:\(words[0])").id
    let account = try cast.id(of: words[1])
    try await seed { round in
      let names = round.pipeline.names
      guard let owner = try round.casebook.person(account: names.account(account)) else {
        throw Mismatch(description: "\(words[1]) was never heard")
      }
      for serial in 1...count {
        let id = ReminderID(chat: names.chat(chat), serial: serial, audience: .open)
        let recurrence = Recurrence.once(day, at: 9 * 60)
        var reminder = Reminder(
          id: id, text: "第\(serial)件", owner: owner.id, rule: recurrence.words,
          next: round.pipeline.rules.zone.moment(on: day, minute: 9 * 60))
        reminder.recurrence = recurrence
        try round.system(.reminder(id), .reminderSet(reminder))
      }
    }
  }
}
