import Chat
import Foundation

/// A message's rich text as the outbox keeps it: for each line its spans, for each span a sign and
/// its texts, every text behind its length. JSON takes ten times as long, and this is written for
/// every answer.
enum OutboxBody {
  /// A stored message that cannot be read: written by another version, or damaged.
  struct Unreadable: Error, CustomStringConvertible {
    var description: String {
      "a message of the outbox cannot be read; expected one this version wrote. "
        + "Start the version that wrote it, so that it is sent first."
    }
  }

  private static let version: UInt8 = 1
  /// With a file: its name and its place in the folder of exports stand before the lines.
  private static let versionWithFile: UInt8 = 2

  static func encode(_ text: RichText, file: OutgoingFile? = nil) -> Data {
    var bytes: [UInt8] = [file == nil ? version : versionWithFile]
    if let file {
      write("f", file.name, to: &bytes)
      write("p", file.stored, to: &bytes)
    }
    for line in text.lines {
      bytes.append(UInt8(ascii: "\n"))
      for span in line {
        switch span {
        case .text(let text): write("t", text, to: &bytes)
        case .strong(let text): write("s", text, to: &bytes)
        case .code(let text): write("c", text, to: &bytes)
        case .mention(let account, let name):
          write("m", account, to: &bytes)
          write("n", name, to: &bytes)
        }
      }
    }
    return Data(bytes)
  }

  private static func write(_ sign: Unicode.Scalar, _ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: sign))
    let count = UInt32(text.utf8.count)
    for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
    bytes.append(contentsOf: text.utf8)
  }

  static func decode(_ data: Data) throws(Unreadable) -> RichText {
    try content(of: data).text
  }

  /// The text, and the file that goes with it.
  static func content(of data: Data) throws(Unreadable) -> (text: RichText, file: OutgoingFile?) {
    var rest = data[...]
    let found = rest.popFirst()
    guard found == version || found == versionWithFile else { throw Unreadable() }
    var file: OutgoingFile?
    if found == versionWithFile {
      guard rest.popFirst() == UInt8(ascii: "f") else { throw Unreadable() }
      let name = try read(&rest)
      guard rest.popFirst() == UInt8(ascii: "p") else { throw Unreadable() }
      file = OutgoingFile(name: name, stored: try read(&rest))
    }
    var lines: [[RichText.Span]] = []
    while let sign = rest.popFirst() {
      if sign == UInt8(ascii: "\n") {
        lines.append([])
        continue
      }
      guard !lines.isEmpty else { throw Unreadable() }
      let text = try read(&rest)
      let span: RichText.Span
      switch sign {
      case UInt8(ascii: "t"): span = .text(text)
      case UInt8(ascii: "s"): span = .strong(text)
      case UInt8(ascii: "c"): span = .code(text)
      case UInt8(ascii: "m"):
        guard rest.popFirst() == UInt8(ascii: "n") else { throw Unreadable() }
        span = .mention(account: text, name: try read(&rest))
      default: throw Unreadable()
      }
      lines[lines.count - 1].append(span)
    }
    return (RichText(lines: lines), file)
  }

  private static func read(_ rest: inout Data.SubSequence) throws(Unreadable) -> String {
    guard rest.count >= 4 else { throw Unreadable() }
    let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    rest = rest.dropFirst(4)
    guard rest.count >= count,
      let text = String(validating: rest.prefix(count), as: UTF8.self)
    else { throw Unreadable() }
    rest = rest.dropFirst(count)
    return text
  }
}
