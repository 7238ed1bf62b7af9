import Casework

/// What the rules on what must not be kept say of a text: state-secret grades, texts that may accuse a
/// person, who reported, plans of unannounced visits. Asked of every text, whatever way it came in.
struct Judge {
  let persons: PersonsReader
  let text: FoldedText
  let head: CommandHead
  let isPrivate: Bool
  /// Whether 反映人 may be kept, sealed.
  var keepsReporters = false
  /// Where the text goes on behind a word that was meant for a command: what stands there is judged by
  /// itself as well, as it would be behind the command.
  var meant: () -> Int? = { nil }

  /// The rule that holds the text back, or a file of such a name; nil where none does.
  func refusal(fileNames: [String] = []) -> Refusal? {
    if claimsGrade(fileNames) { return SensitiveText.gradeRefusal }
    if namesReporter { return Confidential.reporter }
    if verdict.holds || fileNames.contains(where: { persons.verdict(of: $0).holds }) {
      return Confidential.accusation
    }
    return plan
  }

  func claimsGrade(_ fileNames: [String]) -> Bool {
    SensitiveText.claimsGrade(text)
      || fileNames.contains { SensitiveText.claimsGrade(FoldedText($0)) }
  }

  // MARK: Persons

  var verdict: PersonsVerdict {
    if namesSource { return .hold(.reporter) }
    let verdict = persons.verdict(of: content)
    guard verdict == .hold(.conduct), head.verb?.isLookup == true else { return verdict }
    // What is looked for tells nothing where it means nobody.
    return persons.meansSomebody(content) ? verdict : .pass
  }

  /// Says 范围：对事, and without that would be held back.
  var isReleasedByVouching: Bool {
    scope == "对事" && !persons.verdict(of: content, vouched: true).holds
  }

  /// What the field 范围 says; nil where there is none.
  var scope: String? {
    guard text.folded.contains("范") else { return nil }
    return FieldedText(text, from: start, known: [.scope])[.scope]
  }

  private var start: Int {
    if case .command(_, let next) = head { next } else { 0 }
  }

  /// What somebody says: the text behind the command and its case, without the fields that say how it is
  /// to be kept.
  private var content: String {
    var parts = [whole]
    if let meant = meant(), meant < text.count {
      parts.append(text.typed(meant..<min(text.count, meant + Judge.longest)))
    }
    if text.folded.contains(":") { parts += byField.filter { !parts.contains($0) } }
    return parts.joined(separator: "\n")
  }

  /// Says by name who it came from: 来源：王桂兰.
  private var namesSource: Bool {
    guard text.folded.contains("源"),
      let source = FieldedText(text, from: start, known: [.source])[.source]
    else { return false }
    return persons.namesPrivatePerson(source)
  }

  /// The text without any field, and what each field says: unit and term make a sentence no better.
  private var byField: [String] {
    let kept: [Field] = [.scope, .reporter]
    let fielded = FieldedText(text, from: start, known: Field.allCases)
    let values = Field.allCases.filter { !kept.contains($0) }.compactMap { fielded[$0] }
    return ([fielded.rest] + values).map {
      String(String.UnicodeScalarView($0.unicodeScalars.prefix(Judge.longest)))
    }
  }

  private var whole: String {
    var scanner = Scanner(text, from: start)
    if let verb = head.verb, Catalogue.spec(for: verb)?.takesCase == true {
      scanner.skipSeparators()
      _ = CaseNumbers.leading(&scanner)
      scanner.skipSeparators()
    }
    let known = fields
    guard !known.isEmpty else {
      return text.typed(scanner.index..<min(text.count, scanner.index + Judge.longest))
    }
    let fielded = FieldedText(text, from: scanner.index, known: known)
    // Who somebody is, is nothing that was said of him: each stands by itself.
    let names = Judge.naming.compactMap { fielded[$0] }
    let words = ([fielded.rest] + names).joined(separator: "\n").unicodeScalars
    return String(String.UnicodeScalarView(words.prefix(Judge.longest)))
  }

  /// What is longer is kept nowhere.
  private static let longest = 4_000
  /// Fields of names and what people are called by.
  private static let naming: [Field] = [.name, .title, .liaison, .contact, .participant, .receiver]

  private var fields: [Field] {
    var known: [Field] = []
    // Anything else that stands there is a text as any other.
    if ["对事", "限知", "工作群"].contains(scope) { known.append(.scope) }
    // Sealed, or refused by itself.
    if takesReporter, text.folded.contains("反") { known.append(.reporter) }
    if text.folded.contains(":") { known += Judge.naming }
    return known
  }

  private var takesReporter: Bool {
    head.verb.map { [.clue, .amend, .attach].contains($0) } ?? false
  }

  /// Says 反映人：… where that may not be kept.
  private var namesReporter: Bool {
    guard takesReporter, head.verb != .clue || !isPrivate || !keepsReporters,
      text.folded.contains("反")
    else { return false }
    return FieldedText(text, from: start, known: [.reporter])[.reporter] != nil
  }

  // MARK: Visits

  /// The refusal of a text that may tell of an unannounced visit to come.
  var plan: Refusal? { plan(head.verb) }

  /// The same of a text that comes to a command, whether it names it or not.
  func plan(_ verb: Verb?) -> Refusal? {
    guard Discretion.plansVisit(text, head.verb) else { return nil }
    if isPrivate {
      // In private a reminder is the way; what a case says the whole group reads.
      guard let verb = head.verb, verb != .remind, !verb.isLookup else { return nil }
    }
    return Discretion.visitPlan(verb, isPrivate: isPrivate)
  }
}

extension Interpreter {
  /// Whether a message with that text, and files of those names, is held back: nothing of it is kept, and
  /// nothing quotes it. 范围：对事 does not change that; it changes what becomes of the text.
  public func holdsBack(_ text: String, _ fileNames: [String] = [], isPrivate: Bool = false) -> Bool
  {
    let folded = FoldedText(text)
    let head = CommandHead.read(folded, bare: true, handle: nil)
    return judge(folded, head, isPrivate: isPrivate).refusal(fileNames: fileNames) != nil
  }

  /// Whether a message to a group is held back and not even 范围：对事 lets it go on.
  /// - Parameter text: may begin with the bot's name.
  public func refuses(_ text: String, _ fileNames: [String] = []) -> Bool {
    let folded = FoldedText(text.replacing(/^@联督\s*/, with: "/"))
    let head = CommandHead.read(folded, bare: true, handle: nil)
    let judge = judge(folded, head, isPrivate: false)
    return judge.refusal(fileNames: fileNames) != nil && !judge.isReleasedByVouching
  }

  /// A name as it may be kept, such as a file's, a person's or a group's in the IM: numbers of persons
  /// struck out; nil where it may accuse somebody or claims a grade.
  public func storable(_ name: String) -> String? {
    let kept = PersonalNumbers.masked(name)
    let judge = Judge(persons: persons, text: FoldedText(kept), head: .none, isPrivate: false)
    return judge.refusal() == nil ? kept : nil
  }

  /// What may be said to somebody's message without a slash or the bot's name.
  public enum MessageWord: Sendable {
    case hide, recall, confirm
  }

  /// 遮盖, with its reason or without; 撤回 and 确认 by themselves.
  public func messageWord(_ utterance: Utterance, handle: String?) -> MessageWord? {
    let text = FoldedText(utterance.text)
    guard case .command(let verb, let next) = CommandHead.read(text, bare: true, handle: handle)
    else { return nil }
    let isAlone =
      FoldedText(Scanner(text, from: next).rest).plainWord.isEmpty && !Asking.endsWithMark(text)
    switch verb {
    case .redact: return .hide
    case .undo: return isAlone ? .recall : nil
    case .confirm: return isAlone ? .confirm : nil
    default: return nil
    }
  }
}
