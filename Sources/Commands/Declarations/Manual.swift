import Casework

extension Catalogue {
  /// The lines between which the manual's reference part stands.
  static let manualMarks = (
    begin: "<!-- 命令表：由程序里的声明生成，请勿手改 -->", end: "<!-- 命令表完 -->"
  )

  /// The manual's reference part: what each command is for, how it is written, who may.
  public static var manualPart: String {
    var part = "| 命令 | 做什么 | 写法 | 谁能用 |\n| --- | --- | --- | --- |\n"
    for spec in all where ![.confirm, .next].contains(spec.verb) {
      let names = ([spec.name] + spec.aliases).joined(separator: "、")
      // A bar inside a cell would end it.
      let usage = spec.example.replacing("|", with: "\\|")
      part += "| \(names) | \(spec.summary) | `\(usage)` | \(spec.permission.wording) |\n"
    }
    return part
  }

  /// The manual with its reference part made anew; nil where it has no place for one.
  public static func manual(from page: String) -> String? {
    guard let begin = page.firstRange(of: manualMarks.begin),
      let end = page[begin.upperBound...].firstRange(of: manualMarks.end)
    else { return nil }
    return page[..<begin.upperBound] + "\n\n" + manualPart + "\n" + page[end.lowerBound...]
  }
}
