/// What kinds of files are kept, and what is told about the others.
public enum FilePolicy {
  /// The largest file that is kept, in bytes; a Bot API server hands out no larger ones.
  public static let maximumBytes: Int64 = 20 << 20

  /// Photos as files, scans, and what offices write in.
  private static let endings: Set<String> = [
    "jpg", "jpeg", "png", "heic", "heif", "webp", "bmp", "gif", "tif", "tiff", "pdf", "ofd",
    "doc", "docx", "wps", "xls", "xlsx", "et", "csv", "ppt", "pptx", "dps", "txt", "rtf", "mp4",
    "mov", "3gp", "avi",
  ]

  /// Whether an attachment of that kind can be evidence at all: not a voice message or a sticker.
  public static func keeps(kind: String) -> Bool {
    ["photo", "document", "video"].contains(kind)
  }

  /// Why that file is not kept; nil where it is.
  /// - Parameter type: What the IM says it is: `application/pdf`.
  public static func problem(kind: String, name: String?, type: String?, size: Int64?) -> Refusal? {
    if let size, size > maximumBytes {
      return Refusal(
        .fileNotTaken,
        "这个文件有\(FileWording.size(size))，最多20MB，没有办，也没有留存。\n请压小一些，或分成几个再发。")
    }
    guard kind == "document" else { return nil }
    let ending = name.flatMap(ending(of:))
    if let ending {
      if endings.contains(ending) { return nil }
    } else if isKnown(type: type) {
      return nil
    }
    return Refusal(
      .fileNotTaken,
      "这类文件\(ending.map { "（.\($0)）" } ?? "")不收，没有办，也没有留存。\n收照片、短视频、PDF和办公文档；压缩包请解开，一个一个发。")
  }

  /// The letters behind the last dot, if they are one of a file's sort.
  private static func ending(of name: String) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    let isPlain = ending.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("0"..."9").contains($0)
    }
    return isPlain && (1...5).contains(ending.count) ? ending : nil
  }

  private static func isKnown(type: String?) -> Bool {
    guard let type = type?.lowercased() else { return false }
    return type.hasPrefix("image/") || type.hasPrefix("video/") || type == "application/pdf"
      || type.contains("officedocument") || type.hasPrefix("application/vnd.ms-")
      || type == "application/msword"
  }

  // MARK: Papers

  private static let papers = ["复函", "批示", "公文", "红头", "签批", "盖章件", "盖章文件", "盖章材料", "盖章的", "公章"]

  /// Whether the words beside a file, or its name, say that it shows a stamped or signed paper.
  /// - Parameter alone: The words are no command: then 盖章 by itself says so too. In a report it may
  ///   stand for the paper that follows.
  public static func showsPaper(_ text: String, alone: Bool) -> Bool {
    papers.contains { text.contains($0) } || alone && text.contains("盖章")
  }

  /// Stamped papers come on paper; what was photographed is not kept.
  static func paper(
    _ number: CaseNumber?, withCommand: Bool, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Refusal {
    let number = try number.flatMap { try casebook.matter($0)?.number } ?? only(casebook, situation)
    let command = number.map { "收件 \($0)" } ?? "收件 编号"
    var text: Wording = "盖章文件请交纸质件，我这里只收现场照片，这张没有留存。"
    // There is a paper to record once there is a report.
    let isReported = try number.flatMap(casebook.matter)?.handling?.report != nil
    text.add(
      number == nil || isReported ? "送到后请专班记：\(typed: command)" : "请把纸质件送专班，反馈以后由专班记收件。")
    if withCommand { text.add("这条也没有办；只写字请不带照片重发。") }
    return Refusal(.fileNotTaken, text)
  }

  /// The one open case of the sender's unit, if there is just one.
  private static func only(_ casebook: any Casebook, _ situation: Situation) throws -> CaseNumber? {
    guard let unit = situation.actor.person.unit, situation.actor.roles.contains(.unit) else {
      return nil
    }
    let open = Set(CaseState.allCases.filter(\.isOpen))
    let found = try casebook.find(CaseQuery(states: open, unit: unit, limit: 2))
    return found.total == 1 ? found.cases.first?.number : nil
  }
}
