import Casework

/// Projects, statistics, the register, activities, who stands in for whom.
extension Catalogue {
  static let reporting: [CommandSpec] = [
    CommandSpec(
      .todo, "待办", latin: ["todo"], "等我或我单位办的事，附好命令", usage: "[漏]",
      example: "待办"),
    CommandSpec(
      .project, "项目", latin: ["project", "xm"], "一个项目的情况，或项目清单", usage: "[名称]",
      example: "项目 幸福路停车场"),
    CommandSpec(
      .statistics, "统计", aliases: ["明细"], latin: ["stats", "tj"], "要数，带口径和复核号",
      usage: "[期间] [词语|单位|乡镇|联合走访] [按单位|领域|乡镇|领衔|来源|状态|项目]，或 TJ编号",
      example: "统计 今年 停车"),
    CommandSpec(
      .register, "台账", latin: ["register", "tz"], "看台账", usage: "[期间] [单位|乡镇|词语]",
      example: "台账 本月"),
    CommandSpec(
      .export, "导出", latin: ["export", "dc"], "把台账导出成表格（私聊）", usage: "台账 [期间] [单位|乡镇|词语]",
      parts: [.init("期间", ask: "导出哪段时间的台账？")], example: "导出 台账 本月"),
    CommandSpec(
      .visit, "联访", latin: ["visit", "lf"], "记一次联合走访，或补点位和单位名称",
      usage: "日期 地点 [点位几个] [单位几家] [参加：…] [点位：…] [单位：…] [带出：编号]，或 补 次数 点位：… 单位：…，或 认可 次数、不认 次数（专班）",
      parts: [
        .init("日期", ask: "是哪天走访的？"), .init("地点", ask: "走访了哪里？"),
        .init("名称", ask: "点位和单位叫什么？"),
      ],
      example: "联访 今天 甲街道、丁街道 点位4个 单位3家 参加：孙主任"),
    CommandSpec(
      .deputy, "代理", latin: ["deputy", "dl"], "不在的几天请人代办领衔和联系的事，联络员由同单位的代",
      usage: "姓名 日期[至日期]，或 取消",
      parts: [
        .init("姓名", ask: "请谁代？请@点名或写姓名。"), .init("日期", ask: "代哪几天？"),
      ], example: "代理 吴十 明天"),
    CommandSpec(
      .handOver, "交接", latin: ["handover", "jj"], "把一个人名下在办的事交给另一位", usage: "交出的人 接收的人 [限知]",
      parts: [.init("姓名", ask: "谁交给谁？请写两个人。")], example: "交接 张三 李四"),
  ]
}
