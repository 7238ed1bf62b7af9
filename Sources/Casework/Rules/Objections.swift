/// What a second person said no to: kept in the journal, the end of what waited, and shown to whoever starts
/// the same anew and to whoever would agree to it then. Nobody agrees past it without having it before his eyes.
enum Objections {
  enum Subject: Equatable {
    case closing
    case act(AskedAct.Kind)
    /// An instrument of that kind of the procedure table.
    case draft(String)
  }

  struct Objection {
    var subject: Subject
    var by: PersonID
    var at: Instant
    var reason: String?
  }

  /// 10月12日王主任不同意过：照片是别处的; at most the last two.
  static func lines(
    to subject: Subject, on matter: Case, _ casebook: any Casebook, _ days: DayWording,
    _ zone: Zone
  ) throws -> [Wording] {
    try all(on: matter, casebook).filter { $0.subject == subject }.suffix(2)
      .map { objection -> Wording in
        let who = try People.address(of: objection.by, casebook)
        let day = days.short(zone.day(of: objection.at))
        let reason = objection.reason.map { "：\(Cards.brief($0, limit: 60))" } ?? ""
        return Wording("\(day)\(who)不同意过\(reason)")
      }
  }

  static func exist(
    to subject: Subject, on matter: Case, _ casebook: any Casebook
  ) throws -> Bool {
    try all(on: matter, casebook).contains { $0.subject == subject }
  }

  /// What whoever answers to something that is over is told: that it ended by an objection, where that was the
  /// last thing about the case.
  static func over(
    on matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Refusal? {
    guard let last = try all(on: matter, casebook).last,
      try UndoBatch.standing(in: casebook.history(of: .matter(matter.number))).last?.event.stamp.at
        == last.at
    else { return nil }
    let (what, again): (String, String) =
      switch last.subject {
      case .closing: ("销号", "还要办的，要重新提请")
      case .act(let kind): (kind.name, "还要办的，要重新提请")
      case .draft(let kind):
        (situation.rules.procedure.instrument(kind)?.shortName ?? "文书", "还要发的，要重新拟稿")
      }
    let lines = try lines(
      to: last.subject, on: matter, casebook, situation.days, situation.rules.zone)
    var text: Wording = "\(matter.number)号的\(what)已经结束，没有办；\(again)。"
    var isTold = true
    if case .draft = last.subject {
      isTold = try Handing.hearsWhoDeclined(on: matter, casebook, situation)
    }
    if isTold, let line = lines.last { text.add(line) }
    text.add("看现在的情况：\(typed: "查 \(matter.number)")")
    return Refusal(.nothingPending, text)
  }

  /// What he wrote, as answers and notices say it.
  static func opinion(_ reason: String) -> Wording {
    Wording(reason.isEmpty ? "没有写意见。" : "意见：\(Cards.brief(reason, limit: 120))")
  }

  /// Those that stand since the case was last closed, oldest first.
  private static func all(on matter: Case, _ casebook: any Casebook) throws -> [Objection] {
    var found: [Objection] = []
    var asker: PersonID?
    for entry in UndoBatch.standing(in: try casebook.history(of: .matter(matter.number))) {
      let at = entry.event.stamp.at
      switch entry.event.change {
      case .closed: found = []
      case .closeLapsed(let lapsed):
        guard let by = lapsed.by else { break }
        found.append(Objection(subject: .closing, by: by, at: at, reason: lapsed.reason))
      case .turned(let turned):
        switch turned.turn {
        case .actAsked(let asked): asker = asked.by
        case .actDeclined(let declined):
          guard declined.ended == nil, declined.by != asker else { break }
          found.append(
            Objection(
              subject: .act(declined.kind), by: declined.by, at: at, reason: turned.note))
        case .dropped(let dropped):
          guard dropped.declined == true, let by = entry.event.stamp.actor,
            let draft = matter.handling?.instruments.first(where: { $0.serial == dropped.serial })
          else { break }
          found.append(
            Objection(subject: .draft(draft.kind), by: by, at: at, reason: turned.note))
        default: break
        }
      default: break
      }
    }
    return found
  }
}
