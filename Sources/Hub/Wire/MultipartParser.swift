import Foundation

/// Reads multipart/form-data (RFC 7578) as it comes, in constant memory: bytes go in, events come
/// out. What a part holds is handed on in pieces; only headers are held back.
struct MultipartParser {
  enum Event: Equatable {
    case begin(Part)
    case data([UInt8])
    case end
  }

  /// What a part says of itself.
  struct Part: Equatable {
    var name: String
    var fileName: String?
    var mediaType: String?
  }

  enum Malformed: Error, Equatable {
    case noBoundary, headerTooLong, tooManyParts, badHeader, unnamedPart, endsEarly
  }

  static let maximumHeader = 8 * 1024
  static let maximumParts = 64
  static let maximumBlanks = 256

  private enum State { case preamble, afterBoundary, headers, bodyStart, body, done }

  private let delimiter: [UInt8]
  private var buffer: [UInt8]
  private var state = State.preamble
  private var parts = 0

  /// - Parameter contentType: The request's header, which names the boundary.
  init(contentType: String) throws(Malformed) {
    guard let boundary = MultipartParser.parameter("boundary", of: contentType),
      (1...70).contains(boundary.utf8.count)
    else { throw .noBoundary }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first boundary has no line end before it; given one, every boundary looks the same.
    buffer = [13, 10]
  }

  /// Takes the next bytes.
  mutating func feed(_ bytes: some Sequence<UInt8>) throws(Malformed) -> [Event] {
    buffer.append(contentsOf: bytes)
    var events: [Event] = []
    while try step(&events) {}
    return events
  }

  /// Nothing more comes.
  func finish() throws(Malformed) {
    guard state == .done else { throw .endsEarly }
  }

  /// One step; false where more bytes are needed.
  private mutating func step(_ events: inout [Event]) throws(Malformed) -> Bool {
    switch state {
    case .preamble:
      guard let place = find(delimiter, from: 0) else {
        keepTail()
        return false
      }
      buffer.removeFirst(place + delimiter.count)
      state = .afterBoundary
    case .afterBoundary:
      // Blanks may stand behind a boundary; then its line ends, or two dashes end it all.
      let blanks = buffer.prefix { $0 == 32 || $0 == 9 }.count
      guard blanks <= MultipartParser.maximumBlanks else { throw .badHeader }
      guard buffer.count >= blanks + 2 else { return false }
      buffer.removeFirst(blanks)
      if buffer[0] == 45, buffer[1] == 45 {
        state = .done
      } else if buffer[0] == 13, buffer[1] == 10 {
        buffer.removeFirst(2)
        state = .headers
      } else {
        throw .badHeader
      }
    case .headers:
      let end: Int
      if buffer.starts(with: [13, 10]) {
        end = 0
      } else if let place = find([13, 10, 13, 10], from: 0) {
        end = place + 2
      } else {
        guard buffer.count <= MultipartParser.maximumHeader else { throw .headerTooLong }
        return false
      }
      guard end <= MultipartParser.maximumHeader else { throw .headerTooLong }
      parts += 1
      guard parts <= MultipartParser.maximumParts else { throw .tooManyParts }
      events.append(.begin(try MultipartParser.part(buffer[..<end])))
      // The blank line stays for now: an empty part's boundary takes it for its own line end.
      buffer.removeFirst(end)
      state = .bodyStart
    case .bodyStart:
      guard buffer.count >= delimiter.count else { return false }
      if !buffer.starts(with: delimiter) { buffer.removeFirst(2) }
      state = .body
    case .body:
      if let place = find(delimiter, from: 0) {
        if place > 0 { events.append(.data(Array(buffer[..<place]))) }
        events.append(.end)
        buffer.removeFirst(place + delimiter.count)
        state = .afterBoundary
      } else {
        let safe = buffer.count - delimiter.count
        if safe > 0 {
          events.append(.data(Array(buffer[..<safe])))
          buffer.removeFirst(safe)
        }
        return false
      }
    case .done:
      buffer.removeAll()
      return false
    }
    return true
  }

  private mutating func keepTail() {
    let extra = buffer.count - delimiter.count
    if extra > 0 { buffer.removeFirst(extra) }
  }

  private func find(_ needle: [UInt8], from start: Int) -> Int? {
    guard buffer.count >= needle.count else { return nil }
    var index = start
    let last = buffer.count - needle.count
    while index <= last {
      if buffer[index] == needle[0] {
        var offset = 1
        while offset < needle.count, buffer[index + offset] == needle[offset] { offset += 1 }
        if offset == needle.count { return index }
      }
      index += 1
    }
    return nil
  }

  private static func part(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> Part {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .badHeader }
    var name: String?
    var fileName: String?
    var mediaType: String?
    for line in text.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else { throw .badHeader }
      let value = String(line[line.index(after: colon)...])
      switch line[..<colon].lowercased() {
      case "content-disposition":
        name = parameter("name", of: value)
        // RFC 7578 forbids filename*, but clients send it for Chinese names.
        fileName =
          parameter("filename*", of: value).flatMap(decoded)
          ?? parameter("filename", of: value)
      case "content-type": mediaType = value.trimmed
      default: break
      }
    }
    guard let name else { throw .unnamedPart }
    return Part(name: name, fileName: fileName, mediaType: mediaType)
  }

  /// `UTF-8''%E7%85%A7.jpg`.
  private static func decoded(_ value: String) -> String? {
    let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
    return String(parts[2]).removingPercentEncoding
  }

  /// A parameter of a header's value, quoted or not.
  static func parameter(_ name: String, of value: String) -> String? {
    var rest = Substring(value)
    while let semicolon = rest.firstIndex(of: ";") {
      rest = rest[rest.index(after: semicolon)...].drop { $0 == " " || $0 == "\t" }
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let key = rest[..<equals].lowercased()
      rest = rest[rest.index(after: equals)...]
      var found = ""
      if rest.first == "\"" {
        rest = rest.dropFirst()
        while let character = rest.first, character != "\"" {
          rest = rest.dropFirst()
          // A backslash stands for itself in what browsers send, but \" is a quote.
          if character == "\\", rest.first == "\"" || rest.first == "\\" {
            found.append(rest.removeFirst())
          } else {
            found.append(character)
          }
        }
        rest = rest.dropFirst()
      } else {
        found = String(rest.prefix { $0 != ";" && $0 != " " })
        rest = rest.dropFirst(found.count)
      }
      if key == name { return found }
    }
    return nil
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
