import Casework

/// A text that may be read on. `Entrance` alone makes one, and judges what it comes to before that
/// leaves; the parsers of commands take nothing else, so that no way leads around.
struct Admitted {
  /// As it may be read, repeated and kept: numbers of persons struck out.
  let text: FoldedText
  /// As it came, for judging its parts; every scalar has the same place.
  let said: FoldedText

  fileprivate init(_ said: FoldedText) {
    self.said = said
    text = PersonalNumbers.masked(said)
  }

  /// No words at all.
  static let nothing = Admitted(FoldedText(""))
}

/// The one way from a text to what it comes to: what somebody types, what is stored with a question, and
/// both put together.
struct Entrance {
  let said: FoldedText
  let head: CommandHead
  let hearing: Hearing
  var fileNames: [String] = []
  /// Said to the bot or meant for it, so that the text is held back even where it would be passed over.
  var isAddressed = true
  /// Where the text goes on behind a word that was meant for a command.
  var meant: () -> Int? = { nil }

  private var judge: Judge {
    Judge(
      persons: hearing.persons, text: said, head: head, isPrivate: hearing.isPrivate,
      keepsReporters: hearing.keepsReporters, meant: meant)
  }

  /// What the text comes to: as `read` has it, unless a rule holds it back.
  func admit(_ read: (Admitted) -> Outcome?) -> Outcome? {
    let judge = judge
    if !hearing.isPrivate, Discretion.isPrivateOnly(head, said, isAddressed: isAddressed) {
      let refusal = Discretion.privateOnly
      return .refused(
        head.verb ?? .transfer, judge.refusal() == nil ? refusal : Discretion.privateOnlyHeld)
    }
    let vouches = judge.scope == "对事"
    let outcome = read(Admitted(vouches ? withoutScope : said))
    // What must go at once is not held up by the words for it: its reader leaves out what is not kept.
    if case .act(.persons(.hide))? = outcome { return outcome }
    guard outcome != nil || isAddressed, head != .foreign else { return outcome }
    let verb = head.verb ?? (fileNames.isEmpty ? .clue : .attach)
    // What reads a text may have refused it with a line as fixed.
    if case .refused(_, let refusal)? = outcome, refusal.isHeld { return outcome }
    if judge.claimsGrade(fileNames) { return .refused(verb, SensitiveText.gradeRefusal) }
    if fileNames.contains(where: { hearing.persons.verdict(of: $0).holds }) {
      return .refused(verb, Confidential.accusation)
    }
    if case .act(.speech(.batch(let batch, let step)))? = outcome {
      return .act(.speech(.batch(judged(batch), judged(step, batch, judge))))
    }
    if case .hold(let reason) = judge.verdict {
      return vouches && judge.isReleasedByVouching
        ? vouched(outcome, verb) : held(outcome, verb, because: reason)
    }
    if let plan = judge.plan(head.verb ?? outcome?.verb) {
      return .refused(head.verb ?? .remind, plan)
    }
    if let outcome, isUnanswerable || (outcome.looksUp && Discretion.isUnanswerable(said)) {
      return .refused(.find, Refusal.unavailable)
    }
    return outcome
  }

  /// The same without its field 范围, which only 线索 and 附件 know.
  private var withoutScope: FoldedText {
    guard case .command(let verb, let next) = head else {
      return FoldedText(FieldedText(said, from: 0, known: [.scope]).rest)
    }
    guard verb != .clue, verb != .attach else { return said }
    let rest = FieldedText(said, from: next, known: [.scope]).rest
    return FoldedText(said.original[..<next] + Array(rest.unicodeScalars))
  }

  /// A question that has one answer, whatever there is.
  private var isUnanswerable: Bool {
    (head == .none || head.verb?.isLookup == true) && Discretion.isUnanswerable(said)
  }

  // MARK: What may accuse somebody

  private func held(
    _ outcome: Outcome?, _ verb: Verb, because reason: PersonsVerdict.Reason
  ) -> Outcome {
    // 51是谁反映的 asks, and says nothing of anybody.
    if isUnanswerable, said.count <= 16,
      SearchPhrase.asks(said) || said.folded.contains(where: "谁几多".unicodeScalars.contains)
    {
      return .refused(.find, Refusal.unavailable)
    }
    if hearing.isPrivate {
      if case .privacy(let privacy) = reason, privacy.offersMatter, verb == .clue,
        let offer = Discretion.offerWithoutPerson(said, hearing)
      {
        return .refused(verb, offer)
      }
      // 范围：限知 is led to where it belongs; elsewhere the record decides that the act comes to.
      switch outcome {
      case .act(.persons(.clue(let clue))): return .act(.suspected(.persons(.clue(clue))))
      case .act(let act) where hearing.sealsPersons: return .act(.suspected(act))
      default: break
      }
    }
    return .refused(verb, Confidential.accusation)
  }

  /// 范围：对事 of one whose word is enough goes on as vouched for; a member's goes to the team.
  private func vouched(_ outcome: Outcome?, _ verb: Verb) -> Outcome? {
    guard Vouching.isTaken(from: hearing.actor) else {
      guard outcome != nil, !verb.isLookup, head != .none || hearing.isPrivate,
        AccessPolicy.offers(verb, to: hearing.actor)
      else { return .refused(verb, Confidential.accusation) }
      return .act(.speech(.vouching(verb, command: command)))
    }
    switch outcome {
    case .act(let act): return .act(.vouched(act))
    case .answer(let wording, let change): return .answer(wording, change.vouched)
    case .suggested, .refused, nil: return outcome
    }
  }

  /// The command as somebody else sends it again: without its slash, complete.
  private var command: String {
    var text = Scanner(PersonalNumbers.masked(said))
    text.skip { $0.isBlank || $0 == "/" || $0 == "!" }
    let typed = MentionToken.readable(text.rest)
    if case .command = head { return typed }
    return "线索 \(typed)"
  }

  // MARK: Tables

  /// The rows that may be kept, each judged by its own words; of the others the label alone.
  private func judged(_ batch: Batch) -> Batch {
    var kept = batch
    kept.rows = []
    for row in batch.rows {
      guard let refusal = hearing.refusal(ofPart: FoldedText(row.words)) else {
        kept.rows.append(row)
        continue
      }
      let isNumber = row.label.allSatisfy { $0.isASCII && $0.isNumber }
      kept.leave(isNumber ? "第\(row.label)条" : row.label, because: refusal.code)
    }
    return kept
  }

  private func judged(_ step: BatchStep, _ batch: Batch, _ judge: Judge) -> BatchStep {
    guard case .offered(let asks, _) = step else { return step }
    return .offered(
      asks: asks,
      holds: !batch.left.isEmpty || judge.verdict.holds || Discretion.namesReporters(said))
  }

}

extension Outcome {
  /// The command it comes to.
  fileprivate var verb: Verb? {
    switch self {
    case .act(let act): act.verb
    case .refused(let verb, _): verb
    case .answer, .suggested: nil
    }
  }

  fileprivate var looksUp: Bool { if case .act(.find) = self { true } else { false } }
}

extension Hearing {
  /// Whether nothing may be kept of a part of a text, such as a table's row.
  func keepsOut(_ part: FoldedText) -> Bool { refusal(ofPart: part) != nil }

  /// The rule that keeps a part of a text out.
  func refusal(ofPart part: FoldedText) -> Refusal? {
    Judge(persons: persons, text: part, head: .none, isPrivate: false).refusal()
  }
}

extension Batch.Row {
  /// All that it says, part by part.
  fileprivate var words: String {
    let details = registration.details
    var parts = [registration.title, details.unit?.name] + details.assisting.map(\.name)
    parts += [
      details.area, details.source, details.sourceNumber, details.place, details.project,
      details.programme,
    ]
    for case .unreadableDay(let typed) in doubts { parts.append(typed) }
    return parts.compactMap { $0 }.joined(separator: "\n")
  }
}
