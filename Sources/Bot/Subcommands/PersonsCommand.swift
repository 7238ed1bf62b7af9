import ArgumentParser
import Commands
import Foundation

/// What the rule on persons makes of labelled texts. For those who maintain it: `make persons`.
struct PersonsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "persons",
    abstract: "Score the rule on texts that may accuse a person against labelled texts.",
    discussion: """
      FILE is a table with tabs and a header: id, text, kind, expected (hold, pass, inner), category, \
      note; \\n and \\t stand for a line's end and a tab. A text that begins with a command's sign is \
      read as it stands, any other behind /线索.
      """)

  @Argument(help: "The table of labelled texts.")
  var file: String

  @Option(help: "Instead, write here what the reader sees of each text, for learning.")
  var trace: String?

  @Flag(help: "Instead, print the verdict for each text.")
  var verdicts = false

  func run() throws {
    let corpus = try PersonsCorpus(file: file)
    let reader = PersonsReader(try EmbeddedData.persons.get())
    if let trace {
      let numbers = corpus.rows.flatMap { reader.trace(of: $0.text) }
      let data = numbers.withUnsafeBytes { Data($0) }
      try data.write(to: URL(fileURLWithPath: trace))
      return
    }
    let scorer = try PersonsScorer()
    if verdicts {
      for row in corpus.rows { print("\(row.id)\t\(scorer.isHeld(row) ? "hold" : "pass")") }
      return
    }
    print(scorer.report(on: corpus))
  }
}

/// A table of labelled texts.
struct PersonsCorpus {
  struct Row {
    var id: String
    var text: String
    var expected: String
    var category: String
  }

  var rows: [Row] = []

  /// - Throws: `ValidationError` naming file and line.
  init(file: String) throws {
    guard let table = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw ValidationError("The file \(file) cannot be read.")
    }
    for (index, line) in table.components(separatedBy: "\n").enumerated() {
      if index == 0 || line.isEmpty || line.hasPrefix("#") { continue }
      let cells = line.components(separatedBy: "\t")
      guard cells.count >= 5 else {
        throw ValidationError(
          "\(file), line \(index + 1): expected id, text, kind, expected, category and note.")
      }
      let text = cells[1].replacingOccurrences(of: "\\n", with: "\n")
        .replacingOccurrences(of: "\\t", with: "\t")
      rows.append(Row(id: cells[0], text: text, expected: cells[3], category: cells[4]))
    }
  }
}

/// Asks the reader about each text, line by line and by the names of files.
struct PersonsScorer {
  private let reader: PersonsReader

  init() throws { reader = try Interpreter.load(Settings()).persons }

  /// Whether the text, or a line of it, is held back.
  func isHeld(_ row: PersonsCorpus.Row) -> Bool {
    parts(of: row.text).contains { reader.verdict(of: $0).holds }
  }

  /// The lines without their commands' heads, and the names of files.
  private func parts(of row: String) -> [String] {
    var text = Substring(row)
    var parts: [String] = []
    // 〔照片〕 and 〔文件：…〕 in front make the rest a caption.
    while text.hasPrefix("〔"), let end = text.firstIndex(of: "〕") {
      let mark = text[text.index(after: text.startIndex)..<end]
      if mark.hasPrefix("文件：") { parts.append(String(mark.dropFirst(3))) }
      text = text[text.index(after: end)...]
    }
    return parts + text.split(separator: "\n").map { String(headless($0)) }
  }

  /// /进展 12 已修好 without what comes before 已修好.
  private func headless(_ line: Substring) -> Substring {
    var line = line
    if line.hasPrefix("@联督") { line = line.dropFirst(3).drop { $0 == " " } }
    guard let sign = line.first, "/／！".contains(sign) else { return line }
    guard let blank = line.firstIndex(of: " ") else { return line.dropFirst() }
    let rest = line[blank...].drop { $0 == " " }
    let number = rest.prefix { $0.isASCII && $0.isNumber }
    let behind = rest.dropFirst(number.count)
    return behind.first == " " ? behind.drop { $0 == " " } : rest
  }

  /// By category, then what was wrong, then the two figures.
  func report(on corpus: PersonsCorpus) -> String {
    var lines: [String] = []
    var wrong: [String] = []
    var tallies: [String: (hold: Int, held: Int, pass: Int, false: Int)] = [:]
    for row in corpus.rows where row.expected == "hold" || row.expected == "pass" {
      var tally = tallies[row.category] ?? (0, 0, 0, 0)
      let held = isHeld(row)
      if row.expected == "hold" {
        tally.hold += 1
        if held { tally.held += 1 } else { wrong.append("missed\t\(row.id)\t\(row.shown)") }
      } else {
        tally.pass += 1
        if held {
          tally.false += 1
          wrong.append("false alarm\t\(row.id)\t\(row.shown)")
        }
      }
      tallies[row.category] = tally
    }
    for (category, tally) in tallies.sorted(by: { $0.key < $1.key }) {
      lines.append(
        "\(category): held \(tally.held) of \(tally.hold), false alarms \(tally.false) of \(tally.pass)"
      )
    }
    func share(_ part: Int, _ whole: Int) -> String {
      String(format: "%.1f %%", whole == 0 ? 0 : 100 * Double(part) / Double(whole))
    }
    let all = tallies.values
    lines += wrong
    lines.append(
      "recall: " + share(all.map(\.held).reduce(0, +), all.map(\.hold).reduce(0, +)))
    lines.append(
      "false alarms: " + share(all.map(\.false).reduce(0, +), all.map(\.pass).reduce(0, +)))
    return lines.joined(separator: "\n")
  }
}

extension PersonsCorpus.Row {
  fileprivate var shown: String { text.replacingOccurrences(of: "\n", with: "\\n") }
}
