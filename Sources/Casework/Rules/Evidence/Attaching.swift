/// 附件: putting photos and files into a case.
enum Attaching {
  static func attach(
    to number: CaseNumber, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    // Whoever is not even a member learns nothing about numbers.
    try Guards.allow(.find, situation, what: "放附件")
    let matter = try Guards.matter(number, casebook)
    try Guards.allow(.attach, on: matter, situation, what: "给\(number)号放附件")
    guard number.series == .open else {
      throw Refusal(
        .fileNotTaken, "\(number)号不收照片和文件，没有留存。\n请当面交给接收人。", dialogue: .close)
    }
    guard matter.state.isOpen else {
      throw Refusal(
        .wrongState,
        "\(number)号\(matter.state.name)，不能再放附件。\n看现在的情况：\(typed: "查 \(number)")", dialogue: .close)
    }
    let new = situation.evidence.filter { !has(matter, $0) }
    guard !new.isEmpty else {
      return Decision(
        replies: [Reply(text: "\(number)号里已经有了，没有重复放。", card: number)], dialogue: .close)
    }
    // Photos that were the last thing a report waited for make it whole.
    if let report = try UnitReports.completed(by: new, of: matter, casebook, situation) {
      return report
    }
    let turned = CaseTurned(
      .evidenceAdded(EvidenceAdded(files: new)),
      step: Step(old: matter.state, new: matter.state))
    return Decision(
      events: [situation.event(.matter(number), .turned(turned))],
      replies: [Reply(text: Wording(FileWording.kept(new, in: number)), card: number)],
      dialogue: .close)
  }

  /// Whether the case has that file, and it is not one that could not be had.
  private static func has(_ matter: Case, _ file: Evidence) -> Bool {
    matter.evidence.contains { $0.file.isSame(as: file) && $0.failed == nil }
  }
}
