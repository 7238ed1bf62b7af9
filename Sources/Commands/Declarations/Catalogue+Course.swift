import Casework

/// From the unit's report to the look-back, and what changes a case on the way.
extension Catalogue {
  private static let reason = CommandSpec.Part("理由", ask: "为什么？请回一句理由。")

  static let course: [CommandSpec] = [
    CommandSpec(
      .report, "反馈", latin: ["report", "fk"], "单位反馈办好了，请验收",
      usage: "编号 结果 审签：姓名（照片一起发）", parts: [number, .init("内容", ask: "办成什么样了？请回一句结果。")],
      example: "反馈 12 监控已装好 审签：刘局长"),
    CommandSpec(
      .paper, "收件", latin: ["paper", "sj"], "记纸质件已收到", usage: "编号", parts: [number],
      example: "收件 49"),
    CommandSpec(
      .verify, "验收", latin: ["verify", "ys"], "验收合格", usage: "编号 [意见]", parts: [number],
      example: "验收 23"),
    CommandSpec(
      .sendBack, "退回", latin: ["return", "th"], "反馈不合格，退回整改", usage: "编号 理由",
      parts: [number, .init("理由", ask: "为什么退回？请回一句理由。")], example: "退回 12 监控还没有装"),
    CommandSpec(
      .extend, "延期", latin: ["extend", "yq"], "到期前申请延期", usage: "编号 到几号 理由",
      parts: [number, .init("日期", ask: "想延到哪一天？")], example: "延期 12 到9月30日 等设备到货"),
    CommandSpec(
      .approve, "批准", aliases: ["同意延期"], latin: ["approve", "pz"], "批准延期", usage: "编号 [意见]",
      parts: [number], example: "批准 31"),
    CommandSpec(
      .refuse, "不批", aliases: ["不同意", "不批准"], latin: ["refuse", "bp"], "不批延期",
      usage: "编号 理由", parts: [number], example: "不批 35 先把摊位秤换了"),
    CommandSpec(
      .rebase, "改期", latin: ["rebase", "gq"], "过期后重定期限，首次期限保留", usage: "编号 日期 理由",
      parts: [number, .init("日期", ask: "改到哪一天？"), reason], example: "改期 12 9月30日 设备已到货"),
    CommandSpec(
      .suspend, "挂起", latin: ["suspend", "gqi"], "停表，定下次核实的日期", usage: "编号 理由 到几号",
      parts: [
        number, .init("理由", ask: "为什么挂起？请回一句理由。"), .init("日期", ask: "哪一天再核实？"),
      ], example: "挂起 18 等省级审批 到10月20日"),
    CommandSpec(
      .resume, "恢复", latin: ["resume", "hf"], "恢复办理，期限顺延", usage: "编号 [说明]",
      parts: [number], example: "恢复 18"),
    CommandSpec(
      .void, "作废", latin: ["void", "zf"], "登记错的作废", usage: "编号 理由",
      parts: [number, .init("理由", ask: "为什么作废？请回一句理由。")], example: "作废 48 登记错了"),
    CommandSpec(
      .amend, "更正", latin: ["amend", "gz"], "改登记的内容", usage: "编号 [标题：…] [责任：…] [地点：…] [来源：…]",
      parts: [number, .init("改什么", ask: "改哪一项？写法：责任：单位，或：标题：文字")],
      example: "更正 46 责任：区住建局"),
    CommandSpec(
      .merge, "合并", aliases: ["并入"], latin: ["merge", "hb"], "重复的并入另一件",
      usage: "编号 并入的编号", parts: [number, .init("编号", ask: "并入哪一件？请回编号。")],
      example: "合并 48 45"),
    CommandSpec(
      .lookBack, "回头看", latin: ["lookback", "htk"], "定回头看的日期，或记结果",
      usage: "编号 [日期|巩固|反弹 情况]", parts: [number, .init("情况", ask: "反弹的情况怎么样？请回一句。")],
      example: "回头看 27 巩固"),
  ]
}
