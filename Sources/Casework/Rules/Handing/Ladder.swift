/// The ladder 交办 → 督办单 → 提示单 → 提醒单 → 约谈建议: what a rung may be grounded on. The procedure table
/// says what each kind asks for; this says whether the case has it.
enum Ladder {
  /// Why an instrument may be drafted and issued now.
  struct Grounds {
    var ground: Procedure.Ground
    /// As people are told: 逾期5个工作日，已催办2次.
    var short: String
    var reason: String?
    /// What the unit was sent before, in the order of issue: each next one names them all.
    var sent: [Instrument] = []
  }

  static func kind(
    _ asked: Drafting, _ situation: Situation
  ) throws(Refusal) -> Procedure.Instrument {
    let name = asked.kind ?? command(asked.verb)
    guard let kind = situation.rules.procedure.instrument(name) else {
      throw Refusal(
        .valueUnknown, "程序表里没有“\(Cards.brief(name, limit: 12))”这种文书，没有办。\n有哪些文书请问管理员。")
    }
    return kind
  }

  static func kind(
    of instrument: Instrument, _ situation: Situation
  ) throws(Refusal) -> Procedure.Instrument {
    guard let kind = situation.rules.procedure.instrument(instrument.kind) else {
      throw Refusal(.valueUnknown, "程序表里已经没有“\(instrument.kind)”，没有办。\n请问管理员。")
    }
    return kind
  }

  static func command(_ verb: Verb) -> String {
    switch verb {
    case .prompt: "提示单"
    case .caution: "提醒单"
    case .talk: "约谈"
    default: "督办"
    }
  }

  /// What the unit that has the case was sent, in the order of issue.
  static func issued(_ matter: Case, to unit: UnitReference) -> [Instrument] {
    (matter.handling?.instruments ?? []).filter {
      $0.state == .issued && Handing.isSame($0.unit, unit)
    }
  }

  /// All that the unit was sent about a case and about those that went into it, in the order of issue: however
  /// the course began anew.
  static func chain(
    _ matter: Case, to unit: UnitReference, _ casebook: any Casebook
  ) throws -> [Instrument] {
    var sent = issued(matter, to: unit)
    var seen: Set<CaseNumber> = [matter.number]
    var left = matter.handling?.absorbed.map(\.number) ?? []
    while let number = left.popLast() {
      guard seen.insert(number).inserted, let other = try casebook.matter(number) else { continue }
      sent += issued(other, to: unit)
      left += other.handling?.absorbed.map(\.number) ?? []
    }
    return sent.sorted { ($0.issuedAt ?? $0.draftedAt) < ($1.issuedAt ?? $1.draftedAt) }
  }

  /// 已发：协同督〔2026〕9号，9月29日（周二）到期: the last four of the chain.
  static func listed(_ sent: [Instrument], _ days: DayWording) -> Wording {
    var text = Wording()
    for one in sent.suffix(4) {
      text.add("已发：\(one.number ?? one.kind)，\(days.full(one.due.day))到期")
    }
    if sent.count > 4 { text.add("更早还有\(sent.count - 4)份。") }
    return text
  }

  /// Whether the unit ever got the matter: by hand-over, or at once by an instrument that everybody may
  /// know of. One of a private kind hands nothing over.
  static func isHanded(_ matter: Case, to unit: UnitReference) -> Bool {
    let handed = matter.handling?.handed.map { Handing.isSame($0.unit, unit) } ?? false
    return handed || issued(matter, to: unit).contains { !$0.isPrivate }
  }

  /// The ground on which that kind stands, the lapsed ones before the stated ones.
  /// - Throws: `Refusal` that names what is missing.
  static func grounds(
    for kind: Procedure.Instrument, of matter: Case, to unit: UnitReference, reason: String?,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Grounds {
    // What everybody may read never stands on what not everybody may know of.
    let sent = try chain(matter, to: unit, casebook).filter { kind.isPrivate || !$0.isPrivate }
    // What it was sent before another unit had the case is told, and is no ground any more.
    let own = issued(matter, to: unit).filter { $0.stands && (kind.isPrivate || !$0.isPrivate) }
    let days = situation.days
    if let running = own.last(where: { $0.kind == kind.kind }), running.due.day >= situation.today {
      throw Refusal(
        .groundsMissing,
        "\(matter.number)号的\(kind.shortName)还没到期（\(days.full(running.due.day))），不再重发。"
          + (sent.count > 1 ? "\n" + listed(sent, days) : "")
          + (try instead(matter, casebook, situation))
      )
    }
    let late = days.overdueWorkdays(matter.due)
    let urged = Urging.count(matter, situation.rules)
    let lateness = "逾期\(late)个工作日" + (urged > 0 ? "，已催办\(urged)次" : "")
    func with(_ fact: String) -> String { reason.map { "\(fact)；\($0)" } ?? fact }
    for ground in kind.grounds {
      switch ground {
      case .handOverLapsed where late > 0 && isHanded(matter, to: unit):
        return Grounds(ground: ground, short: with(lateness), reason: reason, sent: sent)
      case .predecessorLapsed:
        if let lapsed = own.last(where: { $0.kind == kind.follows && $0.due.day < situation.today }
        ),
          late > 0
        {
          let name = lapsed.number ?? lapsed.kind
          return Grounds(
            ground: ground, short: with("\(name)到期未落实"), reason: reason, sent: sent)
        }
      case .sign:
        if let reason, reason.contains("苗头") || reason.contains("倾向") {
          return Grounds(ground: ground, short: reason, reason: reason, sent: sent)
        }
      case .reason:
        if let reason, !reason.isEmpty {
          return Grounds(ground: ground, short: reason, reason: reason, sent: sent)
        }
      default: break
      }
    }
    throw try missing(kind, matter, late: late, sent: sent, casebook, situation)
  }

  private static func missing(
    _ kind: Procedure.Instrument, _ matter: Case, late: Int, sent: [Instrument],
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Refusal {
    let conditions = kind.grounds.map { ground in
      switch ground {
      case .handOverLapsed: "交办过并且已经逾期"
      case .predecessorLapsed: "有到期未落实的\(kind.follows ?? "前一张文书")"
      case .sign: "写明苗头性、倾向性问题"
      case .reason: "情况较重并写明理由"
      }
    }
    var text = Wording("\(matter.number)号还不够发\(kind.shortName)的条件。")
    text.add("条件：\(conditions.joined(separator: "，或"))。")
    if late == 0, let due = matter.due {
      text.add("现在：\(situation.days.full(due.day))到期，没有逾期。")
    }
    text.add(listed(sent, situation.days))
    let states =
      (kind.grounds.contains(.sign) || kind.grounds.contains(.reason))
      && AccessPolicy.allows(situation.actor, kind.isPrivate ? .caution : .order)
    if states { text.add("写明的请发：\(typed: "\(kind.command) \(matter.number) 理由：…")") }
    return Refusal(
      .groundsMissing, states ? text : text + (try instead(matter, casebook, situation)))
  }

  /// Whether there are grounds for it as the case stands.
  static func isGrounded(
    _ kind: Procedure.Instrument, _ matter: Case, to unit: UnitReference, reason: String?,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Bool {
    do {
      _ = try grounds(for: kind, of: matter, to: unit, reason: reason, casebook, situation)
      return true
    } catch is Refusal {
      return false
    }
  }

  /// What is left to do before a next rung.
  private static func instead(
    _ matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    try NextStep.mayUrge(
      matter, situation.actor, casebook, now: situation.now, situation.rules)
      ? "\n可以先催办：\(typed: "催办 \(matter.number)")"
      : "\n看现在的情况：\(typed: "查 \(matter.number)")"
  }
}

extension Procedure.Instrument {
  /// As people call it: 督办单.
  var shortName: String { kind.hasPrefix("问题") ? String(kind.dropFirst(2)) : kind }

  /// Whose signers agree to it: one of each side, or one of the issuer's.
  var sides: [Role] { joint ? [.congress, .discipline] : [issuer] }
}
