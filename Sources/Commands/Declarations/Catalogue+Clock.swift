import Casework

/// Reminders, digests and settings.
extension Catalogue {
  static let clock: [CommandSpec] = [
    CommandSpec(
      .digest, "日报", latin: ["digest", "rb"], "看现在的日报：逾期、临期和待我们办的", example: "日报"),
    CommandSpec(
      .weekly, "周报", latin: ["weekly", "zhoubao"], "看本周的数，我们自己拖的也在里面", example: "周报"),
    CommandSpec(
      .set, "设置", latin: ["set", "sz"], "看设置，或改日报时间、点名等", usage: "[取消] [日报|周报|点名|其他单位|代字] [值]",
      parts: [.init("哪一项", ask: "要改哪一项？"), .init("值", ask: "改成什么？")], example: "设置 日报 09:00"),
  ]
}
