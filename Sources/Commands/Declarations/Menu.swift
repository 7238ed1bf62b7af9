import Casework

extension Catalogue {
  /// The IM's command menu: names are a–z, so that the description begins with the Chinese form.
  public static var menu: [(name: String, description: String)] {
    all.compactMap { spec in
      switch spec.verb {
      case .confirm, .next: nil
      default: spec.latin.first.map { ($0, "\(spec.name) \(spec.usage)：\(spec.summary)") }
      }
    }
  }

  /// The reference page for people, generated from the declarations.
  public static var reference: String {
    var page = "# 命令\n\n本页由 `liandu commands` 按程序里的声明生成，请勿手改。\n"
    for spec in all {
      page += "\n## \(spec.name)\n\n\(spec.summary)。\n\n"
      page += "- 写法：`\(spec.name)\(spec.usage.isEmpty ? "" : " " + spec.usage)`\n"
      page += "- 也可以写：\((spec.aliases + spec.latin).map { "`\($0)`" }.joined(separator: "、"))\n"
      page += "- 谁能用：\(spec.permission.wording)\n- 例：`\(spec.example)`\n"
    }
    return page
  }
}
