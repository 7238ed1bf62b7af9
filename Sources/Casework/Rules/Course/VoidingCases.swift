/// 作废: mistyped, not meant, nothing there. Weighty: shown once more before it is done.
enum VoidingCases {
  static func void(
    _ wish: VoidWish, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    if wish.numbers.count == 1, let matter = try casebook.matter(wish.numbers[0]),
      let decision = try Seconding.pending(.void, on: matter, casebook, situation)
    {
      return decision
    }
    try Guards.allow(.void, situation, what: "作废")
    try Guards.text(wish.reason, what: "理由")
    var steps: [(matter: Case, step: Step)] = []
    for number in wish.numbers {
      let matter = try Guards.matter(number, casebook)
      let transition = try Guards.transition(.void, of: matter, reason: wish.reason, situation)
      try Seconding.checkNoneWaits(on: matter, casebook, situation)
      steps.append((matter, Guards.step(transition, of: matter)))
    }
    guard let first = steps.first else { throw Refusal.unavailable }
    if let other = wish.duplicateOf, !wish.insists, steps.count == 1,
      let question = try proposeMerging(first.matter, into: other, wish, casebook, situation)
    {
      return question
    }
    let far = try steps.map(\.matter).filter { matter in
      try Seconding.isNeeded(for: matter, casebook, situation)
        || Seconding.isAlwaysNeeded(.void, of: matter, situation)
    }.map(\.number)
    guard situation.confirmed else {
      return show(steps.map(\.matter), needingSecond: far, wish, situation)
    }
    var decision = Decision(dialogue: .close)
    var text = Wording()
    let done = steps.filter { !far.contains($0.matter.number) }
    if !done.isEmpty {
      text.add(
        "\(NumberWords.list(done.map(\.matter.number)))已作废。\n理由：\(Cards.brief(wish.reason, limit: 60))\n10分钟内可以发：\(typed: "撤回")"
      )
    }
    for (matter, step) in done {
      decision.events.append(
        situation.turned(
          matter, .voided(Voiding(by: situation.actor.id)), step, note: wish.reason))
      decision.replies += try notices(
        matter, wish.reason, "经办：\(situation.actor.person.address)", casebook, situation)
    }
    for (matter, _) in steps where far.contains(matter.number) {
      let asked = AskedAct(
        .void, by: situation.actor.id, at: situation.now, reason: wish.reason)
      let (event, line, notices) = try Seconding.ask(asked, on: matter, casebook, situation)
      decision.events.append(event)
      decision.replies += notices
      text.add(line)
    }
    decision.replies.insert(
      Reply(text: text, card: steps.count == 1 ? first.matter.number : nil), at: 0)
    return decision
  }

  /// What two people agreed on.
  static func carryOut(
    _ asked: AskedAct, _ matter: Case, _ people: Wording, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision {
    let transition = try Guards.transition(
      .void, of: matter, reason: asked.reason, situation)
    let reason = asked.reason ?? ""
    var text: Wording = "\(matter.number)号已作废。\n理由：\(Cards.brief(reason, limit: 60))"
    text.add(people)
    text.add(try UnitNotices.unheard(of: matter, casebook, situation))
    return Decision(
      events: [
        situation.turned(
          matter, .voided(Voiding(by: asked.by)), Guards.step(transition, of: matter),
          note: asked.reason)
      ],
      replies: [Reply(text: text, card: matter.number)]
        + (try notices(matter, reason, people, casebook, situation)), dialogue: .close)
  }

  private static func notices(
    _ matter: Case, _ reason: String, _ people: Wording, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [Reply] {
    let notice: Wording =
      "\(Telling.naming(matter))已作废，您不用再办。\n理由：\(Cards.brief(reason, limit: 60))；" + people
    return Telling.privately(
      try Telling.concerned(matter, casebook, situation), notice, about: matter)
  }

  private static func show(
    _ matters: [Case], needingSecond far: [CaseNumber], _ wish: VoidWish, _ situation: Situation
  ) -> Decision {
    let names = NumberWords.list(wish.numbers)
    var text: Wording =
      matters.count == 1
      ? "\(names)拟作废，请再看一遍" : "\(names)共\(matters.count)件拟作废，请再看一遍"
    for matter in matters.prefix(4) {
      text.add(
        Wording("\(matter.number) \(Cards.brief(matter.title, limit: 30))（\(matter.state.name)）"))
    }
    if matters.count > 4 { text.add("还有\(matters.count - 4)件。") }
    text.add("理由：\(Cards.brief(wish.reason, limit: 60))")
    if !far.isEmpty {
      let which = matters.count == 1 ? "这一件" : NumberWords.list(far)
      let hasTakenIn = matters.contains {
        far.contains($0.number) && $0.handling?.absorbed.isEmpty == false
      }
      text.add("\(which)\(hasTakenIn ? "（含并入的）" : "")单位已经在办，您确认之后还要另一位同志同意。")
    }
    let command = "/作废 \(NumberWords.typed(wish.numbers)) \(wish.reason)" + mark(wish)
    return situation.askToConfirm(
      command, .void, about: matters, showing: text,
      card: matters.count == 1 ? matters[0].number : nil
    )
  }

  /// Chosen against merging: it is not proposed again.
  private static func mark(_ wish: VoidWish) -> String {
    wish.duplicateOf == nil && !wish.insists ? "" : " 办法：作废"
  }

  /// The reason says that it is another one's double: then nothing of it need be lost.
  private static func proposeMerging(
    _ matter: Case, into other: CaseNumber, _ wish: VoidWish, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision? {
    guard other != matter.number, other.series == matter.number.series,
      let target = try casebook.matter(other), target.state.isOpen,
      target.isInner == matter.isInner, Merging.unanswered(in: matter) == nil,
      situation.rules.procedure.transition(.merge, from: matter.state) != nil
    else { return nil }
    let text: Wording =
      "重复的建议合并：\(matter.number)并入\(other)，来源都保留。\n回1：合并\n回2：作废\(matter.number)号"
    let commands = [
      "/合并 \(matter.number) \(other)", "/作废 \(matter.number) \(wish.reason)" + mark(wish),
    ]
    return Decision(
      replies: [Reply(text: text, card: matter.number)],
      dialogue: situation.ask(.choice(commands), for: .question))
  }
}

/// Several numbers in a sentence, and as they are typed.
enum NumberWords {
  /// `12号`, `43至48号`, `43、45号`.
  static func list(_ numbers: [CaseNumber]) -> String {
    guard isRun(numbers), let first = numbers.first, let last = numbers.last else {
      return numbers.map(\.description).joined(separator: "、") + "号"
    }
    return "\(first)至\(last)号"
  }

  /// `12`, `43-48`, `43、45`.
  static func typed(_ numbers: [CaseNumber]) -> String {
    guard isRun(numbers), let first = numbers.first, let last = numbers.last else {
      return numbers.map(\.description).joined(separator: "、")
    }
    return "\(first)-\(last)"
  }

  private static func isRun(_ numbers: [CaseNumber]) -> Bool {
    numbers.count > 2
      && zip(numbers, numbers.dropFirst()).allSatisfy {
        $0.series == .open && $1.series == .open && $1.value == $0.value + 1
      }
  }
}
