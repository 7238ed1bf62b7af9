/// What the work group itself owes about a case: while it does, nobody presses the unit.
enum OwedDecision {
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
    case .verification: "单位已反馈，等我们验收"
    case .closing: "已验收，等我们提请销号"
    case .secondPerson: "已提请销号，等第二人确认"
    case .ruling: "单位有异议，等我们裁定"
    case .extending(let asked): "申请延期到\(days.full(asked.until.day))，等我们定"
    case .term: "反弹后还没有定新期限"
    }
  }

  /// What comes first: the command where the reader may send it, else who decides.
  func way(_ matter: Case, _ actor: Actor) -> Wording {
    let number = matter.number
    func may(_ verb: Verb) -> Bool { AccessPolicy.allows(actor, verb, on: matter) }
    switch self {
    case .verification where may(.verify):
      return "请先验收：\(typed: "验收 \(number)")；不合格：\(typed: "退回 \(number) 理由")"
    case .verification: return "请领衔人或专班先验收。"
    case .closing where may(.close): return "请先提请销号：\(typed: "销号 \(number)")"
    case .closing: return "请专班先提请销号。"
    case .secondPerson: return "请有审定权的同志先确认。"
    case .ruling where may(.ruling):
      return
        "请先裁定：\(typed: "裁定 \(number) 维持")；\(typed: "裁定 \(number) 改派 单位")"
    case .ruling: return "请专班先裁定。"
    case .extending(let asked) where may(.approve) && asked.by != actor.id:
      return "请先定：\(typed: "批准 \(number)")；\(typed: "不批 \(number) 理由")"
    case .extending: return "请专班或两家办公室先定。"
    case .term where may(.assign): return "请先定期限：\(typed: "交办 \(number) 单位 期限")"
    case .term: return "请专班先定期限。"
    }
  }
}
