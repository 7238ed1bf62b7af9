import Casework
import Testing

@Suite("Wording as a value")
struct WordingTests {
  @Test("what members typed is plain text, whatever it looks like")
  func plain() {
    let typed = "*粗* <b> [x](y) \(String(repeating: "`", count: 3))"
    let wording: Wording = "事项：\(typed)"
    #expect(wording.lines == [[.plain("事项：\(typed)")]])
  }

  @Test("a command to be typed is its own span, neighbours are one")
  func spans() {
    let wording: Wording = "看\("详")\("情")：\(typed: "查 12")。"
    #expect(wording.lines == [[.plain("看详情："), .typed("查 12"), .plain("。")]])
  }

  @Test("line breaks in literals, in values and in what is to be copied make lines")
  func lines() {
    let wording: Wording = "一\n二\("三\n四")\(copied: "五\n六")"
    #expect(
      wording.lines == [
        [.plain("一")], [.plain("二三")], [.plain("四"), .copied("五")], [.copied("六")],
      ])
  }

  @Test("joining goes on with the last line, adding begins a new one")
  func joining() {
    var wording = ("一" as Wording) + "二"
    wording.add("三")
    #expect(wording.plain == "一二\n三")
  }
}
