/// Long answers come in pages; the open question for the next page is what 下一页 answers.
enum Lists {
  /// Rows of one page: with its first and last line, eight lines.
  static let pageLength = 6

  /// One page of rows.
  /// - Parameters:
  ///   - first: What the first line says; the page's number is added to it from the second on.
  ///   - total: How many rows there are in all.
  ///   - measure: The measure word of a row: 件, 条, 人, 个.
  ///   - command: What gives the same list, without its slash.
  static func page(
    _ first: String, rows: [Wording], page: Int, total: Int, measure: String,
    next command: String, _ situation: Situation
  ) -> Decision {
    var text = Wording(page == 1 ? "\(first)：" : "\(first)，第\(page)页：")
    for row in rows { text.add(row) }
    let left = total - (page - 1) * pageLength - rows.count
    var decision = Decision(replies: [Reply(text: text)])
    decision.listed = total
    if left > 0 {
      decision.replies[0].text.add("还有\(left)\(measure)，请发：\(typed: "下一页")")
      decision.dialogue = situation.ask(.next("\(command) 页：\(page + 1)"), for: .question)
    } else if page > 1 {
      decision.dialogue = .close
    }
    return decision
  }

  /// The part of a list that stands on a page.
  static func part<T>(_ all: [T], page: Int) -> ArraySlice<T> {
    all.dropFirst((page - 1) * pageLength).prefix(pageLength)
  }
}
