/// Who plays in the simulated month.
extension SimulatedMonth {
  static let team = ["小周", "吴十", "郑一", "小马", "冯二"]
  static let approvers = ["吴十", "郑一", "何主任"]
  static let signers = ["王主任", "钱七"]
  static let leads = ["孙主任", "王主任", "吴十", "冯二", "陈代表", "林代表"]
  static let members = ["陈代表", "林代表", "卫代表", "蒋代表", "沈代表", "韩代表", "杨代表"]
  /// Who may know of what is restricted: who receives it, who leads it, who keeps the line.
  static let cleared: Set = ["案管员", "毛主任", "卢处"]

  struct Office {
    var name: String
    var short: String
    var contacts: [String]
  }

  static let offices = [
    Office(name: "区住房和城乡建设局", short: "住建局", contacts: ["李工", "何工"]),
    Office(name: "区交通运输局", short: "交通局", contacts: ["老郑", "张工"]),
    Office(name: "区教育局", short: "教育局", contacts: ["胡老师"]),
    Office(name: "区综合行政执法局", short: "综合执法局", contacts: ["赵六"]),
    Office(name: "区民政局", short: "民政局", contacts: ["小刘"]),
    Office(name: "区自然资源和规划局", short: "资规局", contacts: ["秦工"]),
    Office(name: "区市场监督管理局", short: "市场监管局", contacts: ["尤工"]),
    Office(name: "甲街道办事处", short: "甲街道", contacts: ["许工", "吕工"]),
  ]

  static let inner = team + ["孙主任", "王主任", "何主任", "钱七", "毛主任", "卢处", "案管员", "老管"]
  static let people = inner + members + offices.flatMap(\.contacts)

  static let directions: [String] = {
    let offices = SimulatedMonth.offices.map { "\($0.name)=\($0.short)" }.joined(separator: " ")
    let contacts = SimulatedMonth.offices.flatMap { office in
      office.contacts.map { "\($0)=单:\(office.short)" }
    }
    let roles = [
      "小周=专", "吴十=专、审定", "郑一=专、审定", "小马=专", "冯二=专", "孙主任=人", "王主任=人、签发", "何主任=人、审定",
      "钱七=纪、签发", "毛主任=纪", "卢处=纪、审定", "案管员=纪、接收", "老管=管",
    ]
    let cast = roles + members.map { "\($0)=员" } + contacts
    return [
      "密钥", "时 2026-09-14 08:00", "群 监督群 内部群=内部", "单位 \(offices)",
      "人 \(cast.joined(separator: " "))", "设置 对人=密存",
    ] + inner.map { "进群 \($0) 群:内部群" } + ["定时 提醒 日报 周报"]
  }()
}
