import Testing

@testable import Commands

/// How late another unit is: two ledgers that differ in nothing else, and the days themselves left out of what
/// is heard, give a unit's people, other members and the group the same words to every look-up.
extension TwinWorldsTests {
  /// In private all they are told; in the group all but the totals, which are the group's own.
  private static let totals: Set<String> = ["状态", "日报", "周报"]

  @Test("nor of how late another unit is: every look-up, by everybody who may not be told")
  func lateness() async throws {
    let late = try await TwinWorldsTests.world(isLate: true)
    let timely = try await TwinWorldsTests.world(isLate: false)
    var lines: [TwinWorld.Line] = []
    for speaker in ["李工", "小何", "小马", "老管", "路人"] {
      lines += TwinWorldsTests.lookups.map {
        TwinWorld.Line(speaker: speaker, place: "私:\(speaker)", text: $0)
      }
    }
    for text in TwinWorldsTests.lookups
    where !TwinWorldsTests.totals.contains(where: text.hasPrefix) {
      lines.append(
        TwinWorld.Line(speaker: "小周", place: "群:监督群", text: TwinWorld.inGroup(text)))
    }
    #expect(lines.count > 500)
    for line in lines {
      let first = try await TwinWorldsTests.heard(line, late)
      #expect(
        first == (try await TwinWorldsTests.heard(line, timely)),
        "\(line.speaker) → \(line.place): \(line.text)")
    }
    // The worlds do differ for who may be told.
    for text in ["状态", "逾期", "日报", "周报", "统计 今年"] {
      let line = TwinWorld.Line(speaker: "孙主任", place: "私:孙主任", text: text)
      let first = try await TwinWorldsTests.heard(line, late)
      #expect(first != (try await TwinWorldsTests.heard(line, timely)), "\(text)")
    }
    for stage in [late, timely] { try await stage.close() }
  }

  /// Every look-up as it is declared, alone, about cases of one's own unit and of the other one, and in words.
  private static var lookups: [String] {
    let words = ["1", "2", "5", "区民政局", "区住建局 逾期", "逾期", "今年", "今年 按单位", "本周", "敬老院"]
    return Catalogue.all.filter(\.reads).flatMap { spec in
      [spec.name, spec.example] + words.map { "\(spec.name) \($0)" }
    } + [
      "统计 今年 区民政局 逾期", "统计 今年 按领衔", "明细 超期", "明细 在办", "下一页", "台账 今年 逾期", "待办 漏", "我的 单位",
      "区民政局逾期率", "有几件逾期", "民政局按期办结率", "哪些超期了", "项目 福利院", "查 在办", "查 1-6",
    ]
  }

  private static func world(isLate: Bool) async throws -> Stage {
    let stage = try await Stage(mode: .plain)
    func day(_ late: String, _ timely: String) -> String { "期限=2026-\(isLate ? late : timely)" }
    for direction in [
      "群 监督群", "单位 区住房和城乡建设局=区住建局、住建局 区民政局=区民政局、民政局",
      "人 小周=专 孙主任=人 李工=单:区住建局 小何=员:区住建局 民工=单:区民政局 小马=员 老管=管 路人=生",
      "时 2026-09-14 09:00", "事项 甲路积水 登记=小周 责任=区住建局 领衔=孙主任 期限=2026-09-07 项目=排水",
      "事项 敬老院床位公示 登记=小周 责任=区民政局 领衔=孙主任 交办=2026-09-01 签收=民工 \(day("09-09", "09-28")) 项目=福利院",
      "事项 乙路路灯 登记=小周 责任=区住建局 领衔=孙主任 期限=2026-10-12",
      "事项 福利院消防通道 登记=小周 责任=区民政局 \(day("09-10", "09-29")) 项目=福利院",
      "事项 救助站标识 登记=小周 责任=区民政局 领衔=孙主任 \(day("09-08", "09-30")) 反馈=吴局长 结果=整改完成 办结=2026-09-14",
      "事项 丙路护栏 登记=小周 责任=区住建局 领衔=孙主任 期限=2026-09-30 反馈=刘局长 结果=整改完成 办结=2026-09-14",
    ] {
      _ = try await stage.direct(direction)
    }
    return stage
  }

  /// What is heard, each day in it for any day.
  private static func heard(_ line: TwinWorld.Line, _ stage: Stage) async throws -> [String] {
    let said = Transcript.Spoken(speaker: line.speaker, place: line.place, lines: [line.text])
    return try await stage.say(said).map { spoken in
      "\(spoken.place) \(spoken.text)".replacing(
        /([0-9]+年)?[0-9]+月[0-9]+日(（周.(，[^）]*)?）)?|[0-9]{4}-[0-9]{2}-[0-9]{2}/, with: "某日")
    }
  }
}
