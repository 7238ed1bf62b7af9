import Casework
import Chat
import Foundation
import Testing

@testable import Bot
@testable import Commands

/// What the program tells people to send is what it takes: each command in each answer of each play is
/// sent at that point, in a copy of the world, by who reads it there or whom its line asks.
@Suite("照着发")
struct ProposalTests {
  /// A command as an answer prints it, with the line and the message it stands in.
  private struct Proposal {
    var command: String
    var line: String
    var message: String
    var chat: String
  }

  @Test("every command that is proposed is let through", arguments: Conversation.all)
  func proposals(_ conversation: Conversation) async throws {
    for failure in try await Player.plain(conversation).misled { Issue.record("\(failure)") }
  }

  /// What was proposed since the last step of a play and is not let through.
  /// - Parameter speaker: Who spoke; nobody where something happened.
  static func misled(
    after speaker: String, on stage: Stage, in written: Transcript
  ) async throws -> [String] {
    let signs = written.items.reduce(into: "") { signs, item in
      if case .direction(let direction) = item, direction.hasPrefix("人 ") { signs += direction }
    }
    // Whom the IM refuses is known after the line that proposes to urge him.
    let refuses = written.items.contains { item in
      if case .direction(let direction) = item { direction.hasPrefix("拒收 ") } else { false }
    }
    var failures: [String] = []
    var looked: Set<String> = []
    for proposal in stage.lastHeard.flatMap(proposals)
    where looked.insert("\(proposal.chat) \(proposal.command)").inserted {
      guard !isException(proposal, signs), !(refuses && proposal.command.contains("催办")) else {
        continue
      }
      if let failure = try await refused(proposal, speaker, stage, written) {
        failures.append(failure)
      }
    }
    stage.forgetHeard()
    return failures
  }

  private static func proposals(_ said: StageService.Said) -> [Proposal] {
    said.lines.flatMap { spans -> [Proposal] in
      let line = spans.map(\.plainText).joined()
      return spans.compactMap { span in
        guard case .code(let text) = span else { return nil }
        return Proposal(command: text, line: line, message: said.text, chat: said.chat)
      }
    }
  }

  // MARK: Sending

  /// Nil where somebody who reads it, or whom its line asks, is let through.
  private static func refused(
    _ proposal: Proposal, _ speaker: String, _ stage: Stage, _ written: Transcript
  ) async throws -> String? {
    let place = stage.cast.place(ofChat: proposal.chat)
    let people = stage.cast.people
    var attempts: [(who: String, place: String)] = []
    if place.hasPrefix("私:") {
      let reader = String(place.dropFirst(2))
      attempts.append((reader, place))
      if asksOthers(proposal.line) { attempts += people.map { ($0, "私:\($0)") } }
      if proposal.line.contains("群里") {
        attempts += stage.cast.groupNames.map { (reader, "群:\($0)") }
      }
    } else {
      let first = people.filter { $0 == speaker }
      attempts = (first + people.filter { $0 != speaker }).map { ($0, place) }
      if proposal.line.contains("私聊") { attempts += people.map { ($0, "私:\($0)") } }
    }
    // Somebody else is to be named, and nobody is there.
    let blanks = ["@某人", " 姓名", " 接手人"]
    if people.count < 2, blanks.contains(where: proposal.command.contains) { return nil }
    var reasons: [String] = []
    for attempt in attempts {
      for text in Filling(stage.cast, written, without: attempt.who).all(
        proposal.command, in: proposal.message)
      {
        let typed =
          attempt.place.hasPrefix("私:") && text.hasPrefix("/") ? String(text.dropFirst()) : text
        let tried = try await stage.tried(typed, by: attempt.who, in: attempt.place)
        guard let reason = reason(tried, isForm: proposal.command.contains("编号")) else {
          return nil
        }
        reasons.append("\(attempt.who) \(typed)：\(reason.replacing("\n", with: " "))")
      }
    }
    return "\(place) “\(proposal.line)” → \(reasons.prefix(6).joined(separator: " | "))"
  }

  /// Why it was not let through; nil where it was, or where a part of it is asked for.
  /// - Parameter isForm: It names no case: then only who may is asked.
  private static func reason(_ tried: Stage.Tried, isForm: Bool) -> String? {
    let denials: Set = [Refusal.Code.notAllowed.rawValue, Refusal.Code.notMember.rawValue]
    if let code = tried.refusals.first, !isForm || denials.contains(code) {
      return "\(code) \(tried.texts.first ?? "")"
    }
    if isForm { return nil }
    guard let text = tried.texts.first else { return "no answer" }
    let lost = [
      "没有可以提供的内容", "这个说法，什么也没有办", "没有等您回答的事", "您还不是工作群的成员", "本群还没有绑定", "没有找到",
    ]
    return lost.first(where: text.contains).map { "\($0)…" }
  }

  /// Whether a line asks somebody else than its reader.
  private static func asksOthers(_ line: String) -> Bool {
    line.contains(/请.{0,16}(同志|专班|管理员|单位|联络员|领衔人|接收人|申请人|人大|纪委|另一位|他|对方)/)
  }

  // MARK: Exceptions

  /// What is proposed for another time, each with its reason.
  private static func isException(_ proposal: Proposal, _ signs: String) -> Bool {
    // An example or a usage shows a form; its numbers and names are anybody's. Help prints them too.
    let readable =
      proposal.command.hasPrefix("/")
      ? String(proposal.command.dropFirst()) : proposal.command
    if proposal.line.contains("例：") || proposal.line.contains("如：")
      || proposal.line.hasPrefix("写法：")
    {
      return true
    }
    if Catalogue.all.contains(where: { $0.example == readable }) { return true }
    // The card of first words teaches four sentences for the whole course of a case.
    if proposal.message.contains("您只要会四句") { return true }
    // Until a receipt has come it is refused, as the line says.
    if proposal.line.hasPrefix("收到回执后") { return true }
    // Whom the line asks is not in this play.
    let absent = [("管理员", "管"), ("专班", "专")].contains { name, sign in
      proposal.line.contains("请") && proposal.line.contains(name)
        && !signs.contains("=\(sign)") && !signs.contains("、\(sign)")
    }
    return absent
  }
}

/// Puts something that fits where a proposed command leaves a blank.
private struct Filling {
  private let people: [String]
  private let units: [String]

  init(_ cast: Cast, _ written: Transcript, without speaker: String) {
    let others = cast.people.filter { $0 != speaker }
    people = others
    let named = written.items.flatMap { item -> [String] in
      guard case .direction(let direction) = item, direction.hasPrefix("单位 ") else { return [] }
      return direction.split(separator: " ").dropFirst().compactMap {
        $0.split(separator: "=").first.map(String.init)
      }
    }
    units = named + ["区某某局"]
  }

  /// The command with its blanks filled, in each way that may fit.
  func all(_ command: String, in message: String) -> [String] {
    var texts = [plain(command)]
    func multiply(_ blank: String, _ values: [String]) {
      texts = texts.flatMap { text in
        text.contains(blank) ? values.map { text.replacing(blank, with: $0) } : [text]
      }
    }
    multiply("@某人", people.prefix(6).map { "@\($0)" })
    multiply(" 接手人", people.prefix(6).map { " \($0)" })
    multiply(" 姓名", people.prefix(6).map { " \($0)" })
    multiply("单位：名称", units.prefix(2).map { "单位：\($0)" })
    if !command.hasPrefix("单位"), !command.hasPrefix("/单位") {
      multiply(" 单位", units.map { " \($0)" })
    }
    if command.contains("编号") { multiply(" 编号", numbers(message).map { " \($0)" }) }
    return texts
  }

  private func plain(_ command: String) -> String {
    var text = command
    for (blank, value) in [
      ("审签：姓名", "审签：何局长"), ("审签：领导", "审签：何局长"), ("点位：名称", "点位：老街"), ("到几号", "到12月31日"),
      ("期限：…", "期限：12月31日"), ("：…", "：有推诿扯皮的苗头，情况较重"), ("全称", "区另设局"), ("简称", "另设局"),
      (" 内容", " 已到现场"), (" 结果", " 已经办好"), (" 理由", " 现场又看过"), (" 情况", " 又有了"), (" 期限", " 12月31日"),
      (" 日期", " 12月31日"), (" 时间", " 明天9点"), (" 次数", " 1"), (" 角色", " 专班"),
    ] where !text.contains("\(blank)：") {
      text = text.replacing(blank, with: value)
    }
    return text
  }

  /// The numbers that lines of the message begin with or name, and the first one.
  private func numbers(_ message: String) -> [String] {
    let found = message.matches(of: /(?:^|\n|、|，|；)(限?[0-9]+)[ ：号、]/).map { String($0.output.1) }
    return found + ["1"]
  }
}
