/// 设置 对人: whether the content of clues about persons may be kept. 密存 needs a place fit for it, an
/// administrator of the discipline side and a second person; 交接 is taken back by one.
enum ModeOfPersons {
  /// What stands in the setting while the second person is missing.
  private static let pending = "密存，待第二人确认"

  /// What holds now: 密存 only where the program may seal and two agreed.
  static func inForce(_ casebook: any Casebook, _ rules: Rules) throws -> PersonsMode {
    guard rules.sealing == .allowed,
      try casebook.setting(.persons)?.value == PersonsMode.sealed.rawValue
    else { return .handover }
    return .sealed
  }

  static func set(
    _ mode: PersonsMode?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let now = try inForce(casebook, situation.rules)
    let isAdmin = situation.actor.roles.contains(.admin)
    let isDiscipline = situation.actor.roles.contains(.discipline)
    guard isAdmin || isDiscipline else {
      try Guards.allow(.set, situation, what: "设置")
      throw Refusal.unavailable
    }
    guard let mode else {
      return Decision(replies: [Reply(text: "对人：\(now.rawValue)。\n可以写：交接、密存")])
    }
    switch mode {
    case .handover:
      try Guards.allow(.set, situation, what: "设置")
      return change(to: PersonsMode.handover.rawValue, "对人：交接。只记交接，不记内容。", situation)
    case .sealed:
      guard situation.rules.sealing == .allowed else {
        throw Refusal(
          .wrongState, "这里没有备好密钥，或不在内网，不能设密存。\n请运维先备好密钥、在内网启动，再来设。")
      }
      if now == .sealed { return Decision(replies: [Reply(text: "对人本来就是密存，没有变化。")]) }
      return try agree(isAdmin: isAdmin, isDiscipline: isDiscipline, casebook, situation)
    }
  }

  /// The first half is for an administrator of the discipline side, the second for anybody else who is
  /// one of both.
  private static func agree(
    isAdmin: Bool, isDiscipline: Bool, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let asked = try casebook.setting(.persons)
    let since = situation.now.adding(seconds: -situation.rules.procedure.seconds(.closing))
    if let asked, asked.value == pending, asked.at > since {
      guard asked.by != situation.actor.id else {
        throw Refusal(
          .samePerson, "密存要两个人，您已经提过，不能再由您确认。\n请另一位管理员或纪委监委同志发：\(typed: "设置 对人 密存")")
      }
      return change(to: PersonsMode.sealed.rawValue, "对人：密存，两人已确认。内容加密存放，只在私聊里看。", situation)
    }
    guard isAdmin, isDiscipline else {
      throw Refusal(
        .notAllowed, "密存由纪委监委的管理员先提，您这里不能直接办。\n请纪委监委的管理员发：\(typed: "设置 对人 密存")")
    }
    return change(
      to: pending, "已提出密存，还差一人确认。\n请另一位管理员或纪委监委同志发：\(typed: "设置 对人 密存")", situation)
  }

  private static func change(
    to value: String, _ answer: Wording, _ situation: Situation
  ) -> Decision {
    let setting = Setting(value: value, by: situation.actor.id, at: situation.now)
    return Decision(
      events: [situation.event(.setting(.persons), .settingChanged(setting))],
      replies: [Reply(text: answer)], dialogue: .close)
  }
}

/// What the program may seal.
public enum Sealing: Sendable, Equatable {
  /// There is no key.
  case none
  /// A key, but no leave to keep what is said about persons.
  case keyOnly
  /// A key, on a service inside the network, started for 密存.
  case allowed
}
