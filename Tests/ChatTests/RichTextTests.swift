import Foundation
import Testing

@testable import Chat

@Suite struct RichTextTests {
  private let sample = RichText(blocks: [
    .line([
      .text("请 "), .mention(account: "77", name: "李四"), .text(" 办 "), .strong("12号"),
      .code("/查 12"),
    ]),
    .line([]),
    .table(RichText.Table(header: ["单位"], rows: [["住建局"], ["城管局"]])),
  ])

  @Test("The words alone read line by line, mentions as @ and the name")
  func plainText() {
    #expect(sample.plainText == "请 @李四 办 12号/查 12\n\n单位\n住建局\n城管局")
    #expect(RichText("a\n\nb").lines.count == 3)
    #expect(("行一\n行二" as RichText).plainText == "行一\n行二")
  }

  @Test("Entities count UTF-16 units of the text that is sent")
  func rendering() {
    let rendered = RenderedText(
      RichText(lines: [
        [.text("你好😀\u{0} "), .strong("加粗"), .strong("")],
        [
          .mention(account: "77", name: "李😀"), .mention(account: "not a number", name: "王"),
          .code("x"),
        ],
      ]))
    #expect(rendered.text == "你好😀 加粗\n@李😀@王x")
    #expect(rendered.length == rendered.text.utf16.count)
    #expect(
      rendered.entities == [
        RenderedText.Entity(kind: .bold, offset: 5, length: 2),
        RenderedText.Entity(kind: .mention(user: 77), offset: 8, length: 4),
        RenderedText.Entity(kind: .code, offset: 14, length: 1),
      ])
    let units = Array(rendered.text.utf16)
    #expect(String(decoding: units[5..<7], as: UTF16.self) == "加粗")
    #expect(String(decoding: units[8..<12], as: UTF16.self) == "@李😀")
  }

  @Test("A text is blank when nobody would see anything")
  func blank() {
    for text in [
      "", " ", "\n\n", "\u{200B}\u{200D}", "\u{3000}\u{2800}", "\u{0}\u{7}", "\u{FEFF}\u{AD}",
      "\u{FFFC}", "\u{3164}",
    ] {
      #expect(RichText(text).isBlank, "\(text.unicodeScalars.map(\.value))")
    }
    for text in ["a", "。", "😀", " 1 ", "\u{200B}督", "-"] { #expect(!RichText(text).isBlank) }
  }
}
