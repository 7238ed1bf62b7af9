import Casework
import TestSupport
import Testing

@testable import Commands

@Suite("Pasted tables")
struct BatchTests {
  private static func batch(_ text: String) throws -> Batch? {
    guard case .batch(let batch, _)? = try Heard.group("/" + text).first?.speech else { return nil }
    return batch
  }

  private static func titles(_ text: String) throws -> [String] {
    try batch(text)?.rows.map(\.registration.title) ?? []
  }

  @Test("headings say what a column is, in whatever order")
  func headings() throws {
    let batch = try #require(
      try BatchTests.batch(
        "线索 批量 来源:走访 领域：交通\n编号\t责任单位\t问题描述\t整改时限\t点位\t备注\n1\t交通局\t路面破损\t月底前\t丁街道\t急\n2\t住建局\t井盖松动\t\t乙镇\t"
      ))
    #expect(batch.ignored == ["备注"])
    #expect(batch.rows.count == 2)
    let first = batch.rows[0].registration
    #expect(first.title == "路面破损" && first.details.unit?.name == "交通局")
    #expect(first.details.place == "丁街道" && first.details.source == "走访")
    #expect(first.details.area == "交通")
    #expect(first.due?.day.description == "2026-09-30")
    #expect(batch.rows[1].registration.due == nil)
  }

  @Test(
    "a cell with line breaks is one cell, quoted or not",
    arguments: [
      "线索 批量\n序号\t问题\t地点\n1\t路面破损\n积水\t丁街道\n2\t公厕锁门\t甲街道",
      "线索 批量\n序号\t问题\t地点\n1\t\"路面破损\n积水\"\t丁街道\n2\t公厕锁门\t甲街道",
      "线索 批量\r\n序号\t问题\t地点\r\n1\t路面破损\r\n积水\t丁街道\r\n\r\n2\t公厕锁门\t甲街道\r\n",
    ])
  func cells(_ text: String) throws {
    let batch = try #require(try BatchTests.batch(text))
    #expect(batch.rows.map(\.registration.title) == ["路面破损 积水", "公厕锁门"])
    #expect(batch.rows.map(\.registration.details.place) == ["丁街道", "甲街道"])
  }

  @Test("the last cell's next line, and a row that lacks its last cells")
  func ragged() throws {
    let batch = try #require(
      try BatchTests.batch("线索 批量\n序号\t问题\t地点\n1\t路面破损\t丁街道\n村口\n2\t公厕锁门\n3\t积水\t甲路"))
    #expect(batch.rows.map(\.registration.title) == ["路面破损", "公厕锁门", "积水"])
    #expect(batch.rows.map(\.registration.details.place) == ["丁街道 村口", nil, "甲路"])
  }

  @Test(
    "lists: the number in front is taken off",
    arguments: [
      "①路灯不亮\n②井盖松动", "1、路灯不亮\n2、井盖松动", "1.路灯不亮\n2.井盖松动", "（1）路灯不亮\n（2）井盖松动", "1 路灯不亮\n2 井盖松动",
      "路灯不亮\n井盖松动", "①路灯不亮②井盖松动", "一、路灯不亮\n二、井盖松动", "１．路灯不亮\n２．井盖松动", "\n\n1）路灯不亮\n\n2）井盖松动\n",
    ])
  func lists(_ rows: String) throws {
    #expect(try BatchTests.titles("线索 批量\n" + rows) == ["路灯不亮", "井盖松动"])
  }

  @Test("what only looks like a number in front stays")
  func notNumbers() throws {
    #expect(try BatchTests.titles("线索 批量\n3号楼电梯停了\n2盏路灯不亮") == ["3号楼电梯停了", "2盏路灯不亮"])
    #expect(try BatchTests.titles("线索 批量\n1、3.5米护栏倒了\n2、12月没供暖") == ["3.5米护栏倒了", "12月没供暖"])
    #expect(try BatchTests.titles("线索 批量\n①路灯不亮\n在村口") == ["路灯不亮\n在村口"])
  }

  @Test("without headings units, terms and places are told by how they read")
  func guessed() throws {
    let batch = try #require(
      try BatchTests.batch("线索 批量\n1\t路面破损\t丁街道\t交通局\t月底前\n2\t井盖松动\t乙镇\t住建局\t3天内"))
    #expect(batch.rows.map(\.registration.details.unit?.name) == ["交通局", "住建局"])
    #expect(batch.rows.map(\.registration.details.place) == ["丁街道", "乙镇"])
    #expect(batch.rows.allSatisfy { $0.registration.due != nil })
  }

  @Test("who told us and telephone numbers are kept nowhere; a row that may accuse is not either")
  func nothingKept() throws {
    let text =
      "线索 批量\n问题\t反映人\t联系电话\n路灯不亮\t李某\t13900000000\n某站长收了红包才办\t王某\t\n井盖松动13900000000\t\t"
    let batch = try #require(try BatchTests.batch(text))
    #expect(batch.rows.map(\.registration.title) == ["路灯不亮", "井盖松动***********"])
    #expect(batch.left == ["第2条"])
    let kept = String(describing: batch.rows)
    for word in ["李某", "王某", "红包", "站长", "13900000000"] { #expect(!kept.contains(word)) }
    let field = try #require(try BatchTests.batch("线索 批量\n①路灯不亮 反映人：李某\n②井盖松动"))
    #expect(!String(describing: field).contains("李某"))
  }

  @Test("doubts stand at their row, and an answer settles them")
  func answers() throws {
    let batch = try #require(
      try BatchTests.batch("线索 批量\n①甲路积水 期限：9月25日\n②乙路无灯 期限：越快越好\n③丙路井盖 期限：9月10日"))
    #expect(batch.rows.map(\.doubts.count) == [1, 1, 1])
    #expect(batch.rows.map(\.isHeld) == [false, true, true])
    func amended(_ text: String) throws -> Batch? {
      guard case .batch(let batch, .amended)? = try Heard.group(text, .batch(batch)).first?.speech
      else { return nil }
      return batch
    }
    for text in ["①改28日", "①改成9月28日", "①，改28号"] {
      let row = try #require(try amended(text)).rows[0]
      #expect(
        row.doubts.isEmpty && row.registration.due?.day.description == "2026-09-28", "\(text)")
    }
    #expect(try amended("②改月底前")?.rows[1].doubts.isEmpty == true)
    #expect(try amended("③改交通局")?.rows[2].doubts.count == 1)
    #expect(try amended("去掉②")?.rows.count == 2)
    #expect(try amended("②改天再说") == nil || amended("②改天再说")?.rows[1].isHeld == true)
    for text in ["都登记", "登记", "全部登记。", "都登记吧"] {
      guard case .batch(_, .accepted)? = try Heard.group(text, .batch(batch)).first?.speech else {
        Issue.record("not accepted: \(text)")
        continue
      }
    }
    for text in ["今天先这样", "好的", "1", "登记簿在哪"] {
      #expect(try Heard.group(text, .batch(batch)).isEmpty, "\(text)")
    }
  }

  @Test("at most fifty rows at once")
  func limit() throws {
    let rows = (1...51).map { "\($0)、第\($0)处路灯不亮" }.joined(separator: "\n")
    #expect(try Heard.group("/线索 批量\n" + rows).first?.refusal == .textTooLong)
    let fifty = (1...50).map { "\($0)、第\($0)处路灯不亮" }.joined(separator: "\n")
    #expect(try BatchTests.titles("线索 批量\n" + fifty).count == 50)
  }

  @Test("any table at all: no crash, no empty title, read twice it is the same")
  func random() throws {
    var generator = SeededGenerator(seed: 7)
    let pieces = [
      "\t", "\t", "\n", "\n", "①", "②", "⑳", "1、", "2.", "（3）", "序号", "问题", "地点", "责任单位", "期限",
      "反映人",
      "路灯不亮", "电13900000000话", "\"", "9月25日", "越快越好", "\n某站长收了红包\n", " ", "　", "，", "👨‍👩‍👧", "\u{200B}",
      "\u{202E}",
      "责任：住建局", "加急", "\u{FFFD}", "\r\n",
    ]
    for _ in 0..<400 {
      let count = Int.random(in: 0...30, using: &generator)
      let rows = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let text = "/线索 批量 来源：走访\n" + rows
      let outcomes = try Heard.group(text)
      #expect(try Heard.group(text) == outcomes)
      guard case .batch(let batch, _)? = outcomes.first?.speech else { continue }
      for row in batch.rows {
        #expect(!row.registration.title.isEmpty, "\(text)")
        #expect(!row.registration.title.contains("13900000000"), "\(text)")
        #expect(!row.registration.title.contains("红包"), "\(text)")
      }
    }
  }
}
