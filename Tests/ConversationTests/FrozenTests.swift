import Casework
import Chat
import Crypto
import Foundation
import Logging
import Testing

@testable import Bot
@testable import Ledger

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

  /// SHA-256 over names and bytes of each folder's journals, in the order of their names. A new folder
  /// adds a line here; none is ever changed.
  static let digests = [
    "2026-11": "86ad822dbb11dcbc7473dcb0e4773fc0fcd7a71c72d6f7afc6224185f88dc970"
  ]

  @Test("no frozen journal was changed, taken away or added to a folder")
  func digests() throws {
    var hashes: [String: SHA256] = [:]
    for frozen in Frozen.all {
      let folder = String(frozen.name.prefix { $0 != "/" })
      var hash = hashes[folder] ?? SHA256()
      hash.update(data: Data("\(frozen.name)\n".utf8))
      hash.update(data: try Data(contentsOf: frozen.journal))
      hashes[folder] = hash
    }
    let found = hashes.mapValues { $0.finalize().map { String(format: "%02x", $0) }.joined() }
    #expect(found == FrozenTests.digests)
  }

  /// What the frozen journals fold to, and the version that says so: tables that say something else
  /// are another version (`FoldVersion`), or ledgers that are there would keep the old ones.
  @Test("tables that fold to something else have another version")
  func projections() async throws {
    let file = Frozen.folder.appendingPathComponent("projections.txt")
    var hash = SHA256()
    for frozen in Frozen.all {
      let journal = try FrozenJournal(String(contentsOf: frozen.journal, encoding: .utf8))
      let dump = try await FrozenLedger.dump(of: journal)
      hash.update(data: Data(dump.utf8))
    }
    let digest = hash.finalize().map { String(format: "%02x", $0) }.joined()
    let now = "fold_version \(FoldVersion.current) \(digest)\n"
    let before = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let isNewVersion = !before.hasPrefix("fold_version \(FoldVersion.current) ")
    if now != before, isNewVersion, ConversationTests.isRecording {
      try now.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(
      now == before,
      isNewVersion ? "run with RECORD=1" : "raise FoldVersion.current, then run with RECORD=1")
  }

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
  /// The digest of every table that the journal folds to.
  static func dump(of journal: FrozenJournal) async throws -> String {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("liandu-frozen-\(UUID().uuidString).sqlite").path
    defer {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
    }
    try await journal.write(into: path)
    return try ProjectionDump.of(path: path).sha256
  }

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
          let reader = try people.first(where: {
            try Viewer.Standing.of(.person($0.id), casebook).sees(matter)
          })
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
