/// 加入: whether whoever writes in a group is a member at once (自动), or first admitted by the team
/// (确认).
public enum Admission {
  /// Whether newcomers wait for the team.
  public static func needsConfirming(_ casebook: any Casebook) throws -> Bool {
    try casebook.setting(.admission)?.value == "确认"
  }

  /// What a newcomer gets who asks for something.
  public static let answer: Wording = "您还没有登记为成员，请专班先登记。"

  /// What the team is told, once a day for each newcomer.
  public static func notice(_ person: Person) -> Wording {
    "\(person.address)在群里说了话，还不是成员。\n是工作群的人，请登记：\(typed: "成员 @\(person.name)")"
  }

  /// Who has written in a group and waits.
  static func waits(_ person: Person, _ casebook: any Casebook) throws -> Bool {
    try person.groups.isEmpty && needsConfirming(casebook)
  }

  /// The group in which a person was first heard, if it is still bound.
  static func group(of person: Person, _ casebook: any Casebook) throws -> ChatID? {
    let heard = try casebook.history(of: .person(person.id)).compactMap(\.event.stamp.chat)
    for chat in heard {
      if let group = try casebook.group(chat), group.bound { return chat }
    }
    return nil
  }
}
