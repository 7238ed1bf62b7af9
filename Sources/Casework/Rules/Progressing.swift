/// 进展: adding what has been done.
enum Progressing {
  static func add(
    _ text: String, to number: CaseNumber, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    // Whoever is not even a member learns nothing about numbers.
    try Guards.allow(.find, situation, what: "记进展")
    let matter = try Guards.matter(number, casebook)
    try Guards.allow(.progress, on: matter, situation, what: "记\(number)号的进展")
    try Guards.text(text, what: "进展")
    let transition = try Guards.transition(.progress, of: matter, situation)
    let change = CaseProgressed(
      text: text, step: Guards.step(transition, of: matter), evidence: situation.evidenceKept,
      signs: Receiving.signsBy(answering: matter, situation))
    var answer = Wording("\(number)号已记进展（第\(matter.progressCount + 1)条）。")
    if let files = change.evidence { answer.add(Wording(FileWording.kept(files, in: number))) }
    if change.step.old != change.step.new { answer.add("现在：\(change.step.new.name)") }
    if let due = matter.due, matter.state.clockRuns {
      let viewer = try Viewer.of(situation, casebook)
      answer.add(Wording(situation.days.term(of: matter, due, viewer)))
    }
    return Decision(
      events: [situation.event(.matter(number), .progressed(change))],
      replies: [Reply(text: answer, card: number)], dialogue: .close)
  }
}
