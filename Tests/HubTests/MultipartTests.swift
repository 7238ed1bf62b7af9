import Foundation
import TestSupport
import Testing

@testable import Hub

/// multipart/form-data as it comes: in any pieces, with anything in it.
@Suite struct MultipartTests {
  struct Part: Equatable {
    var name: String
    var fileName: String?
    var content: [UInt8]
  }

  @Test("however the bytes are cut, the same parts come out")
  func anyPieces() throws {
    for seed in 0..<300 as Range<UInt64> { try checkPieces(seed) }
  }

  private func checkPieces(_ seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let boundary = Self.boundary(&chance)
    let parts = (0..<Int.random(in: 1...6, using: &chance)).map { number in
      Self.part(number, boundary, &chance)
    }
    let body = Self.body(parts, boundary)
    #expect(try Self.read(body, boundary, in: [body.count]) == parts, "seed \(seed)")
    var cuts: [Int] = []
    var left = body.count
    while left > 0 {
      let piece = min(left, Int.random(in: 1...max(1, body.count / 3), using: &chance))
      cuts.append(chance.chance(50) ? 1 : piece)
      left -= cuts.last ?? 1
    }
    #expect(try Self.read(body, boundary, in: cuts) == parts, "seed \(seed)")
  }

  @Test("bytes that were tampered with end in parts or in a refusal, never in a trap or a wait")
  func anyBytes() throws {
    var chance = SeededGenerator(seed: 11)
    for _ in 0..<3000 {
      let boundary = Self.boundary(&chance)
      var body = Self.body((0..<3).map { Self.part($0, boundary, &chance) }, boundary)
      for _ in 0..<Int.random(in: 1...8, using: &chance) where !body.isEmpty {
        let place = Int.random(in: 0..<body.count, using: &chance)
        switch Int.random(in: 0..<4, using: &chance) {
        case 0: body[place] = UInt8.random(in: 0...255, using: &chance)
        case 1: body.remove(at: place)
        case 2: body.insert(contentsOf: Array("\r\n--\(boundary)".utf8), at: place)
        default: body.removeLast(min(place, body.count))
        }
      }
      _ = try? Self.read(body, boundary, in: [max(1, body.count / 2), body.count])
    }
  }

  @Test("a file of any size is handed on in pieces; nothing of it is kept")
  func constantMemory() throws {
    var parser = try MultipartParser(contentType: "multipart/form-data; boundary=b")
    let head = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n"
    var handed = 0
    for event in try parser.feed(Array(head.utf8)) {
      if case .data(let bytes) = event { handed += bytes.count }
    }
    let piece = [UInt8](repeating: 45, count: 64 * 1024)
    for round in 1...64 {
      for event in try parser.feed(piece) {
        if case .data(let bytes) = event { handed += bytes.count }
      }
      // What is held back is less than a boundary.
      #expect(round * piece.count - handed < 128)
    }
  }

  @Test(
    "headers as clients write them",
    arguments: [
      (#"form-data; name="f"; filename="照片 1.jpg""#, "照片 1.jpg"),
      (#"form-data; name=f; filename=a.jpg"#, "a.jpg"),
      (#"form-data; name="f"; filename="a\"b.jpg""#, #"a"b.jpg"#),
      (#"form-data; name="f"; filename="x"; filename*=UTF-8''%E7%85%A7.jpg"#, "照.jpg"),
      (#"form-data; filename="a;b=c.jpg"; name="f""#, "a;b=c.jpg"),
    ])
  func headers(disposition: String, name: String) throws {
    let body = Array("--b\r\ncontent-disposition: \(disposition)\r\n\r\nx\r\n--b--\r\n".utf8)
    let parts = try Self.read(body, "b", in: [body.count])
    #expect(parts == [Part(name: "f", fileName: name, content: [120])])
  }

  @Test(
    "what is no form is refused with its reason",
    arguments: [
      (
        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        MultipartParser.Malformed.unnamedPart
      ),
      ("--b" + String(repeating: " ", count: 300), .badHeader),
      ("--b\r\nno colon\r\n\r\nx\r\n--b--", .badHeader),
      ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx", .endsEarly),
      ("", .endsEarly),
    ])
  func refused(body: String, reason: MultipartParser.Malformed) {
    #expect(throws: reason) { try Self.read(Array(body.utf8), "b", in: [body.utf8.count]) }
  }

  @Test("a file's name loses its path and whatever hides in it")
  func fileNames() {
    for (typed, kept) in [
      ("../../etc/passwd", "passwd"), ("C:\\a\\现场.jpg", "现场.jpg"), ("..", "file"), ("", "file"),
      ("a\u{202E}gpj.exe", "agpj.exe"), ("a\nb.jpg", "ab.jpg"), ("/", "file"),
    ] {
      #expect(FileName.safe(typed) == kept)
    }
  }

  // MARK: Making and reading

  private static func boundary(_ chance: inout SeededGenerator) -> String {
    let letters = Array("abcXYZ0189'()+_,-./:=?")
    let length = Int.random(in: 1...40, using: &chance)
    return String((0..<length).map { _ in letters[Int.random(in: 0..<12, using: &chance)] }) + "z"
  }

  private static func part(
    _ number: Int, _ boundary: String, _ chance: inout SeededGenerator
  ) -> Part {
    var content = (0..<Int.random(in: 0...400, using: &chance)).map { _ in
      chance.chance(30)
        ? UInt8([13, 10, 45].randomElement(using: &chance) ?? 10)
        : UInt8.random(in: 0...255, using: &chance)
    }
    // What looks like a boundary and is none.
    if chance.chance(40) { content += Array("\r\n--\(boundary.dropLast())".utf8) }
    return Part(
      name: "名\(number)", fileName: chance.chance(50) ? "文件\(number).jpg" : nil, content: content)
  }

  private static func body(_ parts: [Part], _ boundary: String) -> [UInt8] {
    var body: [UInt8] = []
    for part in parts {
      var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\""
      if let fileName = part.fileName { head += "; filename=\"\(fileName)\"" }
      body += Array("\(head)\r\n\r\n".utf8) + part.content + Array("\r\n".utf8)
    }
    return body + Array("--\(boundary)--\r\n".utf8)
  }

  private static func read(
    _ body: [UInt8], _ boundary: String, in pieces: [Int]
  ) throws -> [Part] {
    var parser = try MultipartParser(contentType: "multipart/form-data; boundary=\"\(boundary)\"")
    var parts: [Part] = []
    var rest = body[...]
    for piece in pieces {
      for event in try parser.feed(rest.prefix(piece)) {
        switch event {
        case .begin(let part):
          parts.append(Part(name: part.name, fileName: part.fileName, content: []))
        case .data(let bytes): parts[parts.count - 1].content += bytes
        case .end: break
        }
      }
      rest = rest.dropFirst(piece)
    }
    try parser.finish()
    return parts
  }
}
