import CResources

/// The data the binary carries.
enum EmbeddedData {
  static var workdays: String { text(cresource_cn_workdays()) }
  static var procedure: String { text(cresource_procedure()) }
  static var pinyin: String { text(cresource_pinyin()) }
  static var sixtyDays: String { text(cresource_demo_sixty_days()) }

  // The bytes are constants of the binary: they live as long as the process and never change.
  private static func text(_ resource: cresource) -> String {
    String(
      decoding: UnsafeBufferPointer(start: resource.bytes, count: resource.length), as: UTF8.self)
  }
}

/// The program's version, as 关于 and `--version` tell it.
enum ProgramVersion {
  static let text = "0.1.0"
}
