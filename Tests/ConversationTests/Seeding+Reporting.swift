import Casework

@testable import Bot

extension CaseDetails {
  /// 领域, 地点, 项目, 来源, 来源号.
  mutating func seed(_ fields: [String: String]) {
    area = fields["领域"]
    place = fields["地点"]
    project = fields["项目"]
    source = fields["来源"]
    sourceNumber = fields["来源号"]
  }
}

extension Round {
  /// What `@事项` says beyond lead and progress: 交办=要求 hands it to its unit, 催办=是, 反馈=审签人 (nobody of the cast)
  /// reports it, 结果=整改完成 closes it, 办结=2026-09-05 on that day.
  static let reportingFields: Set<String> = [
    "领域", "地点", "项目", "来源", "来源号", "交办", "催办", "反馈", "结果", "办结",
  ]

  func seedCourse(of number: CaseNumber, _ fields: [String: String], by actor: PersonID) throws {
    func record(at moment: Instant? = nil, _ change: (Case) -> Change) throws {
      guard let matter = try casebook.matter(number) else { return }
      let stamp = Event.Stamp(at: moment ?? now, actor: actor, chat: matter.chat)
      try append([Event(stamp: stamp, record: .matter(number), change: change(matter))])
    }
    // A day instead of a requirement was taken before.
    if let requirement = fields["交办"], CivilDate(iso: requirement) == nil,
      !isPerson(requirement)
    {
      try record { matter in
        .turned(
          CaseTurned(
            .handed(
              HandOver(
                unit: matter.details.unit ?? UnitReference(id: nil, name: "某单位"),
                due: matter.due, requirement: requirement, by: actor, at: self.now)),
            step: Step(old: matter.state, new: .handed)))
      }
    }
    if fields["催办"] != nil {
      try record { matter in
        .turned(
          CaseTurned(
            .urged(Urge(unit: matter.details.unit, by: actor, at: self.now)),
            step: Step(old: matter.state, new: matter.state)))
      }
    }
    if let signer = fields["反馈"], !isPerson(signer) {
      try record { matter in
        .turned(
          CaseTurned(
            .reported(
              Report(
                text: "已整改", by: actor, at: self.now, signedOffBy: signer,
                unit: matter.details.unit)), step: Step(old: matter.state, new: .reported)))
      }
    }
    if let name = fields["结果"],
      let result = ClosingResult.allCases.first(where: { $0.name == name })
    {
      let day = fields["办结"].flatMap { CivilDate(iso: $0) }
      let noon = day.map { Instant(seconds: Int64($0.dayNumber) * 86_400 + 4 * 3600) }
      try record(at: noon) { matter in
        .closed(
          CaseClosed(
            result: result, proposer: actor, step: Step(old: matter.state, new: .closed)))
      }
    }
  }
}
