import TestSupport
import Testing

@testable import Chat

@Suite struct TextSplitTests {
  @Test("A text that fits is one part, unchanged, and a blank one is none")
  func fits() {
    let text = RichText(blocks: [
      .line([.strong("1"), .mention(account: "5", name: "李")]),
      .table(RichText.Table(header: ["单位", "件"], rows: [["住建局", "3"]])),
    ])
    #expect(text.split(limit: 4096, unit: .utf16) == [text])
    #expect(RichText("").split(limit: 10, unit: .utf16) == [])
    #expect(RichText("\n \u{200B}\u{3000}\n").split(limit: 10, unit: .utf16) == [])
  }

  @Test("Parts end at line ends, and no line is divided that fits a part")
  func lines() {
    let text = RichText("aaaa\nbbbb\ncccc\ndd")
    let parts = text.split(limit: 10, unit: .utf16)
    #expect(parts.map(\.plainText) == ["aaaa\nbbbb", "cccc\ndd"])
  }

  @Test("A long line is divided behind a space or punctuation")
  func words() {
    let parts = RichText("第一项已办结，第二项 正在办理").split(limit: 9, unit: .utf16)
    #expect(parts.map(\.plainText) == ["第一项已办结，", "第二项 正在办理"])
    // A gap so early that half the part would stay empty is no place to divide.
    let early = RichText("一，二三四五六七八九十甲乙").split(limit: 10, unit: .utf16)
    #expect(early.map(\.plainText) == ["一，二三四五六七八九", "十甲乙"])
  }

  @Test("A line without any gap is divided between visible characters")
  func graphemes() {
    let family = "👨‍👩‍👧"
    #expect(family.utf16.count == 8)
    let parts = RichText(String(repeating: family, count: 5)).split(limit: 20, unit: .utf16)
    #expect(parts.map(\.plainText) == [family + family, family + family, family])
    let accents = RichText(String(repeating: "e\u{301}", count: 4)).split(limit: 5, unit: .utf16)
    #expect(accents.map { $0.plainText.unicodeScalars.count } == [4, 4])
  }

  @Test("A visible character longer than a part is divided between scalars")
  func hugeGrapheme() {
    let text = "e" + String(repeating: "\u{301}", count: 25)
    let parts = RichText(text).split(limit: 10, unit: .utf16)
    #expect(parts.map { $0.plainText.unicodeScalars.count } == [10, 10, 6])
    #expect(parts.map(\.plainText.unicodeScalars).joined().elementsEqual(text.unicodeScalars))
  }

  @Test("Mentions and code stay whole if they fit a part, and lose their kind only if they do not")
  func wholes() {
    let line: [RichText.Span] = [
      .text("请确认以下命令"), .code("/销号 12"), .text("，"), .mention(account: "7", name: "孙主任一二三"),
    ]
    let parts = RichText(lines: [line]).split(limit: 10, unit: .utf16)
    #expect(
      parts == [
        RichText(lines: [[.text("请确认以下命令")]]), RichText(lines: [[.code("/销号 12"), .text("，")]]),
        RichText(lines: [[.mention(account: "7", name: "孙主任一二三")]]),
      ])
    let long = RichText(lines: [[.code("123456789012345")]]).split(limit: 10, unit: .utf16)
    #expect(
      long == [RichText(lines: [[.code("1234567890")]]), RichText(lines: [[.code("12345")]])])
    let name = RichText(lines: [[.mention(account: "7", name: "12345678901")]])
    #expect(
      name.split(limit: 10, unit: .utf16) == [
        RichText(lines: [[.text("@123456789")]]), RichText(lines: [[.text("01")]]),
      ])
  }

  @Test("Each unit counts its own way")
  func units() {
    let text = "督😀a"
    #expect(TextUnit.utf16.length(of: text) == 4)
    #expect(TextUnit.scalars.length(of: text) == 3)
    #expect(TextUnit.utf8.length(of: text) == 8)
    #expect(RichText("督督督").split(limit: 6, unit: .utf8).map(\.plainText) == ["督督", "督"])
    #expect(RichText("😀😀😀").split(limit: 1, unit: .utf8).count == 3)
  }

  @Test("A table too long for a part becomes lines, none of them lost")
  func tables() {
    let rows = (1...30).map { ["单位\($0)", "\($0) 件"] }
    let text = RichText(blocks: [.table(RichText.Table(header: ["单位", "件数"], rows: rows))])
    let parts = text.split(limit: 60, unit: .utf16)
    #expect(parts.count > 5)
    #expect(parts.flatMap(\.lines) == text.lines)
    #expect(text.lines.first == [.strong("单位 · 件数")])
  }

  @Test("10,000 random texts: in order, nothing visible lost, no part over the limit, none blank")
  func properties() {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      "a", "督", "办", "，", "。", " ", "  ", "\u{3000}", "\n", "\n\n", "😀", "👨‍👩‍👧", "🇨🇳", "e\u{301}",
      "\u{200B}", "é", "한", "ก็", "\u{FE0F}", "word ", "/查 12", "-", "\r\n", "\t", "𠮷",
    ]
    let units: [TextUnit] = [.utf16, .scalars, .utf8]
    for round in 0..<10_000 {
      let text = Self.randomText(&random, pieces)
      let limit = Int.random(in: 4...60, using: &random)
      let unit = units[round % 3]
      let parts = text.split(limit: limit, unit: unit)
      let isFine = parts.allSatisfy {
        !$0.isBlank && unit.length(of: $0.plainText) <= limit
      }
      let before = Self.visible(text.plainText)
      let after = parts.flatMap { Self.visible($0.plainText) }
      if !isFine || before != after {
        Issue.record("round \(round), limit \(limit) \(unit): \(text) became \(parts)")
        return
      }
      // What carries a meaning stays in one piece if it can.
      let wholes = Self.wholes(text).filter { unit.length(of: $0.plainText) <= limit }
      var found = parts.flatMap(Self.wholes)
      for whole in wholes {
        guard let place = found.firstIndex(of: whole) else {
          if whole.plainText.unicodeScalars.allSatisfy(Sanitizer.isBlank) { continue }
          Issue.record("round \(round), limit \(limit) \(unit): \(whole) of \(text) was divided")
          return
        }
        found.remove(at: place)
      }
    }
  }

  private static func randomText(_ random: inout SeededGenerator, _ pieces: [String]) -> RichText {
    var lines: [[RichText.Span]] = []
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      var line: [RichText.Span] = []
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        var text = ""
        for _ in 0..<Int.random(in: 0...25, using: &random) {
          text += pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: line.append(.strong(text))
        case 1: line.append(.code(String(text.prefix(8))))
        case 2: line.append(.mention(account: "5", name: String(text.prefix(6))))
        default: line.append(.text(text))
        }
      }
      lines.append(line)
    }
    return RichText(lines: lines)
  }

  private static func visible(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { !Sanitizer.isBlank($0) }
  }

  private static func wholes(_ text: RichText) -> [RichText.Span] {
    text.lines.flatMap { $0 }.filter {
      switch $0 {
      case .mention, .code: !$0.plainText.isEmpty
      case .text, .strong: false
      }
    }
  }
}
