import Commands
import Foundation
import Testing

@testable import Bot

/// Rules of the tree that no compiler knows.
@Suite("The tree")
struct TreeTests {
  private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("nobody imports what it must not know, and only Bot reads clock, chance and environment")
  func imports() throws {
    let check = Process()
    check.executableURL = root.appendingPathComponent("deploy/check-tree")
    let pipe = Pipe()
    check.standardOutput = pipe
    try check.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    check.waitUntilExit()
    #expect(check.terminationStatus == 0, "\(output)")
  }

  @Test("docs/commands.md is what the declarations say; else: make manual")
  func manualIsCurrent() throws {
    let page = try String(
      contentsOf: root.appendingPathComponent("docs/commands.md"), encoding: .utf8)
    #expect(page == Catalogue.reference)
  }

  @Test("the reference part of docs/手册.md is what the declarations say; else: make manual")
  func handbookIsCurrent() throws {
    let page = try String(
      contentsOf: root.appendingPathComponent("docs/手册.md"), encoding: .utf8)
    #expect(page == Catalogue.manual(from: page))
  }
}
