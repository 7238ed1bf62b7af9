import Casework
import Testing

@testable import Commands

@Suite("Did you mean")
struct SuggestionTests {
  private static func near(_ word: String, _ roles: [Role] = [.team]) -> [Verb] {
    let suggestions = Suggestions(pinyin: Pinyin(table: Heard.pinyin))
    return suggestions.near(word, for: Heard.actor(roles)).map(\.verb)
  }

  @Test(
    "by spelling and by sound",
    arguments: [
      ("现锁", Verb.clue), ("线锁", .clue), ("线所", .clue), ("小号", .close), ("消号", .close),
      ("销好", .close), ("进站", .progress), ("近展", .progress), ("领先", .lead), ("零衔", .lead),
      ("预期", .overdue), ("余期", .overdue), ("状太", .status), ("车回", .undo), ("时间县", .timeline),
      ("我地", .mine), ("帮主", .help), ("clu", .clue), ("clues", .clue), ("progres", .progress),
      ("statsu", .status), ("timelime", .timeline), ("overdu", .overdue), ("现锁一下", .clue),
    ])
  func first(_ row: (word: String, verb: Verb)) {
    #expect(SuggestionTests.near(row.word).contains(row.verb), "\(SuggestionTests.near(row.word))")
  }

  @Test(
    "nothing is suggested for words that are far from everything",
    arguments: ["天气", "weather", "你好吗", "x", "abc", "吃饭", "开会通知", "12", ""])
  func none(_ word: String) {
    #expect(SuggestionTests.near(word).isEmpty, "\(SuggestionTests.near(word))")
  }

  @Test("only what the caller may, three at most")
  func onlyOffered() {
    #expect(SuggestionTests.near("小号", [.member]).isEmpty)
    #expect(!SuggestionTests.near("绑订", [.member]).contains(.bind))
    #expect(SuggestionTests.near("绑订", [.admin]).contains(.bind))
    for word in ["现锁", "小号", "进站", "stat", "状态的", "查寻", "领先"] {
      for role in Role.allCases { #expect(SuggestionTests.near(word, [role]).count <= 3) }
    }
  }

  @Test("a suggestion is never run by itself")
  func neverRun() throws {
    for text in ["/现锁 路灯坏了", "/小号 12", "/进站 12 已好"] {
      for outcome in try Heard.group(text) { #expect(!outcome.writes, "\(text)") }
    }
    for text in ["现锁 路灯坏了", "小号12", "小号十二号。"] {
      let outcome = try #require(try Heard.group(text, mention: true).first)
      #expect(!outcome.writes)
      guard let commands = outcome.options else {
        Issue.record("not asked: \(text)")
        continue
      }
      // The digit runs it.
      #expect(try Heard.group("1", .choice(commands)).first?.writes == true, "\(commands)")
    }
  }

  @Test(
    "distance",
    arguments: [
      ("", "", 0), ("a", "", 1), ("abc", "abc", 0), ("abc", "axc", 1), ("abc", "ab", 1),
      ("kitten", "sitting", 3), ("线索", "线锁", 1),
    ])
  func distance(_ row: (String, String, Int)) {
    #expect(editDistance(Array(row.0.unicodeScalars), Array(row.1.unicodeScalars)) == row.2)
  }
}
