import Foundation
import Testing

@testable import Bot

@Suite("Exports on disk")
struct ExportFolderTests {
  private let data = FileManager.default.temporaryDirectory
    .appendingPathComponent("exports-\(UUID().uuidString)").path

  @Test("named by content: the same twice is one file, another is another, none is half there")
  func content() throws {
    let exports = ExportFolder(data: data)
    let bytes = Data("序号\r\n1\r\n".utf8)
    let first = try exports.keep(bytes, name: "台账 9月/本月", extension: "csv")
    let again = try exports.keep(bytes, name: "台账", extension: "csv")
    let other = try exports.keep(Data("序号\r\n".utf8), name: "台账", extension: "csv")
    #expect(first.name == "台账_9月_本月.csv")
    #expect(first.stored == again.stored && other.stored != first.stored)
    #expect(FileManager.default.contents(atPath: exports.path(of: first)) == bytes)
    let names = try FileManager.default.contentsOfDirectory(atPath: exports.folder).sorted()
    #expect(names == [first.stored, other.stored].sorted())
    let mode = try FileManager.default.attributesOfItem(atPath: exports.path(of: first))
    #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  @Test("a folder that cannot be written says so")
  func failure() {
    let exports = ExportFolder(data: "/proc/nowhere")
    #expect(throws: ExportFolder.Failure.self) {
      try exports.keep(Data([1]), name: "台账", extension: "csv")
    }
  }
}
