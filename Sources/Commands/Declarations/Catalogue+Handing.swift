import Casework

/// From triage to the instruments: who gets a case, and what is sent to a unit.
extension Catalogue {
  static let handing: [CommandSpec] = [
    CommandSpec(
      .triage, "研判", latin: ["triage", "yp"], "研判：受理、公开、退回、并入",
      usage: "编号 [受理|公开|退回 理由|并入 编号] [领域：…] [标签：…] [范围：内部]",
      parts: [number, .init("理由", ask: "为什么退回？请写理由。")],
      example: "研判 12 受理 领域：停车"),
    CommandSpec(
      .contact, "联系", latin: ["contact", "llr"], "加减联系人",
      usage: "编号 [取消] 姓名、姓名",
      parts: [number, .init("姓名", ask: "联系人是谁？请@点名或写姓名。")], example: "联系 12 小周"),
    CommandSpec(
      .assign, "交办", latin: ["assign", "jb"], "把一件或几件事交给单位办",
      usage: "编号 [单位] [期限] [配合：单位] [要求：…]", parts: [number],
      example: "交办 12 住建局 10个工作日 配合：甲街道"),
    CommandSpec(
      .urge, "催办", latin: ["urge", "cb"], "提醒单位报进展，记次数", usage: "编号", parts: [number],
      example: "催办 12"),
    CommandSpec(
      .order, "督办", aliases: ["督办单"], latin: ["order", "db"], "拟问题督办单，或看督办单",
      usage: "编号 [单位] [期限] [配合：单位] [要求：…] [理由：…]；取消 编号",
      parts: [number, .init("理由", ask: "为什么要发？请写明理由。")],
      example: "督办 12 住建局 7个工作日 要求：查明原因，恢复开放"),
    CommandSpec(
      .prompt, "提示单", latin: ["prompt", "tsd"], "拟提示单，或看提示单",
      usage: "编号 [期限] [要求：…]；取消 编号",
      parts: [number, .init("理由", ask: "为什么要发？请写明理由。")], example: "提示单 12 5个工作日"),
    CommandSpec(
      .caution, "提醒单", latin: ["caution", "txd"], "拟提醒单（只在私聊）",
      usage: "编号 [期限] [要求：…] [理由：…]；取消 编号",
      parts: [number, .init("理由", ask: "是什么苗头性、倾向性问题？请写明。")],
      example: "提醒单 12 理由：有推诿的苗头"),
    CommandSpec(
      .talk, "约谈", latin: ["talk", "yt"], "拟提醒约谈建议（只在私聊）",
      usage: "编号 [期限] [要求：…] [理由：…]；取消 编号",
      parts: [number, .init("理由", ask: "为什么要约谈？请写明理由。")],
      example: "约谈 12 5个工作日 理由：两次提醒仍未整改"),
    CommandSpec(
      .agree, "同意", latin: ["agree", "ty"], "同意等您定的那一件", usage: "[编号] [文书]",
      example: "同意 12"),
    CommandSpec(
      .dispute, "异议", latin: ["dispute", "yy"], "单位提出不属本单位职责",
      usage: "编号 理由 [建议：单位] [依据：…] [审签：…]",
      parts: [number, .init("理由", ask: "为什么不属贵单位职责？请写理由。")],
      example: "异议 12 不属我局职责，建议交警大队"),
    CommandSpec(
      .ruling, "裁定", latin: ["ruling", "cd"], "答复单位的异议", usage: "编号 维持|改派 单位 [期限] [配合：单位]",
      parts: [number, .init("维持或改派", ask: "维持，还是改派哪个单位？")],
      example: "裁定 12 维持，首接负责，交警大队配合"),
    CommandSpec(
      .receive, "签收", latin: ["receive", "qs"], "单位签收交办和文书", usage: "[编号]", example: "签收 12"),
  ]
}
