/// How photos and files are counted and named.
enum FileWording {
  /// `2张照片、1个文件`.
  static func count(_ kinds: [String]) -> String {
    var parts: [String] = []
    for (kind, measure) in [("photo", "张照片"), ("video", "段视频")] {
      let count = kinds.count { $0 == kind }
      if count > 0 { parts.append("\(count)\(measure)") }
    }
    let others = kinds.count { $0 != "photo" && $0 != "video" }
    if others > 0 { parts.append("\(others)个文件") }
    return parts.joined(separator: "、")
  }

  static func count(_ files: [Evidence]) -> String { count(files.map(\.kind)) }

  /// `照片`, `文件“整改报告.pdf”`.
  static func name(_ file: Evidence) -> String {
    switch file.kind {
    case "photo": "照片"
    case "video": "视频"
    default: file.name.map { "文件“\(Cards.brief($0, limit: 20))”" } ?? "文件"
    }
  }

  /// `3.2MB`, `640KB`.
  static func size(_ bytes: Int64) -> String {
    if bytes < 1 << 20 { return "\(max(1, (bytes + 512) / 1024))KB" }
    let tenths = (bytes * 10 + (1 << 19)) >> 20
    return tenths % 10 == 0 ? "\(tenths / 10)MB" : "\(tenths / 10).\(tenths % 10)MB"
  }

  /// The card's line: `附件3个（1个没取下来）`; nil where there are none.
  static func line(_ matter: Case) -> String? {
    let items = matter.evidence
    guard !items.isEmpty else { return nil }
    let failed = items.count { $0.failed != nil }
    return "附件\(items.count)个" + (failed == 0 ? "" : "（\(failed)个没取下来）")
  }

  /// What an act's answer says of the files that came with it.
  static func kept(_ files: [Evidence], in number: CaseNumber) -> String {
    "\(count(files))已放进\(number)号。"
  }

  /// What the timeline says of an act's files; empty where it had none.
  static func remark(_ change: Change) -> String {
    let files = change.files
    return files.isEmpty ? "" : "（\(count(files))）"
  }
}
