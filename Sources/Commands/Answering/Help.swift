import Casework

/// 帮助: what the asker may do, with one example each; or one command in full.
enum Help {
  static func answer(about topic: String?, to actor: Actor) -> Wording {
    if let topic, let spec = Catalogue.spec(named: topic), AccessPolicy.offers(spec.verb, to: actor) {
      return one(spec)
    }
    return overview(for: actor)
  }

  private static func one(_ spec: CommandSpec) -> Wording {
    var text: Wording = "\(spec.name)：\(spec.summary)"
    text.add("写法：\(typed: spec.usage.isEmpty ? spec.name : "\(spec.name) \(spec.usage)")")
    text.add("例：\(typed: spec.example)")
    text.add("也可以写：\((spec.aliases + spec.latin).joined(separator: "、"))")
    text.add("谁能用：\(spec.permission.wording)")
    return text
  }

  private static func overview(for actor: Actor) -> Wording {
    let offered = Catalogue.all.filter {
      AccessPolicy.offers($0.verb, to: actor) && ![.help, .confirm, .next].contains($0.verb)
    }
    var text: Wording = "您可以这样说："
    for spec in offered { text.add("\(spec.summary)：\(typed: spec.example)") }
    text.add("细看一条：\(typed: "帮助 线索")")
    return text
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
