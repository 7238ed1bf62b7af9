import Casework
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Ledger

@Suite("Search over Chinese")
struct SearchTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try scratch.open()
  }

  private func fill(_ titles: [String]) async throws {
    try await ledger.transact { transaction in
      for (index, title) in titles.enumerated() {
        try transaction.append(Sample.registered(index + 1, title))
      }
    }
  }

  private func found(_ words: String...) async throws -> [Int] {
    try await ledger.read { snapshot in
      try snapshot.casebook(for: .everyone).find(CaseQuery(words: words, limit: 100))
        .cases.map(\.number.value)
    }
  }

  @Test("Words of one, two, three and four characters are found anywhere, newest first")
  func chineseWords_areFound() async throws {
    try await fill(["文化路小学门口积水", "小学旁路灯不亮", "水", "学校门前占道经营", "经 营"])
    #expect(try await found("水") == [3, 1])
    #expect(try await found("学") == [4, 2, 1])
    #expect(try await found("营") == [5, 4])
    #expect(try await found("积水") == [1])
    #expect(try await found("小学") == [2, 1])
    #expect(try await found("化路小") == [1])
    #expect(try await found("门口积水") == [1])
    #expect(try await found("占道经营") == [4])
    #expect(try await found("学门") == [1])
    #expect(try await found("水积") == [])
    // The halves stand apart: no pair is made over a gap.
    #expect(try await found("经营") == [4])
  }

  @Test("ASCII words count whole, whatever their case and width; Chinese beside them as part")
  func mixedText_isFound() async throws {
    try await fill(["3号楼A座电梯", "13号楼", "协同督[2026]7号", "12345热线转办", "ＡＢＣ１２超市"])
    #expect(try await found("3号楼") == [1])
    #expect(try await found("3号") == [1])
    #expect(try await found("号楼a座") == [1])
    #expect(try await found("a") == [1])
    #expect(try await found("A座电") == [1])
    #expect(try await found("楼A") == [1])
    #expect(try await found("号楼") == [2, 1])
    #expect(try await found("13") == [2])
    #expect(try await found("协同督〔2026〕7号") == [3])
    #expect(try await found("协同督2026") == [3])
    #expect(try await found("12345热线") == [4])
    #expect(try await found("123") == [])
    #expect(try await found("abc12") == [5])
    #expect(try await found("abc12超") == [5])
  }

  @Test("All words must be found; the fields count, withdrawn cases do not")
  func allWords_mustBeFound() async throws {
    try await ledger.transact { transaction in
      let details = CaseDetails(
        unit: UnitReference(id: nil, name: "区住建局"), area: "市容", sourceNumber: "20260915000123",
        place: "和平里")
      try transaction.append(Sample.registered(1, "积水", details: details))
      try transaction.append(Sample.registered(2, "积水严重"))
      try transaction.append(Sample.registered(3, "积水撤回"))
      try transaction.append(Sample.withdrawn(3))
    }
    #expect(try await found("积水") == [2, 1])
    #expect(try await found("积水", "住建") == [1])
    // Where a clue came from, its number there too, is found by who may see it.
    #expect(try await found("20260915000123") == [])
    let query = {
      var query = CaseQuery(words: ["20260915000123"])
      query.searchesSource = true
      return query
    }()
    let numbers = try await ledger.read {
      try $0.casebook(for: .everyone).find(query).cases.map(\.number.value)
    }
    #expect(numbers == [1])
    #expect(try await found("和平里", "市容") == [1])
    #expect(try await found("积水", "公园") == [])
  }

  @Test("A lead or contact is found by name, also after the name changed")
  func lead_isFoundByName() async throws {
    try await ledger.transact { transaction in
      try transaction.append(Sample.person(Sample.li, "李明", account: "botapi:1"))
      try transaction.append(Sample.person(Sample.wang, "王强", account: "botapi:2"))
      try transaction.append(Sample.registered(1, "积水"))
      try transaction.append(Sample.registered(2, "王强反映的路灯"))
      try transaction.append(Sample.led(1, by: Sample.wang))
    }
    #expect(try await found("王强") == [2, 1])
    #expect(try await found("王强", "积水") == [1])
    #expect(try await found("李明") == [])
    let card = PersonAmended.Card(name: "赵强", title: "赵主任", handle: nil, unit: nil)
    try await ledger.transact {
      try $0.append(
        Event(
          stamp: Sample.stamp(9), record: .person(Sample.wang),
          change: .personAmended(PersonAmended(new: card, old: card))))
    }
    #expect(try await found("赵主任") == [1])
    #expect(try await found("王强") == [2])
  }

  @Test("A word of punctuation alone matches nothing, alone or beside another")
  func punctuation_matchesNothing() async throws {
    try await fill(["积水，路面。"])
    for word in ["，", "。", "?!", "", " ", "\"", "*", "()", "\u{200D}", "\n"] {
      #expect(try await found(word) == [])
      #expect(try await found("积水", word) == [])
    }
    #expect(try await found("积水，路面") == [1])
  }

  @Test(
    "Quotes and operators are data",
    arguments: [
      "\"积水\"", "积水\"", "'积水'", "积水*", "积水)", "(积水", "^积水", "-积水", "+积水", "words:积水", "{words}:积水",
      "积水;", "积水--", "积水\\", "积水%", "积水_",
    ])
  func operators_areData(word: String) async throws {
    try await fill(["积水", "words 积水"])
    let expected = word.contains("words") ? [2] : [2, 1]
    #expect(try await found(word) == expected)
  }

  @Test("Operators spelled out are words like others")
  func spelledOperators_areWords() async throws {
    try await fill(["积水 AND 路灯", "积水 路灯", "NEAR(积水 路灯)", "NOT 积水", "积水 OR 井盖"])
    #expect(try await found("AND") == [1])
    #expect(try await found("积水 AND 路灯") == [1])
    #expect(try await found("NEAR(积水 路灯, 2)") == [])
    #expect(try await found("NEAR") == [3])
    #expect(try await found("NOT 积水") == [4])
    #expect(try await found("积水 OR 井盖") == [5])
    #expect(try await found("积水 OR 路灯") == [])
  }

  @Test("Ten thousand random words neither fail nor find what is not there")
  func randomWords_areHarmless() async throws {
    let titles = ["文化路积水", "路灯 \"不亮\" AND", "3号楼 NEAR(x)", "a*b 占道", "𫠠①é\u{301}👨‍👩‍👧％"]
    try await fill(titles)
    var generator = SeededGenerator(seed: 7)
    let alphabet = Array(
      "\"'*^-+:(){}[]\\%_;,.? \n\t\u{0}ANDORNTE01ab路灯水楼化𫠠①é％。，\u{301}\u{200D}\u{FE0F}"
        .unicodeScalars)
    var words: [String] = []
    for _ in 0..<10_000 {
      var word = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...9, using: &generator) {
        word.append(alphabet.randomElement(using: &generator) ?? " ")
      }
      words.append(String(word))
    }
    let all = words
    try await ledger.read { snapshot in
      let book = snapshot.casebook(for: .everyone)
      for word in all {
        let page = try book.find(CaseQuery(words: [word], limit: 10))
        for matter in page.cases {
          #expect(
            contains(matter.title, word), "\(word.debugDescription) found \(matter.title)")
        }
        #expect(page.total == page.cases.count)
      }
    }
  }

  @Test("Every part of a title finds it: 2,000 random titles and parts")
  func everyPart_findsItsTitle() async throws {
    var generator = SeededGenerator(seed: 11)
    let alphabet = Array("文化路积水灯楼号𫠠①一二三".unicodeScalars)
    var titles: [String] = []
    for _ in 0..<200 {
      var title = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        title.append(alphabet.randomElement(using: &generator) ?? "文")
      }
      titles.append(String(title))
    }
    try await fill(titles)
    var words: [String: Int] = [:]
    for _ in 0..<2_000 {
      let title = Array((titles.randomElement(using: &generator) ?? "").unicodeScalars)
      let from = Int.random(in: 0..<title.count, using: &generator)
      let to = Int.random(in: (from + 1)...title.count, using: &generator)
      var part = String.UnicodeScalarView()
      part.append(contentsOf: title[from..<to])
      let word = String(part)
      words[word] = titles.filter { contains($0, word) }.count
    }
    let expected = words
    try await ledger.read { snapshot in
      let book = snapshot.casebook(for: .everyone)
      for (word, count) in expected {
        let total = try book.find(CaseQuery(words: [word], limit: 0)).total
        #expect(total == count, "\(word)")
        #expect(total > 0)
      }
    }
  }

  @Test("A case whose words change is found by the new ones only")
  func changedWords_replaceTheOld() async throws {
    try await fill(["积水", "路灯"])
    let counts = try await ledger.pool.write { db in
      let old = try #require(
        try Snapshot(db: db, memory: Memory(), ring: KeyRing(nil)).matter(CaseNumber(1)))
      var new = old
      #expect(IndexedWords(new, old: old) == nil)
      new.title = "井盖"
      try IndexedWords(new, old: old)?.write(db)
      return try ["积水", "井盖", "路灯"].map { word in
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM case_words WHERE case_words MATCH ?",
          arguments: [WordPairs.phrase(word)])
      }
    }
    #expect(counts == [0, 1, 1])
    // Nothing of the old words stays behind in the index.
    #expect(try scratch.value("SELECT count(*) FROM case_terms WHERE doc = 1") == 2)
  }

  @Test("A word of 100,000 characters is answered")
  func longWord_isAnswered() async throws {
    try await fill(["积水"])
    #expect(try await found(String(repeating: "积水", count: 50_000)) == [])
    #expect(try await found(String(repeating: "a", count: 100_000)) == [])
  }

  @Test("Two thousand words are answered")
  func manyWords_areAnswered() async throws {
    try await fill(["积水"])
    let same = Array(repeating: "积水", count: 2_000)
    let different = (1...2_000).map { "积水\($0)" }
    let totals = try await ledger.read { snapshot in
      try [same, different].map {
        try snapshot.casebook(for: .everyone).find(CaseQuery(words: $0)).total
      }
    }
    #expect(totals == [1, 0])
  }
}

/// What the search means by containing, computed in another way: over tokens, without an index.
private func contains(_ text: String, _ word: String) -> Bool {
  guard let phrase = WordPairs.phrase(word) else { return false }
  // By scalars: a combining mark at the beginning makes one character with what is before it.
  let open = phrase.unicodeScalars.last == "*"
  let wanted = phrase.unicodeScalars.split(separator: "\"")[0].split(separator: " ")
  let tokens = WordPairs.indexed(text).unicodeScalars.split(separator: " ")
  guard tokens.count >= wanted.count else { return false }
  return (0...(tokens.count - wanted.count)).contains { start in
    wanted.indices.allSatisfy { index in
      let token = tokens[start + index]
      return open && index == wanted.count - 1
        ? token.starts(with: wanted[index]) : token.elementsEqual(wanted[index])
    }
  }
}
