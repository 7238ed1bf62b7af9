/// What a sentence calls an entry of a case's journal: the one name for 撤回 and 时间线.
enum KindWords {
  /// `作废`, `延期批准`; nil for a kind that nobody speaks of.
  static func name(of kind: String) -> String? { names[kind] }

  private static let names: [String: String] = [
    "case.registered": "登记", "case.led": "领衔安排", "case.progressed": "进展",
    "case.close_proposed": "销号提请", "case.close_lapsed": "不同意", "case.closed": "销号",
    "case.triaged": "研判", "case.opened": "公开",
    "case.contacts_changed": "联系人安排", "case.handed": "交办", "case.received": "签收",
    "case.urged": "催办", "case.delivered": "送达", "instrument.drafted": "文书拟稿",
    "instrument.redrafted": "文书改稿",
    "instrument.consented": "文书同意", "instrument.issued": "文书签发", "instrument.dropped": "文书停发",
    "case.disputed": "异议", "case.ruled": "裁定", "case.report_begun": "反馈",
    "case.reported": "反馈", "case.paper_received": "收件", "case.verified": "验收",
    "case.sent_back": "退回", "case.extension_asked": "延期申请",
    "case.extension_agreed": "延期同意", "case.extension_granted": "延期批准",
    "case.extension_refused": "延期不批", "case.rebased": "改期", "case.suspended": "挂起",
    "case.resumed": "恢复", "case.act_asked": "提请", "case.act_declined": "不同意", "case.voided": "作废",
    "case.amended": "更正", "case.merged": "合并",
    "case.absorbed": "合并", "case.lookback_set": "回头看安排", "case.lookback_held": "回头看记录",
    "case.relapsed": "反弹记录", "case.evidence_added": "附件", "case.transferred": "移送",
    "case.transfer_received": "回执", "case.transfer_returned": "回执", "export.given": "导出",
  ]
}
