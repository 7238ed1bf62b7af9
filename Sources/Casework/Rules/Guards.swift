/// What several rules ask before they go on.
enum Guards {
  /// The case, if it exists and the reader may see it.
  static func matter(_ number: CaseNumber, _ casebook: any Casebook) throws -> Case {
    if let matter = try casebook.matter(number) { return matter }
    throw try casebook.isKeptInside(number) ? Refusal.keptInside(number) : Refusal.unavailable
  }

  /// What `opened` refuses of a case of the inner circle, whoever asks: nothing proposes it.
  static let takesOpenCase: Set<Verb> = [
    .assign, .urge, .order, .prompt, .caution, .talk, .receive, .dispute, .ruling, .contact,
  ]

  /// Refuses what would tell others of a case that only the inner circle knows of.
  static func opened(_ matter: Case, what: String, _ situation: Situation) throws(Refusal) {
    guard matter.isInner else { return }
    let whose = AccessPolicy.allows(situation.actor, .triage, on: matter) ? "" : "专班"
    let way: Wording =
      matter.state.isOpen
      ? "先公开请\(whose)发：\(typed: "研判 \(matter.number) 公开")"
      : "看现在的情况：\(typed: "查 \(matter.number)")"
    throw Refusal(.keptInside, "\(matter.number)号还在内部办理，不能\(what)，没有办。\n" + way)
  }

  /// Refuses whoever the policy does not allow, naming who is and where to turn.
  static func allow(
    _ verb: Verb, on matter: Case? = nil, _ situation: Situation, what: String
  ) throws(Refusal) {
    if AccessPolicy.allows(situation.actor, verb, on: matter) { return }
    let permission = AccessPolicy.permission(for: verb)
    let isForAdmins = permission.roles == [.admin]
    if !isForAdmins, !situation.actor.roles.contains(.member) {
      throw Refusal(
        .notMember, "您现在不在工作群里，不能\(what)。\n请先进工作群说一句话，再来办。")
    }
    let way = isForAdmins ? "请联系管理员。" : "请把情况告诉专班，由专班来办。"
    throw Refusal(.notAllowed, "\(what)由\(permission.wording)办，您这里不能直接办。\n\(way)")
  }

  /// The transition of that move, or the refusal that names the state.
  static func transition(
    _ move: Procedure.Move, of matter: Case, reason: String? = nil, _ situation: Situation
  ) throws(Refusal) -> Procedure.Transition {
    guard let found = situation.rules.procedure.transition(move, from: matter.state) else {
      throw wrongState(matter, move.deed)
    }
    for need in found.needs { try ask(need, of: matter, reason: reason, for: move) }
    return found
  }

  /// What the table asks of a step beyond the state, for every step alike. What a closing rests on depends
  /// on its result, and a second person is no matter of the case: their rules ask for those themselves.
  private static func ask(
    _ need: Procedure.Need, of matter: Case, reason: String?, for move: Procedure.Move
  ) throws(Refusal) {
    let number = matter.number
    let deed = move == .proposeClosing ? "销号" : move.deed
    switch need {
    case .lead:
      guard matter.lead == nil else { return }
      throw Refusal(
        .missingLead, "\(number)号还没有领衔人，不能\(deed)。\n请先定领衔人：\(typed: "领衔 \(number) 姓名")")
    case .progress:
      guard matter.progressCount == 0 else { return }
      throw Refusal(
        .missingProgress, "\(number)号还没有进展记录，不能\(deed)。\n请先记一条：\(typed: "进展 \(number) 内容")")
    case .verification:
      guard move != .proposeClosing, matter.handling?.verification == nil else { return }
      throw Refusal(
        .notVerified, "\(number)号还没有验收，不能\(deed)。\n看现在的情况：\(typed: "查 \(number)")")
    case .grounds:
      guard move != .proposeClosing, (reason ?? "").isEmpty, matter.progressCount == 0 else {
        return
      }
      throw Refusal(
        .missingProgress,
        "\(number)号还没有进展记录，也没有写理由，不能\(deed)。\n请先记一条：\(typed: "进展 \(number) 内容")")
    case .secondPerson: return
    }
  }

  /// The refusal that names the state.
  static func wrongState(_ matter: Case, _ deed: String) -> Refusal {
    Refusal(
      .wrongState,
      "\(matter.number)号\(matter.state.name)，不能\(deed)。\n看现在的情况：\(typed: "查 \(matter.number)")")
  }

  static func step(_ transition: Procedure.Transition, of matter: Case) -> Step {
    Step(old: matter.state, new: transition.to ?? matter.state)
  }

  /// Text that goes into the ledger says something that can be seen, and is of sensible length.
  static func text(_ text: String, what: String) throws(Refusal) {
    try visible(text, what: what)
    let count = text.unicodeScalars.count
    if count > maximumText {
      throw Refusal(
        .textTooLong,
        "这条\(what)有\(count)字，最多\(maximumText)字，没有记录。\n请先写要点，其余的分几条用“进展”补充。")
    }
  }

  /// A field is a name or a few words.
  static func field(_ text: String?, what: String) throws(Refusal) {
    guard let text else { return }
    try visible(text, what: what)
    let count = text.unicodeScalars.count
    guard count > maximumField else { return }
    throw Refusal(
      .textTooLong, "“\(what)”有\(count)字，最多\(maximumField)字，没有记录。\n请写短一些再发。")
  }

  /// One letter or digit at least that can be seen: a text of invisible or direction characters would
  /// be registered as nothing. A text that was left out is not one.
  static func visible(_ text: String, what: String) throws(Refusal) {
    guard !text.isEmpty, !isVisible(text) else { return }
    // What was struck out before can be seen by nobody either.
    guard !text.contains("*") else {
      throw Refusal(
        .valueUnknown, "这条\(what)只有个人号码，号码不留，没有记录。\n请写别的，或去掉这一项再发。")
    }
    throw Refusal(.valueUnknown, "这条\(what)里没有看得见的字，没有记录。\n请写清楚再发。")
  }

  static func isVisible(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x4E00...0x9FFF, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
      case 0...0x7F: return false
      default: break
      }
      let properties = scalar.properties
      return (properties.isAlphabetic || properties.numericType != nil)
        && !properties.isDefaultIgnorableCodePoint
    }
  }

  /// Unicode scalars of one text.
  static let maximumText = 2000
  /// Unicode scalars of one field.
  static let maximumField = 60
}

extension Procedure.Move {
  /// How a sentence calls it: 不能….
  fileprivate var deed: String {
    switch self {
    case .lead: "定领衔人"
    case .progress: "再记进展"
    case .instruct: "发文书"
    case .ruling: "裁定（没有等裁定的异议）"
    case .dispute: "提异议"
    case .turnAway: "退回"
    case .relapse: "记反弹"
    default: rawValue
    }
  }
}
