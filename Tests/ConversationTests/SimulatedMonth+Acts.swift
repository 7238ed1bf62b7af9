import Casework
import TestSupport

/// What people say in the simulated month: mostly what the case at hand needs, from whoever it may
/// come from; the rest by chance, so that much of it is refused.
extension SimulatedMonth {
  struct Line {
    var speaker: String
    var text: String
    /// Nil where chance says in which group or whether in private.
    var isPrivate: Bool?
  }

  func pick<T>(_ all: [T]) -> T { all[Int.random(in: 0..<all.count, using: &chance)] }

  /// A new clue; each title is another one.
  func clue() -> Line {
    told += 1
    let place = pick(["甲路", "乙路", "丙乡", "丁街道", "戊村", "己小区", "庚市场", "辛公园"])
    let what = pick(["积水", "路灯不亮", "护栏松动", "井盖缺失", "垃圾没人收", "电梯停运", "围挡占道", "指示牌缺失"])
    let due = pick(["", " 期限：3个工作日", " 期限：5个工作日", " 期限：10个工作日"])
    let unit = pick(SimulatedMonth.offices).short
    return Line(
      speaker: pick(SimulatedMonth.people.filter { !SimulatedMonth.cleared.contains($0) }),
      text:
        "线索 \(place)\(told)号\(what) 责任：\(unit)\(due)\(chance.chance(8) ? " 范围：内部" : "")")
  }

  private func days(_ range: ClosedRange<Int>) -> String {
    "\(Int.random(in: range, using: &chance))个工作日"
  }

  private func office(of matter: Case) -> Office {
    SimulatedMonth.offices.first { $0.name == matter.details.unit?.name }
      ?? SimulatedMonth.offices[0]
  }

  /// The next step of a case, or one beside the way.
  func step(_ matter: Case, on today: CivilDate) -> Line {
    let number = matter.number
    let team = pick(SimulatedMonth.team)
    let contact = pick(office(of: matter).contacts)
    let handling = matter.handling
    if handling?.extensionAsked != nil, chance.chance(70) {
      let speaker = pick(["王主任", "钱七", team])
      return Line(
        speaker: speaker, text: chance.chance(70) ? "批准 \(number)" : "不批 \(number) 先把现场围起来")
    }
    if handling?.instruments.contains(where: { $0.state == .draft }) ?? false, chance.chance(60) {
      return Line(speaker: pick(SimulatedMonth.signers), text: "同意 \(number)")
    }
    switch matter.state {
    case .registered, .triaged: return begin(matter, by: team)
    case .assigned, .handed, .rectifying, .relapsed:
      if let due = matter.due, due.day < today, chance.chance(35) {
        return late(matter, by: team)
      }
      return workOn(matter, team: team, contact: contact)
    case .disputed:
      let other = pick(SimulatedMonth.offices).short
      return Line(
        speaker: team,
        text: chance.chance(60) ? "裁定 \(number) 维持" : "裁定 \(number) 改派 \(other) \(days(3...8))")
    case .reported:
      return Line(
        speaker: team, text: chance.chance(75) ? "验收 \(number)" : "退回 \(number) 还差一处没有做完")
    case .verified: return Line(speaker: team, text: "销号 \(number)")
    case .closing:
      return chance.chance(85) ? second(matter) : Line(speaker: team, text: "退回 \(number) 又坏了")
    case .suspended: return Line(speaker: team, text: "恢复 \(number)")
    case .closed:
      let found = chance.chance(70) ? "巩固" : "反弹 同一处又坏了"
      return Line(speaker: team, text: "回头看 \(number) \(found)")
    default: return Line(speaker: contact, text: "查 \(number)")
    }
  }

  private func begin(_ matter: Case, by team: String) -> Line {
    let number = matter.number
    let unit = office(of: matter).short
    return switch Int.random(in: 0..<20, using: &chance) {
    case 0..<4: Line(speaker: team, text: "研判 \(number) 受理")
    case 4..<13:
      Line(
        speaker: team,
        text:
          "领衔 \(number) \(pick(SimulatedMonth.leads)) 联系：\(pick(SimulatedMonth.team)) 期限：\(days(3...10))"
      )
    case 13..<19: Line(speaker: team, text: "交办 \(number) \(unit) \(days(3...8))")
    default: Line(speaker: team, text: "作废 \(number) 登记错了")
    }
  }

  private func second(_ matter: Case) -> Line {
    Line(
      speaker: pick(SimulatedMonth.approvers + [pick(SimulatedMonth.people)]),
      text: "同意 \(matter.number)")
  }

  private func late(_ matter: Case, by team: String) -> Line {
    let number = matter.number
    return switch Int.random(in: 0..<4, using: &chance) {
    case 0, 1: Line(speaker: team, text: "催办 \(number)")
    case 2: Line(speaker: team, text: "改期 \(number) \(days(2...6)) 材料已经到场")
    default: Line(speaker: team, text: "督办 \(number) \(office(of: matter).short) \(days(3...7))")
    }
  }

  private func workOn(_ matter: Case, team: String, contact: String) -> Line {
    let number = matter.number
    if matter.state == .assigned || matter.state == .relapsed, chance.chance(60) {
      return Line(
        speaker: team, text: "交办 \(number) \(office(of: matter).short) \(days(3...8))")
    }
    if matter.lead == nil, chance.chance(50) {
      return Line(speaker: team, text: "领衔 \(number) \(pick(SimulatedMonth.leads))")
    }
    return switch Int.random(in: 0..<20, using: &chance) {
    case 0..<4: Line(speaker: contact, text: "签收 \(number)")
    case 4..<8: Line(speaker: contact, text: "进展 \(number) 已到现场看过，第\(acts)次")
    case 8..<15: Line(speaker: contact, text: "反馈 \(number) 已经办好，第\(acts)次 审签：局长")
    case 15: Line(speaker: contact, text: "异议 \(number) 不属我局职责")
    case 16, 17: Line(speaker: contact, text: "延期 \(number) \(days(3...9)) 等设备到货")
    case 18: Line(speaker: team, text: "挂起 \(number) 等省级审批 \(days(2...6))")
    default: Line(speaker: team, text: "催办 \(number)")
    }
  }

  /// Anybody says anything.
  func anything(about number: CaseNumber) -> Line {
    let text = pick([
      "逾期", "我的", "待办", "状态", "日报", "查 \(number)", "时间线 \(number)", "为何 \(number)", "查 路灯", "查 购物卡",
      "查 限1", "时间线 限1", "撤回", "确认", "下一页", "统计 本周", "领衔 \(number) 孙主任", "销号 \(number)",
      "验收 \(number)", "退回 \(number) 不合格", "恢复 \(number)", "签收 \(number)", "反馈 \(number) 办好了 审签：局长",
      "批准 \(number)", "进展 限1 看过", "同意 \(number)", "谢谢",
    ])
    return Line(speaker: pick(SimulatedMonth.people), text: text)
  }

  /// What is restricted is said in private and goes on there; now and then somebody forgets that.
  func restricted() -> Line {
    guard handedOver > 0, chance.chance(88) else {
      handedOver += 1
      return Line(
        speaker: pick(["钱七", "吴十", "小周"]), text: "线索 范围:限知 某站长收购物卡第\(handedOver)张",
        isPrivate: true)
    }
    let number = "限\(Int.random(in: 1...handedOver, using: &chance))"
    var line = pick([
      Line(speaker: "案管员", text: "回执 \(number) 已收"),
      Line(speaker: "案管员", text: "领衔 \(number) 毛主任 联系：卢处 期限：\(days(2...6))"),
      Line(speaker: "案管员", text: "领衔 \(number) 毛主任 联系：卢处"),
      Line(speaker: "毛主任", text: "进展 \(number) 购物卡的来路已核，第\(acts)次"),
      Line(speaker: "毛主任", text: "查 \(number)"), Line(speaker: "案管员", text: "我的"),
      Line(speaker: "案管员", text: "销号 \(number) 不属实 查无此事"),
      Line(speaker: "案管员", text: "销号 \(number) 不属实 查无此事"),
      Line(speaker: "毛主任", text: "同意 \(number)"), Line(speaker: "卢处", text: "同意 \(number)"),
      Line(speaker: "卢处", text: "同意 \(number)"),
    ])
    line.isPrivate = chance.chance(90)
    return line
  }
}
