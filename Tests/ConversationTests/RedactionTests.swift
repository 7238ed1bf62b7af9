import Casework
import Foundation
import Ledger
import Testing

@testable import Bot

/// What was struck out lies nowhere in the folder of the ledger: not in the file or its log, the index,
/// messages that waited, questions, tables that were made, photos that came with it.
@Suite("抹除")
struct RedactionTests {
  private static let secret = "西河村公示栏贴错了内页"

  @Test("a case has five digits at most, however many somebody typed")
  func manyDigits() {
    #expect(ListedCases.of(["12号、甲路", "3 乙路"]) == [CaseNumber(12), CaseNumber(3)])
    #expect(ListedCases.of([String(repeating: "9", count: 40) + "号", "123456 丙路"]) == [])
  }

  private func files(saying text: String, in folder: URL) throws -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    return try all.compactMap { $0 as? String }.filter { name in
      var isFolder: ObjCBool = false
      let path = folder.appendingPathComponent(name).path
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { return false }
      return try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(text.utf8)) != nil
    }
  }

  private func say(_ stage: Stage, _ speaker: String, _ text: String, group: Bool = false)
    async throws -> [Transcript.Spoken]
  {
    try await stage.say(
      Transcript.Spoken(
        speaker: speaker, place: group ? "群:监督群" : "私:\(speaker)", lines: [text]))
  }

  private func stage(sealed: Bool = false) async throws -> Stage {
    let stage = try await Stage(mode: .plain)
    for direction in [
      "群 监督群", "人 小周=专 吴十=专 赵六=员 案管员=纪、接收 孙主任=人", "时 2026-09-14 09:00",
    ] + (sealed ? ["密钥"] : []) {
      _ = try await stage.direct(direction)
    }
    return stage
  }

  @Test("no byte of it is left in the folder", arguments: [false, true])
  func nothingIsLeft(sealed: Bool) async throws {
    let stage = try await stage(sealed: sealed)
    let secret = RedactionTests.secret
    _ = try await stage.direct("照片 1")
    _ = try await say(stage, "赵六", "/线索 \(secret) 地点：西河村", group: true)
    _ = try await say(stage, "小周", "/领衔 1 孙主任", group: true)
    _ = try await say(stage, "赵六", "/进展 1 又看了一遍：\(secret)，还在", group: true)
    _ = try await say(stage, "赵六", "/更正 1 地点：西河村口", group: true)
    _ = try await say(stage, "小周", "导出 台账 今年")
    // A question that repeats it stays open, and a message that tells of it waits.
    _ = try await say(stage, "吴十", "线索 \(secret)")
    _ = try await stage.direct("限流 私:孙主任")
    _ = try await say(stage, "孙主任", "查 1")
    #expect(try files(saying: secret, in: stage.folder).count > 1)
    _ = try await stage.direct("存盘 1")

    let said = try await say(stage, "小周", "/遮盖 1", group: true)
    #expect(said.allSatisfy { $0.place != "群:监督群" })
    // Hidden, it stands in the journal alone.
    #expect(
      try files(saying: secret, in: stage.folder).allSatisfy { $0.hasPrefix("ledger.sqlite") })
    let received = try await say(stage, "案管员", "回执 已收")
    #expect(received.contains { $0.text.contains("导出过1份") })
    _ = try await say(stage, "吴十", "抹除 1")
    _ = try await say(stage, "吴十", "确认")
    for text in [secret, "公示栏贴错"] {
      #expect(try files(saying: text, in: stage.folder) == [])
    }
    _ = try await stage.direct("存盘 0")
    #expect(try Auditor.verify(path: stage.ledgerPath).holds)
    #expect(try Auditor.storedFiles(path: stage.ledgerPath).isEmpty)
    try await stage.reopen()
    #expect(try files(saying: secret, in: stage.folder) == [])
    let copy = stage.folder.appendingPathComponent("rebuilt.sqlite").path
    try Rebuilder.rebuild(from: stage.ledgerPath, into: copy, sealer: stage.sealer)
    #expect(
      try ProjectionDump.of(path: stage.ledgerPath, sealer: stage.sealer).sha256
        == ProjectionDump.of(path: copy, sealer: stage.sealer).sha256)
    // What waited to be said is not said any more.
    let later = try await stage.direct("推进到 2026-09-14 09:10")
    #expect(later.allSatisfy { !$0.text.contains("公示栏") })
    try await stage.close()
  }

  @Test("backups from before are named to the receiver, with file and day")
  func backups_areNamed() async throws {
    let stage = try await stage()
    _ = try await say(stage, "赵六", "/线索 \(RedactionTests.secret)", group: true)
    let archive = stage.folder.appendingPathComponent("liandu-2026-09-14.tar.gz").path
    try BackupList(folder: stage.folder.path).add(
      BackupMade(at: stage.time.now, name: URL(fileURLWithPath: archive).lastPathComponent))
    _ = try await say(stage, "赵六", "/遮盖 1", group: true)
    let received = try await say(stage, "案管员", "回执 已收")
    #expect(
      received.contains { $0.text.contains("备份里还有1份：liandu-2026-09-14.tar.gz（9月14日") })
    try await stage.close()
  }

  @Test("cases that a message lists are told by their numbers")
  func listed() {
    let lines = [
      "找到3件，截至9月12日", "12 幸福路积水（整改中）", "36、南桥桥面", "7：见48号", "1200000 不是", "A5号楼 3个", "回1：登记",
    ]
    #expect(ListedCases.of(lines) == [12, 36, 7, 48].map { CaseNumber($0) })
  }
}
