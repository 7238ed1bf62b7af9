import Casework

/// Photos and files.
extension Catalogue {
  static let evidence: [CommandSpec] = [
    CommandSpec(
      .attach, "附件", latin: ["attach", "fj"], "把照片和文件放进一件事，或看它有什么附件",
      usage: "编号或什么事", parts: [.init(LooseFiles.part, ask: "放进哪一件？请回编号，或者说一句是什么事。")],
      example: "附件 12")
  ]
}
