/// Photos without words: once no more come, they go to what their sender just registered, or it is
/// asked what they belong to.
public enum LooseFiles {
  /// What is said to a burst of photos without words, the files at hand in `situation.evidence`.
  /// - Parameters:
  ///   - dialogue: The question that is open to their sender in that chat.
  ///   - earlier: How many of them were asked about before.
  public static func settle(
    asked earlier: Int, dialogue: Dialogue?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard !situation.evidence.isEmpty, situation.actor.roles.contains(.member) else {
      return Decision()
    }
    let count = FileWording.count(situation.evidence)
    if let decision = waiting(dialogue, count) { return decision }
    if let touched = try touched(casebook, situation) {
      if touched.takesThem {
        return try decide(
          .evidence(.attach(touched.matter.number, page: 1)), casebook, situation)
      }
      let number = touched.matter.number
      let whither = touched.reported ? "\(number)号的进展" : "\(number)号"
      return Decision(
        replies: [
          Reply(text: "这\(count)放进\(whither)吗？\n回1是，回2换别的号。", card: number)
        ],
        dialogue: situation.ask(.choice(["/附件 \(number)", "/附件"]), for: .question))
    }
    let first = earlier > 0 ? "一共收到\(count)。" : "收到\(count)。"
    return Decision(
      replies: [Reply(text: "\(first)\n回编号放进去，或者说一句是什么事。")],
      dialogue: situation.ask(
        .missing(text: "/附件 \u{FFFC}", part: LooseFiles.part), for: .question))
  }

  /// The part that answers where photos belong: a number, or what it is about.
  public static let part = "编号或什么事"

  /// Where another question is open it stays so, and its answer takes the photos along. Nil where
  /// none is, or this one.
  private static func waiting(_ dialogue: Dialogue?, _ count: String) -> Decision? {
    switch dialogue?.question {
    case nil, .next: return nil
    case .missing(let text, let part):
      if part == LooseFiles.part || text.hasPrefix("/附件") { return nil }
      return Decision(replies: [Reply(text: "收到\(count)，等您答了上面的问题一起放进去。")])
    case .choice(let commands) where commands.first?.hasPrefix("/附件") == true: return nil
    case .confirm(let confirmation) where confirmation.verb.takesLooseFiles:
      return Decision(replies: [Reply(text: "收到\(count)，您确认后一起放进去。")])
    case .confirm:
      return Decision(replies: [Reply(text: "收到\(count)。\n要放进哪一件，请发：\(typed: "附件 编号")")])
    default:
      return Decision(
        replies: [
          Reply(text: "收到\(count)，等您选了一起放进去。\n要放进别的，请发：\(typed: "附件 编号")")
        ])
    }
  }

  private struct Touched {
    var matter: Case
    /// The sender registered or reported it himself within the time.
    var takesThem: Bool
    /// The last thing he did about it was a progress entry.
    var reported: Bool
  }

  /// The open case the sender made or touched last within ten minutes, if he may put files there.
  private static func touched(
    _ casebook: any Casebook, _ situation: Situation
  ) throws -> Touched? {
    let since = situation.now.adding(seconds: -situation.rules.procedure.seconds(.repeated))
    let entries = try casebook.acts(of: situation.actor.id, since: since)
    for entry in entries.reversed() {
      guard case .matter(let number)? = entry.event.record, number.series == .open,
        let matter = try casebook.matter(number), matter.state.isOpen,
        AccessPolicy.allows(situation.actor, .attach, on: matter)
      else { continue }
      let takesThem = entries.contains {
        $0.event.record == entry.event.record && isAwaitingFiles($0.event.change)
      }
      var reported = false
      if case .progressed = entry.event.change { reported = true }
      return Touched(matter: matter, takesThem: takesThem, reported: reported)
    }
    return nil
  }

  private static func isAwaitingFiles(_ change: Change) -> Bool {
    switch change {
    case .registered: return true
    case .turned(let turned):
      switch turned.turn {
      case .reportBegun, .reported: return true
      default: return false
      }
    default: return false
    }
  }

  /// What is said about files of an album that came after its answer.
  public static func later(_ added: Int, to matter: Case) -> Reply {
    Reply(
      text: "又有\(added)个附件放进\(matter.number)号，现在共\(matter.evidence.count)个。", card: matter.number)
  }

  /// What a sender is told of his files that could not be had.
  public static func failed(
    _ kinds: [String], of matter: CaseNumber, sender: PersonID, because failure: FetchFailure
  ) -> Reply {
    let way = failure == .tooLarge ? "请压小一些再发" : "请重发"
    return Reply(
      to: .person(sender),
      text: "\(matter)号有\(FileWording.count(kinds))没取下来，\(way)。\n原因：\(failure.name)",
      card: matter)
  }
}

extension Verb {
  /// Acts that take along the photos their writer sent before without words.
  public var takesLooseFiles: Bool {
    switch self {
    case .clue, .progress, .report, .attach: true
    default: false
    }
  }
}
