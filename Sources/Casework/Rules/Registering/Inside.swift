/// Who sees a clue once it is registered, worded once for every question that asks.
public enum ClueReaders {
  static let inside = "公开前只有专班、两办和领衔人看得到"

  /// Whether whoever reads an answer there sees what belongs to the inner circle.
  public static func include(
    readersOf situation: Situation, _ casebook: any Casebook
  ) throws -> Bool {
    try Viewer.Standing.of(situation, casebook).seesInner(ledBy: nil)
  }

  public static func told(inner: Bool) -> String { inner ? inside : "登记后工作群能看到" }
}

/// What is said when a case of the inner circle is registered.
enum Inside {
  /// What such a case is called wherever it stands among others.
  static let mark = "内部件"

  /// Who sees it, on its card and in the answer.
  static let scope = "\(mark)：\(ClueReaders.inside)"

  /// Whether the reader of an answer there sees such a case.
  static func isShown(_ casebook: any Casebook, _ situation: Situation) throws -> Bool {
    try ClueReaders.include(readersOf: situation, casebook)
  }

  /// The answer where it is not shown: one line, without title. Nil where it is.
  static func registered(
    _ number: CaseNumber, _ title: String, _ events: [Event], _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> Decision? {
    guard try !isShown(casebook, situation) else { return nil }
    var answer = Reply(text: "已登记，\(number)号，在内部办理，这里不显示。", card: number)
    answer.quotes = false
    var decision = Decision(
      events: events,
      replies: [answer] + (try told([(number: number, title: title)], casebook, situation)),
      dialogue: .close)
    decision.holdsBack = !situation.place.isPrivate
    return decision
  }

  /// The team hears of those that it does not read of where they were registered.
  static func told(
    _ cases: [(number: CaseNumber, title: String)], _ casebook: any Casebook,
    _ situation: Situation
  ) throws -> [Reply] {
    guard !cases.isEmpty, !situation.actor.roles.contains(.team),
      try Viewer.Standing.of(situation, casebook) != .innerGroup
    else { return [] }
    return cases.map { number, title in
      let text: Wording =
        "\(situation.actor.person.address)登记了\(number)号，内部件：\(Cards.brief(title, limit: 60))\n请研判：\(typed: "研判 \(number) 受理")"
      return Reply(to: .team, text: text, card: number)
    }
  }
}
