import Crypto
import Foundation
import GRDB

/// Who may enter: personal links that are used up by a button, and the sessions that follow.
struct Entrance: Sendable {
  let store: HubStore
  /// What one has to know besides the own link, where others reach the hub.
  var secret: String?
  let now: @Sendable () -> Int64

  /// A link may be opened for a week.
  static let linkTerm: Int64 = 7 * 86_400_000
  /// A session that nobody used for a month is over.
  static let sessionTerm: Int64 = 30 * 86_400_000

  /// A fresh secret of 256 bits, safe in an address.
  static func fresh() -> String {
    SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
      Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
    }
  }

  /// A new link for a person, in the place of one that was not used.
  func link(for person: Int64) async throws -> String {
    let (secret, now) = (Entrance.fresh(), now())
    try await store.write { db in
      try db.execute(
        sql: "DELETE FROM links WHERE person = ? AND used_at IS NULL", arguments: [person])
      try db.execute(
        sql: "INSERT INTO links (digest, person, created_at, lapses_at) VALUES (?, ?, ?, ?)",
        arguments: [SecretDigest.of(secret), person, now, now + Entrance.linkTerm])
    }
    return secret
  }

  /// Those who have neither a session nor a link that may still be used.
  func strangers() async throws -> Set<Int64> {
    let now = now()
    return try await store.read { db in
      try Set(
        Int64.fetchAll(
          db,
          sql: """
            SELECT id FROM people
            WHERE id NOT IN (SELECT person FROM links WHERE used_at IS NULL AND lapses_at > ?)
              AND id NOT IN (SELECT person FROM sessions WHERE revoked_at IS NULL AND seen_at > ?)
              AND id IN (SELECT person FROM members WHERE left_at IS NULL)
            """, arguments: [now, now - Entrance.sessionTerm]))
    }
  }

  /// Whose link this is, if it may still be used; looking does not use it up.
  func holder(ofLink secret: String) async throws -> HubPerson? {
    let now = now()
    return try await store.read { db in
      let person = try Int64.fetchOne(
        db,
        sql: "SELECT person FROM links WHERE digest = ? AND used_at IS NULL AND lapses_at > ?",
        arguments: [SecretDigest.of(secret), now])
      return try person.flatMap { try Rooms.person(db, id: $0) }
    }
  }

  /// Whether somebody knows what one has to know. Digests are compared, which takes as long whatever
  /// was typed.
  func knows(_ typed: String?) -> Bool {
    guard let secret else { return true }
    return SHA256.hash(data: Data(secret.utf8)) == SHA256.hash(data: Data((typed ?? "").utf8))
  }

  /// Uses a link up and begins a session; nil where the link is used, lapsed or nobody's.
  func enter(withLink link: String) async throws -> String? {
    let (secret, now) = (Entrance.fresh(), now())
    let person = try await store.write { db -> Int64? in
      let person = try Int64.fetchOne(
        db,
        sql: """
          UPDATE links SET used_at = ? WHERE digest = ? AND used_at IS NULL AND lapses_at > ?
          RETURNING person
          """, arguments: [now, SecretDigest.of(link), now])
      guard let person else { return nil }
      try db.execute(
        sql: "INSERT INTO sessions (digest, person, created_at, seen_at) VALUES (?, ?, ?, ?)",
        arguments: [SecretDigest.of(secret), person, now, now])
      return person
    }
    return person == nil ? nil : secret
  }

  /// The person of a session; nil where it was revoked or is over.
  func person(ofSession secret: String) async throws -> HubPerson? {
    let (digest, now) = (SecretDigest.of(secret), now())
    let found = try await store.read { db -> (HubPerson, Int64)? in
      guard
        let row = try Row.fetchOne(
          db,
          sql: """
            SELECT person, seen_at FROM sessions
            WHERE digest = ? AND revoked_at IS NULL AND seen_at > ?
            """, arguments: [digest, now - Entrance.sessionTerm]),
        let person = try Rooms.person(db, id: row["person"])
      else { return nil }
      return (person, row["seen_at"])
    }
    guard let (person, seen) = found else { return nil }
    // Noted once an hour: a write for every look would cost more than it tells.
    if now - seen > 3_600_000 {
      try await store.write {
        try $0.execute(
          sql: "UPDATE sessions SET seen_at = ? WHERE digest = ?", arguments: [now, digest])
      }
    }
    return person
  }

  /// Ends every session of a person, and takes back the link that was not used.
  func revoke(person: Int64) async throws {
    let now = now()
    try await store.write { db in
      try db.execute(
        sql: "UPDATE sessions SET revoked_at = ? WHERE person = ? AND revoked_at IS NULL",
        arguments: [now, person])
      try db.execute(
        sql: "DELETE FROM links WHERE person = ? AND used_at IS NULL", arguments: [person])
    }
  }

  func revoke(session secret: String) async throws {
    let now = now()
    try await store.write {
      try $0.execute(
        sql: "UPDATE sessions SET revoked_at = ? WHERE digest = ?",
        arguments: [now, SecretDigest.of(secret)])
    }
  }
}
