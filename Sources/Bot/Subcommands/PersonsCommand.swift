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
      read as it stands, any other behind /线索. Figures alone are printed, so that a table that is kept \
      back stays unseen; --misses prints the texts that were judged wrong.
      """)

  @Argument(help: "The table of labelled texts.")
  var file: String

  @Option(help: "Instead, write here what the reader sees of each text, for learning.")
  var trace: String?

  @Flag(help: "Instead, print the verdict for each text.")
  var verdicts = false

  @Flag(help: "Print the texts that were judged wrong, too.")
  var misses = false

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
    print(scorer.report(on: corpus, misses: misses))
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

/// Asks what the entrance would say to each text, as a member types it in a group.
struct PersonsScorer {
  private let interpreter: Interpreter

  init() throws { interpreter = try Interpreter.load(Settings()) }

  /// Whether the text, a command of it or the name of a file is refused for good.
  func isHeld(_ row: PersonsCorpus.Row) -> Bool {
    var text = Substring(row.text)
    var names: [String] = []
    // 〔照片〕 and 〔文件：…〕 in front make the rest a caption.
    while text.hasPrefix("〔"), let end = text.firstIndex(of: "〕") {
      let mark = text[text.index(after: text.startIndex)..<end]
      if mark.hasPrefix("文件：") { names.append(String(mark.dropFirst(3))) }
      text = text[text.index(after: end)...]
    }
    let lines = text.split(separator: "\n")
    let messages = lines.allSatisfy(isCommand) ? lines : [text]
    return messages.contains {
      interpreter.refuses(isCommand($0) ? String($0) : "/线索 \($0)", names)
    }
  }

  private func isCommand(_ line: Substring) -> Bool {
    line.hasPrefix("@联督") || line.first.map("/／！".contains) ?? false
  }

  /// By category, then the two figures.
  /// - Parameter misses: between them, the texts that were judged wrong.
  func report(on corpus: PersonsCorpus, misses: Bool) -> String {
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
    if misses { lines += wrong }
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
