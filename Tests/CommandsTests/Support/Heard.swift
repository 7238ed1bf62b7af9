import CResources
import Casework

@testable import Commands

/// What the interpreter makes of a text, heard from one of the team on Monday, 14 September 2026.
enum Heard {
  static let pinyin = text(cresource_pinyin())
  static let workdays = text(cresource_cn_workdays())
  private static let procedure = text(cresource_procedure())
  static let chat = ChatID("im:-1")

  static func rules() throws -> Rules { try sharedRules.get() }

  // Read once: thousands of lines are heard in one test.
  private static let sharedRules = Result {
    Rules(
      procedure: try Procedure(yaml: procedure), calendar: try WorkCalendar(csv: workdays),
      zone: .shanghai, version: "0")
  }

  static let interpreter = Interpreter(pinyin: Pinyin(table: pinyin), persons: persons)

  /// The reader with the embedded table.
  static let persons: PersonsReader = {
    do { return PersonsReader(try table(extra: nil)) } catch { preconditionFailure("\(error)") }
  }()

  static func table(extra: String?) throws(PersonsTable.Failure) -> PersonsTable {
    let weights = cresource_persons_weights()
    return try PersonsTable(
      words: text(cresource_persons_words()), extra: extra, pinyin: Pinyin(table: pinyin),
      simplified: text(cresource_simplified()),
      weights: Array(UnsafeBufferPointer(start: weights.bytes, count: weights.length)))
  }

  static func actor(_ roles: [Role] = [.team]) -> Actor {
    let person = Person(
      id: PersonID("p1"), name: "小周", roles: Role.allCases.filter(roles.contains), groups: [chat])
    return Actor(person: person, teamExists: true)
  }

  static func hearing(
    _ dialogue: Dialogue.Question? = nil, roles: [Role] = [.team]
  ) throws -> Hearing {
    let now = Instant(seconds: 1_789_347_600)
    let open = dialogue.map {
      Dialogue(question: $0, opened: now, lapses: now.adding(minutes: 15))
    }
    return Hearing(
      actor: actor(roles), dialogue: open, now: now, rules: try rules(), handle: "liandu_bot",
      persons: persons)
  }

  /// A line of the group.
  static func group(
    _ text: String, mention: Bool = false, _ question: Dialogue.Question? = nil,
    roles: [Role] = [.team]
  ) throws -> [Outcome] {
    let utterance = Utterance(
      text: MentionToken.guarded(text), isPrivate: false, mentionsBot: mention)
    return interpreter.interpret(utterance, try hearing(question, roles: roles))
  }

  /// A line of a private chat.
  static func privately(
    _ text: String, _ question: Dialogue.Question? = nil, roles: [Role] = [.team]
  ) throws -> [Outcome] {
    let utterance = Utterance(text: MentionToken.guarded(text), isPrivate: true)
    return interpreter.interpret(utterance, try hearing(question, roles: roles))
  }

  // The bytes are constants of the binary: they live as long as the process and never change.
  private static func text(_ resource: cresource) -> String {
    String(
      decoding: UnsafeBufferPointer(start: resource.bytes, count: resource.length), as: UTF8.self)
  }
}

extension Outcome {
  var act: Act? {
    if case .act(let act) = self { act } else { nil }
  }

  /// Whether anything would be written by it.
  var writes: Bool { act.map { !$0.verb.isLookup } ?? false }

  var refusal: Refusal.Code? {
    if case .refused(_, let refusal) = self { refusal.code } else { nil }
  }

  var answer: String? {
    switch self {
    case .act: nil
    case .answer(let wording, _): wording.plain
    case .suggested(let suggested): suggested.question.plain
    case .refused(_, let refusal): refusal.text.plain
    }
  }

  var question: Dialogue.Question? {
    switch self {
    case .answer(_, .open(let dialogue)): dialogue.question
    case .suggested(let suggested): .offer([suggested.command])
    default: nil
    }
  }

  /// The commands that its numbered answers stand for.
  var options: [String]? {
    switch question {
    case .choice(let commands), .offer(let commands): commands
    default: nil
    }
  }

  var speech: SpeechAct? {
    if case .act(.speech(let act)) = self { act } else { nil }
  }
}

extension Wording {
  var plain: String {
    lines.map { line in
      line.map { span in
        switch span {
        case .plain(let text), .typed(let text), .copied(let text), .mention(_, let text): text
        }
      }.joined()
    }.joined(separator: "\n")
  }
}
