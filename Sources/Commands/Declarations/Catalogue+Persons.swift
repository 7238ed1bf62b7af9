import Casework

/// What touches persons. All of it is typed in private only.
extension Catalogue {
  static let persons: [CommandSpec] = [
    CommandSpec(
      .transfer, "移送", latin: ["transfer"], "把一件事的情况移送另一家",
      usage: "编号 纪委|人大|接收人 [由事及人]", parts: [number], example: "移送 12 纪委 由事及人"),
    CommandSpec(
      .copy, "抄送", latin: ["copy", "cs"], "把一件事的情况抄送另一家",
      usage: "编号 纪委|人大|接收人", parts: [number], example: "抄送 12 人大"),
    CommandSpec(
      .acknowledge, "回执", latin: ["ack"], "移送的收到没有、办结没有",
      usage: "[编号] [已收|已办结]", example: "回执 已收"),
    CommandSpec(
      .audit, "审计", latin: ["audit"], "谁在什么时候办了、看了一件事", usage: "编号",
      parts: [number], example: "审计 12"),
    CommandSpec(
      .redact, "遮盖", latin: ["redact", "zg"], "把不该留的内容马上遮起来，谁也看不到",
      usage: "[编号] [理由] [接收：姓名]，或回复那条消息；走访N、提醒N 也可以", parts: [number], example: "遮盖 12 误写了个人情况"),
    CommandSpec(
      .strike, "抹除", latin: ["strike", "mc"], "收到回执后，由第二人把遮盖的内容永久去掉",
      usage: "编号；走访N、提醒N、单位 名称 也可以", parts: [number], example: "抹除 12"),
  ]
}
