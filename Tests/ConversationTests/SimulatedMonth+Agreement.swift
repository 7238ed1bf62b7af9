import Casework
import Foundation
import Ledger

/// No two answers contradict one another: what 状态 逾期 日报 周报 统计 台账 我的 待办 and the export say
/// of the same moment is compared, number by number.
extension SimulatedMonth {
  func compareAnswers() async throws {
    // Somebody who may see all open cases, in private; in the group of the two offices; and where units
    // sit, whose answers know nothing of the inner circle's.
    let inside = try await stage.read { snapshot in
      try snapshot.casebook(for: .clock).find(
        CaseQuery(states: Set(CaseState.allCases.filter(\.isOpen)), limit: .max)
      ).cases.count(where: \.isInner)
    }
    for place in ["私:小周", "群:内部群", "群:监督群"] {
      let status = try await Numbers(ask("状态", in: place))
      let overdue = try await Numbers(ask("逾期", in: place))
      let year = try await Numbers(ask("统计 今年", in: place))
      let closedThisYear = try await Numbers(ask("统计 今年 销号", in: place))
      let week = try await Numbers(ask("统计 本周", in: place))
      let closedThisWeek = try await Numbers(ask("统计 本周 销号", in: place))
      let register = try await Numbers(ask("台账", in: place))
      let digest = try await Numbers(ask("日报", in: place))
      let weekly = try await Numbers(ask("周报", in: place))
      agree("在办", [status["在办"], year["在办"], register["在办"], digest["在办"]])
      // How late other units are is not told where one of them reads.
      if place != "群:监督群" {
        agree(
          "逾期",
          [status["逾期"], overdue["逾期"], year["超期"], register["超期"], digest["逾期"], weekly["逾期"]])
      }
      agree("登记", [year["登记"], register["登记"]])
      agree("解决", [year["解决"], register["解决"]])
      agree("已销号", [status["已销号"], closedThisYear["办结"]])
      agree("本周登记", [week["登记"], weekly["新登记"]])
      agree("本周销号", [closedThisWeek["办结"], weekly["销号"]])
      let exported = try await exportedCases()
      agree(
        "\(place)导出的在办", [status["在办"], exported + (place == "群:监督群" ? 0 : inside)])
    }
    for person in ["小周", "孙主任", "李工"] {
      let todo = try await Numbers(ask("待办", in: "私:\(person)"))
      let mine = try await Numbers(ask("我的", in: "私:\(person)"))
      // Whoever has no case of their own is told of their unit's instead.
      if mine.text.contains("等您办") || mine.text.contains("您手上") {
        agree("\(person)待办", [todo["等您办"], mine["等您办的有"] ?? 0])
      }
    }
  }

  /// What one person hears to a question. It is not told among what nobody asked for.
  private func ask(_ text: String, in place: String) async throws -> String {
    let speaker = place.hasPrefix("私:") ? String(place.dropFirst(2)) : "小周"
    let said = try await stage.say(
      Transcript.Spoken(
        speaker: speaker, place: place,
        lines: [place.hasPrefix("私:") ? text : "@联督 \(text)"]))
    return said.filter { $0.place == place }.map(\.text).joined(separator: "\n")
  }

  private func agree(_ what: String, _ values: [Int?]) {
    expect(
      Set(values.map { $0 ?? 0 }).count == 1,
      "\(what)：\(values.map { $0.map(String.init) ?? "-" }.joined(separator: "、"))")
  }

  private func exportedCases() async throws -> Int {
    let export = try Export(path: stage.ledgerPath, zone: .shanghai)
    let open = Set(CaseState.allCases.filter(\.isOpen).map(\.rawValue))
    var count = 0
    try export.cases(overdue: { _ in 0 }) { row in
      if case .text(let state)? = row["state"], open.contains(state) { count += 1 }
    }
    return count
  }

  /// 逾期2件，在办31件: the number behind each word, the first where it stands twice.
  struct Numbers {
    let text: String

    init(_ text: String) { self.text = text }

    subscript(_ word: String) -> Int? {
      var rest = text[...]
      while let found = rest.range(of: word) {
        let digits = rest[found.upperBound...].prefix { $0.isASCII && $0.isNumber }
        // 新登记3件 is not 登记3件.
        let isWhole =
          found.lowerBound == text.startIndex
          || !text[text.index(before: found.lowerBound)].isLetter
        if isWhole, !digits.isEmpty { return Int(digits) }
        rest = rest[found.upperBound...]
      }
      return nil
    }
  }
}
