import Casework
import Chat
import Foundation
import Testing

@testable import Bot

/// What the program tells people to send is what it takes: each command in each answer of each play is
/// sent at that point, in a copy of the world, by who reads it there.
@Suite("照着发")
struct ProposalTests {
  /// A command as an answer prints it, with the line it stands in.
  private struct Proposal {
    var command: String
    var line: String
    var chat: String
  }

  @Test("every command that is proposed is let through", arguments: Conversation.all)
  func proposals(_ conversation: Conversation) async throws {
    let written = try conversation.read()
    let failures = try await Turnstile.plays.pass { try await ProposalTests.follow(written) }
    for failure in failures { Issue.record("\(failure)") }
  }

  private static func follow(_ written: Transcript) async throws -> [String] {
    let stage = try await Stage(mode: .plain)
    var failures: [String] = []
    var looked: Set<String> = []
    for item in written.items {
      let speaker: String
      switch item {
      case .message(let spoken) where spoken.speaker == Transcript.bot: continue
      case .message(let spoken):
        speaker = spoken.speaker
        _ = try await stage.say(spoken)
      case .direction(let direction):
        speaker = ""
        _ = try await stage.direct(direction)
      case .remark: continue
      }
      // 取消 and 不同意 of what an answer left open come at their own time.
      for proposal in stage.lastHeard.flatMap(proposals) {
        let place = stage.cast.place(ofChat: proposal.chat)
        let command = Filling(stage.cast, written).fill(proposal.command)
        guard looked.insert("\(place) \(command) \(stage.steps)").inserted,
          !isException(proposal.command, proposal.line)
        else { continue }
        if let failure = try await refused(command, proposal, place, speaker, stage) {
          failures.append(failure)
        }
      }
      stage.forgetHeard()
    }
    try await stage.close()
    return failures
  }

  private static func proposals(_ said: StageService.Said) -> [Proposal] {
    said.lines.flatMap { spans -> [Proposal] in
      let line = spans.map(\.plainText).joined()
      return spans.compactMap { span in
        guard case .code(let text) = span else { return nil }
        return Proposal(command: text, line: line, chat: said.chat)
      }
    }
  }

  /// Nil where somebody who reads it, and whom its line means, is let through.
  private static func refused(
    _ command: String, _ proposal: Proposal, _ place: String, _ speaker: String, _ stage: Stage
  ) async throws -> String? {
    var attempts: [(who: String, where: String)] = []
    let people = stage.cast.people
    if place.hasPrefix("私:") {
      let reader = String(place.dropFirst(2))
      attempts.append((reader, place))
      if meansOthers(proposal.line) {
        attempts += people.filter { $0 != reader }.map { ($0, "私:\($0)") }
      }
    } else {
      let first = people.contains(speaker) ? [speaker] : []
      attempts = (first + people.filter { $0 != speaker }).map { ($0, place) }
    }
    var reasons: [String] = []
    for attempt in attempts {
      var text = command
      if place.hasPrefix("私:"), text.hasPrefix("/") { text.removeFirst() }
      let tried = try await stage.tried(text, by: attempt.who, in: attempt.where)
      guard let reason = reason(tried) else { return nil }
      reasons.append("\(attempt.who)：\(reason)")
    }
    return
      "\(place) “\(proposal.line)”: \(command) → \(reasons.prefix(3).joined(separator: " | "))"
  }

  /// Why it was not let through; nil where it was, or where a part of it is asked for.
  private static func reason(_ tried: Stage.Tried) -> String? {
    if let code = tried.refusals.first { return "\(code) \(tried.texts.first ?? "")" }
    guard let text = tried.texts.first else { return "no answer" }
    let lost = [
      "没有可以提供的内容", "这个说法，什么也没有办", "没有等您回答的事", "您还不是工作群的成员", "本群还没有绑定", "没有找到",
    ]
    return lost.first(where: text.contains).map { "\($0)…" }
  }

  /// Whether a line asks somebody else than its reader.
  private static func meansOthers(_ line: String) -> Bool {
    line.contains(/请.{0,16}(同志|专班|管理员|单位|联络员|领衔人|接收人|申请人|人大|纪委|他|对方)/)
      || line.contains("转告") || line.contains("等")
  }

  /// What is proposed for another time or place, each with its reason.
  private static func isException(_ command: String, _ line: String) -> Bool {
    // An example shows a form; its numbers are anybody's.
    if line.hasPrefix("例：") || line.contains("例如") || line.contains("，如：") { return true }
    return false
  }
}

/// Puts something that fits where a proposed command leaves a blank.
private struct Filling {
  private let person: String
  private let unit: String

  init(_ cast: Cast, _ written: Transcript) {
    person = cast.people.first { $0.hasSuffix("主任") } ?? cast.people.first ?? "小周"
    unit =
      written.items.lazy.compactMap { item -> String? in
        guard case .direction(let direction) = item, direction.hasPrefix("单位 ") else {
          return nil
        }
        return direction.split(separator: " ").dropFirst().first?.split(separator: "=").first
          .map(String.init)
      }.first ?? "区住房和城乡建设局"
  }

  func fill(_ command: String) -> String {
    var text = command
    for (blank, value) in [
      ("审签：姓名", "审签：何局长"), ("审签：领导", "审签：何局长"), ("@某人", "@\(person)"), ("点位：名称", "点位：老街"),
      ("单位：名称", "单位：\(unit)"), ("到几号", "到12月31日"), ("期限：…", "期限：12月31日"), ("全称", "区某某局"),
      ("简称", "某某局"), (" 内容", " 已到现场"), (" 结果", " 已经办好"), (" 理由", " 情况有变"), (" 情况", " 又有了"),
      (" 姓名", " \(person)"), (" 单位 期限", " \(unit) 12月31日"), (" 改派 单位", " 改派 \(unit)"),
      (" 单位", " \(unit)"), (" 期限", " 12月31日"), (" 日期", " 12月31日"), (" 时间", " 明天9点"),
      (" 编号", " 1"), (" 次数", " 1"), (" 角色", " 专班"),
    ] where text.contains(blank) && !text.contains("\(blank)：") {
      text = text.replacing(blank, with: value)
    }
    return text
  }
}
