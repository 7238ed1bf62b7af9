/// A cry of danger in private. Whoever registered an urgent case is heard at any hour; it is no time
/// to ask for numbers.
enum Alarming {
  static func hear(
    _ text: String, inner isInner: Bool, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.clue, situation, what: "登记线索")
    let open = Set(CaseState.allCases.filter(\.isOpen))
    let query = CaseQuery(states: open, involving: situation.actor.id, limit: 50)
    let urgent = try casebook.find(query).cases.filter {
      $0.details.urgent && $0.number.series == .open
    }
    // Of several the one that sounds most alike, else the youngest.
    let meant = urgent.max {
      (Likeness.shared(text, $0), $0.number) < (Likeness.shared(text, $1), $1.number)
    }
    guard let meant else {
      var question: Wording = "眼下有危险，请先打110。"
      question.add("要按加急登记“\(Cards.brief(text, limit: 20))”吗？\(ClueReaders.told(inner: isInner))。")
      question.add("回1登记；回2我来改。")
      return Decision(
        replies: [Reply(text: question)],
        dialogue: situation.ask(
          .offer(["/线索 \(text)\n范围：工作群\n加急", "/线索\n范围：工作群\n加急"]), for: .question))
    }
    let title = Cards.brief(meant.title, limit: 30)
    var notice = Wording(
      "\(situation.actor.person.address)在催\(meant.number)号（加急）：\(Cards.brief(text, limit: 60))")
    notice.add("事项：\(title)")
    notice.add("请马上联系。看详情请回：\(typed: "查 \(meant.number)")")
    return Decision(
      replies: [
        Reply(text: "\(meant.number)号是加急，已告诉专班。眼下有危险，请先打110。", card: meant.number),
        Reply(to: .team, text: notice, card: meant.number),
      ])
  }
}
