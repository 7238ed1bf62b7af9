import ArgumentParser
import Casework
import Foundation
import Ledger

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write cases, events, notices, activities or counts as JSON lines or CSV.",
    discussion: """
      Runs beside the bot; holds what the whole work group may see. It leaves no entry in the \
      journal, which only the bot writes.
      """)

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case cases, events, notices, activities, stats

    var columns: [String] {
      switch self {
      case .cases: Export.caseColumns
      case .events: Export.eventColumns
      case .notices: Export.noticeColumns
      case .activities: Export.activityColumns
      case .stats: Export.statsColumns
      }
    }
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json, csv
  }

  @OptionGroup var options: LedgerOptions

  @Argument(
    help: """
      What to write: cases, events, notices (hand-overs and instruments), activities, or stats \
      (counts by unit; * is the whole).
      """)
  var subject: Subject

  @Option(help: "json (one object a line) or csv (with a BOM, for WPS and Excel).")
  var format: Format = .json

  @Option(help: "The first day, such as 2026-09-01.", transform: day)
  var since: CivilDate?

  @Option(help: "The last day, included.", transform: day)
  var until: CivilDate?

  @Option(name: [.short, .long], help: "A file to write to, instead of standard output.")
  var output: String?

  func run() throws {
    let settings = try options.settings(needsServer: false)
    let rules = try Rules.load(settings)
    let export = try Export(
      path: settings.data + "/" + LedgerPath.name, zone: settings.zone, since: since, until: until)
    let sink = try Sink(path: output)
    if format == .csv {
      try sink.write(CSV.byteOrderMark + CSV.header(subject.columns))
    }
    func write(_ row: ExportRow) throws {
      try sink.write(format == .csv ? CSV.line(row) : JSONLines.line(row) + "\n")
    }
    let today = settings.zone.day(of: Clock.live.now())
    switch subject {
    case .cases:
      let silences = try Offline.read(path: settings.data + "/" + LedgerPath.name) {
        try $0.casebook(for: .everyone).silences()
      }
      let days = DayWording(
        calendar: rules.calendar, today: today, silent: SilentDays(silences, rules))
      try export.cases(overdue: { days.overdueWorkdays($0) }, write)
    case .events: try export.events(write)
    case .notices: try export.notices(write)
    case .activities: try export.activities(write)
    case .stats: try export.stats(today: today, write)
    }
    try sink.close()
  }

  @Sendable private static func day(_ text: String) throws -> CivilDate {
    guard let day = CivilDate(iso: text) else {
      throw ValidationError("\"\(text)\" is no day; expected one such as 2026-09-01.")
    }
    return day
  }
}

/// Where an export goes.
private final class Sink {
  private let handle: FileHandle
  private var buffer = Data()

  init(path: String?) throws {
    guard let path else {
      handle = .standardOutput
      return
    }
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw ValidationError("\(path) cannot be written; name another file with -o.") }
    handle = file
  }

  func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > 1 << 16 { try flush() }
  }

  func close() throws {
    try flush()
    if handle !== FileHandle.standardOutput { try handle.close() }
  }

  private func flush() throws {
    try handle.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
