import Casework
import Foundation
import GRDB

/// Persons, units and groups as their tables hold them.
enum OrganisationRow {
  static func write(_ db: Database, _ new: Person, old: Person?, serial: Int) throws {
    let id = try bindable(new.id.text, "person")
    let body = try Stored.encode(new)
    if old == nil {
      try db.run("INSERT INTO people (serial, id, body) VALUES (?, ?, ?)", [serial, id, body])
    } else {
      try db.run("UPDATE people SET body = ? WHERE id = ?", [body, id])
    }
    let before = old?.accounts ?? []
    for account in before where !new.accounts.contains(account) {
      try db.run("DELETE FROM accounts WHERE account = ?", [account.text])
    }
    for account in new.accounts where !before.contains(account) {
      try db.run(
        "INSERT INTO accounts (account, person) VALUES (?, ?)",
        [try bindable(account.text, "account"), id])
    }
  }

  static func write(_ db: Database, _ new: Casework.Unit, isNew: Bool, serial: Int) throws {
    let id = try bindable(new.id.text, "unit")
    let body = try Stored.encode(new)
    if isNew {
      try db.run("INSERT INTO units (serial, id, body) VALUES (?, ?, ?)", [serial, id, body])
    } else {
      try db.run("UPDATE units SET body = ? WHERE id = ?", [body, id])
    }
  }

  static func write(_ db: Database, _ group: Group) throws {
    try db.run(
      "INSERT INTO groups (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
      [try bindable(group.id.text, "chat"), try Stored.encode(group)])
  }
}
