/// A registration whose message was edited afterwards. The edit does not count; where it only says
/// more of the same matter, the answer is the 更正 that says so.
public enum Editing {
  /// The command, without its slash, that brings the case registered by that message to what the
  /// edited text says; nil where it registered none, or says something else than more fields.
  public static func amendment(
    _ new: Registration, of message: String, in chat: ChatID, by person: PersonID,
    _ casebook: any Casebook, now: Instant
  ) throws -> String? {
    // IMs let a message be edited for two days.
    let acts = try casebook.acts(of: person, since: now.adding(seconds: -2 * 86_400))
    for entry in acts.reversed()
    where entry.event.stamp.message == message && entry.event.stamp.chat == chat {
      guard case .registered(let old) = entry.event.change,
        case .matter(let number)? = entry.event.record, old.title == new.title,
        let matter = try casebook.matter(number), matter.state.isOpen
      else { continue }
      let fields = try fields(new, of: matter, casebook)
      return fields.isEmpty ? nil : "更正 \(number) \(fields.joined(separator: " "))"
    }
    return nil
  }

  private static func fields(
    _ new: Registration, of matter: Case, _ casebook: any Casebook
  ) throws -> [String] {
    var fields: [String] = []
    func add(_ name: String, _ new: String?, _ old: String?) {
      if let new, !new.isEmpty, new != old { fields.append("\(name)：\(new)") }
    }
    let details = try Registering.resolved(new.details, casebook)
    let (old, due) = (matter.details, matter.due)
    func name(_ unit: UnitReference) throws -> String {
      try unit.id.flatMap { try casebook.unit($0) }?.shortName ?? unit.name
    }
    if let unit = details.unit, unit != old.unit { add("责任", try name(unit), nil) }
    if !details.assisting.isEmpty, details.assisting != old.assisting {
      add("配合", try details.assisting.map(name).joined(separator: "、"), nil)
    }
    if let day = new.due?.day, day != due?.day { add("期限", new.due?.rule, nil) }
    add("领域", details.area, old.area)
    add("来源", details.source, old.source)
    add("来源号", details.sourceNumber, old.sourceNumber)
    add("地点", details.place, old.place)
    add("项目", details.project, old.project)
    add("专项", details.programme, old.programme)
    if details.urgent, !old.urgent { fields.append("加急") }
    return fields
  }
}
