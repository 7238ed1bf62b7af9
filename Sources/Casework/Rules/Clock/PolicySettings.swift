/// 设置: times and policies that administrators set by command. What a value may be is decided here,
/// for each setting apart.
public enum PolicySettings {
  /// How a switched-on setting is stored.
  static let on = "开"
  static let off = "关"

  static func decide(
    _ request: SettingRequest, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    try Guards.allow(.set, situation, what: "设置")
    switch request {
    case .list: return try list(casebook)
    case .give(let name, let typed):
      try refuseForeign(name)
      guard let value = name.value(typed, situation.rules.procedure.reminders) else {
        throw Refusal(
          .valueUnknown,
          "“\(name.name)”不能设成“\(Cards.brief(typed, limit: 12))”，没有改。\n可以写：\(name.expected(situation.rules.procedure.reminders))\n例：\(typed: "设置 \(name.name) \(name.example)")"
        )
      }
      return try change(name, to: value, casebook, situation)
    case .takeBack(let name):
      try refuseForeign(name)
      return try change(name, to: nil, casebook, situation)
    }
  }

  /// How clues about persons are kept has rules of its own.
  private static func refuseForeign(_ name: SettingName) throws(Refusal) {
    guard name == .persons else { return }
    throw Refusal(.valueUnknown, "“\(name.name)”另有规矩，不能在这里直接改。\n请联系专班。")
  }

  private static func list(_ casebook: any Casebook) throws -> Decision {
    var text: Wording = "现在的设置："
    for name in SettingName.allCases where name != .persons {
      let set = try casebook.setting(name)?.value
      text.add(Wording("\(name.name)：\(set ?? "\(name.fallback)（默认）")，\(name.meaning)"))
    }
    text.add("改一项：\(typed: "设置 日报 09:00")")
    return Decision(replies: [Reply(text: text)])
  }

  private static func change(
    _ name: SettingName, to value: String?, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let old = try casebook.setting(name)?.value
    let now = value ?? "\(name.fallback)（默认）"
    guard old != value else {
      return Decision(replies: [Reply(text: "\(name.name)本来就是\(now)，没有变化。")])
    }
    let setting = Setting(value: value, by: situation.actor.id, at: situation.now)
    var text = Wording("\(name.name)已改为\(now)。")
    text.add(Wording("原来：\(old ?? "\(name.fallback)（默认）")。\(name.meaning)。"))
    return Decision(
      events: [situation.event(.setting(name), .settingChanged(setting))],
      replies: [Reply(text: text)])
  }
}

extension SettingName {
  /// The word members type and read.
  public var name: String {
    switch self {
    case .digestAt: "日报"
    case .weeklyAt: "周报"
    case .namesLeads: "点名"
    case .admission: "加入"
    case .persons: "对人"
    case .showsOtherUnits: "其他单位"
    case .letterhead: "代字"
    case .longestPause: "挂起上限"
    }
  }

  /// The setting of that name, or of a longer form of it.
  public static func named(_ typed: String) -> SettingName? {
    let longer: [String: SettingName] = [
      "日报时间": .digestAt, "周报时间": .weeklyAt, "点名领衔人": .namesLeads, "显示其他单位": .showsOtherUnits,
      "文书代字": .letterhead, "挂起": .longestPause,
    ]
    return allCases.first { $0.name == typed } ?? longer[typed]
  }

  /// What it is for, in a few words.
  var meaning: String {
    switch self {
    case .digestAt: "上班日几点发日报"
    case .weeklyAt: "一周最后一个上班日几点发周报"
    case .namesLeads: "日报在群里点不点领衔人"
    case .admission: "进群的人怎样成为成员"
    case .persons: "涉及具体人的线索怎样交接"
    case .showsOtherUnits: "含单位的群里看不看得到别的单位逾期"
    case .letterhead: "督办单编号的代字"
    case .longestPause: "累计挂起超过几个工作日要两个人"
    }
  }

  /// What holds where nothing was set.
  var fallback: String {
    switch self {
    case .digestAt: "08:30"
    case .weeklyAt: "16:30"
    case .namesLeads, .showsOtherUnits: PolicySettings.off
    case .admission: "自动"
    case .persons: "交接"
    case .letterhead: "协同督"
    case .longestPause: "60"
    }
  }

  var example: String {
    switch self {
    case .letterhead: "协同督"
    case .longestPause: "60"
    case .admission: "确认"
    default: fallback == PolicySettings.off ? "开" : "09:00"
    }
  }

  func expected(_ hours: Procedure.Reminders) -> String {
    switch self {
    case .digestAt, .weeklyAt:
      "\(TimeOfDay.text(hours.opens))到\(TimeOfDay.text(hours.closes))之间的时间"
    case .namesLeads, .showsOtherUnits: "开、关"
    case .letterhead: "二到八个汉字"
    case .longestPause: "5到250之间的工作日数"
    case .admission: "自动、确认"
    case .persons: "见手册"
    }
  }

  /// The value as it is stored; nil where what was typed is none.
  func value(_ typed: String, _ hours: Procedure.Reminders) -> String? {
    switch self {
    case .digestAt, .weeklyAt:
      guard let minute = TimeOfDay.read(typed), (hours.opens..<hours.closes).contains(minute) else {
        return nil
      }
      return TimeOfDay.text(minute)
    case .namesLeads, .showsOtherUnits:
      if ["开", "打开", "是", "要"].contains(typed) { return PolicySettings.on }
      return ["关", "关闭", "否", "不要"].contains(typed) ? PolicySettings.off : nil
    case .letterhead:
      let scalars = typed.unicodeScalars
      return (2...8).contains(scalars.count) && scalars.allSatisfy(\.isHan) ? typed : nil
    case .longestPause:
      let digits = typed.hasSuffix("个工作日") ? typed.dropLast(4) : Substring(typed)
      return Int(digits).flatMap { (5...250).contains($0) ? "\($0)" : nil }
    case .admission: return ["自动", "确认"].contains(typed) ? typed : nil
    case .persons: return nil
    }
  }
}
