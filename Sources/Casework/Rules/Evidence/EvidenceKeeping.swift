/// Photos and files: what belongs to which case, and what is not taken.
enum EvidenceKeeping {
  /// Leads each act to its rule.
  static func decide(
    _ act: EvidenceAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    switch act {
    case .attach(let number, let page):
      situation.evidence.isEmpty
        ? try EvidenceList.show(number, page: page, casebook, situation)
        : try Attaching.attach(to: number, casebook, situation)
    case .register(let registration):
      try register(registration, casebook, situation)
    case .paper(let number, let withCommand):
      throw try FilePolicy.paper(number, withCommand: withCommand, casebook, situation)
    case .callBack: try callBack(casebook, situation)
    }
  }

  private static func register(
    _ registration: Registration, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard !situation.evidence.isEmpty else {
      throw Refusal(
        .fileNotTaken, "还没有收到照片或文件，没有办。\n先发照片，再说放进哪一件。\n只登记一件事请发：\(typed: "线索 什么事")")
    }
    return try Registering.register(registration, casebook, situation)
  }

  /// Who cannot write is called by the team.
  private static func callBack(_ casebook: any Casebook, _ situation: Situation) throws -> Decision
  {
    try Guards.allow(.find, situation, what: "请专班联系")
    let person = situation.actor.person
    return Decision(
      replies: [
        Reply(text: "好，已请专班联系您。"),
        Reply(to: .team, about: .open, text: "\(person.address)有事要说，不方便写字，请联系一下。"),
      ], dialogue: .close)
  }
}
