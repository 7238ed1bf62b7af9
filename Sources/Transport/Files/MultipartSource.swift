import Foundation
import Glibc

/// A `multipart/form-data` body as a sequence of pieces that are copied out while libcurl sends.
/// It has a position and no way back, so it cannot be sent twice.
struct MultipartSource: Sendable {
  private enum Piece: Sendable {
    case bytes([UInt8])
    case data(Data)
    case file(FileDescriptor, length: Int)

    var count: Int {
      switch self {
      case .bytes(let bytes): bytes.count
      case .data(let data): data.count
      case .file(_, let length): length
      }
    }
  }

  let contentType: String
  /// Bytes of the whole body.
  private(set) var count = 0
  private var pieces: [Piece] = []
  private var piece = 0
  private var offset = 0

  /// Opens the files. The error is the system's, for the first file that fails.
  init(_ parts: [HTTPPart]) throws(SystemError) {
    // 128 random bits: no content can hold them but by intent, and nobody knows them before.
    let words = [UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)]
    let boundary = "form-" + words.map { String($0, radix: 36) }.joined()
    contentType = "multipart/form-data; boundary=\(boundary)"
    for part in parts {
      append(.bytes(Array((pieces.isEmpty ? "" : "\r\n").utf8) + Self.head(of: part, boundary)))
      switch part.content {
      case .data(let data): append(.data(data))
      case .file(let path):
        let file = try FileDescriptor.reading(path).get()
        append(.file(file, length: try file.length().get()))
      }
    }
    append(.bytes(Array((pieces.isEmpty ? "" : "\r\n").utf8) + Array("--\(boundary)--\r\n".utf8)))
  }

  private mutating func append(_ piece: Piece) {
    pieces.append(piece)
    count += piece.count
  }

  private static func head(of part: HTTPPart, _ boundary: String) -> [UInt8] {
    var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(quoted(part.name))\""
    if let filename = part.filename { head += "; filename=\"\(quoted(filename))\"" }
    if let type = part.contentType {
      let line = type.unicodeScalars.filter { $0.value >= 32 }
      head += "\r\nContent-Type: \(String(String.UnicodeScalarView(line)))"
    }
    return Array((head + "\r\n\r\n").utf8)
  }

  /// As browsers do it: the three characters that would end the value or the line are
  /// percent-encoded, the rest goes as UTF-8.
  private static func quoted(_ text: String) -> String {
    var quoted = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted.append(contentsOf: "%22".unicodeScalars)
      case "\r": quoted.append(contentsOf: "%0D".unicodeScalars)
      case "\n": quoted.append(contentsOf: "%0A".unicodeScalars)
      default: quoted.append(scalar)
      }
    }
    return String(quoted)
  }

  /// Copies the next bytes into `buffer` and returns how many: 0 at the end, nil if a file cannot
  /// be read as far as it was long when it was opened.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    var filled = 0
    while filled < buffer.count && piece < pieces.count {
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let wanted = min(room.count, pieces[piece].count - offset)
      switch pieces[piece] {
      case .bytes(let bytes): room.copyBytes(from: bytes[offset..<offset + wanted])
      case .data(let data):
        let start = data.startIndex + offset
        data.copyBytes(to: room, from: start..<start + wanted)
      case .file(let file, _):
        guard wanted == 0 || Self.read(file, room, wanted, at: offset) else { return nil }
      }
      filled += wanted
      offset += wanted
      if offset == pieces[piece].count {
        piece += 1
        offset = 0
      }
    }
    return filled
  }

  private static func read(
    _ file: FileDescriptor, _ room: UnsafeMutableRawBufferPointer, _ wanted: Int, at offset: Int
  ) -> Bool {
    var done = 0
    while done < wanted {
      let rest = room.baseAddress.map { $0 + done }
      let count = pread(file.number, rest, wanted - done, off_t(offset + done))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
