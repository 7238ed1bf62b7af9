import Casework

@testable import Bot

/// What became of a case before the play, or meanwhile.
extension Stage {
  /// `@处置 12 反馈=已换管`, `延期=2026-09-24`, `批准=2026-09-24`, `验收=合格`, `退回=照片不清`, `催办=是`,
  /// `挂起=2026-09-21`, `销号=2026-10-15` with the day it is looked at again, `反弹=又坏了`; by 小周.
  func seedTurn(_ words: [String]) async throws {
    guard words.count == 2, let number = Int(words[0]) else {
      throw Mismatch(description: "expected @处置 编号 处置=内容")
    }
    let parts = words[1].split(separator: "=", maxSplits: 1).map(String.init)
    try await seed { try $0.seedTurn(CaseNumber(number), parts[0], parts.last ?? "") }
  }

  /// `@限知 1 领衔=孙主任 接收=案管员 期限=2026-09-17`: a restricted case of that number.
  func seedRestricted(_ words: [String]) async throws {
    var fields: [String: String] = [:]
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      fields[parts[0]] = parts.last
    }
    guard let serial = words.first.flatMap({ Int($0) }) else {
      throw Mismatch(description: "expected @限知 编号 领衔=… 接收=… 期限=…")
    }
    try await seed { [fields] in try $0.seedRestricted(serial, fields) }
  }
}

extension Round {
  private func deadline(_ text: String) throws -> Deadline {
    guard let day = CivilDate(iso: text) else {
      throw Stage.Mismatch(description: "\(text) is no day")
    }
    return Deadline(
      day: day, rule: text, from: pipeline.rules.zone.day(of: now),
      calendar: pipeline.rules.calendar.version)
  }

  fileprivate func seedTurn(_ number: CaseNumber, _ name: String, _ value: String) throws {
    guard let matter = try casebook.matter(number) else {
      throw Stage.Mismatch(description: "no case \(number)")
    }
    let actor = try person("小周")
    func turn(_ turn: Turn, to state: CaseState? = nil) throws {
      let step = Step(old: matter.state, new: state ?? matter.state)
      try record(.turned(CaseTurned(turn, step: step, note: value)), of: number, by: actor)
    }
    switch name {
    case "反馈":
      let report = Report(
        text: value, by: actor, at: now, signedOffBy: "何镇长", unit: matter.details.unit)
      try turn(.reported(report), to: .reported)
    case "延期":
      let request = ExtensionRequest(
        by: actor, at: now, until: try deadline(value), reason: "等排期", needsBothSides: false)
      try turn(.extensionAsked(request))
    case "批准":
      let decision = ExtensionDecision(by: actor, new: try deadline(value), old: matter.due)
      try turn(.extensionGranted(decision))
    case "验收": try turn(.verified(Verification(by: actor, at: now)), to: .verified)
    case "退回": try turn(.sentBack(SentBack(by: actor, due: nil)), to: .rectifying)
    case "催办": try turn(.urged(Urge(unit: matter.details.unit, by: actor, at: now)))
    case "反弹": try turn(.relapsed(LookbackFinding(by: actor)), to: .relapsed)
    case "挂起":
      let suspension = Suspension(
        reason: "等省级审批", since: now, from: pipeline.rules.zone.day(of: now),
        review: try deadline(value), previous: matter.state)
      try turn(.suspended(suspension), to: .suspended)
    case "销号":
      let change = CaseClosed(
        result: .rectified, proposer: actor, step: Step(old: matter.state, new: .closed),
        lookback: try deadline(value))
      try record(.closed(change), of: number, by: actor)
    default: throw Stage.Mismatch(description: "unknown: \(name)")
    }
  }

  fileprivate func seedRestricted(_ serial: Int, _ fields: [String: String]) throws {
    let number = CaseNumber(serial, series: .restricted)
    let registrant = try person(fields["登记"] ?? fields["领衔"] ?? "小周")
    let due = try fields["期限"].map(deadline)
    try record(
      .registered(
        CaseRegistered(
          title: "交接记录", details: CaseDetails(), due: due, state: .registered,
          procedure: pipeline.rules.procedure.version)), of: number, by: registrant)
    if let name = fields["领衔"] {
      let new = CaseLed.Leadership(lead: try person(name), contacts: [], due: due)
      let old = CaseLed.Leadership(lead: nil, contacts: [], due: due)
      let step = Step(old: .registered, new: .assigned)
      try record(.led(CaseLed(new: new, old: old, step: step)), of: number, by: registrant)
    }
    if let name = fields["接收"] {
      let change = ReceiversSet(new: [try person(name)], old: [])
      let step = Step(old: .assigned, new: .assigned)
      try record(
        .turned(CaseTurned(.receiversSet(change), step: step)), of: number, by: registrant)
    }
  }

  private func record(_ change: Change, of number: CaseNumber, by actor: PersonID) throws {
    let chat = try casebook.groups().first(where: \.bound)?.id
    let stamp = Event.Stamp(at: now, actor: actor, chat: chat)
    try append([Event(stamp: stamp, record: .matter(number), change: change)])
  }
}
