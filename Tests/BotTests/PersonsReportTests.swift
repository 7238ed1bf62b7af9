import Foundation
import Testing

@testable import Bot

/// What `liandu persons` prints of a table of labelled texts.
@Suite("The figures of the rule on persons")
struct PersonsReportTests {
  @Test("figures alone, unless the texts are asked for: a table may be kept back")
  func figures() throws {
    let table = FileManager.default.temporaryDirectory.appendingPathComponent(
      "persons-\(UUID().uuidString).tsv")
    defer { try? FileManager.default.removeItem(at: table) }
    let lines = [
      "id\ttext\tkind\texpected\tcategory\tnote",
      "B1\t幸福路的路灯不亮\taccuse\thold\tlamp\tlabelled wrong, to be missed",
      "B2\t村支书收了购物卡\tharmless\tpass\tgain\tlabelled wrong, to be a false alarm",
      "B3\t村支书收了购物卡\taccuse\thold\tgain\t",
    ]
    try lines.joined(separator: "\n").write(to: table, atomically: true, encoding: .utf8)
    let corpus = try PersonsCorpus(file: table.path)
    let scorer = try PersonsScorer()
    let figures = scorer.report(on: corpus, misses: false)
    #expect(
      figures == """
        gain: held 1 of 1, false alarms 1 of 1
        lamp: held 0 of 1, false alarms 0 of 0
        recall: 50.0 %
        false alarms: 100.0 %
        """)
    let all = scorer.report(on: corpus, misses: true)
    #expect(all.contains("missed\tB1\t幸福路的路灯不亮"))
    #expect(all.contains("false alarm\tB2\t村支书收了购物卡"))
  }
}
