import Casework
import Hub

/// The people, the groups and the bot of the demonstration, by their ids on the hub.
struct DemoCast: Sendable {
  var bot: Int64
  var group: Int64
  var inner: Int64
  /// By name.
  var people: [String: Int64]
  var admins: [Int64]

  var seedGroups: [Settings.SeedGroup] {
    [.init(id: "\(group)", kind: .units), .init(id: "\(inner)", kind: .inner)]
  }

  /// Brings them in where they are not yet; the same ids at every start.
  static func enroll(_ script: DemoScript, token: String, in hub: Hub) async throws -> DemoCast {
    let bot = try await hub.ensureBot(token: token, name: "联督", handle: "liandu_bot")
    var people: [String: Int64] = [:]
    var everybody: [Int64] = []
    var inner: [Int64] = []
    var admins: [Int64] = []
    for person in script.people {
      let id = try await hub.ensurePerson(name: person.name, unit: person.unit)
      people[person.name] = id
      everybody.append(id)
      if person.isInner { inner.append(id) }
      if person.isAdmin { admins.append(id) }
    }
    return DemoCast(
      bot: bot,
      group: try await hub.ensureGroup(title: script.group, people: everybody, bots: [bot]),
      inner: try await hub.ensureGroup(title: script.inner, people: inner, bots: [bot]),
      people: people, admins: admins)
  }
}
