/// What the work group itself owes about a case: while it does, nobody presses the unit.
enum OwedDecision {
  /// 作废, 合并 or 挂起 waits for its second person.
  case act(AskedAct)
  /// The unit reported; somebody has to look.
  case verification
  /// Verified, and not proposed for closing.
  case closing
  /// Proposed for closing; the second person has to say.
  case secondPerson
  /// The unit says that it is not its duty.
  case ruling
  case extending(ExtensionRequest)
  /// Relapsed, and without a new term.
  case term

  init?(_ matter: Case) {
    if let asked = matter.handling?.asked {
      self = .act(asked)
      return
    }
    if let asked = matter.handling?.extensionAsked {
      self = .extending(asked)
      return
    }
    switch matter.state {
    case .reported: self = .verification
    case .verified: self = .closing
    case .closing: self = .secondPerson
    case .disputed: self = .ruling
    case .relapsed where matter.due == nil: self = .term
    default: return nil
    }
  }

  /// 单位已反馈，等我们验收.
  func fact(_ days: DayWording) -> String {
    switch self {
    case .act(let asked): "已提请\(asked.kind.name)，等第二人同意"
    case .verification: "单位已反馈，等我们验收"
    case .closing: "已验收，等我们提请销号"
    case .secondPerson: "已提请销号，等第二人确认"
    case .ruling: "单位有异议，等我们裁定"
    case .extending(let asked): "申请延期到\(days.full(asked.until.day))，等我们定"
    case .term: "反弹后还没有定新期限"
    }
  }

  /// What comes first: the command where the reader may send it, else who decides.
  func way(_ matter: Case, _ casebook: any Casebook, _ situation: Situation) throws -> Wording {
    let (duty, whose): (Duty.Kind, Wording) =
      switch self {
      case .act: (.approveAct, "请另一位有审定权的同志先同意或者不同意。")
      case .verification: (.verify, "请领衔人或专班先验收。")
      case .closing: (.close, "请专班先提请销号。")
      case .secondPerson: (.approveClosing, "请有审定权的同志先确认。")
      case .ruling: (.rule, "请专班先裁定。")
      case .extending(let asked):
        (.decideExtension, Wording("请\(ExtensionDeciding.deciders(of: asked))先定。"))
      case .term: (.setTerm, "请专班先定期限。")
      }
    let command = try NextStep.command(
      for: duty, on: matter, to: situation.actor, casebook, now: situation.now, situation.rules)
    guard !command.hasPrefix("查") else { return whose }
    return switch self {
    case .act, .secondPerson:
      "请先定：\(typed: command)，或：\(typed: "不同意 \(matter.number) 理由")"
    case .extending: "请先定：\(typed: command)，或：\(typed: "不批 \(matter.number) 理由")"
    case .verification, .closing, .ruling, .term: "请先办：\(typed: command)"
    }
  }
}
