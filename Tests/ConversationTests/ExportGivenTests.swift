import Casework
import Foundation
import Testing

@testable import Bot

/// What leaves as a file stands in the journal: who, what, how much, to where, and the file's hash.
@Suite("导出留痕")
struct ExportGivenTests {
  @Test("every file that goes out has its entry, with the hash of just that file")
  func entry() async throws {
    let stage = try await Stage(mode: .plain)
    for direction in [
      "群 监督群", "单位 区住房和城乡建设局=区住建局、住建局", "人 小周=专", "时 2026-09-14 09:00",
      "事项 甲路积水 登记=小周 责任=区住建局", "事项 乙路积水 登记=小周",
    ] {
      _ = try await stage.direct(direction)
    }
    for text in ["导出 台账 本月", "导出 台账 今年 住建局", "导出 台账 去年", "导出 台账"] {
      _ = try await stage.say(.init(speaker: "小周", place: "私:小周", lines: [text]))
    }
    let entries = try await FrozenJournal(of: stage.ledger, ended: stage.time.now).entries
      .filter { $0.stored.kind == "export.given" }
    let given = try entries.map { entry -> ExportGiven in
      guard case .exportGiven(let given) = try Change(entry.stored) else {
        throw Stage.Mismatch(description: entry.stored.kind)
      }
      #expect(entry.chain == .open && entry.actor != nil && entry.chat == given.to.text)
      return given
    }
    #expect(given.map(\.rows) == [2, 1, 2])
    #expect(given.map(\.what) == ["台账", "台账", "台账"])
    #expect(given.map(\.filters.count) == [1, 2, 1], "\(given)")
    let folder = stage.folder.appendingPathComponent("exports")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .map { folder.appendingPathComponent($0) }
      .filter { !$0.hasDirectoryPath && $0.pathExtension == "csv" }
    let hashes = try files.map { Digest.of(try Data(contentsOf: $0)) }
    #expect(Set(hashes) == Set(given.map(\.sha256)) && hashes.count == 2)
    try await stage.close()
  }
}
