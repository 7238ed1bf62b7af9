import Casework

/// Reminders, and why a case is due on its day.
extension Catalogue {
  static let time: [CommandSpec] = [
    CommandSpec(
      .remind, "提醒", latin: ["remind", "tx"], "到时提醒本群、自己或某人", usage: "[@某人] 时间 内容 | 列表 | 取消 号",
      parts: [
        .init("时间", ask: "什么时候提醒？"), .init("内容", ask: "提醒什么？"),
      ],
      example: "提醒 明天9点 开会"),
    CommandSpec(
      .why, "为何", aliases: ["为什么", "为啥"], latin: ["why", "wh"], "期限为什么是那一天", usage: "编号",
      parts: [number], example: "为何 12"),
  ]
}
