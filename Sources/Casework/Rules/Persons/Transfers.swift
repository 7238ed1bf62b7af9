/// 移送, 抄送 and the record of a hand-over: who gave what to whom, received or not, result returned or
/// not. A restricted record; the open case it came from does not change by it.
enum Transfers {
  static func hand(
    _ transferring: Transferring, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let verb: Verb = transferring.kind == .copy ? .copy : .transfer
    let name = transferring.kind.name
    // Whoever may register a matter may leave a record that something was handed over.
    try Guards.allow(transferring.number == nil ? .clue : verb, situation, what: name)
    let matter = try transferring.number.map { try Guards.matter($0, casebook) }
    let what = matter.map { "\($0.number)" } ?? "限知"
    let tail = transferring.reason.map { " \($0)" } ?? ""
    let choice = try Receivers.choose(
      transferring.to, side: transferring.side, about: matter, casebook, situation
    ) { "/\(name) \(what)\(tail)\n接收：\($0)" }
    guard case .one(let receiver) = choice else {
      if case .question(let decision) = choice { return decision }
      throw Refusal.unavailable
    }
    if let matter,
      let given = try given(matter, to: receiver, transferring.kind, casebook, situation)
    {
      let text = try repeated(given, matter, transferring.kind, receiver, casebook, situation)
      // No refusal: one in the open chain would tell of the record.
      return Decision(replies: [Reply(text: text)])
    }
    let described = Receivers.described(receiver)
    guard situation.confirmed else {
      var text: Wording = "请再看一遍："
      if let matter, matter.number.series == .open {
        text.add("把\(matter.number)号的情况\(transferring.kind == .copy ? "抄送" : "交")\(described)。")
        text.add("群里看到的\(matter.number)号不变。")
      } else if let matter {
        text.add("把\(matter.number)号交\(described)，由这一位一并接收。")
      } else {
        text.add("留一条交接记录：交\(described)。只记时间和经手人，不记内容。")
      }
      return situation.askToConfirm(
        "/\(name) \(what)\(tail)\n接收：\(Receivers.written(receiver))", verb,
        about: matter.map { [$0] } ?? [], showing: text)
    }
    let events =
      if let matter, matter.number.series == .restricted {
        passOn(matter, to: receiver, transferring.kind, situation)
      } else {
        try record(
          title: title(transferring), details: CaseDetails(), to: receiver,
          origin: matter?.number, kind: matter == nil ? nil : transferring.kind,
          reason: transferring.reason, casebook, situation)
      }
    let day = situation.days.full(situation.today)
    var answer: Wording =
      matter == nil ? "已记交接：交\(described)，\(day)。" : "已\(name)\(described)，\(day)。"
    answer.add("收到没有，私聊我发：\(typed: "回执")")
    return Decision(
      events: events,
      replies: [
        Reply(text: answer), .notice(to: receiver.id),
      ], dialogue: .close)
  }

  /// The same in the same receiver's hands, given and not done yet. What others made of an open case is
  /// known to its receivers alone.
  private static func given(
    _ matter: Case, to receiver: Person, _ kind: Transfer.Kind, _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Transfer? {
    if matter.number.series == .restricted {
      return matter.handling?.transfer(to: receiver.id).flatMap { $0.returned == nil ? $0 : nil }
    }
    return try casebook.handedOver(by: situation.actor.id).last { transfer in
      transfer.origin == matter.number && transfer.to == receiver.id && transfer.returned == nil
        && (transfer.kind ?? kind) == kind
    }
  }

  private static func repeated(
    _ given: Transfer, _ matter: Case, _ kind: Transfer.Kind, _ receiver: Person,
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    let from =
      given.from == situation.actor.id ? "您" : try People.address(of: given.from, casebook)
    return
      "\(matter.number)号\(day(given.at, situation))已由\(from)\((given.kind ?? kind).name)\(Receivers.described(receiver))，\(state(given, situation))，没有再记。\n有新的情况请直接告诉这一位；看回执：\(typed: "回执")"
  }

  private static func title(_ transferring: Transferring) -> String {
    transferring.number == nil ? "交接的线索" : "\(transferring.kind.name)的情况"
  }

  /// A new restricted record: its receiver is all who may see it.
  static func record(
    title: String, details: CaseDetails, to receiver: Person, origin: CaseNumber?,
    kind: Transfer.Kind? = nil, texts: [Int]? = nil, reason: String? = nil,
    _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [Event] {
    let number = try casebook.nextRestrictedNumber()
    let registered = CaseRegistered(
      title: title, details: details, due: nil, state: .registered,
      procedure: situation.rules.procedure.version)
    let transfer = Transfer(
      from: situation.actor.id, to: receiver.id, at: situation.now, origin: origin, kind: kind,
      texts: texts)
    let step = Step(old: .registered, new: .registered)
    return [
      situation.event(.matter(number), .registered(registered)),
      situation.event(
        .matter(number), .turned(CaseTurned(.transferred(transfer), step: step, note: reason))),
      situation.event(
        .matter(number),
        .turned(
          CaseTurned(.receiversSet(ReceiversSet(new: [receiver.id], old: [])), step: step))),
    ]
  }

  /// One more receiver of a restricted case.
  private static func passOn(
    _ matter: Case, to receiver: Person, _ kind: Transfer.Kind, _ situation: Situation
  ) -> [Event] {
    let old = matter.handling?.receivers ?? []
    let step = Step(old: matter.state, new: matter.state)
    let transfer = Transfer(
      from: situation.actor.id, to: receiver.id, at: situation.now,
      origin: matter.handling?.transfer?.origin, kind: kind)
    let set = ReceiversSet(new: old.contains(receiver.id) ? old : old + [receiver.id], old: old)
    return [
      situation.event(
        .matter(matter.number), .turned(CaseTurned(.transferred(transfer), step: step))),
      situation.event(.matter(matter.number), .turned(CaseTurned(.receiversSet(set), step: step))),
    ]
  }

  // MARK: How it is told

  /// What those who may see a restricted case read of its hand-over.
  static func line(
    _ transfer: Transfer, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    let from = try People.address(of: transfer.from, casebook)
    let to = try People.address(of: transfer.to, casebook)
    let origin = transfer.origin.map { "；来自\($0)号" } ?? ""
    return "移交：\(from)交\(to)，\(day(transfer.at, situation))；\(state(transfer, situation))\(origin)"
  }

  /// What whoever handed it over reads: to whom, when, received or not.
  static func sent(
    _ transfer: Transfer, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Wording {
    let to = try People.address(of: transfer.to, casebook)
    let stranded = try Holdings.isStranded(transfer, casebook)
    return
      "您移交的：\(day(transfer.at, situation))交\(to)，\(state(transfer, situation))\(stranded ? "；这一位不再接收，等管理员或另一位接收人交接" : "")"
  }

  /// What the actor handed over, below an answer of their private chat.
  static func note(
    _ decision: inout Decision, _ casebook: any Casebook, _ situation: Situation
  ) throws {
    guard situation.place.isPrivate, !decision.replies.isEmpty else { return }
    let sent = try casebook.handedOver(by: situation.actor.id).filter { $0.returned == nil }
    if let last = sent.last {
      decision.replies[0].text.add(try self.sent(last, casebook, situation))
    }
    if sent.count > 1 { decision.replies[0].text.add("共移交\(sent.count)件，全部请发：\(typed: "回执")") }
  }

  private static func state(_ transfer: Transfer, _ situation: Situation) -> String {
    if let returned = transfer.returned { return "\(day(returned.at, situation))已反馈结果" }
    if let received = transfer.received { return "\(day(received.at, situation))已收到" }
    return "还没有收到回执"
  }

  private static func day(_ instant: Instant, _ situation: Situation) -> String {
    situation.days.short(situation.rules.zone.day(of: instant))
  }
}
