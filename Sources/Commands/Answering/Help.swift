import Casework

/// 帮助: what the asker does daily, with one example each; then all they may, by topic; or one topic
/// or one command in full.
enum Help {
  /// Rows of one page: with its first and last line, eight lines.
  private static let pageLength = 6

  static func answer(about topic: String?, page: Int, _ hearing: Hearing) -> Outcome {
    guard let topic else { return overview(page: page, hearing) }
    let named = Catalogue.spec(named: topic)
    if let named, AccessPolicy.offers(named.verb, to: hearing.actor) {
      return .answer(one(named, hearing), .keep)
    }
    let topics = Topics.offered(to: hearing.actor)
    if let found = topics.first(where: { $0.name == topic }) {
      return list(found.specs, of: found.name, page: page, hearing)
    }
    return overview(page: page, hearing)
  }

  private static func one(_ spec: CommandSpec, _ hearing: Hearing) -> Wording {
    var text: Wording = "\(spec.name)：\(spec.summary)"
    text.add("写法：\(typed: spec.usage.isEmpty ? spec.name : "\(spec.name) \(spec.usage)")")
    text.add("例：\(typed: spec.example)")
    text.add("也可以写：\((spec.aliases + spec.latin).joined(separator: "、"))")
    text.add("谁能用：\(spec.permission.wording)")
    // 督办 is a command and a topic: what else belongs to it is named.
    if let topic = Topics.offered(to: hearing.actor).first(where: { $0.name == spec.name }) {
      let others = topic.specs.filter { $0.verb != spec.verb }.map(\.name)
      if !others.isEmpty { text.add("同类的还有：\(others.joined(separator: "、"))") }
    }
    return text
  }

  private static func list(
    _ specs: [CommandSpec], of topic: String, page: Int, _ hearing: Hearing
  ) -> Outcome {
    let pages = max(1, (specs.count + pageLength - 1) / pageLength)
    let page = min(page, pages)
    var text: Wording = "\(topic)，您可以这样说："
    for spec in specs.dropFirst((page - 1) * pageLength).prefix(pageLength) {
      text.add("\(spec.summary)：\(typed: spec.example)")
    }
    guard page < pages else { return .answer(text, page > 1 ? .close : .keep) }
    text.add("还有\(specs.count - page * pageLength)条：\(typed: "下一页")")
    return .answer(text, hearing.ask(.next("帮助 \(topic) 页：\(page + 1)")))
  }

  /// First what is done daily, then everything by topic.
  private static func overview(page: Int, _ hearing: Hearing) -> Outcome {
    let topics = Topics.offered(to: hearing.actor)
    let pages = 1 + (topics.count + pageLength - 1) / pageLength
    let page = max(1, min(page, pages))
    var text: Wording
    if page == 1 {
      text = "您可以这样说："
      for spec in Topics.daily(for: hearing.actor).prefix(pageLength) {
        text.add("\(spec.summary)：\(typed: spec.example)")
      }
    } else {
      text = "您能办的，按类别："
      for topic in topics.dropFirst((page - 2) * pageLength).prefix(pageLength) {
        text.add("\(topic.name)：\(topic.specs.map(\.name).joined(separator: "、"))")
      }
    }
    guard page < pages else {
      text.add("细看一条或一类：\(typed: "帮助 \(topics.first?.name ?? "线索")")")
      return .answer(text, .close)
    }
    text.add(page == 1 ? "全部：\(typed: "下一页")；细看一条：\(typed: "帮助 线索")" : "还有：\(typed: "下一页")")
    return .answer(text, hearing.ask(.next("帮助 页：\(page + 1)")))
  }
}

extension Catalogue {
  /// The command a word names, in any of its forms.
  static func spec(named word: String) -> CommandSpec? {
    let text = FoldedText(word)
    var folded = text.foldedString(text.trimmed(0..<text.count))
    if folded.hasPrefix("/") { folded.removeFirst() }
    return all.first { $0.allNames.contains(folded) }
  }
}
