import Casework

/// Every command there is, in the order help shows them.
public enum Catalogue {
  static let number = CommandSpec.Part("编号", ask: "是哪一件？请回编号。")

  public static let all: [CommandSpec] =
    cases + handing + course + evidence + reporting + time + clock + persons + organisation

  /// What every member meets first.
  private static let cases: [CommandSpec] = [
    CommandSpec(
      .clue, "线索", aliases: ["问题", "登记"], latin: ["clue", "xs"], "登记一件事",
      usage: "什么事 [责任：单位] [期限：…] [来源：…] [地点：…] [范围：内部]",
      parts: [.init("什么事", ask: "是什么事、在哪里？")],
      example: "线索 和谐小区3号楼电梯停运 责任：住建局 来源：甲街道联络站"),
    CommandSpec(
      .lead, "领衔", latin: ["lead", "lx"], "定领衔人",
      usage: "编号 姓名 [联系：姓名] [期限：…]",
      parts: [number, .init("姓名", ask: "由谁领衔？请@点名或写姓名。")],
      example: "领衔 12 孙主任 联系：我 期限：10个工作日"),
    CommandSpec(
      .progress, "进展", latin: ["progress", "jz"], "记一条进展", usage: "编号 内容",
      parts: [number, .init("内容", ask: "办到哪一步了？")], example: "进展 12 监控已装好"),
    CommandSpec(
      .find, "查", aliases: ["查询", "查找"], latin: ["find", "c"], "看一件事，或按词查找",
      usage: "编号或词语", parts: [.init("编号或词语", ask: "查什么？请回编号或词语。")],
      example: "查 12"),
    CommandSpec(
      .status, "状态", latin: ["status", "zt"], "一件事或全部的情况", usage: "[编号]", example: "状态 12"),
    CommandSpec(
      .timeline, "时间线", aliases: ["经过"], latin: ["timeline", "sjx"], "一件事的全过程",
      usage: "编号", parts: [number], example: "时间线 12"),
    CommandSpec(
      .overdue, "逾期", aliases: ["超期"], latin: ["overdue", "yuqi"], "过了期限的事",
      example: "逾期"),
    CommandSpec(.mine, "我的", latin: ["mine", "wd"], "我手上的事", example: "我的"),
    CommandSpec(
      .close, "销号", latin: ["close", "xh"], "提请销号，或作为第二人确认",
      usage: "编号 [整改完成|长期坚持|不属实|解释答复|转其他渠道]", parts: [number],
      example: "销号 12"),
    CommandSpec(.undo, "撤回", latin: ["undo", "ch"], "撤回自己刚办的一件事", example: "撤回"),
  ]

  /// The group, its people, and the bot itself.
  private static let organisation: [CommandSpec] = [
    CommandSpec(
      .bind, "绑定", latin: ["bind", "bd"], "把本群设为工作群", usage: "[内部|含单位|取消]",
      example: "绑定 含单位"),
    CommandSpec(
      .member, "成员", latin: ["member", "cy"], "看成员，或登记姓名、称呼、单位",
      usage: "[@某人] [姓名：…] [称呼：…] [单位：…]", example: "成员 @张三 姓名：张三 称呼：张科长"),
    CommandSpec(
      .grant, "授权", latin: ["grant", "sq"], "给予或取消角色和权利",
      usage: "[取消] @某人 专班|人大|纪委监委|单位|管理员|签发|审定|接收",
      parts: [.init("姓名和角色", ask: "给谁、什么角色或权利？")], example: "授权 @张三 专班"),
    CommandSpec(
      .unit, "单位", latin: ["unit", "dw"], "看单位，或登记单位、别名、联络员",
      usage: "[全称] [别名：…] [联络员：@某人]", example: "单位 区住房和城乡建设局 别名：住建局 联络员：@李工"),
    CommandSpec(
      .help, "帮助", latin: ["help", "h", "start"], "看能办什么", usage: "[命令]", example: "帮助 线索"),
    CommandSpec(.about, "关于", latin: ["about", "gy"], "版本和运行情况", example: "关于"),
    CommandSpec(
      .confirm, "确认", latin: ["confirm", "qr"], "确认刚才问您的那一步",
      example: "确认"),
    CommandSpec(.next, "下一页", latin: ["next", "xyy"], "看下一页", example: "下一页"),
  ]

  /// The declaration of a verb. Every verb has one: `CatalogueTests` holds it.
  public static func spec(for verb: Verb) -> CommandSpec? {
    byVerb[verb]
  }

  private static let byVerb: [Verb: CommandSpec] = Dictionary(
    all.map { ($0.verb, $0) }, uniquingKeysWith: { first, _ in first })

  /// Names to verbs, longest first where one begins another (查询 before 查).
  static let chineseNames: [(scalars: [Unicode.Scalar], verb: Verb)] = all.flatMap { spec in
    ([spec.name] + spec.aliases).map { (Array($0.unicodeScalars), spec.verb) }
  }.sorted { $0.0.count > $1.0.count }

  static let latinNames: [String: Verb] = Dictionary(
    all.flatMap { spec in spec.latin.map { ($0, spec.verb) } },
    uniquingKeysWith: { first, _ in first })
}
