import Casework

/// 帮助: what the asker may do, with one example each; or one command in full.
enum Help {
  /// Rows of one page: with its first and last line, eight lines.
  private static let pageLength = 6

  static func answer(about topic: String?, page: Int, _ hearing: Hearing) -> Outcome {
    if let topic, let spec = Catalogue.spec(named: topic),
      AccessPolicy.offers(spec.verb, to: hearing.actor)
    {
      return .answer(one(spec), .keep)
    }
    return overview(page: page, hearing)
  }

  private static func one(_ spec: CommandSpec) -> Wording {
    var text: Wording = "\(spec.name)：\(spec.summary)"
    text.add("写法：\(typed: spec.usage.isEmpty ? spec.name : "\(spec.name) \(spec.usage)")")
    text.add("例：\(typed: spec.example)")
    text.add("也可以写：\((spec.aliases + spec.latin).joined(separator: "、"))")
    text.add("谁能用：\(spec.permission.wording)")
    return text
  }

  private static func overview(page: Int, _ hearing: Hearing) -> Outcome {
    let offered = Catalogue.all.filter {
      AccessPolicy.offers($0.verb, to: hearing.actor)
        && ![.help, .confirm, .next].contains($0.verb)
    }
    let pages = max(1, (offered.count + pageLength - 1) / pageLength)
    let page = min(page, pages)
    var text: Wording = page == 1 ? "您可以这样说：" : "您还可以这样说："
    for spec in offered.dropFirst((page - 1) * pageLength).prefix(pageLength) {
      text.add("\(spec.summary)：\(typed: spec.example)")
    }
    guard page < pages else {
      text.add("细看一条：\(typed: "帮助 线索")")
      return .answer(text, page > 1 ? .close : .keep)
    }
    text.add("还有\(offered.count - page * pageLength)条：\(typed: "下一页")；细看一条：\(typed: "帮助 线索")")
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
