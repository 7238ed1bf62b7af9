import Casework
import Ledger

/// Brings what the environment names into a new ledger: groups and administrators. The environment
/// seeds, the ledger holds: what was unbound or taken away by command stays so.
struct Seeder: Sendable {
  /// A seeded administrator's name until the IM tells one.
  static let nameless = "管理员"

  var groups: [Settings.SeedGroup]
  var admins: [String]
  /// The minute of the daily digest; nil where the environment says nothing.
  var digestAt: Int?

  func seed(_ pipeline: Pipeline, _ worker: OutboxWorker) async throws {
    try await worker.commit { try await pipeline.commit($0, seed) }
  }

  private func seed(_ round: Round) throws {
    for group in groups {
      let chat = round.pipeline.names.chat(group.id)
      guard try round.casebook.group(chat) == nil else { continue }
      try round.system(.group(chat), .groupBound(GroupBound(kind: group.kind, title: nil)))
    }
    for admin in admins { try seed(admin, round) }
    if let digestAt, try round.casebook.setting(.digestAt) == nil {
      let time = TimeOfDay.text(digestAt)
      let setting = Setting(value: time, by: nil, at: round.now)
      try round.system(.setting(.digestAt), .settingChanged(setting))
    }
  }

  private func seed(_ admin: String, _ round: Round) throws {
    let account = round.pipeline.names.account(admin)
    let casebook = round.casebook
    let id: PersonID
    if let known = try casebook.person(account: account) {
      id = known.id
      guard try !everWasAdmin(known, casebook) else { return }
    } else {
      id = try casebook.nextPersonID()
      let change = PersonRegistered(name: Seeder.nameless, account: account, handle: nil)
      try round.system(.person(id), .personRegistered(change))
    }
    let old = try casebook.person(id)
    let roles = old?.roles ?? []
    let rights = old?.rights ?? []
    let change = PersonGranted(
      newRoles: Role.allCases.filter { roles.contains($0) || $0 == .admin }, oldRoles: roles,
      newRights: rights, oldRights: rights)
    try round.system(.person(id), .personGranted(change))
  }

  private func everWasAdmin(_ person: Person, _ casebook: any Casebook) throws -> Bool {
    try casebook.history(of: .person(person.id)).contains { entry in
      guard case .personGranted(let change) = entry.event.change else { return false }
      return change.newRoles.contains(.admin) || change.oldRoles.contains(.admin)
    }
  }
}
