import Casework
import Chat
import Foundation
import Ledger
import Logging
import Testing

@testable import Bot

/// A frozen journal as a test case.
struct Frozen: CustomTestStringConvertible, Sendable {
  /// Such as `2026-11/urge/counted`.
  var name: String
  var testDescription: String { name }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Frozen")

  static let all: [Frozen] = {
    let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    return files.compactMap { $0 as? String }.filter { $0.hasSuffix(".journal") }.sorted().map {
      Frozen(name: String($0.dropLast(".journal".count)))
    }
  }()

  var journal: URL { Frozen.folder.appendingPathComponent(name + ".journal") }
  var answers: URL { Frozen.folder.appendingPathComponent(name + ".answers") }
}

/// Journals of earlier builds: this build reads each of them, folds it, verifies it, and says of every
/// record what it should. The journals never change; answers do where the wording does, by
/// `RECORD=1 make conversations`, read line by line.
@Suite("旧台账")
struct FrozenTests {
  @Test("there are journals of earlier builds")
  func journalsExist() { #expect(Frozen.all.count > 200) }

  @Test("照样读得出", arguments: Frozen.all)
  func folds(_ frozen: Frozen) async throws {
    let journal = try FrozenJournal(String(contentsOf: frozen.journal, encoding: .utf8))
    let said = try await Turnstile.plays.pass { try await FrozenLedger.answers(of: journal) }
    let written = try? String(contentsOf: frozen.answers, encoding: .utf8)
    guard said != written else { return }
    if ConversationTests.isRecording {
      try said.write(to: frozen.answers, atomically: true, encoding: .utf8)
      Issue.record("recorded \(frozen.answers.path): read the difference before you keep it")
    } else {
      let difference = said.components(separatedBy: "\n")
        .difference(from: (written ?? "").components(separatedBy: "\n"))
      Issue.record("\(frozen.name): \(difference.map { "\($0)" }.joined(separator: "\n"))")
    }
  }
}

/// A ledger made of a frozen journal, asked about each of its records.
enum FrozenLedger {
  /// Everything that is asked, each question with its answer.
  static func answers(of journal: FrozenJournal) async throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("liandu-frozen-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent(LedgerPath.name).path
    try await journal.write(into: path)
    let report = try Auditor.verify(path: path)
    #expect(report.holds, "\(report.findings)")
    let service = StageService()
    let simulation = try await Simulation(
      data: folder.path, service: service, time: SimulatedClock(journal.ended),
      rules: try Rules.load(Settings()), clockRules: [],
      log: Logger(label: "frozen") { _ in SwiftLogNoOpLogHandler() })
    var lines: [String] = []
    for question in try await questions(simulation.ledger) {
      let message = Message(
        id: "f\(lines.count)",
        chat: ChatReference(id: service.privateChat(with: question.account), kind: .private),
        sender: User(id: question.account, name: question.name),
        date: journal.ended.milliseconds, text: question.text)
      service.deliver(.update(.message(message)))
      try await simulation.turn()
      lines.append("\(question.name)：\(question.text)")
      for said in service.takeSaid() where said.chat == message.chat.id {
        lines += said.text.split(separator: "\n").map { "  " + $0 }
      }
    }
    try await simulation.close()
    return lines.joined(separator: "\n") + "\n"
  }

  private struct Question {
    var account: String
    var name: String
    var text: String
  }

  /// 查 and 时间线 of every case by who may see it, then 台账, 待办, 统计 of the team and 待办 of all.
  private static func questions(_ ledger: Ledger) async throws -> [Question] {
    try await ledger.read { snapshot in
      let casebook = snapshot.casebook(for: .clock)
      let people = try casebook.people().filter { !$0.groups.isEmpty }
      func question(_ person: Person, _ text: String) -> Question? {
        guard let account = person.accounts.first?.text.split(separator: ":").last else {
          return nil
        }
        return Question(account: String(account), name: person.name, text: text)
      }
      var questions: [Question?] = []
      let asker = people.first { $0.roles.contains(.team) } ?? people.first
      if let asker {
        for value in 1..<(try casebook.nextCaseNumber()).value {
          questions += [question(asker, "查 \(value)"), question(asker, "时间线 \(value)")]
        }
        questions += ["台账", "统计 今年"].map { question(asker, $0) }
      }
      for value in 1..<(try casebook.nextRestrictedNumber()).value {
        let number = CaseNumber(value, series: .restricted)
        guard let matter = try casebook.matter(number),
          let reader = people.first(where: { Clearance.holds($0, for: matter) })
        else { continue }
        questions += ["查 限\(value)", "时间线 限\(value)"].map { question(reader, $0) }
      }
      questions += people.map { question($0, "待办") }
      return questions.compactMap { $0 }
    }
  }
}

extension Conversation {
  /// Its journal's name below `Tests/Frozen/FREEZE`, where a freeze was asked for.
  var frozen: Frozen? {
    guard let freeze = ProcessInfo.processInfo.environment["FREEZE"],
      let place = path.range(of: "/Conversations/")
    else { return nil }
    return Frozen(name: "\(freeze)/\(path[place.upperBound...].dropLast(".chat".count))")
  }
}
