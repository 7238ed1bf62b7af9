import Casework
import Testing

@testable import Commands

@Suite("Case numbers")
struct CaseNumberTests {
  /// What stands behind a command, the case it names, and what is left.
  static let rows: [(String, Int?, String)] = [
    ("12", 12, ""), ("１２", 12, ""), ("#12", 12, ""), ("＃12", 12, ""), ("12号", 12, ""),
    ("12 号", 12, "号"), ("十二号", 12, ""), ("第12号", nil, ""), ("一号", 1, ""), ("十号", 10, ""),
    ("二十号", 20, ""), ("二十三号", 23, ""), ("一百零五号", 105, ""), ("一千二百号", 1200, ""), ("两号", 2, ""),
    ("十二", nil, ""), ("三", nil, ""), ("XS12", 12, ""), ("xs12", 12, ""), ("ＸＳ１２", 12, ""),
    ("XS2026-0012", 12, ""), ("xs2026-1234", 1234, ""), ("XS0012", 12, ""), ("#十二", 12, ""),
    ("#12345", 12345, ""), ("0", nil, ""), ("#0", nil, ""), ("00", nil, ""), ("012", 12, ""),
    ("12。", 12, "。"), ("12，已修好", 12, "，已修好"), ("12：已修好", 12, "：已修好"), ("12 已修好", 12, "已修好"),
    ("12已修好", 12, "已修好"), ("12号，已修好", 12, "，已修好"), ("12号 已修好", 12, "已修好"), ("12号。", 12, "。"),
    ("3号楼", nil, ""), ("37号建议", nil, ""), ("8号晚上", nil, ""), ("十二号楼", nil, ""), ("#3号楼", nil, ""),
    ("12345热线", nil, ""), ("12345", nil, ""), ("1234", 1234, ""), ("20260915000123", nil, ""),
    ("99999999999999999999", nil, ""), ("12月31日", nil, ""), ("12日", nil, ""), ("2026年", nil, ""),
    ("12:30", nil, ""), ("12：30开会", 12, "：30开会"), ("9:30", nil, ""), ("12.5", nil, ""),
    ("12.", 12, "."),
    ("12-31", nil, ""), ("12-", 12, "-"), ("12/31", nil, ""), ("3天内办完", nil, ""),
    ("2个工作日", nil, ""),
    ("5次", nil, ""), ("7盏路灯", nil, ""), ("30米管子", nil, ""), ("3000元", nil, ""), ("8点半", nil, ""),
    ("8点位已看", 8, "点位已看"), ("12周边已清", 12, "周边已清"), ("2周内", nil, ""), ("24小时开放", nil, ""),
    ("10分钟", nil, ""), ("12路灯已修", 12, "路灯已修"), ("3栋", nil, ""), ("50%", nil, ""),
    ("12abc", nil, ""),
    ("a12", nil, ""), ("12#", 12, "#"), ("①", nil, ""), ("", nil, ""), ("期限3", nil, ""),
    ("-12", nil, ""),
    ("12、13", 12, "、13"), ("一二号", nil, ""),
  ]

  @Test("as people write them", arguments: rows)
  func table(_ row: (text: String, number: Int?, rest: String)) {
    var scanner = Scanner(FoldedText(row.text))
    let number = scanner.caseNumber()
    #expect(number?.value == row.number, "\(row.text)")
    if row.number != nil { #expect(scanner.rest == row.rest, "\(row.text)") }
    if row.number == nil { #expect(scanner.index == 0, "\(row.text): the scanner moved") }
  }

  @Test("the table is long enough to mean something")
  func length() { #expect(CaseNumberTests.rows.count >= 60) }

  @Test(
    "several numbers",
    arguments: [
      ("12", [12]), ("12、13和15", [12, 13, 15]), ("12 13", [12, 13]),
      ("43-48", [43, 44, 45, 46, 47, 48]), ("43至45号", [43, 44, 45]), ("1-3、7", [1, 2, 3, 7]),
      ("十二号、13", [12, 13]), ("#1，#2", [1, 2]), ("12。", [12]),
    ])
  func several(_ row: (text: String, numbers: [Int])) {
    #expect(CaseNumbers.all(in: FoldedText(row.text))?.map(\.value) == row.numbers)
  }

  @Test(
    "a restricted case has a series of its own",
    arguments: [("限3", 3), ("限2026-0003", 3), ("限12，", 12), ("#限3", 3)])
  func restricted(_ row: (text: String, number: Int)) {
    var scanner = Scanner(FoldedText(row.text))
    #expect(scanner.caseNumber() == CaseNumber(row.number, series: .restricted))
  }

  @Test(
    "限 before what is counted is a limit",
    arguments: ["限5吨", "限3天", "限3日内", "限1局", "限3kg", "限5%", "限3办", "限2026-0003天", "限3号楼", "限3和谐"])
  func limits(_ text: String) {
    var scanner = Scanner(FoldedText(text))
    #expect(scanner.caseNumber() == nil && scanner.index == 0)
  }

  @Test(
    "where a restricted number stands as one",
    arguments: [
      ("查 限3", true), ("限3", true), ("进展限3 已核", true), ("/领衔 12、限3", true), ("12和限3", true),
      ("督办 取消 限3", true), ("合并 12 限3", true), ("限3 已核", true), ("撤回 限3", true),
      ("线索 甲 期限3天", false), ("期限3", false), ("权限3号", false), ("限高杆3米", false),
      ("进展 12 限3天内整改", false), ("进展 12 限3 已核", false), ("交办 12 住建局 限5日内答复", false),
      ("提醒 明天9点 限1", false), ("提醒 限1", false), ("统计 今年 限1", false), ("单位 限1局", false),
      ("线索 限5吨标志缺失", false), ("线索 限3", false), ("合并 12 13 限3天", false),
    ])
  func namesRestricted(_ row: (text: String, names: Bool)) {
    #expect(CaseNumbers.namesRestricted(FoldedText(row.text)) == row.names, "\(row.text)")
  }

  @Test(
    "texts that are not numbers alone",
    arguments: ["12 号楼", "48-43", "1-99", "12345", "3号楼", "12、甲", "和", "", "12-31日", "期限3"])
  func notNumbers(_ text: String) {
    #expect(CaseNumbers.all(in: FoldedText(text)) == nil)
  }
}
