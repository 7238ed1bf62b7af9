/// 反馈: the unit reports that it is rectified; 收件: the sealed paper came in.
enum UnitReports {
  static func report(
    _ wish: UnitReport, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(wish.number, casebook)
    try Guards.allow(.report, on: matter, situation, what: "\(wish.number)号的反馈")
    let transition = try Guards.transition(.report, of: matter, situation)
    try Guards.text(wish.text ?? "", what: "反馈")
    try Guards.field(wish.signedOffBy, what: "审签")
    let begun = matter.handling?.reportBegun.flatMap { $0.by == situation.actor.id ? $0 : nil }
    // With a report begun, what stands beside the missing part is a remark.
    let remark = wish.continues && begun != nil ? wish.text : nil
    guard let text = remark == nil ? wish.text ?? begun?.text : begun?.text else {
      return Decision(
        replies: [Reply(text: "\(matter.number)号办成什么样了？\n请回一句结果。")],
        dialogue: situation.askForPart(
          "内容",
          of: "/反馈 \(matter.number) \(PersonToken.gap)"
            + (wish.signedOffBy.map { "\n审签：\($0)" } ?? "")))
    }
    let draft = ReportDraft(
      text: text, by: situation.actor.id, at: situation.now,
      signedOffBy: wish.signedOffBy ?? begun?.signedOffBy)
    let files = EvidenceWords.since(matter, with: situation.evidence)
    guard let signer = draft.signedOffBy, !files.isEmpty else {
      return begin(draft, before: begun, of: matter, hasFiles: !files.isEmpty, situation)
    }
    let report = Report(
      text: text, by: situation.actor.id, at: situation.now, signedOffBy: signer,
      unit: matter.details.unit)
    return try reported(
      report, of: matter, Guards.step(transition, of: matter), note: remark, files: files,
      casebook, situation)
  }

  /// The report that was begun, once a photo has made it whole: for whoever adds evidence. Nil where
  /// something is still missing, or nothing was begun by that person.
  static func completed(
    by files: [Evidence], of matter: Case, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision? {
    guard !files.isEmpty, let begun = matter.handling?.reportBegun,
      begun.by == situation.actor.id, begun.signedOffBy != nil,
      situation.rules.procedure.transition(.report, from: matter.state) != nil
    else { return nil }
    return try report(UnitReport(number: matter.number), casebook, situation)
  }

  /// Keeps what there is and asks for the rest, exactly.
  private static func begin(
    _ draft: ReportDraft, before: ReportDraft?, of matter: Case, hasFiles: Bool,
    _ situation: Situation
  ) -> Decision {
    var missing: [String] = []
    if !hasFiles { missing.append("现场照片") }
    if draft.signedOffBy == nil { missing.append("单位审签人是谁") }
    var line = "还缺\(missing.count == 1 ? "一样" : "两样")：\(missing.joined(separator: "；"))。"
    if !hasFiles { line += situation.place.isPrivate ? "照片请直接发在这里。" : "照片请私聊发我。" }
    let isNew = before?.text != draft.text || before?.signedOffBy != draft.signedOffBy
    let events =
      isNew || !situation.evidence.isEmpty
      ? [situation.turned(matter, .reportBegun(draft), matter.stay)] : []
    let dialogue =
      draft.signedOffBy == nil
      ? situation.askForPart(
        "审签人", of: "/反馈 \(matter.number) \(draft.text)\n审签：\(PersonToken.gap)") : .close
    return Decision(
      events: events, replies: [Reply(text: Wording(line), card: matter.number)],
      dialogue: dialogue)
  }

  private static func reported(
    _ report: Report, of matter: Case, _ step: Step, note: String?, files: [Evidence],
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let number = matter.number
    // A lead of the unit itself does not verify what it reports.
    let lead = try casebook.leader(of: matter).flatMap { person in
      try OwnUnit.has(person, matter, casebook) ? nil : person
    }
    var answer: Wording = lead == nil ? "\(number)号已反馈，等专班验收。" : "\(number)号已反馈，等领衔人验收。"
    answer.add(
      try paperLine(matter, situation)
        ?? "纸质件收到后请专班记：\(typed: "收件 \(number)")")
    let ended = try ExtensionEnding.by(reporting: matter, casebook, situation)
    if let ended { answer.add(ended.line) }
    var decision = Decision(
      events: [situation.turned(matter, .reported(report), step, note: note)],
      replies: [Reply(text: answer, card: number)], dialogue: .close)
    var notice: Wording = "\(Telling.naming(matter))已反馈，请您验收。"
    let unit = try matter.details.unit.map { "\(try People.name(of: $0, casebook))：" } ?? ""
    notice.add(Wording("\(unit)\(Cards.brief(report.text, limit: 60))"))
    notice.add("审签：\(report.signedOffBy)；\(EvidenceWords.count(files))")
    if let ended { notice.add(ended.toLead) }
    notice.add("合格请发：\(typed: "验收 \(number)")")
    notice.add("不合格请发：\(typed: "退回 \(number) 理由")")
    if let lead, lead.id != situation.actor.id {
      decision.replies += Telling.privately([lead.id], notice, about: matter)
    } else {
      decision.replies.append(Reply(to: .team, text: notice, card: number))
    }
    decision.replies += ended?.notices ?? []
    // What it bars is said below: the photos came with this message, and would not come again.
    if let loss = try SecondPerson.loss(
      barring: [situation.actor.person], from: matter, casebook, situation)
    {
      decision.replies[0].text.add(loss.text)
    }
    return decision
  }

  private static func paperLine(_ matter: Case, _ situation: Situation) throws -> Wording? {
    guard let paper = matter.handling?.paper else { return nil }
    return "纸质件\(situation.days.short(situation.rules.zone.day(of: paper.at)))已收到。"
  }

  static func paper(
    _ number: CaseNumber, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let matter = try Guards.matter(number, casebook)
    try Guards.allow(.paper, on: matter, situation, what: "记收件")
    guard matter.state.isOpen else { throw Guards.wrongState(matter, "记收件") }
    guard matter.handling?.report != nil else {
      throw Refusal(
        .wrongState,
        "\(number)号还没有反馈，没有可收的纸质件，没有记。\n单位反馈以后再记；看现在的情况：\(typed: "查 \(number)")")
    }
    if let line = try paperLine(matter, situation) {
      return Decision(
        replies: [Reply(text: "\(number)号的" + line + "没有重复记。", card: number)])
    }
    let receipt = Receipt(by: situation.actor.id, at: situation.now)
    let text: Wording =
      "\(number)号的纸质件已记收到。\n日期：\(situation.days.full(situation.today))；收件：\(situation.actor.person.address)"
    return Decision(
      events: [situation.turned(matter, .paperReceived(receipt), matter.stay)],
      replies: [Reply(text: text, card: number)], dialogue: .close)
  }
}

/// How photos and files are counted and called.
enum EvidenceWords {
  /// What speaks for the report in hand: files since the last return, and those that came along.
  static func since(_ matter: Case, with new: [Evidence] = []) -> [Evidence] {
    let handling = matter.handling
    let kept = (handling?.evidence ?? []).filter { item in
      item.failed == nil && (handling?.returnedAt.map { item.at > $0 } ?? true)
    }.map(\.file)
    return kept + new.filter { file in !kept.contains { $0.reference == file.reference } }
  }

  /// `照片3张`, `附件1个`, `照片2张、附件1个`.
  static func count(_ files: [Evidence]) -> String {
    let photos = files.count { $0.kind == "photo" }
    var parts: [String] = []
    if photos > 0 { parts.append("照片\(photos)张") }
    if files.count > photos { parts.append("附件\(files.count - photos)个") }
    return parts.isEmpty ? "没有附件" : parts.joined(separator: "、")
  }
}
