/// The records whose texts can be hidden: which one is meant, and how each is called and typed.
enum TextHolders {
  static func holds(_ record: RecordID) -> Bool {
    switch record {
    case .matter, .reminder, .activity, .unit: record.audience == .open
    case .person, .group, .setting, .notice, .figure, .silence: false
    }
  }

  /// Those that may be meant: of a reminder's number each group may have one.
  static func find(
    _ holder: TextHolder, _ casebook: any Casebook, _ situation: Situation
  ) throws -> [RecordID] {
    let records: [RecordID]
    switch holder {
    case .matter(let number): return [.matter(number)]
    case .visit(let serial): records = [.activity(serial)]
    case .reminder(let serial):
      let chats =
        situation.place.isPrivate ? try casebook.groups().map(\.id) : [situation.place.chat]
      records = chats.map {
        .reminder(ReminderID(chat: $0, serial: serial, audience: .open))
      }
    case .unit(let name):
      records = try People.unit(named: name, casebook).map { [.unit($0.id)] } ?? []
    }
    let found = try records.filter { try !casebook.written(about: $0).isEmpty }
    guard !found.isEmpty else { throw Refusal.unavailable }
    return found
  }

  /// What a sentence calls it: 1号, 第3次走访.
  static func name(of record: RecordID, _ casebook: any Casebook) throws -> String {
    switch record {
    case .matter(let number): "\(number)号"
    case .activity(let serial): "第\(serial)次走访"
    case .reminder(let id): "第\(id.serial)条提醒"
    case .unit(let id): "单位“\(try casebook.unit(id)?.name ?? "")”别名"
    case .person, .group, .setting, .notice, .figure, .silence: ""
    }
  }

  static func names(of records: [RecordID], _ casebook: any Casebook) throws -> String {
    let numbers = records.compactMap(\.caseNumber).sorted()
    let others = try records.filter { $0.caseNumber == nil }.map { try name(of: $0, casebook) }
    return ((numbers.isEmpty ? [] : [NumberWords.list(numbers)]) + others).joined(separator: "、")
  }

  /// As 遮盖 and 抹除 take it.
  static func typed(_ record: RecordID, _ casebook: any Casebook) throws -> String {
    switch record {
    case .matter(let number): "\(number)"
    case .activity(let serial): "走访\(serial)"
    case .reminder(let id): "提醒\(id.serial)"
    case .unit(let id): "单位 \(try casebook.unit(id)?.name ?? "")"
    case .person, .group, .setting, .notice, .figure, .silence: ""
    }
  }

  /// What cannot be hidden of what a message brought about, and the way to change it.
  static func beyond(_ record: RecordID?) -> Wording? {
    switch record {
    case .person: "记在成员登记里，名字、职务和授权遮盖不到。写错了请改：\(typed: "成员 @某人 称呼")"
    case .group: "记的是绑定工作群，没有可以遮盖的文字。要改请发：\(typed: "绑定")"
    case .setting: "记的是设置，没有可以遮盖的文字。要改请发：\(typed: "设置")"
    case .figure: "记的是一次统计的口径，遮盖不到。数字里没有那句话。"
    default: nil
    }
  }
}
