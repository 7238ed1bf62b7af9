import Casework
import Foundation
import Testing

/// How the bot talks: every line it says in any transcript reads well on a phone.
@Suite("措辞")
struct WordingTests {
  @Test("Chinese punctuation beside Chinese", arguments: Conversation.all)
  func punctuation(_ conversation: Conversation) throws {
    let ascii = Set<Unicode.Scalar>(",:;?!()".unicodeScalars)
    for line in try conversation.read().answers.flatMap(\.lines) {
      let scalars = Array(line.unicodeScalars)
      for index in scalars.indices where ascii.contains(scalars[index]) {
        let beside = [index - 1, index + 1].contains {
          scalars.indices.contains($0) && scalars[$0].isHan
        }
        #expect(!beside, "“\(scalars[index])” beside a Han character: \(line)")
      }
    }
  }

  @Test(
    "short: nine lines at most, the first of them forty-five characters",
    arguments: Conversation.all)
  func length(_ conversation: Conversation) throws {
    // The text of an instrument is a paper, and has a paper's length and lay-out.
    for answer in try conversation.read().answers where !answer.isPaper {
      let first = answer.lines.first ?? ""
      // A digest lists what there is; it begins with the counts of its day.
      if first.contains(/月[0-9]+日（.*）：(逾期|没有逾期)/) { continue }
      // The lines of an attached file are not part of the message.
      let lines = answer.lines.count { !$0.hasPrefix("〔") }
      // Several commands in one message are answered in one, each at its own length.
      let commands = answer.lines.count { $0.hasPrefix("第") && $0.contains("行：") }
      #expect(lines <= 9 * max(commands, 1), "\(lines) lines: \(answer.text)")
      #expect(!first.isEmpty, "an empty first line: \(answer.text)")
      #expect(WordingTests.withoutTitle(first).count <= 45, "a long first line: \(first)")
    }
  }

  @Test("no line begins or ends with a blank, none is empty", arguments: Conversation.all)
  func blanks(_ conversation: Conversation) throws {
    for line in try conversation.read().answers.filter({ !$0.isPaper }).flatMap(\.lines) {
      #expect(!line.isEmpty && line == line.trimmingCharacters(in: .whitespaces), "“\(line)”")
    }
  }

  @Test("warm and exact: no 权限不足, no exclamation, no 必须 or 立即", arguments: Conversation.all)
  func tone(_ conversation: Conversation) throws {
    let words = ["权限不足", "！", "必须", "立即", "举报", "被反映人", "错误", "失败", "nil", "Optional"]
    for line in try conversation.read().answers.flatMap(\.lines) {
      for word in words { #expect(!line.contains(word), "\(word): \(line)") }
    }
  }

  @Test("the answers are written out: no placeholder anywhere")
  func placeholders() throws {
    let count = try Conversation.all.reduce(0) { count, conversation in
      count + (try conversation.read().text.components(separatedBy: "⟨任意⟩").count) - 1
    }
    #expect(count == 0)
  }

  @Test(
    "one story a file: a Chinese title, and no more lines than one reads",
    arguments: Conversation.all)
  func story(_ conversation: Conversation) throws {
    let transcript = try conversation.read()
    let isChinese = transcript.title.unicodeScalars.contains { $0.isHan }
    #expect(isChinese, "no title")
    // A case from beginning to end is as long as it is; a week is one state from Monday to Friday; every way
    // in is one list.
    if ["/whole-case/", "/week/", "/every-way-in"].contains(where: conversation.path.contains) {
      return
    }
    // Papers are shown whole once for each reader; they are not read line by line again.
    let papers = transcript.answers.filter(\.isPaper).map(\.lines.count).reduce(0, +)
    let lines = transcript.text.components(separatedBy: "\n").count - 1 - papers
    #expect((8...100).contains(lines), "\(lines) lines")
  }

  /// What is left of a first line without the title it quotes.
  private static func withoutTitle(_ line: String) -> Substring {
    if line.hasPrefix("已登记，"), let colon = line.firstIndex(of: "：") { return line[...colon] }
    if let number = line.firstMatch(of: /（[0-9]+号）/) { return line[number.range.lowerBound...] }
    return line[...]
  }
}

extension Transcript.Spoken {
  /// Whether it shows the whole text of an instrument.
  fileprivate var isPaper: Bool { lines.contains { $0.hasSuffix("请勿转发。）") } }
}
