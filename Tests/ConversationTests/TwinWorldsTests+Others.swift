import Testing

/// What else is not shown to everybody: two ledgers that differ only in it give the groups, and whoever may
/// not see it in private, the same words.
extension TwinWorldsTests {
  /// What two worlds differ in.
  enum Difference: CaseIterable, CustomTestStringConvertible, Sendable {
    /// Drafts and issued instruments of a private kind.
    case privateInstruments
    /// Where clues came from.
    case sources
    /// What a case of the inner circle says; there is one in both.
    case inner
    /// What was hidden in a case, and is not struck out yet: it stands in the journal alone.
    case hiddenTexts
    /// What was struck out of a case: nobody can tell the worlds apart any more.
    case struckTexts

    var testDescription: String { "\(self)" }

    /// Who may see it in private.
    var cleared: Set<String> {
      switch self {
      case .privateInstruments: ["小周", "吴十", "钱七", "案管员", "毛主任"]
      case .sources, .inner: ["小周", "吴十", "钱七", "案管员", "毛主任", "王主任", "孙主任"]
      case .hiddenTexts, .struckTexts: []
      }
    }

    /// What tells the worlds apart, asked by who may.
    var question: String {
      switch self {
      case .privateInstruments: "时间线 3"
      case .sources: "统计 今年 按来源"
      case .inner: "查 11"
      case .hiddenTexts, .struckTexts: "时间线 3"
      }
    }

    /// Fields of cases that are there already.
    func fields(holds: Bool) -> String {
      guard self == .sources else { return "" }
      return " 来源=\(holds ? "12345热线" : "甲街道联络站")"
    }

    /// What is said in private before the play.
    func acts(holds: Bool) -> [(String, String)] {
      switch self {
      case .sources: []
      case .inner:
        [
          (
            "钱七",
            "线索 \(holds ? "幸福路停车场违规收费" : "甲路积水工程款挪用") 范围：内部 责任：\(holds ? "区住建局" : "区民政局") 期限：9月1\(holds ? 5 : 6)日 项目：\(holds ? "停车场" : "排水") 地点：\(holds ? "幸福路" : "甲路")"
          ),
          ("钱七", "领衔 11 毛主任"), ("毛主任", "进展 11 \(holds ? "已查收费记录" : "已查账目")"),
        ]
      case .hiddenTexts:
        [
          ("小周", "进展 3 会议室\(holds ? "门锁坏了，先用挂锁" : "灯管闪烁，等换")"),
          ("小周", "更正 3 地点：\(holds ? "东楼" : "西楼二层")"), ("小周", "导出 台账 今年"), ("小周", "查 3"),
          ("小周", "遮盖 3"),
        ]
      case .struckTexts:
        Difference.hiddenTexts.acts(holds: holds)
          + [("案管员", "回执 已收"), ("吴十", "抹除 3"), ("吴十", "确认")]
      case .privateInstruments:
        !holds
          ? []
          : [
            ("钱七", "提醒单 3 理由：有推诿的苗头"), ("钱七", "确认"), ("小周", "提醒单 4 区民政局 理由：有推诿的苗头"),
            ("小周", "确认"), ("钱七", "同意 4"), ("小周", "约谈 5 区民政局 3天 理由：情况较重"), ("小周", "确认"),
            ("钱七", "同意 5"), ("钱七", "提醒单 1 理由：有推诿的苗头"), ("钱七", "确认"), ("小周", "提醒单 7 理由：有推诿的苗头"),
            ("小周", "确认"), ("小周", "提醒单 取消 7"), ("小周", "提醒单 9 理由：有推诿的苗头"), ("小周", "确认"),
            ("小周", "撤回"),
          ]
      }
    }
  }

  @Test("nor of what else is not shown to everybody", arguments: Difference.allCases)
  func others(_ difference: Difference) async throws {
    let plain = try await TwinWorld(difference, holds: false)
    let full = try await TwinWorld(difference, holds: true)
    for world in [plain, full] { try await world.begin() }
    #expect(!plain.arranged.isEmpty && plain.arranged == full.arranged)
    var lines: [TwinWorld.Line] = []
    for speaker in ["小周", "王主任", "钱七", "李工", "小何", "小马"] {
      let commands =
        try TwinWorld.commands(by: speaker, numbers: ["1", "2", "11", "99"]) + [
          "统计 今年", "统计 今年 按来源", "统计 今年 来源：12345热线", "台账 今年 12345热线", "查 12345热线", "明细 TJ1",
          "日报", "周报", "同意", "收到", "待办", "漏项", "时间线 3", "时间线 4", "为何 4", "督办 4 理由：群众反映集中",
          "查 10-12", "研判 11 受理", "合并 11 1", "交办 11 住建局 5个工作日", "状态", "逾期",
        ]
      for text in commands {
        lines.append(
          TwinWorld.Line(speaker: speaker, place: "群:监督群", text: TwinWorld.inGroup(text)))
        if !difference.cleared.contains(speaker) {
          lines.append(TwinWorld.Line(speaker: speaker, place: "私:\(speaker)", text: text))
        }
      }
    }
    #expect(lines.count > 500)
    for (index, line) in lines.enumerated() {
      let (first, second) = (try await plain.say(line), try await full.say(line))
      #expect(first == second, "\(line.speaker) → \(line.place): \(line.text)")
      if index % 300 == 299 {
        let (left, right) = (try await plain.advance(), try await full.advance())
        #expect(left == right, "what the clock said after \(line.text)")
      }
    }
    if [.inner, .hiddenTexts].contains(difference) {
      let (left, right) = (try await plain.ledger(), try await full.ledger())
      #expect(left.cases == right.cases, "the exported cases differ")
      // The chain is over the text; what an entry says is the same.
      func said(_ events: [String]) -> [String] { events.map { TwinWorld.withoutHash($0) } }
      #expect(said(left.events) == said(right.events), "the exported events differ")
    }
    if difference == .struckTexts {
      let (left, right) = (try await plain.tables(), try await full.tables())
      #expect(left == right)
    }
    // The worlds do differ for who may see it.
    let asked = TwinWorld.Line(speaker: "钱七", place: "私:钱七", text: difference.question)
    let (first, second) = (
      try await plain.say(asked, hears: "钱七"), try await full.say(asked, hears: "钱七")
    )
    #expect((first == second) == [.hiddenTexts, .struckTexts].contains(difference))
    for world in [plain, full] { try await world.close() }
  }
}
