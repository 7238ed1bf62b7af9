import ArgumentParser
import Casework
import Foundation
import Ledger

struct DigestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest", abstract: "Print the digest of a day, for each group and person.",
    discussion: """
      Runs beside the bot and sends nothing. The journal is folded up to that day's digest in a \
      file of its own, so that a past day shows what was known then.
      """)

  @OptionGroup var options: LedgerOptions

  @Option(help: "The day, such as 2026-09-14; today where it is left out.", transform: day)
  var date: CivilDate?

  @Flag(help: "Needed: digests are sent by `liandu run` alone.")
  var dryRun = false

  func validate() throws {
    guard dryRun else {
      throw ValidationError(
        "a digest is sent by `liandu run` alone, once for each day. Add --dry-run to look at one.")
    }
  }

  func run() throws {
    let settings = try options.settings(needsServer: false)
    let rules = try Rules.load(settings)
    let now = Clock.live.now()
    let source = settings.data + "/" + LedgerPath.name
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("liandu-digest-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let copy = folder.appendingPathComponent(LedgerPath.name).path
    let moment = try moment(of: settings, rules, now: now, source)
    try Rebuilder.rebuild(from: source, into: copy, until: moment)
    let text = try Offline.read(path: copy) { snapshot in
      let casebook = snapshot.casebook(for: .clock)
      return try DailyDigest.preview(casebook, at: moment, rules)
        .map { try lines($0, casebook) }.joined(separator: "\n\n")
    }
    print(text.isEmpty ? "no bound group, nobody to tell" : text)
  }

  /// The digest's moment on that day, or now where that has not come yet.
  private func moment(
    of settings: Settings, _ rules: Rules, now: Instant, _ source: String
  ) throws -> Instant {
    let day = date ?? settings.zone.day(of: now)
    let minute = try Offline.read(path: source) { snapshot in
      try DailyDigest.minute(snapshot.casebook(for: .clock), rules)
    }
    return settings.zone.moment(on: day, minute: minute)
  }

  private func lines(_ reply: Reply, _ casebook: any Casebook) throws -> String {
    let heading: String
    switch reply.to {
    case .group(let chat): heading = "→ 群 \(try casebook.group(chat)?.title ?? chat.text)"
    case .person(let id): heading = "→ 私 \(try casebook.person(id)?.address ?? id.text)"
    case .here, .administrators, .team, .contact: heading = "→"
    }
    return heading + "\n" + reply.text.readable
  }

  @Sendable private static func day(_ text: String) throws -> CivilDate {
    guard let day = CivilDate(iso: text) else {
      throw ValidationError("\"\(text)\" is no day; expected one such as 2026-09-14.")
    }
    return day
  }
}

extension Wording {
  /// As it is read where nothing can be tapped.
  fileprivate var readable: String {
    lines.map { line in
      line.map { span in
        switch span {
        case .plain(let text), .typed(let text), .copied(let text): text
        case .mention(_, let name): "@\(name)"
        }
      }.joined()
    }.joined(separator: "\n")
  }
}
