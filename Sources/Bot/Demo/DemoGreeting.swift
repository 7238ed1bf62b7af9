/// What a newcomer reads when the demonstration is ready.
enum DemoGreeting {
  static func text(_ script: DemoScript, links: [String: String]) -> String {
    let people = script.people.sorted { ($0.first ?? .max) < ($1.first ?? .max) }
    var lines = [
      "",
      "联督在跑。在浏览器里打开一个链接，您就是那个人；要再当一个人，请开一个无痕窗口，或换一个浏览器。",
      "",
    ]
    for person in people where person.first != nil { lines += card(person, links) }
    lines += [
      "先试这几句（小周在“\(script.group)”里发）：",
      "  /线索 和谐小区5号楼门禁失灵 责任：住建局 期限：5个工作日",
      "  @联督 逾期",
      "  @联督 幸福路停车场咋样了",
      "输入 / 有命令单，输入 @ 能点名；私聊联督发“帮助”看您能办什么。",
      "",
      "其余的人：",
    ]
    for person in people where person.first == nil { lines += card(person, links) }
    lines += ["链接各用一次；再要就重新 make run。按 Ctrl-C 停下。", ""]
    return lines.joined(separator: "\n")
  }

  private static func card(_ person: DemoScript.Person, _ links: [String: String]) -> [String] {
    ["  \(person.name)（\(person.unit)：\(person.does)）", "    \(links[person.name] ?? "")"]
  }
}
