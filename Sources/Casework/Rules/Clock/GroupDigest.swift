/// A group's digest, after R1 and R2 of the model answers. Nothing restricted is in it, whoever sits
/// there.
struct GroupDigest {
  let schedule: Schedule
  let days: DayWording
  let docket: DigestDocket
  /// Nil: read in private, by somebody who speaks for no unit.
  let group: Group?
  let viewer: Viewer
  /// Somebody asked for it: nobody is told anything in private by it.
  var isAsked = false

  private var casebook: any Casebook { schedule.casebook }

  /// What the clock says to a group: of what the least-cleared of it may know.
  static func of(_ group: Group, _ days: DayWording, _ schedule: Schedule) throws -> GroupDigest {
    let schedule = schedule.seen(by: .group(group.id))
    return GroupDigest(
      schedule: schedule, days: days, docket: try DigestDocket.open(schedule), group: group,
      viewer: try Viewer.of(.group(group.id), schedule.casebook))
  }

  func text(late: String?) throws -> Wording {
    let lines = DigestLines(schedule: schedule, days: days)
    guard !docket.isQuiet else { return try quiet(late) }
    var text = Wording(lines.counts(docket, waiting: "待我们办"))
    if let late { text.add(Wording(late)) }
    text.add(others)
    // Most readers may be told of all, and then no case need be read.
    func isShown(_ item: Docketed) throws -> Bool {
      if viewer.lateness.isWhole { return true }
      return try casebook.matter(item.duty.matter).flatMap { viewer.leave(for: $0) } != nil
    }
    let shown = try docket.overdue.filter(isShown)
    let namesLeads = try casebook.setting(.namesLeads)?.value == PolicySettings.on
    text.add(
      try lines.section("逾期", shown, more: "逾期") { _, matter in
        guard let leave = viewer.leave(for: matter) else { return nil }
        return [.plain(try lines.overdue(matter, leave))]
          + (try mentions(matter, namesLeads: namesLeads))
      })
    if shown.count < docket.overdue.count {
      let hidden = try docket.overdue.filter { try !isShown($0) }
      text.add(
        Wording("\(shown.isEmpty ? "逾期" : "其他单位逾期")的\(hidden.count)件\(try told(hidden))"))
    }
    text.add(
      try lines.section("3个工作日内到期", docket.soon, more: "查 在办") { item, matter in
        [.plain(lines.soon(item, matter))]
      })
    let waiting = [
      try lines.waiting(docket.ours, days: isShown), lines.unspoken(docket.unspoken),
    ].filter { !$0.isEmpty }
    if !waiting.isEmpty {
      text.add("【待我们办】")
      text.add(Wording(waiting.joined(separator: "；")))
    }
    if !docket.lookBacks.isEmpty {
      text.add(Wording("【回头看】\(lines.lookBacks(docket.lookBacks))"))
    }
    text.add(try alone())
    text.add("在办\(docket.inHand)件。看详情：\(typed: "查 编号")")
    return text
  }

  /// What becomes of the late ones that are not listed: whom the digests of this morning tell, and whom
  /// nothing reaches.
  private func told(_ items: [Docketed]) throws -> String {
    guard !isAsked else { return "不在群里列，领衔人和单位联络员可以私聊我发“我的”看。" }
    var counts: [String: Int] = [:]
    var (nobody, unheard) = (0, 0)
    var closed: [String] = []
    for item in items {
      let lead = try item.lead.flatMap { try ReminderReceivers.lead($0, schedule) }
      let contact = try item.unit.flatMap { try ReminderReceivers.contact(of: $0, schedule) }
      var receivers: [String] = []
      for (id, part) in [(lead, "领衔人"), (contact, "单位联络员")] {
        guard let id else { continue }
        guard try casebook.isOutOfReach(id) else {
          receivers.append(part)
          continue
        }
        let name = try People.address(of: id, casebook)
        if !closed.contains(name) { closed.append(name) }
      }
      if !receivers.isEmpty {
        counts[receivers.joined(separator: "和"), default: 0] += 1
      } else if lead == nil, contact == nil {
        nobody += 1
      } else {
        unheard += 1
      }
    }
    if nobody + unheard == 0, counts.count == 1, closed.isEmpty, let receivers = counts.keys.first {
      return "分别私聊\(receivers)。"
    }
    var parts = counts.sorted { ($0.value, $0.key) > ($1.value, $1.key) }
      .map { "\($0.value)件私聊\($0.key)" }
    if unheard > 0 { parts.append("\(unheard)件没有人私聊得到") }
    if nobody > 0 { parts.append("\(nobody)件没有可以告知的领衔人和联络员，请专班确定") }
    let missed = closed.isEmpty ? "" : "\(closed.joined(separator: "、"))私聊不到，请专班当面告知。"
    return "：" + parts.joined(separator: "，") + "。" + missed
  }

  /// What was handed over and one person alone took out since the last digest: named, so that it is seen.
  private func alone() throws -> Wording {
    let target: DailyDigest.Target = group.map { .group($0) } ?? .people
    let since =
      try Lateness.lastSaid(target, schedule) ?? group.map(Schedule.boundAt) ?? schedule.began()
    guard let since else { return Wording() }
    var parts: [CaseNumber: String] = [:]
    let entries = try casebook.entries(
      of: [Kinds.voided.name, Kinds.merged.name], since: since, before: schedule.now)
    for entry in entries {
      guard case .turned(let turned) = entry.event.change,
        case .matter(let number)? = entry.event.record, let matter = try casebook.matter(number),
        matter.handling?.handed != nil, let actor = entry.event.stamp.actor
      else { continue }
      let who = try People.address(of: actor, casebook)
      switch turned.turn {
      case .voided(let voiding) where matter.state == .voided && voiding.by == actor:
        let reason = turned.note.map { "，\(Cards.brief($0, limit: 16))" } ?? ""
        parts[number] = "\(number)号作废（\(who)\(reason)）"
      case .merged(let merge) where matter.state == .merged && merge.askedBy == nil:
        parts[number] = "\(number)号并入\(merge.into)号（\(who)）"
      default: break
      }
    }
    guard !parts.isEmpty else { return Wording() }
    let all = parts.sorted { $0.key < $1.key }.map(\.value)
    let more = all.count > 10 ? "等\(all.count)件" : ""
    return Wording("【交办后一人办的】\(all.prefix(10).joined(separator: "；"))\(more)")
  }

  /// One line where nothing is due.
  private func quiet(_ late: String?) throws -> Wording {
    let next = days.full(schedule.workday(after: schedule.today))
    var text = Wording(
      "\(days.full(schedule.today))：没有逾期和临期事项，在办\(docket.inHand)件。下次日报\(next)。")
    if let late { text.add(Wording(late)) }
    text.add(others)
    text.add(try alone())
    return text
  }

  /// That the reader's total is not of all.
  private var others: Wording {
    viewer.totals.isWhole ? Wording() : Wording("其他单位逾期的不算在内。")
  }

  /// Who keeps the line to the unit, else who speaks for it, if they sit here; the lead only if 点名
  /// is on.
  private func mentions(_ matter: Case, namesLeads: Bool) throws -> Wording.Line {
    guard let group else { return [] }
    func here(_ ids: [PersonID]) throws -> [Person] {
      try ids.compactMap { try casebook.person($0) }.filter { $0.groups.contains(group.id) }
    }
    var line: Wording.Line = []
    func add(_ title: String, _ people: some Sequence<Person>) {
      for (index, person) in people.enumerated() {
        line.append(.plain(index == 0 ? " \(title)" : "、"))
        line.append(.mention(person.id, person.address))
      }
    }
    let contacts = try here(matter.contacts)
    if contacts.isEmpty, let unit = matter.details.unit?.id {
      let speakers = try People.contacts(of: unit, on: schedule.today, casebook)
      add("联络员", speakers.filter { $0.groups.contains(group.id) }.prefix(1))
    } else {
      add("联系人", contacts)
    }
    if namesLeads { add("领衔", try here(matter.lead.map { [$0] } ?? [])) }
    return line
  }
}
